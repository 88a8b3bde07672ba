"""The head of an article in a plain file: its headline, and who wrote it when, each on a line.

Such lines say nothing else; a headline is one because they stand between it and the first
paragraph. None of them is sure by itself: a poem has an author, and flights, invitations, letters
and logs have dates. So an author counts beside a date or a button, and a date that nothing calls
one of publication beside an author, or to the minute beside a button; not above a salutation, and
not where the text goes on by dates and times.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.boilerplate.credits import author_of, is_credit, is_labelled_date
from corpus.boilerplate.menus import menu_reason
from corpus.boilerplate.moments import heads_entry, is_moment
from corpus.boilerplate.notices import line_reason
from corpus.calendars import is_weekday, month_of, weekday_of
from corpus.lines import ends_sentence
from corpus.metadata import is_title
from corpus.readers import dated_lines
from corpus.readers.first_lines import as_title, is_no_name
from corpus.stated_dates import stated_date

MOST_LINES = 9
"""Lines that show something, from the first one to the first paragraph."""

_LONGEST_NAME = 4
"""Words with capitals that may be a person or a place rather than a headline."""

_EARLIEST = date(1990, 1, 1)
_ZONES = timedelta(days=1)
_PARTS = re.compile(r" ?[|•·] ?")
_MOST_PARTS = 4
_LONGEST_PART = 3
"""Words of what else may stand on the line of a date: a town, a section of a newspaper."""

_SALUTATION = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|to whom it may"
    r"|sehr geehrte[rsn]?|(?:mein[es]? )?liebe[rs]?|hallo|guten (?:tag|morgen|abend)|moin|servus"
    r"|(?:mon |ma |mes )?ch(?:er|ère)s?|bonjour|bonsoir|salut|madame|monsieur|mesdames"
    r"|(?:muy )?(?:estimad|querid|apreciad)[oa]s?|hola|buen[oa]s (?:d[ií]as|tardes|noches)"
    r"|(?:много)?уважаем(?:ый|ая|ые)|дорог(?:ой|ая|ие)|милы[йе]|милая|привет|здравствуй(?:те)?"
    r"|(?:вельми)?шановн(?:ий|а|і)|пане|пані|дорог(?:ий|а|і)|любий|люба|любі|привіт|вітаю"
    r"|добр(?:ый|ий|ого|ое) (?:день|дня|ранку|утро|вечер|вечір))\b[^.?\n]{0,80}?[,!:–—-]",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"[\[(]?(?:[^\W\d_]+\.?,?\s+)?"
    r"(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)"
    r"|(?:[01]?\d|2[0-3])(?::|\s?h\s?)[0-5]\d|(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s+Uhr))(?!\d)"
)
"""The beginning of a log's entry: a day or a time in figures, a weekday before them perhaps."""

_ENTRY_END = re.compile(r"(?:[:–—-]|\s[–—-])\s")
_LONGEST_ENTRY = 60
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
    """What one line says beside the text.

    Attributes:
        is_sign: whether only a page has it: a button, or when it was changed.
    """

    author: str | None
    day: _Day | None
    is_sign: bool
    is_furniture: bool

    @classmethod
    def read(cls, line: str) -> "_Line":
        line = " ".join(line.split())
        author, day = author_of(line), _day_in(line)
        sign = line_reason(line) is not None or (day is None and is_labelled_date(line))
        furniture = (
            bool(author or day or sign)
            or is_credit(line)
            or is_moment(line)
            or menu_reason(line) is not None
        )
        return cls(author, day, is_sign=sign, is_furniture=furniture)


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
    # Above the headline a button may be the program's that the text was copied from.
    has_sign = any(it.is_sign for it in known[title:])
    days = [it.day for it in known if it.day is not None]
    if not all(it.called for it in days) and _is_of_something_else(below):
        days = [it for it in days if it.called]
    published = _published(days, beside_author=bool(authors), has_sign=has_sign)
    if not (has_sign or (days and authors) or published):
        return None
    if not authors and _is_a_name(lines[title]):
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


def _is_of_something_else(below: Iterable[str]) -> bool:
    """Whether ``below`` is a letter, a diary or a log rather than an article's text."""
    return any(
        (place == 0 and _SALUTATION.match(line)) or heads_entry(line) or _begins_entry(line)
        for place, line in enumerate(below)
    )


def _begins_entry(line: str) -> bool:
    """Whether ``line`` begins with a day in figures or a time, or tells of a day behind a colon."""
    found = _ENTRY.match(line)
    if found is not None and (found[0][0] in "[(" or not found[0][0].isalpha()):
        return True
    if found is not None and is_weekday(found[0].split()[0].strip(".,")):
        return True
    end = _ENTRY_END.search(line[:_LONGEST_ENTRY])
    return end is not None and heads_entry(line[: end.start()])


def _published(days: Sequence[_Day], *, beside_author: bool, has_sign: bool) -> date | None:
    """The only day that ``days`` may mean; what is called one of publication goes before others."""
    found = {it.day for it in days if it.called} or {
        it.day for it in days if beside_author or (it.exact and has_sign)
    }
    return found.pop() if len(found) == 1 else None


def _day_in(line: str) -> _Day | None:
    """The day that ``line`` or a part of it is, with a time perhaps, and a label."""
    whole, parts = _day_of(line), _PARTS.split(line)
    if whole is not None or not 1 < len(parts) <= _MOST_PARTS:
        return whole
    known = [(_day_of(part), part) for part in parts]
    days = [day for day, _ in known if day is not None]
    others = [part for day, part in known if day is None]
    return days[0] if len(days) == 1 and all(map(_may_stand_beside, others)) else None


def _may_stand_beside(part: str) -> bool:
    """Whether ``part`` of a line with a date leaves it one of publication: a time would not."""
    if author_of(part) or is_credit(part) or line_reason(part):
        return True
    return len(part.split()) <= _LONGEST_PART and not any(map(str.isdigit, part))


def _day_of(part: str) -> _Day | None:
    label = _PUBLISHED.match(part)
    rest = part[label.end() :] if label else part
    exact = is_moment(rest)
    day = _day_of_moment(rest) if exact else _day_alone(rest)
    if day is None or not _EARLIEST <= day <= date.today() + _ZONES:
        return None
    return _Day(day, label is not None, exact)


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
