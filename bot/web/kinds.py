"""What kind of file came: by its first bytes where they tell, or else as the server says."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bot.web.receiving import Fetched
from corpus.errors import FetchError
from corpus.readers import reader_for

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_VAGUE = frozenset(
    {
        "",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/octet-stream",
        "application/zip",
        "binary/octet-stream",
    }
)
"""What servers say of files that they know nothing of."""

# What is passed over is never gone back into: hundreds of comments would take for ever.
_COMMENTS = rb"(?>(?><!--.*?-->)\s*+)*+"
_PAGE = re.compile(
    rb"\s*+(?><\?xml[^>]*+>\s*+)?+" + _COMMENTS + rb"<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_FEED = re.compile(
    rb"\s*+(?>(?><\?.*?\?>)\s*+)*+" + _COMMENTS + rb"<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_ZIP = b"PK\x03\x04"
_PACKED = ((b"mimetypeapplication/epub+zip", ".epub"), (b"word/document.xml", ".docx"))
"""What stands in an archive as it is, and what such an archive is."""

_LOOKED_AT = 2_000


def suffix_of(found: Fetched) -> str:
    """The suffix that the file should have, with its dot.

    Raises:
        FetchError: if it is nothing that Footnote reads.
    """
    beginning = (found.data or b"")[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    kind = found.content_type
    if beginning.startswith(b"%PDF-"):
        return ".pdf"
    if beginning.startswith(_ZIP) and kind in _VAGUE:
        packed = next((suffix for mark, suffix in _PACKED if mark in (found.data or b"")), None)
        if packed is not None:
            return packed
    if kind in _VAGUE:
        if _PAGE.match(beginning):
            return ".html"
        named = PurePosixPath(unquote(urlsplit(found.url).path)).suffix.lower()
        if reader_for(PurePosixPath(f"a{named}")) is not None:
            return named
        if kind == "text/plain":
            return ".txt"
    if kind in _FEEDS or (kind in _VAGUE and _FEED.match(beginning)):
        raise FetchError("it is a feed; footnote add --feed fetches the pages that it names")
    if kind not in _KINDS:
        raise FetchError(f"it is {kind or 'of no kind that the server names'}, not text to read")
    return _KINDS[kind]
