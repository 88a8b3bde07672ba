"""The menu of a group's settings: what its buttons carry, and what they come to."""

import string
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_app.groups.settings import GroupSettings
from bot.telegram_app.groups.settings_menu import (
    SOURCES_AT_ONCE,
    AllSources,
    Askers,
    Choice,
    Length,
    OneSource,
    Overview,
    SourcesPage,
    changed,
    data,
    digest_of,
    parse,
    render_menu,
    sources_of,
)
from bot.wording import groups as wording
from bot.wording import telegram as telegram_wording
from corpus.document import DocumentId, Metadata
from corpus.store import StoredDocument
from hand_made import DOCUMENTS

MENU = "abcd-_09"
WORDS = st.text(string.ascii_letters + string.digits + "-_", min_size=8, max_size=8)
PAGES = st.integers(0, 999)
DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)
CHOICES: st.SearchStrategy[Choice] = st.one_of(
    st.builds(Overview),
    st.builds(SourcesPage, PAGES),
    st.builds(AllSources, PAGES),
    st.builds(OneSource, DIGESTS, st.booleans(), PAGES),
    st.builds(Length, st.booleans()),
    st.builds(Askers, st.booleans()),
)
NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=30, unique=True)
PLAIN = GroupSettings()


def document(path: str, publisher: str | None = None) -> StoredDocument:
    return StoredDocument(DocumentId(1), path, Metadata(publisher=publisher), "0" * 64, 1, 1)


@given(WORDS, CHOICES)
def test_what_a_button_carries_is_read_again(menu: str, choice: Choice) -> None:
    carried = data(menu, choice)
    assert parse(carried) == (menu, choice)
    assert len(carried.encode()) <= 64


@given(st.text() | st.from_regex(r"gs:[A-Za-z0-9_-]{6,9}:[hpaslw][0-9a-f ]{0,13}", fullmatch=True))
def test_what_no_button_carries_is_nothing(text: str) -> None:
    read = parse(text)
    assert read is None or parse(data(*read)) == read


@given(NAMES, NAMES, CHOICES)
def test_every_menu_can_be_sent(publishers: list[str], chosen: list[str], choice: Choice) -> None:
    settings = GroupSettings(tuple(chosen))
    sources = sources_of([document("a/b.md", name) for name in publishers], settings)
    message = render_menu(MENU, settings, sources, choice)
    buttons = [button for row in message.buttons for button in row]
    assert message.text.strip()
    assert len(message.text.encode("utf-16-le")) <= 2 * 4096
    carried = [button.data or "" for button in buttons]
    assert all(button.text.strip() for button in buttons)
    assert all(len(each.encode()) <= 64 and parse(each) for each in carried)
    assert len(buttons) <= SOURCES_AT_ONCE + 4


def test_the_sources_are_publishers_then_folders_then_what_is_gone() -> None:
    assert sources_of(DOCUMENTS, PLAIN) == ("Example Times", "notes/", "talks/")
    settings = GroupSettings(("EXAMPLE  times", "Old Gazette", "notes"))
    assert sources_of(DOCUMENTS, settings) == ("Example Times", "notes/", "talks/", "Old Gazette")
    assert sources_of([document("a.md"), document("b.md", "")], PLAIN) == ()


def test_each_source_admits_the_documents_that_it_names() -> None:
    known = [document("a/b/c.md", "The Gazette"), document("d.md"), document("e/f.md", "  A  b ")]
    admitted = {
        name: [
            it.path for it in known if GroupSettings((name,)).filters.admits(it.path, it.metadata)
        ]
        for name in sources_of(known, PLAIN)
    }
    assert admitted == {
        "The Gazette": ["a/b/c.md"], "  A  b ": ["e/f.md"], "a/": ["a/b/c.md"], "e/": ["e/f.md"],
    }  # fmt: skip


@given(CHOICES)
def test_pressing_twice_is_pressing_once(choice: Choice) -> None:
    sources = sources_of(DOCUMENTS, PLAIN)
    for each in (choice, *(OneSource(digest_of(name), True, 0) for name in sources)):
        once = changed(PLAIN, each, sources)
        assert changed(once, each, sources) == once


def test_choices() -> None:
    sources = sources_of(DOCUMENTS, PLAIN)
    notes = digest_of("notes/")
    with_notes = changed(PLAIN, OneSource(notes, True, 0), sources)
    assert with_notes == replace(PLAIN, sources=("notes/",))
    assert changed(with_notes, OneSource(notes, False, 0), sources) == PLAIN
    assert changed(with_notes, AllSources(0), sources) == PLAIN
    assert changed(PLAIN, OneSource("00000000", True, 0), sources) == PLAIN
    assert changed(PLAIN, Askers(True), sources) == replace(PLAIN, admins_only=True)
    assert changed(PLAIN, Length(False), sources) == replace(PLAIN, short=False)
    assert changed(PLAIN, SourcesPage(3), sources) == PLAIN


def test_many_sources_have_pages() -> None:
    sources = tuple(f"Paper {number:02}" for number in range(2 * SOURCES_AT_ONCE + 1))
    last = render_menu(MENU, PLAIN, sources, SourcesPage(99))
    assert [button.text for row in last.buttons for button in row] == [
        "✓ All documents", "Paper 16", telegram_wording.PREVIOUS,
        telegram_wording.back_button(),
    ]  # fmt: skip
    middle = render_menu(MENU, PLAIN, sources, SourcesPage(1))
    assert [button.text for button in middle.buttons[-2]] == [
        telegram_wording.PREVIOUS,
        telegram_wording.NEXT,
    ]


def test_nothing_to_choose_from_is_not_offered() -> None:
    texts = [row[0].text for row in render_menu(MENU, PLAIN, (), Overview()).buttons]
    assert wording.sources_button() not in texts
