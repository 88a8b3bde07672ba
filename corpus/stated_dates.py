"""Dates as people and programs state them, where a name says that a date stands there.

A form counts if it can be read in one way only: 04/05/2025 is May in one country and April in
another, and stays unknown.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from corpus.telling_words import calendar

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

_SHORT_MONTHS = """
    jan ene janv jän jänner янв січ
    feb févr fév fevr февр фев лют
    mar mär mrz мар бер
    apr abr avr апр кві квіт
    may май тра трав
    jun июн чер черв
    jul juil июл лип
    aug ago авг сер серп
    sep sept setiembre сен сент вер
    oct okt окт жов жовт
    nov ноя нояб лис
    dec dez dic déc дек гру груд
    """
_MONTHS = {
    word: number
    for number, words in enumerate(_SHORT_MONTHS.strip().splitlines(), 1)
    for word in words.split()
}
"""What calendars do not spell out, in lower case."""

_SHORT_DAYS = frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"])


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
    if lead is not None and _is_weekday(lead["w"]):
        text = text[lead.end() :]
    return next(_readings(text), None)


def _readings(text: str) -> Iterator[date]:
    for form in (_YEAR_FIRST, _DOTTED, _DAY_FIRST, _MONTH_FIRST):
        match = form.match(text)
        if match is not None and _TIME.fullmatch(text, match.end()):
            yield from _dates(match["y"], _month(match["m"]), match["d"])
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


def _month(written: str) -> int:
    """The number of a month; 0 if it is none."""
    if written.isdigit():
        return int(written)
    short = _MONTHS.get(written.lower())
    return short if short is not None else _in_calendar(written, "month")


def _is_weekday(written: str) -> bool:
    return written.lower() in _SHORT_DAYS or _in_calendar(written, "day") >= 0


def _in_calendar(written: str, kind: str) -> int:
    """The number of a month or of a weekday; 0 if it is no month, -1 if it is no weekday."""
    known = calendar()
    for form in (written.lower(), written.capitalize()):
        found, _, number = known.get(form, "").partition(" ")
        if found == kind:
            return int(number)
    return 0 if kind == "month" else -1
