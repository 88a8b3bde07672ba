"""The menu of a group's settings: its messages, and the data of its buttons. Pure.

The data says what shall be, not what shall change, so that a button pressed twice does no harm.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from bot.telegram_app.groups.settings import GroupSettings
from bot.telegram_app.messages.formatted import visible_line
from bot.telegram_app.messages.keyboard import Button, last_page, turning_rows
from bot.telegram_app.messages.rendering import RenderedMessage, render_text
from bot.wording import groups as wording
from bot.wording import telegram as telegram_wording
from bot.wording.conventions import own_name
from bot.wording.translation import LANGUAGES
from corpus.filters import source_key
from corpus.store import StoredDocument

PREFIX = "gs"
"""What the data of these buttons begins with, and no other button's."""

SOURCES_AT_ONCE = 8
_LAST_PAGE = 999  # of three digits in a button's data
_NAME_LIMIT = 60
_NAMED = 5
_EVERYONES = "-"
_DATA = re.compile(
    rf"{PREFIX}:([A-Za-z0-9_-]{{8}}):"
    r"(?:(h)|(p)([0-9]{1,3})|(a)([0-9]{1,3})|(s)([01])([0-9]{1,3})([0-9a-f]{8})|([lw])([01])"
    rf"|(n)({'|'.join(LANGUAGES)}|{_EVERYONES})?)"
)


@dataclass(frozen=True, slots=True)
class Overview:
    """Show the first page."""


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Show a page of the sources, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class AllSources:
    """Answer from all documents; then show a page of the sources."""

    page: int


@dataclass(frozen=True, slots=True)
class OneSource:
    """Answer from a source, or no longer; then show a page of the sources.

    Attributes:
        digest: of the source's name: a name itself may be too long for a button.
    """

    digest: str
    chosen: bool
    page: int


@dataclass(frozen=True, slots=True)
class Length:
    """Answer at this length."""

    short: bool


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """Show the languages."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speak this language, or to each person theirs; then show the languages."""

    language: str | None


@dataclass(frozen=True, slots=True)
class Askers:
    """Answer these people."""

    admins_only: bool


Choice: TypeAlias = (
    Overview | SourcesPage | AllSources | OneSource | Length | Askers | LanguagesPage | Spoken
)


def data(menu: str, choice: Choice) -> str:
    """What the button for ``choice`` carries in the menu ``menu``; ASCII, below 64 bytes."""
    match choice:
        case Overview():
            code = "h"
        case SourcesPage(page=page):
            code = f"p{page}"
        case AllSources(page=page):
            code = f"a{page}"
        case OneSource(digest=digest, chosen=chosen, page=page):
            code = f"s{chosen:d}{page}{digest}"
        case Length(short=short):
            code = f"l{short:d}"
        case Askers(admins_only=admins_only):
            code = f"w{admins_only:d}"
        case LanguagesPage():
            code = "n"
        case Spoken(language=language):
            code = f"n{language or _EVERYONES}"
        case _:
            assert_never(choice)
    return f"{PREFIX}:{menu}:{code}"


def parse(text: str) -> tuple[str, Choice] | None:
    """The menu and the choice that a button's data means; None for what no button carries."""
    found = _DATA.fullmatch(text)
    if found is None:
        return None
    menu, home, listed, page, every, page_after, one, chosen, page_of_one, digest, *switches = (
        found.groups()
    )
    switch, on, spoken, language = switches
    if home:
        choice: Choice = Overview()
    elif listed:
        choice = SourcesPage(int(page))
    elif every:
        choice = AllSources(int(page_after))
    elif one:
        choice = OneSource(digest, chosen == "1", int(page_of_one))
    elif spoken:
        choice = _spoken(language)
    else:
        choice = Length(on == "1") if switch == "l" else Askers(on == "1")
    return menu, choice


def _spoken(code: str | None) -> Choice:
    if code is None:
        return LanguagesPage()
    return Spoken(None if code == _EVERYONES else code)


def sources_of(documents: Iterable[StoredDocument], settings: GroupSettings) -> tuple[str, ...]:
    """What a group may choose from: publishers, then folders, then what was chosen and is gone.

    Each name is one that ``corpus.filters`` knows; a folder's ends with a slash.
    """
    known = list(documents)
    publishers = {document.metadata.publisher for document in known} - {None, ""}
    folders = {document.path.split("/")[0] + "/" for document in known if "/" in document.path}
    names = [*sorted(filter(None, publishers)), *sorted(folders), *settings.sources]
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(source_key(name), name)
    return tuple(by_key.values())


