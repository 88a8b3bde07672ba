"""Words that turn what is said: numbers, months, weekdays and denials, in several languages."""

from functools import lru_cache

_DENIALS = """
    no not never none neither nor cannot without
    nicht nichts kein keine keinen keiner keines keinem nie niemals weder ohne
    pas jamais aucun aucune sans
    nunca jamás ningún ninguna ninguno sin
    не нет ни никогда без
    ні немає ніколи
    """

DENIALS = frozenset(_DENIALS.split())
"""Folded."""

_NUMBERS = """
    two zwei deux dos два две двух двумя дві двох
    three drei trois tres три трёх трех трьох
    four vier quatre cuatro четыре четырёх четырех чотири чотирьох
    five fünf cinq cinco пять пяти п'ять п'яти
    six sechs seis шесть шести шість шести
    seven sieben sept siete семь семи сім семи
    eight acht huit ocho восемь восьми вісім восьми
    nine neun neuf nueve девять девяти дев'ять дев'яти
    ten zehn dix diez десять десяти
    eleven elf onze одиннадцать одиннадцати одинадцять одинадцяти
    twelve zwölf douze doce двенадцать двенадцати дванадцять дванадцяти
    thirteen dreizehn treize trece тринадцать тринадцати тринадцять тринадцяти
    fourteen vierzehn quatorze catorce четырнадцать четырнадцати чотирнадцять чотирнадцяти
    fifteen fünfzehn quinze quince пятнадцать пятнадцати п'ятнадцять п'ятнадцяти
    sixteen sechzehn seize dieciséis шестнадцать шістнадцять
    seventeen siebzehn diecisiete семнадцать сімнадцять
    eighteen achtzehn dieciocho восемнадцать вісімнадцять
    nineteen neunzehn diecinueve девятнадцать дев'ятнадцять
    twenty zwanzig vingt veinte двадцать двадцати двадцять
    """
"""A line a number, from two. *One* is an article in most languages; English *once* is no eleven."""

SPELT_NUMBERS = {
    word: str(value)
    for value, words in enumerate(_NUMBERS.strip().splitlines(), start=2)
    for word in words.split()
}
"""The number, in digits, that a folded word stands for."""

ENGLISH_NUMBERS = ("zero", "one", *(line.split()[0] for line in _NUMBERS.strip().splitlines()))
"""Words for the numbers from nought to twenty."""

_MAGNITUDES = """
    hundred thousand million billion trillion hundert tausend milliarde billionen
    cents mille milliard cientos miles millones billones
    тысяч миллион миллиард триллион тисяч мільйон мільярд трильйон
    """

MAGNITUDES = tuple(_MAGNITUDES.split())
"""What a folded word for a large number begins with."""

_CALENDARS = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")

_IN_MONTHS = """
    январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре
    січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні
    """
_ON_DAYS = {
    "среду": 2,
    "пятницу": 4,
    "субботу": 5,
    "середу": 2,
    "п’ятницю": 4,
    "суботу": 5,
    "неділю": 6,
}
"""Cases of Russian and Ukrainian that dates are told in, and calendars are not written in."""


@lru_cache(maxsize=1)
def calendar() -> dict[str, str]:
    """Months and weekdays by how they are written, with a capital and without where both occur.

    English *may* and *march* are other words than the months.
    """
    from babel import Locale  # most questions find no story: nothing for a start to wait for

    known: dict[str, str] = {}
    for name in _CALENDARS:
        locale = Locale.parse(name)
        for kind, of_contexts in (("month", locale.months), ("day", locale.days)):
            for context in ("format", "stand-alone"):
                for number, word in of_contexts[context]["wide"].items():
                    known[word] = known[word[:1].upper() + word[1:]] = f"{kind} {number}"
    known |= {word: f"month {place % 12 + 1}" for place, word in enumerate(_IN_MONTHS.split())}
    return known | {word: f"day {number}" for word, number in _ON_DAYS.items()}
