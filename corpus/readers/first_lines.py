"""What stands above the text in a plain file and names it, or does not."""

import re

from corpus.boilerplate.credits import is_credit
from corpus.boilerplate.menus import menu_reason
from corpus.boilerplate.notices import line_reason, notice_reason
from corpus.metadata import one_line
from corpus.stated_dates import stated_date

_LETTER = re.compile(r"[^\W\d_]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_FEWEST_LETTERS = 3
_LABEL = re.compile(
    r"(?:title|headline|subject|titel|überschrift|betreff|titre|objet|título|asunto|titular"
    r"|заголовок|название|тема|назва)[ \t]*:[ \t]*(?=\S)",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:page|seite|página|страница|стр\.|сторінка|стор\.|p\.|s\.|с\.)\s*\d+"
    r"(?:\s*(?:/|of|von|de|sur|из|з|із)\s*\d+)?",
    re.IGNORECASE,
)
_GOES_ON = tuple(",;-–—")


def as_title(line: str) -> str | None:
    """``line`` as a title, without a label such as *Subject:*."""
    return one_line(_LABEL.sub("", line, count=1)) if _LABEL.match(line) else one_line(line)


def breaks_off(line: str) -> bool:
    """Whether ``line`` ends in the middle: a salutation, or the first half of the next line."""
    return line.endswith(_GOES_ON)


def is_no_name(line: str) -> bool:
    """Whether a first line surely names no text.

    A number, one or two letters, a date, the number of a page, what breaks off, or what every page
    of a site has.
    """
    letters = len(_LETTER.findall(line))
    return (
        (letters < _FEWEST_LETTERS and _UNSPACED.search(line) is None)
        or breaks_off(line)
        or _PAGE.fullmatch(line) is not None
        or stated_date(line) is not None
        or is_credit(line)
        or any(reason(line) for reason in (line_reason, menu_reason, notice_reason))
    )
