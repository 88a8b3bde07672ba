"""This week, last month, last year, in six languages: read here, not by dateparser.

It knows *letztes Jahr*, but not *im letzten Jahr*, nor *this* anything but in English.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from embeddings.dates.interval import Stretch, lasting

_SPANS = (("week", 1), ("week", 0), ("month", 1), ("month", 0), ("year", 1), ("year", 0))
"""What each language's patterns mean, in their order: a unit, and how many of them ago."""

_LAST = "(?:letzte|vergangene|vorige)"

_PATTERNS = {
    "en": ("last week", "this week", "last month", "this month", "last year", "this year"),
    "de": (
        rf"{_LAST}[nr]? woche|vorwoche",
        "diese[rn]? woche",
        rf"{_LAST}[nmrs]? monate?s?|vormonate?s?",
        "diese[nms]? monate?s?",
        rf"{_LAST}[nms]? jahre?s?|vorjahre?s?",
        "diese[ms]? jahre?s?|heuer",
    ),
    "es": (
        "semana pasada|pasada semana",
        "esta semana",
        "mes pasado|pasado mes",
        "este mes",
        "año pasado|pasado año",
        "este año",
    ),
    "fr": (
        "semaine (?:dernière|passée)",
        "cette semaine",
        "mois (?:dernier|passé)",
        "ce mois(?:-ci)?",
        "année (?:dernière|passée)|an (?:dernier|passé)",
        "cette année",
    ),
    "ru": (
        "прошл(?:ой|ую) недел[еию]",
        "этой недел[еи]|эту неделю",
        "прошл(?:ом|ого) месяц[еа]",
        "эт(?:ом|ого) месяц[еа]",
        "прошл(?:ом|ого) год[уа]",
        "эт(?:ом|ого) год[уа]",
    ),
    "uk": (
        "минул(?:ого|ому) тиж(?:ня|ні)",
        "ць(?:ого|ому) тиж(?:ня|ні)",
        "минул(?:ого|ому) місяц[яі]",
        "ць(?:ого|ому) місяц[яі]",
        "минул(?:ого|ому) ро(?:ку|ці)|торік",
        "ць(?:ого|ому) ро(?:ку|ці)|цьогоріч",
    ),
}
_END = r"(?!\w|-l[aà]| of\b(?! (?:spring|summer|autumn|fall)\b)| des\b| der\b)"
"""Not *the last year of the war*."""

LAST_YEARS, THIS_YEARS = (
    rf"(?:{'|'.join(patterns[place] for patterns in _PATTERNS.values())}){_END}" for place in (4, 5)
)
"""Last year and this one, in every language: what *the summer of* may stand before."""

RELATIVE_HINT = (
    r"last |this |letzt|vergang|vorig|dies|vor(?:woche|monat|jahr)|heuer|pasad|est[ae] "
    r"|derni|passé|cette |ce mois|прошл|эт|минул|цьо|торік"
)
"""What stands in every text that has one."""


def years_ago(words: str) -> int | None:
    """0 for this year, 1 for last; None if ``words`` name neither."""
    if re.fullmatch(THIS_YEARS, words):
        return 0
    return 1 if re.fullmatch(LAST_YEARS, words) else None


def relatives(folded: str, today: date) -> Iterator[tuple[int, int, Stretch, str]]:
    """Every such time in ``folded``: where it begins and ends, its days, and its unit."""
    for pattern in _compiled():
        for match in pattern.finditer(folded):
            place = next(number for number in range(len(_SPANS)) if match[f"s{number}"])
            unit, ago = _SPANS[place]
            if (days := _ago(today, unit, ago)) is not None:
                yield *match.span(), days, unit


def _ago(today: date, unit: str, ago: int) -> Stretch | None:
    try:
        first = lasting(today, unit).first
        return lasting(first - timedelta(ago), unit)
    except OverflowError:  # the first year that there is
        return None


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(
            r"(?<![\w-])(?:"
            + "|".join(f"(?P<s{place}>{pattern})" for place, pattern in enumerate(patterns))
            + f"){_END}"
        )
        for patterns in _PATTERNS.values()
    )
