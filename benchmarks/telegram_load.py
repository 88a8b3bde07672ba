"""How long people wait when many chats ask at once, and what noting an update costs.

A real bot process and the tests' own Bot API server, which shares the processors with it. Without
``--model`` the answers come from a fixed table, so that the figures are those of the wire alone;
with it the sample articles are indexed and asked. Ends with an error if an answer is lost or out
of its order.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.telegram_app.tables import open_database  # noqa: E402 - the same
from bot.telegram_app.wire.inbox import FOLDER_NAME, Inbox  # noqa: E402 - the same
from bot.wiring import Footnote  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from telegram_server import BotProcess, TelegramServer  # noqa: E402 - the same

QUESTIONS = (
    "Where were the first face-to-face talks held?",
    "How long did the phone call last?",
    "How many prisoners were exchanged?",
)
SETTLED_SECONDS = 300.0
NOTED = 5_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--questions", type=int, default=1, help="of each chat")
    parser.add_argument("--model", action="store_true", help="ask the sample articles")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        waits, took = _crowd(server, Path(folder), asked)
        _report("answered", waits)
        sys.stdout.write(
            f"{len(waits)} answers in {took:.1f} s: {len(waits) / took:.1f} a second\n"
        )
        _cost_of_noting(Path(folder) / "noted")
    sys.stdout.write(f"{os.cpu_count()} processors\n")


def _crowd(
    server: TelegramServer, folder: Path, asked: argparse.Namespace
) -> tuple[list[float], float]:
    """How many seconds each answer took, in all chats, and how many all of them took."""
    people = [server.world.user(f"Person {number}") for number in range(asked.chats)]
    starter = server.world.user("Starter")
    with BotProcess(server, _command(folder, model=asked.model), _settings(server, folder)):
        starter.writes(starter.chat, QUESTIONS[0])
        starter.chat.next_message(timeout=120)  # the model is loaded
        written: defaultdict[int, list[float]] = defaultdict(list)
        begun = time.monotonic()
        for number in range(asked.questions):
            for person in people:
                written[person.id].append(time.monotonic())
                text = QUESTIONS[number % 3] if asked.model else f"question number {number}"
                person.writes(person.chat, text)
        expected = asked.chats * asked.questions + 1
        server.world.wait_for(
            lambda: sum(call.status == 200 for call in server.calls_of("sendMessage")) == expected,
            "every answer",
            timeout=SETTLED_SECONDS,
        )
        took = time.monotonic() - begun
        if not asked.model:
            for person in people:
                for number, answer in enumerate(person.chat.from_bot):
                    assert f"question number {number}." in answer.text, "out of order"
    arrived: defaultdict[object, list[float]] = defaultdict(list)
    for call in server.calls_of("sendMessage"):
        arrived[call.params["chat_id"]].append(call.time)
    waits: list[float] = []
    for person in people:
        pairs = zip(written[person.id], arrived[person.id], strict=True)
        waits.extend(end - begin for begin, end in pairs)
    return waits, took


def _command(folder: Path, *, model: bool) -> list[str]:
    if not model:
        return [sys.executable, str(ROOT / "tests" / "e2e" / "fake_bot.py")]
    footnote = Footnote(Settings(data_dir=folder))
    footnote.indexer.run(footnote.root, (), Progress())
    footnote.close()
    return [str(Path(sys.executable).parent / "footnote"), "telegram"]


def _settings(server: TelegramServer, folder: Path) -> dict[str, str]:
    path = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    return {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.url,
        "DATA_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join(path),
    }


def _cost_of_noting(folder: Path) -> None:
    from telegram import Update

    database = open_database(folder)
    inbox = Inbox(database, folder / FOLDER_NAME, 1)
    noting, closing = [], []
    for number in range(NOTED):
        person = {"id": number, "is_bot": False, "first_name": "Ada"}
        message = {
            "message_id": 1,
            "date": 1_763_800_000,
            "chat": {"id": number, "type": "private", "first_name": "Ada"},
            "from": person,
            "text": QUESTIONS[0],
        }
        update = Update.de_json({"update_id": number, "message": message}, None)
        begun = time.perf_counter()
        inbox.note(update)
        noted = time.perf_counter()
        inbox.done(number)
        noting.append(noted - begun)
        closing.append(time.perf_counter() - noted)
    database.close()
    _report("an update noted", noting)
    _report("an update done with", closing)


def _report(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    shown = [ordered[int(share * (len(ordered) - 1))] * 1000 for share in (0.5, 0.95, 1.0)]
    figures = "".join(f"{value:12.3f} ms" for value in shown)
    sys.stdout.write(f"{what:22}{figures}   (median, 95th percentile, longest)\n")


if __name__ == "__main__":
    main()
