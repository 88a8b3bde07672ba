"""Owners name pages of the web to the bot: real processes, a site on this machine, real index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Footnote
from bot.wording import adding
from bot.wording import owner as wording
from e2e.fake_process import StartBot
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Message
from telegram_server.people import Person
from web_site import Page, Site, html, moved

BRIDGE = "The old bridge over the river is closed until the end of May."
STORY = (
    "The ferry to the island leaves at seven in the morning, every day but Sunday. On Sundays it "
    "leaves at nine, when the weather allows it at all, the harbour master said."
)
PAGE = (
    "<html><head><title>The ferry timetable</title>"
    '<meta property="article:published_time" content="2025-05-16"></head>'
    f"<body><article><p>{STORY}</p></article></body></html>"
)
ASKED = "When does the ferry to the island leave?"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.pages["/ferry.html"] = html(PAGE)
        yield running


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE + "\n", encoding="utf-8")
    footnote = Footnote(Settings(documents_dir=folder, data_dir=tmp_path / "data"), FakeEmbedder())
    footnote.indexer.run(footnote.root, (), Progress())
    footnote.close()
    return folder


@pytest.fixture
def start(fake_bot: StartBot, documents: Path, ada: Person) -> StartBot:
    def make(**env: str) -> BotProcess:
        own = {"DOCUMENTS_DIR": str(documents), "ADMIN_IDS": str(ada.id), **env}
        return fake_bot(script="fake_library_bot.py", **own)

    return make


@pytest.fixture
def bot(start: StartBot) -> Iterator[BotProcess]:
    with start(ALLOW_PRIVATE_ADDRESSES="true") as running:
        yield running


def url(site: Site, path: str = "/ferry.html") -> str:
    return site.url(path, host="127.0.0.1")


def shown(ada: Person, address: str) -> Message:
    ada.writes(ada.chat, f"/add {address}")
    return ada.chat.next_message(20)


def settled(message: Message, sign: str) -> str:
    for _ in range(20):
        if sign in message.text:
            break
        message.next_edit(20)
    assert sign in message.text
    return message.text


def pages(documents: Path) -> list[str]:
    return sorted(it.name for it in documents.glob("web/*/[!.]*"))


@pytest.mark.usefixtures("bot")
def test_a_page_is_shown_added_and_answered_from(ada: Person, site: Site, documents: Path) -> None:
    preview = shown(ada, url(site))

    lead, _, facts = preview.text.partition(":\n\n")
    assert lead.startswith(f"I would add web/127.0.0.1_{site.port}/ferry-")
    assert facts.splitlines()[0] == (
        "The ferry timetable · 16 May 2025 · English · 1 paragraph · 1 passage"
    )
    assert [it.text for it in preview.buttons] == ["Add", "Cancel"]
    assert pages(documents) == []
    site.pages["/ferry.html"] = html(PAGE.replace("seven", "eight"))  # what was shown is kept
    ada.presses(preview, "Add")
    assert settled(preview, "is live").endswith("In the index: 2 documents, 2 passages.")
    (name,) = pages(documents)
    assert (documents / f"web/127.0.0.1_{site.port}" / name).read_text() == PAGE
    ada.writes(ada.chat, ASKED)
    answer = ada.chat.next_message()
    assert "seven in the morning" in answer.text
    assert str(answer.button("Open").value).startswith(url(site))


@pytest.mark.usefixtures("bot")
def test_a_page_that_is_there_is_replaced_or_has_not_changed(
    ada: Person, site: Site, documents: Path, tmp_path: Path
) -> None:
    first = shown(ada, url(site))
    ada.presses(first, "Add")
    settled(first, "is live")

    assert "has not changed on the web" in shown(ada, url(site)).text
    site.pages["/ferry.html"] = html(PAGE.replace("seven", "eight"))
    preview = shown(ada, url(site))
    assert [it.text for it in preview.buttons] == ["Replace", "Cancel"]
    assert "The ferry timetable" in preview.text.splitlines()[0]
    ada.presses(preview, "Replace")
    settled(preview, "is live")

    assert len(pages(documents)) == 1
    ada.writes(ada.chat, ASKED)
    assert "eight in the morning" in ada.chat.next_message().text
    assert [it.read_text() for it in (tmp_path / "data").glob("removed/*/*")] == [PAGE]


@pytest.mark.usefixtures("bot")
def test_a_page_that_is_not_added_leaves_nothing(ada: Person, site: Site, documents: Path) -> None:
    preview = shown(ada, url(site))
    name = preview.texts_of("code")[0]

    ada.presses(preview, "Cancel")

    assert preview.next_edit().text == adding.not_added(name)
    assert pages(documents) == []


@pytest.mark.usefixtures("bot")
def test_what_cannot_be_added_is_said_with_the_reason(ada: Person, site: Site) -> None:
    site.pages["/empty.html"] = html("<html><body></body></html>")
    site.pages["/film.mp4"] = Page(b"\0\0\0", headers={"Content-Type": "video/mp4"})
    site.pages["/out"] = moved("file:///etc/passwd")
    for address, reason in (
        (url(site, "/missing"), "404"),
        (url(site, "/empty.html"), "there is no text in it"),
        (url(site, "/out"), "web address"),
        ("ftp://example.org/a", "http"),
        ("two words", "web address"),
    ):
        text = shown(ada, address).text
        assert text.startswith(f"I cannot add {address}: "), text
        assert reason in text
    assert "video/mp4" in shown(ada, url(site, "/film.mp4")).text


def test_private_addresses_are_not_visited_for_anybody(
    start: StartBot, ada: Person, site: Site
) -> None:
    with start():
        text = shown(ada, url(site)).text
    assert "private network" in text
    assert site.asked == []


@pytest.mark.usefixtures("bot")
def test_others_and_groups_name_pages_in_vain(
    server: TelegramServer, ada: Person, bob: Person, site: Site
) -> None:
    bob.writes(bob.chat, f"/add {url(site)}")
    group = server.world.group("News", ada)
    server.world.adds_bot_to(group, by=ada)
    ada.writes(group, f"/add@footnote_test_bot {url(site)}")
    server.world.settled()
    assert site.asked == []


def test_a_press_after_a_restart_and_of_somebody_else(
    start: StartBot, server: TelegramServer, ada: Person, site: Site, documents: Path
) -> None:
    eve = server.world.user("Eve")
    owners = f"{ada.id},{eve.id}"
    with start(ALLOW_PRIVATE_ADDRESSES="true", ADMIN_IDS=owners):
        preview = shown(ada, url(site))
        data = str(preview.button("Add").value)
        eve.starts()
        other = eve.chat.next_message()
        assert eve.sends_callback(other, data).text == wording.over()
    with start(ALLOW_PRIVATE_ADDRESSES="true", ADMIN_IDS=owners):
        assert ada.presses(preview, "Add").text == wording.over()
    assert pages(documents) == []
