"""What the words of one time mean, once a pattern has found them.

Mostly what dateparser makes of them, which is imported for a question that names a time and for no
other: it takes a seventh of a second.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from threading import Lock

from embeddings.dates.interval import Stretch, lasting, months, years
from embeddings.dates.words import FOUR, GENITIVES, NUMERIC, SPEECH, YEAR, YEARS

_MONTHS_OF_A_YEAR = 12
_CENTURY = 100
_reading = Lock()


@lru_cache(maxsize=256)
def read(span: str, language: str, today: date) -> Stretch | None:
    """What a span that a pattern found means; mostly what dateparser makes of it."""
    from dateparser.date import DateDataParser

    if re.fullmatch(rf"{YEARS}|{YEAR}", span):
        first, *rest = (int(year) for year in re.findall(FOUR, span))
        return years(first, rest[0] if rest else first)
    try:
        return lasting(date.fromisoformat(span), "day")
    except ValueError:
        pass
    if re.fullmatch(NUMERIC, span):
        return _numeric(span, today)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", span):
        return months(int(match[1]), int(match[2]), int(match[2]))
    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
    }
    with _reading:
        found = DateDataParser(languages=[language], settings=settings).get_date_data(
            re.sub(r"(?<=\d)er\b", "", _in_genitive(span, language)).replace(
                "antes de ayer", "anteayer"
            )
        )
    return lasting(found.date_obj.date(), found.period) if found.date_obj is not None else None


def _numeric(span: str, today: date) -> Stretch | None:
    """*16.05.2025*, *16.05.25*, *16/05/2025*, and *05/16/2025* where it can be nothing else."""
    day, month, year = (int(part) for part in re.split(r"[./]", span))
    if "/" in span and day <= _MONTHS_OF_A_YEAR < month:
        day, month = month, day
    if year < _CENTURY:
        year += 2000 if 2000 + year <= today.year + 1 else 1900
    try:
        return lasting(date(year, month, day), "day")
    except ValueError:
        return None


def in_digits(span: str, language: str) -> str:
    """``span`` with its number in digits, as dateparser knows it."""
    for number, name in enumerate(SPEECH[language].numbers.split(), start=1):
        span = re.sub(rf"(?<!\w)(?:{name})(?!\w)", str(number), span, count=1)
    return span if re.search(r"\d", span) else f"1 {span}"


def _in_genitive(span: str, language: str) -> str:
    """``span`` with its month in the form that dateparser knows."""
    genitives = GENITIVES.get(language, "").split()

    def known(month: re.Match[str]) -> str:
        return max(genitives, key=lambda it: (shared(it, month[0]), -len(it)))

    months = SPEECH[language].months
    return re.sub(rf"(?<!\w)(?:{months})(?!\w)", known, span) if genitives else span


def shared(a: str, b: str) -> int:
    """Letters from the start that ``a`` and ``b`` have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
