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

from bot.settings import sample_articles  # noqa: E402 - found only with the path above
from bot.wording import adding as adding_wording  # noqa: E402 - the same
from bot.wording import groups as group_wording  # noqa: E402 - the same
from bot.wording import telegram as telegram_wording  # noqa: E402 - the same
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
ADVANCE = "How fast was Russia advancing by the middle of May?"
RIVER = "Which river did Russian soldiers get across?"
BUS = "Who pays for the school bus?"
FERRY_LEAVES = "When does the ferry to the island leave?"
FERRY = b"""---
title: The ferry timetable
publisher: Harbour Gazette
published: 2025-05-16
---
The ferry to the island leaves at seven in the morning, every day but Sunday.

On Sundays it leaves at nine, when the weather allows it at all.
"""
ME = "footnote_test_bot"
WIDTH = 390
_PLAIN = 1.0
_SHARPNESS = (1.5, 1.25, _PLAIN)
"""Dots of a picture a point of its page: the first that gives no more than ``_LARGEST`` bytes."""

_LARGEST = 125_000
_TALLEST = 4_000
_MEASURED = re.compile(r"<title>(\d+)</title>")


def main() -> None:
    """Ask, write the pages, and take their pictures where that is possible."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        env = {**os.environ, **_settings(server, Path(folder))}
        olga = server.world.user("Olga", language_code="en", username="olga_reads")
        for shown, settings in (
            (screens(server), {}),
            (screens_of_an_owner(server, olga), _settings_of_an_owner(olga, Path(folder))),
        ):
            _index({**env, **settings}, folder)
            with BotProcess(server, [*FOOTNOTE, "telegram"], env | settings, cwd=Path(folder)):
                for name, screen in shown:
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


def screens_of_an_owner(server: TelegramServer, olga: Person) -> Iterator[tuple[str, Screen]]:
    """What an owner sees of documents that they add, of whom they invite, and of the bot's use."""
    ada = server.world.user("Ada", language_code="en")
    olga.starts()
    olga.chat.next_message(timeout=120)
    olga.writes(olga.chat, "/invite")
    asked, invitation = _exchange(olga)
    ada.follows(olga.copies(invitation, telegram_wording.link_button()))
    accepted = olga.chat.next_message()
    yield "invitation", _private(olga, asked, invitation, accepted)
    for _ in range(2):
        ada.chat.next_message()
    _ask_around(ada)
    ada.writes(ada.chat, f"/watch {FERRY_LEAVES}")
    watched = _exchange(ada)
    sent = olga.sends_document(olga.chat, "ferry-timetable.md", FERRY)
    preview = olga.chat.next_message(timeout=60)
    yield "upload", _private(olga, sent, preview)
    olga.presses(preview, adding_wording.add_button())
    notice = ada.chat.next_message(timeout=60)
    server.world.wait_for(lambda: " is live" in preview.text, "the document", 60)
    yield "added", _private(olga, sent, preview)
    yield "notice", _private(ada, *watched, notice)
    for command in ("stats", "unanswered"):
        server.world.settled()
        olga.writes(olga.chat, f"/{command}")
        yield command, _private(olga, *_exchange(olga))


def _ask_around(ada: Person) -> None:
    """Ask what the figures of an owner tell of."""
    for question in (*3 * (TALKS, CALL, NEAR, BREAD, ADVANCE, RIVER), BUS, FERRY_LEAVES, TALKS):
        ada.writes(ada.chat, question)
        _, answer = _exchange(ada)
        if question in (TALKS, RIVER):
            ada.presses(answer, telegram_wording.GOOD_MARK)
            answer.next_edit()


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


def _settings_of_an_owner(owner: Person, folder: Path) -> dict[str, str]:
    documents = folder / "documents"
    shutil.copytree(sample_articles(), documents)
    return {
        "ACCESS": "invite",
        "ADMIN_IDS": str(owner.id),
        "DOCUMENTS_DIR": str(documents),
        "DATA_DIR": str(folder / "data-of-an-owner"),
        "KEEP_QUESTIONS_DAYS": "30",
    }


def _index(env: dict[str, str], folder: str) -> None:
    subprocess.run([*FOOTNOTE, "index"], env=env, cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own command


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
        for scale in _SHARPNESS:
            _browse(browser, folder, height, scale, f"--screenshot={picture}", made.as_uri())
            if picture.stat().st_size <= _LARGEST:
                break


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
