"""How six languages speak of dates: the words and patterns that ``question_dates`` looks for.

A room of its own because it is knowledge of languages and nothing else: a seventh is one more
entry here, and one in ``question_periods``.
"""

import re
from functools import cache
from typing import NamedTuple

FOUR = r"(?:1[5-9]|20)\d\d"
YEAR = rf"{FOUR}(?![\w-]|'s|[.,:]\d)"
"""A year, and no number of anything else as far as that can be told."""


class Speech(NamedTuple):
    """How one language speaks of time: alternatives of patterns.

    Attributes:
        months: names of months in the forms that dates take.
        at: what stands before a month or a year that is meant as a time.
        since: what opens a time without an end,
        after: and what opens one behind the time that it names.
        until: what closes one without a beginning,
        before: and what closes one in front of the time that it names.
        link: what may stand between day, month and year.
        opener: what opens a range,
        joiner: and what stands between its ends.
        relative: days, reckoned from today; ``question_periods`` has weeks, months and years.
        ago: the same with a number in them, in place of ``#``; without one, one is meant.
        numbers: the names of one to twelve.
    """

    months: str
    at: str
    since: str
    after: str
    until: str
    before: str
    link: str
    opener: str
    joiner: str
    relative: str
    ago: str
    numbers: str


SPEECH = {
    "en": Speech(
        months="january|february|march|april|may|june|july|august|september|october|november"
        "|december",
        at="in|during|early|late|mid|last|end of|beginning of|by|from",
        since="since",
        after="after",
        until="until|till|up to|through",
        before="before|prior to",
        link="of|,",
        opener="from|between",
        joiner="to|and|till|until|through",
        relative="yesterday|today|(?:the )?day before yesterday",
        ago="# (?:day|week|month|year)s? ago",
        numbers="an?|one two three four five six seven eight nine ten eleven twelve",
    ),
    "de": Speech(
        months="januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
        at="im|in|im jahr|anfang|mitte|ende|vom",
        since="seit|seit dem|seit dem jahr|seit anfang|ab|ab dem|ab dem jahr",
        after="nach|nach dem|nach dem jahr",
        until="bis|bis zum|bis zum jahr|bis ende",
        before="vor|vor dem|vor dem jahr",
        link=",",
        opener="vom|von|zwischen|zwischen dem",
        joiner="bis|bis zum|und|und dem",
        relative="gestern|vorgestern|heute",
        ago="vor # (?:tag|woche|monat|jahr)e?n?",
        numbers="eine[mrn]? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    ),
    "es": Speech(
        months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
        "|diciembre",
        at="en|durante|principios de|finales de|mediados de",
        since="desde|desde el|a partir de|a partir del",
        after="después de|después del|tras|tras el",
        until="hasta|hasta el",
        before="antes de(?! ayer)|antes del",
        link="de|del|,",
        opener="de|del|desde|desde el|entre|entre el",
        joiner="a|al|y|y el|hasta|hasta el",
        relative="ayer|anteayer|antes de ayer|hoy",
        ago="hace # (?:día|semana|mes|año)(?:es|s)?",
        numbers="una? dos tres cuatro cinco seis siete ocho nueve diez once doce",
    ),
    "fr": Speech(
        months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
        "|décembre",
        at="en|courant|début|fin|mi",
        since="depuis|depuis le|à partir de|à partir du",
        after="après|après le",
        until="jusqu'en|jusqu'au|jusqu'à",
        before="avant(?!-hier)|avant le",
        link=",",
        opener="de|du|entre|entre le",
        joiner="à|au|et|et le|jusqu'en|jusqu'au",
        relative="hier|avant-hier|aujourd'hui",
        ago="il y a # (?:jour|semaine|mois|année|an)s?",
        numbers="une? deux trois quatre cinq six sept huit neuf dix onze douze",
    ),
    "ru": Speech(
        months="(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:[яье]|[её]м)"
        "|(?:март|август)(?:[ае]|ом)?|ма(?:[яйе]|ем)",
        at="в|во|за|начале|конце|середине",
        since="с|со|начиная с",
        after="после",
        until="до|вплоть до|по",
        before="перед",
        link=",",
        opener="с|со|от|между",
        joiner="по|до|и",
        relative="вчера|позавчера|сегодня",
        ago="(?:день|неделю|месяц|год) назад"
        "|# (?:день|дня|дней|недел[юиь]|месяц(?:а|ев)?|года?|лет) назад",
        numbers="один|одну два|две три четыре пять шесть семь восемь девять десять одиннадцать"
        " двенадцать",
    ),
    "uk": Speech(
        months="(?:січ|берез|квіт|трав|черв|лип|серп|верес|жовт|груд)(?:ень|ня|ні|нем)"
        "|лют(?:ий|ого|ому|им)|листопад(?:[аі]|ом)?",
        at="в|у|за|початку|наприкінці|кінці",
        since="з|із|від|починаючи з",
        after="після",
        until="до|аж до|по",
        before="перед",
        link=",",
        opener="з|із|від|між",
        joiner="по|до|і|та|й",
        relative="вчора|учора|позавчора|сьогодні",
        ago="(?:день|тиждень|місяць|рік) тому"
        "|# (?:день|дні|днів|тиждень|тижні|тижнів|місяц[іья]в?|рік|роки|років) тому",
        numbers="один|одну два|дві три чотири п'ять шість сім вісім дев'ять десять одинадцять"
        " дванадцять",
    ),
}

# dateparser knows these months in the genitive only.
GENITIVES = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}

AFTER_TENS = re.compile(
    r"(?:twenty|(?:thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|and|\d"
    r"|(?:два|три)дцять|(?:два|три)дцать|сорок|\w+десят|девяносто|дев'яносто|сто|тысяч[аи]?)[ ,.]$"
)
"""Before the name of a number that is but the end of a greater one."""

DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_ISO = r"\d{4}-\d\d-\d\d(?!\d)"
_SEASONS = "|".join(rf"\d\d{year:02}-{year + 1:02}" for year in range(12))
NO_SEASON = rf"(?!(?:{_SEASONS})(?!\d))"
"""*2004-05* is a year and the next, and may be a month: it is neither here."""
_ISO_MONTH = rf"{NO_SEASON}{FOUR}-(?:0[1-9]|1[0-2])(?![\w-])"
NUMERIC = (
    rf"\d{{1,2}}\.\d{{1,2}}\.{YEAR}|\d{{1,2}}/\d{{1,2}}/{YEAR}"
    r"|(?<!version )\d\d\.(?:0[1-9]|1[0-2])\.\d\d(?![\w-]|[.,:]\d)"
)
ABBREVIATED = re.compile(
    r"(?<![\w-])(?:(?<=\d )|(?<=\d(?:st|nd|rd|th) )|(?=\w+\.? \d))"
    r"(?P<month>jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?P<rest>t(?<=sept))?(?!\w)\.?"
)
BOUNDS = ("since", "after", "until", "before")
LENT_YEAR = re.compile(
    rf"(?<![\w-]){YEAR}"
    r"(?=[?.,;:!]|$| (?:in|on|at|the|im|am|an|der|die|das|en|el|la|le|les|du|в|во|у|на)\b)"
)
"""A year without a word before it that says so: no date, but good for a month that lacks one."""
YEARS = rf"{FOUR} ?(?:[-–—]|to|and|bis|und|y|a|et|à|и|до|по|та|і) ?{YEAR}"


FIRST_OF_MONTH = re.compile(
    rf"(?<!\w)(?:primero(?= de (?:{SPEECH['es'].months})(?!\w))"
    rf"|premier(?= (?:{SPEECH['fr'].months})(?!\w)))"
)


def _longest_first(alternatives: str) -> str:
    """So that "after the" is not taken for "after"."""
    return "|".join(sorted(alternatives.split("|"), key=len, reverse=True))


def _dated(speech: Speech) -> tuple[str, str, str]:
    """Patterns of a day or month that is a date by itself, of a month, and of what links it."""
    month = rf"(?:{speech.months})(?!\w)"
    link = rf"(?: ?(?:{speech.link}))? "
    year = rf"(?:{link}{YEAR})?"
    dated = "|".join(
        (
            _ISO,
            _ISO_MONTH,
            NUMERIC,
            rf"{DAY}{link}{month}{year}",
            rf"{month} {DAY}(?!\w){year}",
            rf"{month}{link}{YEAR}",
        )
    )
    return dated, month, link


@cache  # most questions name no time, and compiling takes a while
def times_of(speech: Speech) -> re.Pattern[str]:
    """A time, with what opens or closes it before it."""
    dated, month, _ = _dated(speech)
    number = rf"(?:\d{{1,3}}|{speech.numbers.replace(' ', '|')})"
    ago = speech.ago.replace("#", number)
    full = "|".join(
        (
            dated,
            YEARS,
            rf"(?:{speech.relative})(?!\w)",
            rf"(?P<ago>{ago})(?!\w)",
            rf"{YEAR}(?= (?:год[ау]?|року|році)\b|[?.! ]*$)",
        )
    )
    lead = "|".join(
        rf"(?P<{name}>{_longest_first(getattr(speech, name))})" for name in (*BOUNDS, "at")
    )
    return re.compile(
        rf"(?<![\w-])(?:(?:{lead})[ -](?:the |dem |le |el )?)?"
        rf"(?:(?P<full>{full})|(?P<bare>{month}(?!,? \d)|{YEAR}))"
    )


@cache
def ranges_of(speech: Speech) -> re.Pattern[str]:
    """Two ends of a time, the first of which may leave out what the second says."""
    dated, month, link = _dated(speech)
    point = rf"(?:{dated}|{month}(?!,? \d)|{YEAR})"
    opener, joiner = _longest_first(speech.opener), _longest_first(speech.joiner)
    return re.compile(
        rf"(?<![\w.,:-])(?:"
        rf"(?:{opener}) (?:the )?(?P<from>{dated}|{month}|{FOUR}|{DAY})"
        rf" ?(?: (?:{joiner})|[-–—]) ?(?:the )?(?P<to>{point})"
        rf"|(?P<dash_from>{dated}|{month}|{DAY}) ?[-–—] ?(?P<dash_to>{dated}|{month})"
        rf"|(?P<long_from>{dated}) (?:{joiner}) (?P<long_to>{dated})"
        rf"|(?P<month>{month}) (?P<day_from>{DAY}) ?(?:[-–—]| (?:{joiner}) ) ?"
        rf"(?P<day_to>{DAY})(?![\w-])(?P<year>{link}{YEAR})?"
        rf")"
    )


@cache
def _bounds() -> re.Pattern[str]:
    names = {name: "|".join(getattr(it, name) for it in SPEECH.values()) for name in BOUNDS}
    lead = "|".join(f"(?P<{name}>{_longest_first(words)})" for name, words in names.items())
    return re.compile(rf"(?<![\w-])(?:{lead})[ -](?:the |de[mnr] |l[ae] |el |l')?$")


def bound_before(folded: str, start: int) -> tuple[str, int]:
    """Which of ``BOUNDS`` stands before a time at ``start``, in whatever language, and where.

    Nothing and ``start`` itself where none does.
    """
    match = _bounds().search(folded, 0, start)
    if match is None:
        return "", start
    return next(name for name in BOUNDS if match[name]), match.start()
