"""Dates as people and programs state them, where a name says that a date stands there.

A form counts if it can be read in one way only: 04/05/2025 is May in one country and April in
another, and stays unknown.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from corpus.calendars import is_weekday, month_of

YEARS = range(1000, 3000)
"""Programs write the years 1 and 9999 where they mean none, and never."""

_LONGEST = 80

_TIME = re.compile(
    r"(?:\s*(?:г|р)\.|\s+(?:года|року))?"
    r"(?:(?:[Tt]|,?\s+(?:(?:at|um|à|a las|в|о|об|-|–)\s+)?)"
    r"[0-9]{1,2}(?:[:.h][0-9]{2}){1,2}(?:[.,][0-9]{1,9})?(?:\s?(?:[AaPp]\.?[Mm]\.?|Uhr|h))?"
    r"(?:\s?(?:Z|(?:UTC|GMT)?[+-][0-9]{2}:?[0-9]{2}|[A-Z]{2,5}))?(?:\s\([A-Z]{2,5}\))?)?"
)
_WEEKDAY = re.compile(r"(?P<w>[^\W\d_]+)\.?,?\s+(?:(?:den|le|el)\s+)?")
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?P<sign>[-/])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
)
_DOTTED = re.compile(r"(?P<d>[0-9]{1,2})\.\s?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2(?P<y>[0-9]{4})")
_DAY_FIRST = re.compile(
    r"(?P<d>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]+(?:de\s+|of\s+)?(?P<m>[^\W\d_]+)\.?,?[\s-]+"
    r"(?:de\s+|del\s+)?(?P<y>[0-9]{4})"
)
_MONTH_FIRST = re.compile(
    r"(?P<m>[^\W\d_]+)\.?\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})"
)
# From 2001 to 2033: other figures of that length are no times.
_SECONDS = re.compile(r"(1[0-9]{9})(?:[0-9]{3})?")


def stated_date(stated: str | None) -> date | None:
    """The date, between 1000 and 2999, that ``stated`` is; ``None`` if it is none for certain.

    Read are ISO 8601, RFC 822, day, month and year in figures, a month's name in English, German,
    French, Spanish, Russian or Ukrainian, each with or without a time behind it, and seconds or
    milliseconds since 1970, in UTC. Of a time with a zone the date is the one that is written.
    """
    text = (stated or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    if seconds := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(seconds[1]), UTC).date()
    lead = _WEEKDAY.match(text)
    if lead is not None and is_weekday(lead["w"]):
        text = text[lead.end() :]
    return next(_readings(text), None)


def _readings(text: str) -> Iterator[date]:
    for form in (_YEAR_FIRST, _DOTTED, _DAY_FIRST, _MONTH_FIRST):
        match = form.match(text)
        if match is not None and _TIME.fullmatch(text, match.end()):
            yield from _dates(match["y"], month_of(match["m"]), match["d"])
    match = _YEAR_LAST.match(text)
    if match is not None and _TIME.fullmatch(text, match.end()):
        one, other = int(match[1]), int(match[3])
        both = {*_dates(match["y"], one, other), *_dates(match["y"], other, one)}
        if len(both) == 1:
            yield both.pop()


def _dates(year: str, month: int, day: str | int) -> Iterator[date]:
    """The one date, if there is such a day."""
    try:
        found = date(int(year), month, int(day))
    except ValueError:
        return
    if found.year in YEARS:
        yield found
