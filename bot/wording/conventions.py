"""Dates, numbers, lists and names of languages, in the form that each language gives them.

babel knows the forms; it is imported where one is needed, for most start-ups need none.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from bot.wording.translation import spoken

_LONG = {"en": "en_GB"}
"""British English: "16 May 2025", and no comma before the last "and"."""

_EXACTLY = 15
"""Seconds above which a duration is told in tens of them."""


def day(value: date) -> str:
    """A date that nobody can misread, such as ``16 May 2025``."""
    from babel.dates import format_date

    return format_date(value, "long", locale=_locale())


def day_of_week(value: date) -> str:
    """A date of the last days, in a few characters: ``Mon 16``."""
    from babel.dates import format_skeleton

    return format_skeleton("Ed", value, locale=_locale())


def grouped(count: int) -> str:
    """A number with its thousands apart: ``12,000``."""
    from babel.numbers import format_decimal

    return format_decimal(count, locale=_locale())


def decimal(value: float) -> str:
    """A number with at most one place behind the point: ``12.5``."""
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.#", locale=_locale())


def duration(seconds: float) -> str:
    """How long something takes, about: ``40 seconds``, ``12 minutes``, ``3 hours``."""
    from babel.dates import format_timedelta

    whole = round(seconds) if seconds < _EXACTLY else round(seconds, -1)
    return format_timedelta(timedelta(seconds=max(1, whole)), threshold=2, locale=_locale())


def percentage(share: float) -> str:
    """A share from 0 to 1 as ``79%``."""
    from babel.numbers import format_percent

    return format_percent(share, locale=_locale())


def joined(names: Sequence[str], by: Literal["and", "or"] = "and") -> str:
    """``one, two and three``."""
    from babel.lists import format_list

    return format_list(list(names), "or" if by == "or" else "standard", _locale())


def quoted(text: str) -> str:
    """``text`` in quotation marks."""
    return f"“{text}”"


def languages(codes: Sequence[str]) -> str:
    """``English, Russian and Ukrainian``; a code without a known name stands as it is.

    Args:
        codes: ISO 639-1, at least one.
    """
    from babel import Locale

    known = Locale.parse(_locale()).languages
    return joined([known.get(code, code) for code in codes])


def own_name(code: str) -> str:
    """A language's name in that language: ``Deutsch``.

    Args:
        code: ISO 639-1, one that babel knows.
    """
    from babel import Locale

    return str(Locale.parse(code).languages[code]).capitalize()


def _locale() -> str:
    return _LONG.get(spoken(), spoken())
