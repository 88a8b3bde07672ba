"""When a PDF file was published: what it states counts more than when the file was made.

A date is taken from a line of the first page that holds nothing else, but for a place, a weekday
or a label such as *Published*. Other dates in a text say when something else was.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.metadata import date_line
from corpus.readers.pdf.lines import Line
from corpus.telling_words import calendar

_FIRST, _LAST = 15, 4
"""Lines at the beginning and at the end of the first page where a date stands."""

_LONGEST = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAD = re.compile(
    r"(?i:published|posted|issued|dated?|veröffentlicht|datum|stand|publié|fecha|publicado"
    r"|опубликовано|дата|опубліковано)(?: am| on| le| el)?\s*:?\s+"
    r"|[^\W\d_]+(?:[ -][A-ZÀ-ÞА-ЯЄІЇҐ][^\W\d_]*){0,2},\s+(?:(?:den|am|le|el|on)\s+)?"
)
_TAIL = re.compile(r"\s*(?:(?:г|р)\.|года|року)?\.?")
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?(?P<m>[^\W\d_]+),?\s+"
    r"(?:de\s+|del\s+)?(?P<y>\d{4})"
)
_MONTH_FIRST = re.compile(r"(?P<m>[^\W\d_]+)\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
_FIGURES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
)

# Programs that make a PDF file of what was there before it: browsers, printers, scanners.
_CONVERTER = re.compile(
    r"skia/pdf|chrom(?:e|ium)|firefox|wkhtmltopdf|print to pdf|web ?capture|\bscan|scanner"
    r"|\bocr|ocrmypdf|paper capture|abbyy|img2pdf|imagemagick|ilovepdf|pdfsam|calibre",
    re.IGNORECASE,
)

_PACKET = b"<?xpacket begin="
_PACKET_END = b"<?xpacket end"
_LARGEST_PACKET = 200_000
_MOST_PACKETS = 20
# Pictures in a file have packets of their own.
_OF_FILE = ("application/pdf", "ns.adobe.com/pdf/")
_DAY = r"(\d{4}-\d\d-\d\d)"
_PUBLICATION = re.compile(rf"prism:publicationDate(?:=[\"']|[^<>]{{0,200}}>)\s*{_DAY}")
_DC_DATE = re.compile(rf"<dc:date>\s*(?:<rdf:\w+>\s*<rdf:li[^<>]{{0,200}}>\s*)?{_DAY}")


def stated_date(lines: Sequence[Line]) -> str | None:
    """The only date that stands by itself at the head or at the foot of the first page.

    Args:
        lines: of the page.

    Returns:
        In ISO form; ``None`` if there is none, or more than one.
    """
    near = lines if len(lines) <= _FIRST + _LAST else [*lines[:_FIRST], *lines[-_LAST:]]
    found = {day for line in near if (day := _date_alone(line.text)) is not None}
    return found.pop().isoformat() if len(found) == 1 else None


def _date_alone(text: str) -> date | None:
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    labelled = date_line(text)
    if labelled is not None:
        return labelled
    lead = _LEAD.match(text)
    return next(_days(text[lead.end() :] if lead else text), None)


def _days(text: str) -> Iterator[date]:
    """The date that ``text`` is, if it is one."""
    months = calendar()
    for form in (*_FIGURES, _DAY_FIRST, _MONTH_FIRST):
        match = form.match(text)
        if match is None or not _TAIL.fullmatch(text, match.end()):
            continue
        written = match["m"]
        kind, _, month = (
            ("month", "", written)
            if written.isdigit()
            else (months.get(written, months.get(written.lower(), "")).partition(" "))
        )
        if kind == "month":
            try:
                yield date(int(match["y"]), int(month), int(match["d"]))
            except ValueError:
                continue


def is_conversion(programs: str) -> bool:
    """Whether a file was made, by the programs it names, of something that was there before."""
    return _CONVERTER.search(programs) is not None


def packet(data: bytes) -> str:
    """The XMP metadata of a PDF file; empty if it has none that stands in it as it is."""
    end = len(data)
    for _ in range(_MOST_PACKETS):
        start = data.rfind(_PACKET, 0, end)
        if start < 0:
            break
        stop = data.find(_PACKET_END, start, start + _LARGEST_PACKET)
        written = data[start:stop].decode("utf-8", "replace") if stop > 0 else ""
        if any(sign in written for sign in _OF_FILE):
            return written
        end = start
    return ""


def publication_date(xmp: str) -> str | None:
    """The date that XMP metadata call that of publication, in ISO form."""
    match = _PUBLICATION.search(xmp)
    return match[1] if match else None


def dublin_core_date(xmp: str) -> str | None:
    """The date that XMP metadata tell of the document, in ISO form."""
    match = _DC_DATE.search(xmp)
    return match[1] if match else None
