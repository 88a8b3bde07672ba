"""Months and weekdays, as people and programs write them in documents: one home for their names."""

from functools import lru_cache

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
_SHORT = {
    word: number
    for number, words in enumerate(_SHORT_MONTHS.strip().splitlines(), 1)
    for word in words.split()
}
"""What calendars do not spell out, in lower case."""

_SHORT_DAYS = frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"])


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


def month_of(written: str) -> int:
    """The number of a month, written in figures, as a word or in short; 0 if it is none."""
    if written.isdecimal():
        return int(written)
    return _SHORT.get(written.lower()) or max(0, _number_of(written, "month"))


def weekday_of(written: str) -> int:
    """The number of a weekday that is written out, Monday being 0; -1 if it is none."""
    return _number_of(written, "day")


def is_weekday(written: str) -> bool:
    """Whether that is a weekday, written out or in short."""
    return written.lower() in _SHORT_DAYS or weekday_of(written) >= 0


def _number_of(written: str, kind: str) -> int:
    known = calendar()
    for form in (written, written.lower(), written.capitalize()):
        found, _, number = known.get(form, "").partition(" ")
        if found == kind:
            return int(number)
    return -1