def digest_of(source: str) -> str:
    """A short name for a source: the same wherever ``corpus.filters`` takes two for the same."""
    return hashlib.blake2s(source_key(source).encode(), digest_size=4).hexdigest()


def changed(settings: GroupSettings, choice: Choice, sources: Sequence[str]) -> GroupSettings:
    """The settings after ``choice``; the same where it changes nothing or its source is gone."""
    match choice:
        case Overview() | SourcesPage() | LanguagesPage():
            return settings
        case AllSources():
            return replace(settings, sources=())
        case OneSource(digest=digest, chosen=chosen):
            left = tuple(name for name in settings.sources if digest_of(name) != digest)
            named = next((name for name in sources if digest_of(name) == digest), None)
            added = (named,) if chosen and named is not None else ()
            return replace(settings, sources=left + added)
        case Length(short=short):
            return replace(settings, short=short)
        case Askers(admins_only=admins_only):
            return replace(settings, admins_only=admins_only)
        case Spoken(language=language):
            return replace(settings, language=language)
        case _:
            assert_never(choice)


def render_menu(
    menu: str, settings: GroupSettings, sources: Sequence[str], choice: Choice
) -> RenderedMessage:
    """The message after ``choice``: the page of sources where one was chosen, or the overview."""
    match choice:
        case SourcesPage(page=page) | AllSources(page=page) | OneSource(page=page):
            return _sources_page(menu, settings, sources, page)
        case LanguagesPage() | Spoken():
            return _languages_page(menu, settings)
        case _:
            return _overview(menu, settings, sources)


def _overview(menu: str, settings: GroupSettings, sources: Sequence[str]) -> RenderedMessage:
    names = [_shown(name) for name in settings.sources]
    rows: list[tuple[Button, ...]] = []
    if sources:  # where nothing tells the documents apart there is nothing to choose
        rows.append((_button(menu, wording.sources_button(), SourcesPage(0)),))
    rows += [
        (
            _option(menu, wording.short_answers(), Length(True), chosen=settings.short),
            _option(menu, wording.full_answers(), Length(False), chosen=not settings.short),
        ),
        (
            _option(menu, wording.everyone(), Askers(False), chosen=not settings.admins_only),
            _option(menu, wording.administrators(), Askers(True), chosen=settings.admins_only),
        ),
        (_button(menu, wording.languages_button(), LanguagesPage()),),
    ]
    text = wording.overview(
        names[:_NAMED],
        more=len(names[_NAMED:]),
        short=settings.short,
        admins_only=settings.admins_only,
        language=own_name(settings.language) if settings.language else "",
    )
    return RenderedMessage(render_text(text).text, buttons=tuple(rows))


def _sources_page(
    menu: str, settings: GroupSettings, sources: Sequence[str], page: int
) -> RenderedMessage:
    last = min(last_page(len(sources), SOURCES_AT_ONCE), _LAST_PAGE)
    page = min(page, last)
    listed = sources[page * SOURCES_AT_ONCE : (page + 1) * SOURCES_AT_ONCE]
    taken = {source_key(name) for name in settings.sources}
    rows: list[tuple[Button, ...]] = [
        (_option(menu, wording.all_sources(), AllSources(page), chosen=not taken),)
    ]
    for name in listed:
        chosen = source_key(name) in taken
        wish = OneSource(digest_of(name), not chosen, page)
        rows.append((_option(menu, _shown(name), wish, chosen=chosen),))
    rows += turning_rows(page, last, lambda it: data(menu, SourcesPage(it)))
    rows.append((_button(menu, telegram_wording.back_button(), Overview()),))
    return RenderedMessage(wording.choose_sources(), buttons=tuple(rows))


def _languages_page(menu: str, settings: GroupSettings) -> RenderedMessage:
    own = _option(
        menu, wording.everyones_language(), Spoken(None), chosen=settings.language is None
    )
    rows: list[tuple[Button, ...]] = [(own,)]
    for code in LANGUAGES:
        option = _option(menu, own_name(code), Spoken(code), chosen=settings.language == code)
        rows.append((option,))
    rows.append((_button(menu, telegram_wording.back_button(), Overview()),))
    return RenderedMessage(wording.choose_group_language(), buttons=tuple(rows))


def _shown(name: str) -> str:
    """A source's name on one line, whatever a document claims it to be."""
    return visible_line(name, _NAME_LIMIT) or telegram_wording.unnamed()


def _option(menu: str, text: str, choice: Choice, *, chosen: bool) -> Button:
    return _button(menu, wording.ticked(text) if chosen else text, choice)


def _button(menu: str, text: str, choice: Choice) -> Button:
    return Button(text, data(menu, choice))
