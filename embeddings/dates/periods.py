"""Times that dateparser does not read: weekdays, decades, and parts of a year.

They are read here, from patterns that leave out whatever is mostly something else: a weekday
without *on* or *last*, two digits without *in the* or *years*, a season or a quarter without its
year. Winter is left out for good: nobody can tell which of two years' a person means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from embeddings.dates.interval import Stretch, months, years
from embeddings.dates.relatives import LAST_YEARS, THIS_YEARS, years_ago
from embeddings.dates.words import FOUR, YEAR


class _Periods(NamedTuple):
    """How one language names them: patterns.

    Attributes:
        weekdays: Monday to Sunday, apart from each other by a space, as all lists here.
        on: where ``#`` is one of them: the last one up to today,
        last: and the last one before.
        decade: with groups ``since`` for an open end and ``decade`` (or ``bare``) for its digits.
        nth: first to fourth.
        quarter: behind one of those,
        half: and half a year.
        seasons: spring, summer and autumn.
        of: what may stand before the year.
    """

    weekdays: str
    on: str
    last: str
    decade: str
    nth: str
    quarter: str
    half: str
    seasons: str
    of: str


_WRITTEN_OUT = 4
_CENTURY = 1900
_MILLENNIUM = 2000

_DECADE = r"(?P<decade>(?:1[5-9]|20)\d0|[3-9]0)"

_PERIODS = {
    "en": _Periods(
        weekdays="monday tuesday wednesday thursday friday saturday sunday",
        on="on #(?! (?:the|times|night|football))",
        last="last #",
        decade=r"(?:(?P<since>since)|in|during|of|from) the (?:early |late |mid-? ?)?"
        rf"{_DECADE}'?s(?! (?:bus|tram|train|line)\b)",
        nth="first|1st second|2nd third|3rd fourth|4th",
        quarter="quarter",
        half="half",
        seasons=r"spring summer autumn|(?<=in\s)fall|(?<=in\sthe\s)fall",
        of="of",
    ),
    "de": _Periods(
        weekdays="montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
        on="am #",
        last="(?:am )?(?:letzte|vergangene|vorige)[nr] #",
        decade=rf"(?:(?P<since>seit)|in) den (?:frühen |späten )?{_DECADE}e?r"
        "(?:n|-?jahren| jahren)",
        nth=r"erste[nrs]?|1\. zweite[nrs]?|2\. dritte[nrs]?|3\. vierte[nrs]?|4\.",
        quarter="quartals?",
        half="halbjahre?s?|hälfte|jahreshälfte",
        seasons="frühjahrs?|frühlings? sommers? herbst(?:es)?",
        of="von|des jahres|des",
    ),
    "es": _Periods(
        weekdays="lunes martes miércoles jueves viernes sábado domingo",
        on=r"(?:este #|el #(?! (?:pasado|santo|negro|sangriento|de|13)\b))",
        last="el # pasado|el pasado #",
        decade=rf"(?:(?P<since>desde)|en|durante) los (?:años {_DECADE}(?!\d)"
        r"|(?P<bare>[3-9]0)(?= ?[?.,;!]|$))",
        nth="primer[oa]? segund[oa] tercer[oa]? cuart[oa]",
        quarter="trimestre",
        half="semestre|mitad",
        seasons="primavera verano otoño",
        of="de|del|del año|de año",
    ),
    "fr": _Periods(
        weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
        on="ce #",
        last="# dernier",
        decade=rf"(?:(?P<since>depuis)|dans|pendant|durant) les années {_DECADE}(?!\d)",
        nth="premi(?:er|ère)|1er deuxième|second|2e troisième|3e quatrième|4e",
        quarter="trimestre",
        half="semestre|moitié",
        seasons=r"printemps (?:l'|(?<=en\s))été automne",
        of="de|de l'année",
    ),
    "ru": _Periods(
        # "В среду" is "into the environment" as well.
        weekdays=r"понедельник вторник (?<!в\s)среду четверг пятницу субботу воскресенье",
        on="во? (?:эт(?:от|у|о) )?#",
        last="в прошл(?:ый|ую|ое) #",
        decade=rf"(?:(?P<since>с)|в) {_DECADE}-?(?:х|е|ых)(?: год(?:ах|ов|ы))?",
        nth="перв(?:ый|ом|ого|ая|ой) втор(?:ой|ом|ого|ая) трет(?:ий|ьем|ьего) четверт(?:ый|ом|ого)",
        quarter="квартале?а?",
        half="полугоди[еия]|половин[аеы]",
        seasons="весн(?:ой|ы|а) летом|лета осен(?:ью|ь|и)",
        of="года",
    ),
    "uk": _Periods(
        weekdays="понеділ(?:ок|ка) вівтор(?:ок|ка) серед[уи] четверга? п'ятниц[юі] субот[уи] "
        "неділ[юі]",
        on="[ву] (?:ц(?:ей|ю) )?#",
        last="минуло(?:го|ї) #|[ву] минул(?:ий|у) #",
        decade=rf"(?:(?P<since>з|із)|[ву]) {_DECADE}-?(?:х|ті|их)(?: рок(?:ах|ів|и))?",
        nth="перш(?:ий|ому|ого|а|ій) друг(?:ий|ому|ого|а|ій) трет(?:ій|ьому|ього) "
        "четверт(?:ий|ому|ого)",
        quarter="квартал[іу]?",
        half="півріччі|півріччя|половин[аіи]",
        seasons="навесні|весн[аи] влітку|літа восени|осен[іи]",
        of="року",
    ),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A time in a question.

    Attributes:
        start: where its words begin in the text,
        end: and where they end.
        days: what they mean.
        is_open: whether it has no end.
        is_weekday: whether it gives way to any date that is named beside it.
    """

    start: int
    end: int
    days: Stretch
    is_open: bool = False
    is_weekday: bool = False


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9}
"""The month in which each begins, in the north."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    weekday: re.Pattern[str]
    decade: re.Pattern[str]
    part: re.Pattern[str]


def _any(names: str) -> str:
    return "|".join(names.split())


@cache
def _patterns(words: _Periods) -> _Patterns:
    weekday = rf"(?:{_any(words.weekdays)})(?!\w)"
    last, on = (pattern.replace("#", weekday) for pattern in (words.last, words.on))
    of = rf"(?: (?:{words.of}))?"
    seasons = "|".join(
        f"(?P<{name}>{it})" for name, it in zip(_SEASONS, words.seasons.split(), strict=True)
    )
    return _Patterns(
        re.compile(rf"(?<![\w-])(?:(?P<last>{last})|{on})"),
        re.compile(rf"(?<![\w-]){words.decade}(?![\w-])"),
        re.compile(
            rf"(?<![\w-])(?:(?P<nth>{_any(words.nth)}) "
            rf"(?:(?P<quarter>{words.quarter})|(?P<half>{words.half}))"
            rf"|{seasons}){of} (?P<year>{YEAR}|(?:the |l'|el )?(?P<ago>{LAST_YEARS}|{THIS_YEARS}))"
        ),
    )


_SHORT = re.compile(
    rf"(?<![\w-])(?:(?P<kind>[qh])(?P<nth>[1-4])[ /-]?(?P<year>{YEAR})"
    rf"|(?P<first_year>{FOUR})[ /-]?q(?P<quarter>[1-4])(?!\w))"
)
"""Q1 2025, H2 2025, 2025-Q1."""


def periods(text: str, today: date) -> Iterator[Period]:
    """Every such time in ``text``, which is folded and has single spaces; they may overlap."""
    for words in _PERIODS.values():
        patterns = _patterns(words)
        for match in patterns.weekday.finditer(text):
            yield _weekday(match, words, today)
        for match in patterns.decade.finditer(text):
            yield _decade(match)
        for match in patterns.part.finditer(text):
            if (days := _part(match, words, today)) is not None:
                yield Period(*match.span(), days)
    for match in _SHORT.finditer(text):
        year, nth = match["year"] or match["first_year"], match["nth"] or match["quarter"]
        if (days := _share(int(year), int(nth), 2 if match["kind"] == "h" else 4)) is not None:
            yield Period(*match.span(), days)


def _weekday(match: re.Match[str], words: _Periods, today: date) -> Period:
    place = next(
        place
        for place, name in enumerate(words.weekdays.split())
        if re.search(rf"(?:{name})(?!\w)", match[0])
    )
    ago = (today.weekday() - place) % 7
    if match["last"] and not ago:
        ago = 7
    day = date.fromordinal(max(1, today.toordinal() - ago))
    return Period(*match.span(), Stretch(day, day), is_weekday=True)


def _decade(match: re.Match[str]) -> Period:
    groups = match.groupdict()
    digits = groups["decade"] or groups["bare"]
    first = int(digits) if len(digits) == _WRITTEN_OUT else _CENTURY + int(digits)
    # The 1900s are a hundred years, the 2000s ten.
    length = 100 if first % 100 == 0 and first < _MILLENNIUM else 10
    return Period(*match.span(), years(first, first + length - 1), is_open=bool(groups["since"]))


def _part(match: re.Match[str], words: _Periods, today: date) -> Stretch | None:
    ago = years_ago(match["ago"]) if match["ago"] else None
    year = int(match["year"]) if ago is None else today.year - ago
    if year < 1:
        return None
    for season, first in _SEASONS.items():
        if match[season]:
            return months(year, first, first + 2)
    nth = next(n for n, it in enumerate(words.nth.split(), 1) if re.fullmatch(it, match["nth"]))
    return _share(year, nth, 2 if match["half"] else 4)


def _share(year: int, nth: int, parts: int) -> Stretch | None:
    """The ``nth`` of so many equal ``parts`` of ``year``; None where there is none."""
    length = 12 // parts
    return months(year, (nth - 1) * length + 1, nth * length) if nth <= parts else None
