"""The time that a question speaks of, as a preference: prose is too loose for a limit.

dateparser is good at reading a date and bad at finding one (it takes *may*, *sun* and *second* for
dates), and its import costs a seventh of a second. So patterns find the spans that can hardly be
anything else, in six languages, and dateparser reads only those. What a date leaves out it takes
from what stands beside it: *from 3 to 7 May*, *in 2024, and in March*.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from embeddings.dates.bare_years import bare_years
from embeddings.dates.interval import Interval, Stretch, lasting, spanning, years
from embeddings.dates.periods import periods
from embeddings.dates.reading import in_digits, read
from embeddings.dates.relatives import RELATIVE_HINT, relatives
from embeddings.dates.words import (
    ABBREVIATED,
    AFTER_TENS,
    BOUNDS,
    DAY,
    FIRST_OF_MONTH,
    FOUR,
    LENT_YEAR,
    SPEECH,
    YEAR,
    bound_before,
    ranges_of,
    times_of,
)

_HINT = re.compile(
    rf"{FOUR}|[3-9]0|\d\.\d\d\.\d\d|{RELATIVE_HINT}|"
    + "|".join(f"{speech.months}|{speech.relative}" for speech in SPEECH.values())
    + r"|\bago\b|\bvor \w|\bhace \w|\bil y a \w|\bназад\b|\bтому\b"
    r"|day\b|tag\b|woch|abend\b|\blunes|\bmartes|\bmi[ée]rcoles|\bjueves|\bviernes|\bs[áa]bado"
    r"|\bdomingo|di\b|\bdimanche|понед|вторник|сред|четвер|п.?ятниц|суб+от|воскр|неділ|вівтор"
)
_MODAL = re.compile(
    r" (?!(?:in|at|on|and|or|to|till|until|through|by|about|for|with|from|near|during|when|of"
    r"|this|last)\b)[a-z]"
)
"""What follows *18 may* where it is no day: *who under 18 may vote?*"""
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A time in the text.

    Attributes:
        start: where its words begin,
        end: and where they end.
        days: what they mean; None where they mean nothing, such as the 31st of June.
        bound: one of ``BOUNDS`` where it has no end or no beginning.
        names_year: whether its year is said,
        lacks_year: or is a guess where it should be.
        is_year: whether it is a year by itself.
        is_weekday: whether it gives way to any other time.
    """

    start: int
    end: int
    days: Stretch | None
    bound: str = ""
    names_year: bool = False
    lacks_year: bool = False
    is_year: bool = False
    is_weekday: bool = False


def interval_of(text: str, today: date) -> Interval | None:
    """The time that ``text`` speaks of; None where it names none that can be told from prose.

    A time without a year is in the year that is named elsewhere in ``text``, or else the last one
    up to ``today``. Several times make one that spans them.
    """
    folded, times = _spoken(text, today)
    return spanning(
        [
            _bounded(time.days, time.bound)
            for time in _with_years(times, folded)
            if time.days is not None
        ]
    )


@lru_cache(maxsize=8)
def without_open_times(text: str, today: date) -> str:
    """``text``, folded, without *before 2025*, *since May* and the like.

    What lies in such a time need not name its bound, nor say *before*.
    """
    folded, times = _spoken(text, today)
    for time in sorted(times, key=lambda it: -it.start):
        if time.bound:
            folded = folded[: time.start] + folded[time.end :]
    return folded


def _spoken(text: str, today: date) -> tuple[str, list[_Spoken]]:
    """``text`` as it is searched, and the times in it, apart from each other."""
    plain = " ".join(normalize("NFC", text).replace("’", "'").split())
    folded = _in_full(plain.casefold())
    if not _HINT.search(folded):
        return folded, []
    bare = _bare_years(plain) if folded == plain.casefold() else ()
    times = _apart(
        (
            *_ranges(folded, today),
            *_times(folded, today),
            *_periods(folded, today),
            *_relatives(folded, today),
            *bare,
        )
    )
    if any(not time.is_weekday for time in times):
        times = [time for time in times if not time.is_weekday]
    return folded, times


def _in_full(folded: str) -> str:
    """``folded`` with *dec 25*, *jan. 5, 2025* and *primero de mayo* as others are written."""
    names = SPEECH["en"].months.split("|")

    def whole(match: re.Match[str]) -> str:
        return next(name for name in names if name.startswith(match["month"]))

    return FIRST_OF_MONTH.sub("1", ABBREVIATED.sub(whole, folded))


def _bounded(days: Stretch, bound: str) -> Interval:
    """What is open to one side: *since* and *until* a time take it in, *after* and *before* not."""
    if bound == "since":
        return Interval(days.first, None)
    if bound == "after":
        return Interval(date.fromordinal(min(days.last.toordinal() + 1, _LAST_DAY)), None)
    if bound == "until":
        return Interval(None, days.last)
    if bound == "before":
        return Interval(None, date.fromordinal(max(days.first.toordinal() - 1, 1)))
    return Interval(days.first, days.last)


