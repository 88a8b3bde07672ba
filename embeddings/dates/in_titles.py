"""The time that a document's title names: *Annual Report 2025* is about 2025.

Titles are many, and read once for each generation: so one pattern finds what can be told without
knowing today, and no library is asked.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from embeddings.dates.interval import Stretch, months, years
from embeddings.dates.reading import shared
from embeddings.dates.words import FOUR, GENITIVES, NO_SEASON, SPEECH, YEAR

_MONTHS = "|".join(speech.months for speech in SPEECH.values())
_NAMES = tuple(
    (name, number)
    for language, speech in SPEECH.items()
    for number, name in enumerate(
        (GENITIVES.get(language) or speech.months.replace("|", " ")).split(), start=1
    )
)
_TIME = re.compile(
    rf"(?<![\w.,:-])(?:"
    rf"{NO_SEASON}(?P<iso_year>{FOUR})-(?P<iso_month>0[1-9]|1[0-2])(?:-\d\d)?(?![\w-])"
    rf"|(?P<first>{FOUR}) ?[-–—/] ?(?P<last>{FOUR}|\d\d)(?![\w-])"
    rf"|(?P<half>[qh])(?P<nth>[1-4])[ /-]?(?P<half_year>{YEAR})"
    rf"|(?P<year_half>{FOUR})[ /-]?q(?P<quarter>[1-4])(?!\w)"
    rf"|(?P<month>{_MONTHS})(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,| del?)? (?P<month_year>{YEAR})"
    rf"|(?P<year>{YEAR}))"
)
_YEAR_DIGITS = re.compile(FOUR)


def title_time(title: str) -> Stretch | None:
    """The year, or the month, quarter or half of a year, that ``title`` names; None for none.

    Also None where it names several that do not lie in each other.
    """
    if not _YEAR_DIGITS.search(title):
        return None
    folded = " ".join(normalize("NFC", title).casefold().split())
    found = [time for match in _TIME.finditer(folded) if (time := _time(match)) is not None]
    if not found:
        return None
    narrowest = min(found, key=lambda it: it.last - it.first)
    lies_in_all = all(it.first <= narrowest.first <= narrowest.last <= it.last for it in found)
    return narrowest if lies_in_all else None


def _time(match: re.Match[str]) -> Stretch | None:
    if match["iso_year"]:
        month = int(match["iso_month"])
        return months(int(match["iso_year"]), month, month)
    if match["month"]:
        month = _number(match["month"])
        return months(int(match["month_year"]), month, month)
    if match["first"]:
        first = int(match["first"])
        last = int(match["first"][: -len(match["last"])] + match["last"])
        return years(first, last) if first <= last else None
    if match["year"]:
        return years(int(match["year"]), int(match["year"]))
    length = 6 if match["half"] == "h" else 3
    nth = int(match["nth"] or match["quarter"])
    year = int(match["half_year"] or match["year_half"])
    return months(year, (nth - 1) * length + 1, nth * length) if nth * length <= 12 else None


@lru_cache(maxsize=256)
def _number(month: str) -> int:
    """1 to 12: the month whose name begins most like ``month``, a form of it."""
    return max(_NAMES, key=lambda it: (shared(it[0], month), -len(it[0])))[1]
