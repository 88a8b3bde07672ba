"""The time that a question speaks of, as a preference: prose is too loose for a limit.

dateparser is good at reading a date and bad at finding one (it takes *may*, *sun* and *second* for
dates), and its import costs a seventh of a second. So patterns find the spans that can hardly be
anything else, in six languages, and dateparser reads only those.
"""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from threading import Lock
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from embeddings.row_table import UNDATED

WEIGHT = 0.2
HALF_LIFE_DAYS = 14
"""Measured on news: nDCG@10 .840 without, .872 with this, .839 where the date was wrong; as a hard
limit a wrong date left .314."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included; None is no bound."""

    first: date | None
    last: date | None

    @property
    def is_empty(self) -> bool:
        """Whether no day lies within."""
        return self.first is not None and self.last is not None and self.first > self.last


class _Speech(NamedTuple):
    """How one language speaks of time: alternatives of patterns.

    Attributes:
        months: names of months in the forms that dates take.
        at: what stands before a month or a year that is meant as a time.
        since: what opens a time without an end.
        until: what closes one without a beginning.
        link: what may stand between day, month and year.
        relative: whole expressions, reckoned from today.
    """

    months: str
    at: str
    since: str
    until: str
    link: str
    relative: str


_SPEECH = {
    "en": _Speech(
        "january|february|march|april|may|june|july|august|september|october|november|december",
        "in|during|early|late|mid|last|end of|beginning of|by|from",
        "since|after",
        "until|till|before",
        "of|,",
        r"yesterday|today|(?:this|last) (?:week|month|year)|\d+ (?:day|week|month|year)s? ago",
    ),
    "de": _Speech(
        "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
        "im|in|im jahr|anfang|mitte|ende|vom",
        "seit|nach|nach dem|ab|ab dem|seit dem",
        "bis|bis zum|vor|vor dem",
        ",",
        "gestern|vorgestern|heute|(?:letzte|diese)[ns]? (?:woche|monat|jahr)"
        r"|vor \d+ (?:tag|woche|monat|jahr)e?n?",
    ),
    "es": _Speech(
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
        "en|durante|principios de|finales de|mediados de",
        "desde|desde el|después de|después del|a partir de|a partir del",
        "hasta|hasta el|antes de|antes del",
        "de|del|,",
        "ayer|anteayer|hoy|la semana pasada|el mes pasado|el año pasado"
        r"|hace \d+ (?:día|semana|mes|año)(?:es|s)?",
    ),
    "fr": _Speech(
        "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
        "en|courant|début|fin|mi",
        "depuis|depuis le|après|après le|à partir de|à partir du",
        "jusqu'en|jusqu'au|avant|avant le",
        ",",
        "hier|avant-hier|aujourd'hui|la semaine dernière|le mois dernier|l'année dernière"
        r"|il y a \d+ (?:jour|semaine|mois|an)s?",
    ),
    "ru": _Speech(
        "январ[яье]|феврал[яье]|март[ае]?|апрел[яье]|ма[яйе]|июн[яье]|июл[яье]|август[ае]?"
        "|сентябр[яье]|октябр[яье]|ноябр[яье]|декабр[яье]",
        "в|во|за|начале|конце|середине",
        "с|со|после",
        "до",
        ",",
        "вчера|позавчера|сегодня|на прошлой неделе|в прошлом месяце|в прошлом году"
        r"|\d+ (?:день|дня|дней|недел[юиь]|месяц(?:а|ев)?|года?|лет) назад",
    ),
    "uk": _Speech(
        "січ(?:ень|ня|ні)|лют(?:ий|ого|ому)|берез(?:ень|ня|ні)|квіт(?:ень|ня|ні)"
        "|трав(?:ень|ня|ні)|черв(?:ень|ня|ні)|лип(?:ень|ня|ні)|серп(?:ень|ня|ні)"
        "|верес(?:ень|ня|ні)|жовт(?:ень|ня|ні)|листопад[аі]?|груд(?:ень|ня|ні)",
        "в|у|за|початку|наприкінці|кінці",
        "з|із|від|після",
        "до",
        ",",
        "вчора|учора|позавчора|сьогодні|минулого тижня|минулого місяця|минулого року"
        r"|\d+ (?:день|дні|днів|тижні|тижнів|місяц[іья]в?|рік|роки|років) тому",
    ),
}

# dateparser knows these months in the genitive only.
_GENITIVES = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
_FOUR = r"(?:1[5-9]|20)\d\d"
_YEAR = rf"{_FOUR}(?![\w-]|'s|[.,:]\d)"
_YEARS = rf"{_FOUR} ?(?:[-–—]|to|and|bis|und|y|a|et|à|и|до|по|та|і) ?{_YEAR}"


