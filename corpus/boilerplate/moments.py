"""Dates with a time of day and nothing else: when a page was published, to the minute.

A programme has them, too. Nobody invites people to 10:32, so that an hour of round quarters is
taken for an appointment, unless a word such as *published* stands before it (``credits``). A log
has them above each of its entries, which only ``marking`` can see.
"""

import re

from corpus.boilerplate.phrases import folded
from corpus.boilerplate.rules import languages

_LONGEST = 60
_TIME = re.compile(r"\b(?:[01]?\d|2[0-3])(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?!\d)(?:\s?min)?")
_EXACT = re.compile(r"\b(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z\b|[+-]\d\d:?\d\d)?")
"""With seconds, which only a machine writes."""

_DAY = re.compile(
    r"\b(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d))(?!\d)(?:t(?=\d))?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th|er|º)?\b")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_QUARTER = 15


def is_moment(text: str) -> bool:
    """Whether ``text`` is a day with its year and a time of day that is no appointment's."""
    if len(text) > _LONGEST:
        return False
    plain = folded(text)
    day = _DAY.search(plain)
    rest = plain if day is None else f"{plain[: day.start()]} {plain[day.end() :]}"
    time = _EXACT.search(rest) or _TIME.search(rest)
    if time is None:
        return False
    # An hour with seconds is nobody's appointment; its pattern has no minute.
    minute = time.groupdict().get("minute")
    if minute is not None and int(minute) % _QUARTER == 0:
        return False
    rest = f"{rest[: time.start()]} {rest[time.end() :]}"
    if day is not None:
        return not re.search(r"\d", rest) and _are_of_a_date(rest, named=False)
    year = _YEAR.search(rest)
    if year is None:
        return False
    rest = f"{rest[: year.start()]} {rest[year.end() :]}"
    rest, days = _DAY_OF_MONTH.subn(" ", rest)
    return days == 1 and not re.search(r"\d", rest) and _are_of_a_date(rest, named=True)


def heads_entry(text: str) -> bool:
    """Whether ``text`` is a day or a time of day, or both, as the entries of a log have above."""
    if len(text) > _LONGEST:
        return False
    rest, found = folded(text), 0
    for pattern in (_DAY, _EXACT, _TIME):
        rest, times = pattern.subn(" ", rest)
        found += times
    rest, days = _DAY_OF_MONTH.subn(" ", _YEAR.sub(" ", rest))
    if re.search(r"\d", rest) or not found + days:
        return False
    return _are_of_a_date(rest, named=not found)


def _are_of_a_date(rest: str, *, named: bool) -> bool:
    """Whether the words of ``rest`` are those of a date in one language, with a month if named."""
    words = _WORD.findall(rest)
    for language in languages():
        months = [word for word in words if language.months.whole.fullmatch(word)]
        others = set(words) - set(months) - language.moment_words
        if not others and (months or not named):
            return True
    return False
