"""Makes ``docs/pictures`` from real chats with the bot: ``python docs/make_pictures.py``.

Nothing in the pictures is made up. The sample articles are indexed, ``footnote telegram`` runs
with the bundled model against the tests' own Bot API server, people ask it, and what it sent is
drawn. The pages are made anywhere; the pictures need a ``chromium``.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.wording import groups as group_wording  # noqa: E402 - found only with the path above
from docs.chat_html import Results, Screen, page  # noqa: E402 - the same
from telegram_server import BotProcess, TelegramServer  # noqa: E402 - the same
from telegram_server.chats import Message  # noqa: E402 - the same
from telegram_server.people import Person  # noqa: E402 - the same
from telegram_server.rendering import message_json  # noqa: E402 - the same

PICTURES = Path(__file__).with_name("pictures")
FOOTNOTE = [sys.executable, "-c", "from bot.cli import main; main()"]
TALKS = "Where were the first face-to-face talks held?"
NEAR = "How many ships were sunk?"
CALL = "How long were Putin and Trump talking?"
RUSSIAN = "Сколько длился разговор Путина и Трампа?"
BREAD = "How do I bake bread?"
ME = "footnote_test_bot"
WIDTH = 390
_SHARP, _PLAIN = 1.5, 1.0  # dots of the picture a point of the page: a tall one would be too big
_SHARP_UP_TO = 800
_TALLEST = 4_000
_MEASURED = re.compile(r"<title>(\d+)</title>")


def main() -> None:
    """Ask, write the pages, and take their pictures where that is possible."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        env = {**os.environ, **_settings(server, Path(folder))}
        subprocess.run([*FOOTNOTE, "index"], env=env, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own command
        with BotProcess(server, [*FOOTNOTE, "telegram"], env, cwd=Path(folder)):
            for name, screen in screens(server):
                (PICTURES / f"{name}.html").write_text(page(screen), encoding="utf-8")
    browser = shutil.which("chromium")
    if browser is None:
        sys.stdout.write("There is no chromium here: the pages are made, their pictures are not.\n")
        return
    for made in sorted(PICTURES.glob("*.html")):
        photograph(browser, made)
        sys.stdout.write(f"{made.with_suffix('.png')}\n")


def screens(server: TelegramServer) -> Iterator[tuple[str, Screen]]:
    """What people see, each with the name of its picture."""
    ada = server.world.user("Ada", language_code="en")
    vera = server.world.user("Вера", language_code="ru")
    ada.starts()
    welcome = ada.chat.next_message(timeout=120)
    yield "start", _private(ada, ada.chat.history[-2], welcome)
    yield from _of_an_answer(ada)
    yield from _without_an_answer(ada)
    vera.writes(vera.chat, RUSSIAN)
    yield "russian", _private(vera, *_exchange(vera))
    yield from _in_a_group(server, ada)
    offered = ada.inline(TALKS)
    results = Results(f"@{ME} {TALKS}", tuple(offered.results[:4]))
    yield "inline", Screen("Family", "3 members", ada.id, results=results)


def _of_an_answer(ada: Person) -> Iterator[tuple[str, Screen]]:
    ada.writes(ada.chat, TALKS)
    question, answer = _exchange(ada)
    yield "answer", _private(ada, question, answer)
    yield "answer-dark", _private(ada, question, answer, dark=True)
    for name, button in (("passage-2", "2"), ("context", "Context")):
        ada.presses(answer, button)
        yield name, _private(ada, question, answer.next_edit())
    ada.presses(answer, "◂ Back")
    answer.next_edit()
    for command in ("why", "verify"):
        ada.writes(ada.chat, f"/{command}")
        yield command, _private(ada, *_exchange(ada))


def _without_an_answer(ada: Person) -> Iterator[tuple[str, Screen]]:
    ada.writes(ada.chat, "/new")
    ada.chat.next_message()
    ada.writes(ada.chat, BREAD)
    yield "silence", _private(ada, *_exchange(ada))
    ada.writes(ada.chat, NEAR)
    question, near = _exchange(ada)
    yield "near", _private(ada, question, near)
    ada.presses(near, near.buttons[0].text)
    yield "near-opened", _private(ada, question, near.next_edit())


def _in_a_group(server: TelegramServer, ada: Person) -> Iterator[tuple[str, Screen]]:
    bob = server.world.user("Bob", language_code="en")
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    greeting = group.next_message()
    asked = bob.writes(group, f"/ask@{ME} {CALL}")
    answer = group.next_message()
    shown = tuple(map(message_json, (greeting, asked, answer)))
    yield "group", Screen(group.title, "3 members", ada.id, shown)
    written = ada.writes(group, f"/settings@{ME}")
    menu = group.next_message()
    shown = tuple(map(message_json, (written, menu)))
    yield "settings", Screen(group.title, "3 members", ada.id, shown)
    ada.presses(menu, group_wording.sources_button())
    shown = tuple(map(message_json, (written, menu.next_edit())))
    yield "settings-sources", Screen(group.title, "3 members", ada.id, shown)


def _exchange(person: Person) -> tuple[Message, Message]:
    """What somebody wrote last, and the bot's next message."""
    question = person.chat.history[-1]
    return question, person.chat.next_message(timeout=60)


def _private(person: Person, *messages: Message, dark: bool = False) -> Screen:
    shown = tuple(map(message_json, messages))
    return Screen("Footnote", "bot", person.id, shown, dark=dark)


def _settings(server: TelegramServer, folder: Path) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.url,
        "DATA_DIR": str(folder / "data"),
        "DOCUMENTS_DIR": "",
        "WEBHOOK_URL": "",
        "PYTHONPATH": str(ROOT),
    }


def photograph(browser: str, made: Path) -> None:
    """Take the picture of a page, as high as the page is."""
    with tempfile.TemporaryDirectory() as folder:
        measuring = Path(folder) / "page.html"
        text = re.sub("<meta http-equiv.*?>\n", "", made.read_text(encoding="utf-8"))
        script = "<script>document.title = document.body.scrollHeight</script></body>"
        measuring.write_text(text.replace("</body>", script), encoding="utf-8")
        dumped = _browse(browser, folder, _TALLEST, _PLAIN, "--dump-dom", measuring.as_uri())
        found = _MEASURED.search(dumped)
        height = int(found[1]) if found else _TALLEST
        picture = made.with_suffix(".png")
        scale = _SHARP if height <= _SHARP_UP_TO else _PLAIN
        _browse(browser, folder, height, scale, f"--screenshot={picture}", made.as_uri())


def _browse(browser: str, profile: str, height: int, scale: float, *what: str) -> str:
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--user-data-dir={profile}", f"--force-device-scale-factor={scale}"]
    command += [f"--window-size={WIDTH},{height}", *what]
    done = subprocess.run(  # noqa: S603 - the browser that is installed, with pages of our own
        command, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


if __name__ == "__main__":
    main()