def _pattern(speech: _Speech) -> re.Pattern[str]:
    """A time, with what opens or closes it before it."""
    month = rf"(?:{speech.months})(?!\w)"
    alone = rf"{month}(?!,? \d)"
    link = rf"(?: ?(?:{speech.link}))? "
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
    year = rf"(?:{link}{_YEAR})?"
    full = "|".join(
        (
            r"\d{4}-\d\d-\d\d(?!\d)",
            _YEARS,
            rf"\d{{1,2}}\.\d{{1,2}}\.{_YEAR}",
            rf"{day}{link}{month}{year}",
            rf"{month} {day}(?!\w){year}",
            rf"{month}{link}{_YEAR}",
            rf"(?:{speech.relative})(?!\w)",
            rf"{_YEAR}(?= (?:год[ау]?|року|році)\b|[?.! ]*$)",
        )
    )
    # Longer ones first, so that "after the" is not taken for "after".
    lead = "|".join(
        rf"(?P<{name}>{'|'.join(sorted(getattr(speech, name).split('|'), key=len, reverse=True))})"
        for name in ("since", "until", "at")
    )
    bare = rf"{alone}|{_YEAR}"
    return re.compile(
        rf"(?<![\w-])(?:(?:{lead})[ -](?:the |dem |le |el )?)?(?:(?P<full>{full})|(?P<bare>{bare}))"
    )


_PATTERNS = {language: _pattern(speech) for language, speech in _SPEECH.items()}

_HINT = re.compile(
    rf"{_FOUR}|" + "|".join(f"{speech.months}|{speech.relative}" for speech in _SPEECH.values())
)
_reading = Lock()


def interval_of(text: str, today: date) -> Interval | None:
    """The time that ``text`` speaks of; None where it names none that can be told from prose.

    A time without a year is the last one up to ``today``. Several times make one that spans them.
    """
    folded = " ".join(normalize("NFC", text).replace("’", "'").casefold().split())
    if not _HINT.search(folded):
        return None
    found = [
        (match, language)
        for language, pattern in _PATTERNS.items()
        for match in pattern.finditer(folded)
        if match["full"] or match["since"] or match["until"] or match["at"]
    ]
    # What one language reads as a date may hold what another reads as a year.
    found.sort(key=lambda it: (it[0].start() - it[0].end(), it[0].start()))
    intervals: list[Interval] = []
    taken: list[tuple[int, int]] = []
    for match, language in found:
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        taken.append(match.span())
        if (interval := _interval(match, language, today)) is not None:
            intervals.append(interval)
    return _spanning(intervals)


def _interval(match: re.Match[str], language: str, today: date) -> Interval | None:
    whole = _read(match["full"] or match["bare"], language, today)
    if whole is None:
        return None
    if match["since"]:
        return Interval(whole.first, None)
    return Interval(None, whole.last) if match["until"] else whole


def _spanning(intervals: Collection[Interval]) -> Interval | None:
    """One interval over all of them; *since* and *until* together bound it from both sides."""
    if not intervals:
        return None
    opened = [it.first for it in intervals if it.first is not None]
    closed = [it.last for it in intervals if it.last is not None]
    since = any(it.last is None for it in intervals)
    until = any(it.first is None for it in intervals)
    spanning = Interval(
        min(opened, default=None) if not until or since else None,
        max(closed, default=None) if not since or until else None,
    )
    return None if spanning.is_empty else spanning


@lru_cache(maxsize=256)
def _read(span: str, language: str, today: date) -> Interval | None:
    """What a span that a pattern found means; mostly what dateparser makes of it."""
    from dateparser.date import DateDataParser

    if re.fullmatch(_YEARS, span):
        first, last = (int(year) for year in re.findall(_FOUR, span))
        return Interval(date(first, 1, 1), date(last, 12, 31))
    try:
        return _lasting(date.fromisoformat(span), "day")
    except ValueError:
        pass
    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
    }
    with _reading:
        read = DateDataParser(languages=[language], settings=settings).get_date_data(
            _in_genitive(span, language)
        )
    return _lasting(read.date_obj.date(), read.period) if read.date_obj is not None else None


def _lasting(day: date, period: str) -> Interval:
    """The whole ``period`` (day, week, month or year) that ``day`` lies in."""
    if period == "week":
        monday = day - timedelta(day.weekday())
        return Interval(monday, monday + timedelta(6))
    if period == "month":
        return Interval(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    if period == "year":
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31))
    return Interval(day, day)


def _in_genitive(span: str, language: str) -> str:
    """``span`` with its month in the form that dateparser knows."""
    genitives = _GENITIVES.get(language, "").split()

    def known(month: re.Match[str]) -> str:
        return max(genitives, key=lambda it: (_shared(it, month[0]), -len(it)))

    months = _SPEECH[language].months
    return re.sub(rf"(?<!\w)(?:{months})(?!\w)", known, span) if genitives else span


def _shared(a: str, b: str) -> int:
    """Letters from the start that ``a`` and ``b`` have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def nearness(published: npt.NDArray[np.int64], interval: Interval) -> npt.NDArray[np.float64]:
    """What each document's date adds to its passages' fused score, 0 to ``WEIGHT``.

    ``0.2 · 2^(−days/14)``, where days is the distance to the interval; nothing without a date.

    Args:
        published: shape (n,): proleptic ordinals, ``UNDATED`` where there is none.
        interval: what the question speaks of.
    """
    first = interval.first.toordinal() if interval.first else UNDATED
    last = interval.last.toordinal() if interval.last else date.max.toordinal()
    days = np.maximum(np.maximum(first - published, published - last), 0)
    near: npt.NDArray[np.float64] = WEIGHT * np.exp2(-days / HALF_LIFE_DAYS)
    near[published == UNDATED] = 0.0
    return near
