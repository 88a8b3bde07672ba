"""The date that a document states on a line of its own, at its head or at its foot.

Such a line holds nothing else but a label such as *Published*, a weekday, a time, or a place in one
of the forms that letters have. Other dates in a text say when something else was; so do, on a line
of their own, those that are to come, and those long before the file was made. A date is never
guessed: one that is not stated plainly is not taken.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from corpus.calendars import month_of, weekday_of
from corpus.metadata import date_line

_LONGEST = 60
_YEAR = re.compile(r"(?:19|20)\d\d")

_OLDEST = timedelta(days=3653)
"""How long before the making of its file a document says that it was published, without a label.

A text is often set anew or exported years later. A date still older is mostly somebody's birthday.
"""

_EARLIEST = date(1990, 1, 1)
"""The same where the file does not say when it was made."""

_ZONES = timedelta(days=1)

_LABEL = re.compile(
    r"(?i:published|posted|issued|dated?|veröffentlicht|datum|stand|publiée?|fecha|publicado"
    r"|опубликовано|дата|опубліковано)(?: am| on| le| el)?\s*:?\s+"
)
_WEEKDAY = re.compile(
    r"(?:(?:am|le|el|on)\s+)?(?P<day>[^\W\d_]+(?:-[^\W\d_]+)?),?\s+(?:den\s+|le\s+)?"
)
# ``Berlin, den``, ``Paris, le``, ``Madrid, a``, and ``Le`` alone.
_PLACE = re.compile(
    r"[^\W\d_]+(?:[ -][A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]*){0,2},\s+(?:den|le|a)\s+(?=\d)|[Ll]e\s+(?=\d)"
)
_TAIL = re.compile(
    r"\s*(?:(?:г|р)\.|года|року)?"
    r"(?:(?:,|\s[-–|])?\s+(?:(?:at|um|à|a las|в|о|об)\s+)?\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?"
    r"(?:\s?(?:[ap]\.?\s?m\.?|Uhr|h|(?:GMT|UTC|[A-Z]{1,3}S?T|MESZ|MEZ)))*)?\.?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?P<m>[^\W\d_]+),?\s+"
    r"(?:de\s+|del\s+)?(?P<y>\d{4})"
)
_MONTH_FIRST = re.compile(r"(?P<m>[^\W\d_]+)\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_FIGURES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
)


def stated_date(
    lines: Sequence[str],
    made: date | None = None,
    *,
    labelled: bool = False,
    converted: bool = False,
) -> str | None:
    """The only date that stands by itself on one of ``lines``; one with a label before others.

    Args:
        lines: from where a date of publication stands.
        made: when the file was made, if that is known: what it states is not later.
        labelled: whether something else than the lines says that they are dates of publication.
        converted: whether the file was made of what had been there before, however long.

    Returns:
        In ISO form; ``None`` if there is none, or more than one.
    """
    dated = [line for line in lines if len(line) <= _LONGEST and _YEAR.search(line)]
    if not dated:
        return None
    latest = min(made or date.max, date.today()) + _ZONES
    earliest = _EARLIEST if made is None or converted else max(_EARLIEST, made - _OLDEST)
    plain, called = set[date](), set[date]()
    for line in dated:
        label = _LABEL.match(line)
        day = date_line(line) or _date_alone(line[label.end() :] if label else line)
        if day is not None and day <= latest:
            if label or labelled:
                called.add(day)
            elif day >= earliest:
                plain.add(day)
    found = called or plain
    return found.pop().isoformat() if len(found) == 1 else None


def _date_alone(text: str) -> date | None:
    """The date that ``text`` is, but for a weekday or a place before it and a time behind it."""
    weekday = _WEEKDAY.match(text)
    number = weekday_of(weekday["day"]) if weekday else -1
    if weekday and number >= 0:
        day = next(_days(text[weekday.end() :]), None)
        return day if day is not None and day.weekday() == number else None
    place = _PLACE.match(text)
    return next(_days(text[place.end() :] if place else text), None)


def _days(text: str) -> Iterator[date]:
    """The date that ``text`` is, if it is one."""
    for form in (*_FIGURES, _DAY_FIRST, _MONTH_FIRST):
        match = form.match(text)
        if match is None or not _TAIL.fullmatch(text, match.end()):
            continue
        try:
            yield date(int(match["y"]), month_of(match["m"]), int(match["d"]))
        except ValueError:
            continue
