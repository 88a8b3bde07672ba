"""How long somebody who types ``@bot question`` waits for passages.

A real bot process with the bundled model over the sample articles, and the tests' own Bot API
server, which shares the processors with it. Measured from the moment at which the update is there
for the bot to fetch until its answerInlineQuery arrives: so the way of the update to the bot is in
it. Ends with an error if a query gets no passages, or no answer.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.wiring import Footnote  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from telegram_server import BotProcess, TelegramServer  # noqa: E402 - the same
from telegram_server.people import Person  # noqa: E402 - the same

ROUNDS = 200
WARM_UP = 10
QUESTIONS = (
    "Where were the first face-to-face talks held?",
    "How long did the phone call last?",
    "How many prisoners were exchanged?",
    "Which river did the troops cross?",
    "What did the United Nations call for?",
)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        footnote = Footnote(Settings(data_dir=Path(folder)))
        footnote.indexer.run(footnote.root, (), Progress())
        footnote.close()
        command = [str(Path(sys.executable).parent / "footnote"), "telegram"]
        person = server.world.user("Ada")
        with BotProcess(server, command, _settings(server, folder)):
            person.inline(QUESTIONS[0], timeout=120)  # the model is loaded
            questions, recent = [], []
            for place in range(ROUNDS):
                # A word of its own, so that nothing is remembered from the round before.
                text = f"{QUESTIONS[place % len(QUESTIONS)]} {place}"
                questions.append(_waited(server, person, text))
                recent.append(_waited(server, person, ""))
    _report("passages for a question", questions[WARM_UP:])
    _report("recent documents", recent[WARM_UP:])
    sys.stdout.write(f"{os.cpu_count()} processors\n")


def _waited(server: TelegramServer, person: Person, text: str) -> float:
    """Seconds from the update to the call that answers it."""
    begun = time.monotonic()
    answer = person.inline(text, timeout=30)
    assert answer.results, "nothing was offered"
    return server.calls_of("answerInlineQuery")[-1].time - begun


def _settings(server: TelegramServer, folder: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.url,
        "DATA_DIR": folder,
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def _report(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    shown = [ordered[int(share * (len(ordered) - 1))] * 1000 for share in (0.5, 0.95, 1.0)]
    figures = "".join(f"{value:9.1f} ms" for value in shown)
    sys.stdout.write(f"{what:25}{figures}   (median, 95th percentile, longest)\n")


if __name__ == "__main__":
    main()
