"""When a PDF file was published: what it states counts more than when the file was made.

``corpus.readers.dated_lines`` tells which of the first page's lines state it.
"""

import re
from collections.abc import Sequence
from datetime import date

from corpus.readers.dated_lines import stated_date
from corpus.readers.pdf.lines import Line

_FIRST, _LAST = 15, 4
"""Lines at the beginning and at the end of the first page where a date stands."""

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


def date_on(lines: Sequence[Line], made: date | None, *, converted: bool) -> str | None:
    """The date that the first page states at its head or at its foot, in ISO form.

    Args:
        lines: of the page.
        made: when the file was made.
        converted: whether it was made of what was there before it.
    """
    near = lines if len(lines) <= _FIRST + _LAST else [*lines[:_FIRST], *lines[-_LAST:]]
    return stated_date([line.text for line in near], made, converted=converted)


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