def _apart(times: Iterable[_Spoken]) -> list[_Spoken]:
    """The longest of those that overlap: one language's date may hold another's year.

    Of the same length, one that means something: *1er mai* is German too, as far as a pattern goes.
    """
    apart: list[_Spoken] = []
    for time in sorted(times, key=lambda it: (it.start - it.end, it.days is None, it.start)):
        if all(time.end <= other.start or other.end <= time.start for other in apart):
            apart.append(time)
    return apart


def _with_years(times: list[_Spoken], folded: str) -> list[_Spoken]:
    """``times``, with the one year that is named to those that lack one; not these if several are.

    A year that was named for them alone is no time by itself.
    """
    if not any(time.lacks_year for time in times):
        return times
    lending = [time.days for time in times if time.names_year and time.days and not time.bound]
    named = {day.year for days in lending for day in (days.first, days.last)}
    named |= {int(match[0]) for match in LENT_YEAR.finditer(folded)} if not named else set()
    if not named:
        return times
    shared = []
    for time in times:
        if not time.lacks_year:
            shared += [] if time.is_year and len(named) == 1 and not time.bound else [time]
        elif len(named) == 1 and time.days is not None:
            shared.append(replace(time, days=time.days.in_year(min(named))))
    return shared


def _periods(folded: str, today: date) -> Iterator[_Spoken]:
    for period in periods(folded, today):
        bound, start = bound_before(folded, period.start)
        yield _Spoken(
            start,
            period.end,
            period.days,
            "since" if period.is_open else bound,
            names_year=not period.is_weekday,
            is_weekday=period.is_weekday,
        )


def _relatives(folded: str, today: date) -> Iterator[_Spoken]:
    for start, end, days, unit in relatives(folded, today):
        is_year = unit == "year"
        bound, begin = bound_before(folded, start)
        yield _Spoken(begin, end, days, bound, names_year=is_year, is_year=is_year)


def _bare_years(plain: str) -> Iterator[_Spoken]:
    for start, end, year in bare_years(plain):
        yield _Spoken(start, end, years(year, year), names_year=True, is_year=True)


def _times(folded: str, today: date) -> Iterator[_Spoken]:
    for language, speech in SPEECH.items():
        for match in times_of(speech).finditer(folded):
            bound = next((name for name in BOUNDS if match[name]), "")
            span = match["full"] or match["bare"]
            if not (match["full"] or bound or match["at"]) or _is_prose(folded, match, span):
                continue
            words = in_digits(span, language) if match["ago"] else span
            yield _Spoken(
                *match.span(),
                read(words, language, today),
                bound,
                names_year=_names_year(span),
                lacks_year=_lacks_year(span, language),
                is_year=re.fullmatch(YEAR, span) is not None,
            )


def _is_prose(folded: str, match: re.Match[str], span: str) -> bool:
    """Whether ``span`` is but the end of a number, or a number and a verb."""
    before, after = folded[: match.start()], folded[match.end() :]
    if match["ago"]:
        return AFTER_TENS.search(before) is not None
    number_and_verb = span[0].isdigit() and span.endswith(" may") and _MODAL.match(after)
    return bool(number_and_verb) and not before.endswith(("on ", "the "))


def _names_year(span: str) -> bool:
    return re.search(FOUR, span) is not None


def _lacks_year(span: str, language: str) -> bool:
    months = SPEECH[language].months
    return not _names_year(span) and bool(re.search(rf"(?<!\w)(?:{months})(?!\w)", span))


def _ranges(folded: str, today: date) -> Iterator[_Spoken]:
    for language, speech in SPEECH.items():
        for match in ranges_of(speech).finditer(folded):
            first, last = _ends(match)
            if last.endswith(" may") and _MODAL.match(folded[match.end() :]):
                continue
            if (days := _range(first, last, language, today)) is not None:
                named = _names_year(first) or _names_year(last)
                yield _Spoken(*match.span(), days, names_year=named, lacks_year=not named)


def _ends(match: re.Match[str]) -> tuple[str, str]:
    """What a range goes from and to, in words."""
    if match["month"]:
        year = match["year"] or ""
        return match["day_from"], f"{match['month']} {match['day_to']}{year}"
    for kind in ("", "dash_", "long_"):
        if match[f"{kind}from"]:
            return match[f"{kind}from"], match[f"{kind}to"]
    raise AssertionError(match[0])


def _range(first: str, last: str, language: str, today: date) -> Stretch | None:
    """From ``first``, which takes what it does not say from ``last``; None where it is later."""
    end = read(last, language, today)
    if end is None:
        return None
    if re.fullmatch(DAY, first):
        if end.first != end.last:
            return None  # "from 3 to 2025"
        start = _day_of(end.last, int(re.sub(r"\D", "", first)))
    else:
        start = read(first, language, today)
        if start is not None and not _names_year(first):
            same = start.in_year(end.last.year)
            later = same is not None and same.first > end.last
            start = start.in_year(end.last.year - 1) if later else same
    return Stretch(start.first, end.last) if start and start.first <= end.last else None


def _day_of(month: date, day: int) -> Stretch | None:
    try:
        return lasting(month.replace(day=day), "day")
    except ValueError:
        return None
