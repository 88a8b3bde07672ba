"""The head of an article in a plain file: its headline, and who wrote it when, each on a line.

Such lines say nothing else, so that each of them is sure by itself; a headline is one because they
stand between it and the first paragraph. A letter, a message and a log have dates, too: a date that
nothing calls one of publication counts to the minute only, or beside an author, and not where
other times stand alone further down.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.boilerplate.credits import author_of, is_credit
from corpus.boilerplate.menus import menu_reason
from corpus.boilerplate.moments import heads_entry, is_moment
from corpus.boilerplate.notices import line_reason
from corpus.calendars import month_of, weekday_of
from corpus.lines import ends_sentence
from corpus.metadata import is_title
from corpus.readers import dated_lines
from corpus.readers.first_lines import as_title, is_no_name
from corpus.stated_dates import stated_date

MOST_LINES = 9
"""Lines that show something, from the first one to the first paragraph."""

_LONGEST = 160
_LONGEST_NAME = 4
"""Words with capitals that may be a person or a place rather than a headline."""

_EARLIEST = date(1990, 1, 1)
_ZONES = timedelta(days=1)
_PARTS = re.compile(r"\s*[|•·]\s*")
_PUBLISHED = re.compile(
    r"(?:first\s+)?(?:published|posted|veröffentlicht|erschienen|publiée?|publicad[oa]"
    r"|опубликовано|дата публикации|размещено|опубліковано|дата публікації|розміщено)"
    r"(?:\s+(?:on|am|le|el))?\s*:?\s+",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?::\d{2})?(?!\d)")
_DAY = re.compile(r"\b\d{1,2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a file say of the text below them.

    Attributes:
        title: the place of the headline among the lines.
        last: the place of its last line.
        said: the places of the lines that say who wrote the text, and when.
    """

    title: int
    last: int
    said: frozenset[int]
    author: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a line names, and how sure it is that the text was published then."""

    day: date
    called: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line says beside the text."""

    author: str | None
    day: _Day | None
    is_button: bool
    is_furniture: bool

    @classmethod
    def read(cls, line: str) -> "_Line":
        if len(line) > _LONGEST:
            return cls(None, None, is_button=False, is_furniture=False)
        author, day, button = author_of(line), _day_in(line), line_reason(line) is not None
        furniture = (
            bool(author or day or button)
            or is_credit(line)
            or is_moment(line)
            or menu_reason(line) is not None
        )
        return cls(author, day, is_button=button, is_furniture=furniture)


def head_of(lines: Sequence[str], apart: Sequence[bool], below: Iterable[str]) -> Head | None:
    """The head that ``lines`` are; None where they are none for certain.

    Args:
        lines: those that show something, up to the first paragraph.
        apart: whether a blank line stands before each of them.
        below: all lines behind them.
    """
    known = [_Line.read(it) for it in lines]
    title = next((place for place, it in enumerate(known) if not it.is_furniture), None)
    if title is None or is_no_name(lines[title]) or not is_title(as_title(lines[title]) or ""):
        return None
    authors = {it.author for it in known if it.author}
    others = [place for place, it in enumerate(known) if place > title and not it.is_furniture]
    # A sentence below the headline may sum the text up; of a log it would be the first entry.
    summed_up = others == [title + 1] and apart[title + 1] and ends_sentence(lines[title + 1])
    if others and not (summed_up and authors):
        return None
    published = _published([it.day for it in known if it.day], below, beside_author=bool(authors))
    sure = published is not None or any(it.is_button for it in known[title:])
    if not authors and (not sure or _is_a_name(lines[title])):
        return None
    said = frozenset(place for place, it in enumerate(known) if it.author or (published and it.day))
    author = authors.pop() if len(authors) == 1 else None
    return Head(title, len(lines) - 1, said, author, published)


def is_of_a_head(line: str) -> bool:
    """Whether ``line`` says who wrote a text, or when, or is a button; and nothing else."""
    return _Line.read(line).is_furniture


def _is_a_name(line: str) -> bool:
    words = line.split()
    return len(words) <= _LONGEST_NAME and all(word[:1].isupper() for word in words)


def _published(days: Sequence[_Day], below: Iterable[str], *, beside_author: bool) -> date | None:
    """The only day that ``days`` may mean; what is called one of publication goes before others."""
    called = {it.day for it in days if it.called}
    found = called or {it.day for it in days if it.exact or beside_author}
    if len(found) != 1 or (not called and any(map(heads_entry, below))):
        return None
    return found.pop()


def _day_in(line: str) -> _Day | None:
    """The day that ``line`` or a part of it is, with a time perhaps, and a label."""
    for part in dict.fromkeys([line, *_PARTS.split(line)]):
        label = _PUBLISHED.match(part)
        rest = part[label.end() :] if label else part
        exact = is_moment(rest)
        day = _day_of_moment(rest) if exact else _day_alone(rest)
        if day is not None and _EARLIEST <= day <= date.today() + _ZONES:
            return _Day(day, label is not None, exact)
    return None


def _day_alone(text: str) -> date | None:
    found = dated_lines.stated_date([text], labelled=True)
    return date.fromisoformat(found) if found else stated_date(text)


def _day_of_moment(text: str) -> date | None:
    """The day of what ``is_moment``, in whatever order its parts stand."""
    figures = _FIGURES.search(text)
    if figures is not None:
        return stated_date(figures[0])
    year = _YEAR.search(text)
    month = next((number for word in _WORD.findall(text) if (number := month_of(word))), 0)
    day = _DAY.search(_TIME.sub(" ", _YEAR.sub(" ", text, count=1)))
    if year is None or day is None:
        return None
    try:
        found = date(int(year[0]), month, int(day[0]))
    except ValueError:
        return None
    weekdays = {weekday_of(word.replace("'", "ʼ")) for word in _WORD.findall(text)} - {-1}
    return found if weekdays <= {found.weekday()} else None
