"""Where a file was fetched, noted beside it: the file itself stays as it came, to the byte.

The note is a hidden file, so that no scan takes it for a document. It counts for the very bytes
that it was written for: whoever edits a fetched page, or puts another in its place, has a file of
their own.
"""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from corpus.document import Metadata
from corpus.errors import AccessError
from corpus.metadata import one_line, parse_date, parse_url
from corpus.opening import bytes_of

LARGEST_NOTE = 100_000
"""Bytes of a note."""

_MOST_ASKED = 20
_ANNOUNCED = ("title", "publisher", "author", "published")
_LONGEST = 2_000
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)", re.ASCII)
_SAME_SITE = frozenset({"www", "m", "mobile", "amp"})
"""Names in front of a site's own that lead to the same site."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a feed says of a page that it names. ``None`` means nothing.

    Attributes:
        publisher: what the feed is called, which is of the same site.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where and when a file was fetched.

    Attributes:
        url: the address that it came from, after all redirects.
        fetched: when, with a time zone. Never taken for a date of publication.
        sha256: hexadecimal, of the bytes that came.
        asked: addresses that have led there.
        charset: of its text, as the server named it.
        etag: the server's name for this version.
        last_modified: the server's time of this version, as it wrote it.
        announced: what a feed said of it.
    """

    url: str
    fetched: datetime
    sha256: str
    asked: tuple[str, ...] = ()
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    announced: Announcement = Announcement()

    def packed(self) -> bytes:
        """The note, as JSON for people to read."""
        known = asdict(replace(self, asked=self.asked[-_MOST_ASKED:]))
        known["fetched"] = self.fetched.isoformat()
        known |= known.pop("announced")
        published = self.announced.published
        known["published"] = published.isoformat() if published else None
        return (json.dumps(known, indent=1, ensure_ascii=False) + "\n").encode()

    def completed(self, metadata: Metadata) -> Metadata:
        """``metadata`` with what the document does not say of itself.

        An address of another site is not believed: a footnote says where the words were read.
        """
        origins = dict(metadata.origins)
        unsaid = [name for name in _ANNOUNCED if getattr(metadata, name) is None]
        told = {name: it for name in unsaid if (it := getattr(self.announced, name)) is not None}
        origins |= dict.fromkeys(told, "feed")
        if metadata.url is None or site_of(metadata.url) != site_of(self.url):
            told["url"], origins["url"] = self.url, "where it was fetched"
        known = replace(metadata, **told, origins=origins)
        if known.published is None and (day := self._day_in_address()) is not None:
            return replace(known, published=day, origins={**origins, "published": "web address"})
        return known

    def _day_in_address(self) -> date | None:
        """The day that the address names, unless it was still to come everywhere."""
        match = _IN_ADDRESS.search(urlsplit(self.url).path)
        day = parse_date("-".join(match.groups())) if match else None
        # In the east it begins before the day does in which the time of fetching is told.
        came = day is not None and day - timedelta(days=1) <= self.fetched.date()
        return day if came else None


def provenance_path(path: str) -> str:
    """Where the note on the file at ``path`` lies."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}.provenance.json"


def provenance_of(note: bytes) -> Provenance | None:
    """The provenance that ``note`` tells, or ``None`` if it makes no sense."""
    try:
        known = json.loads(note)
        if not isinstance(known, dict):
            return None
        fetched = datetime.fromisoformat(_text(known, "fetched") or "")
    except (ValueError, RecursionError):
        return None
    url, sha256 = parse_url(_text(known, "url")), _text(known, "sha256")
    if url is None or sha256 is None or fetched.tzinfo is None:
        return None
    asked = known.get("asked")
    return Provenance(
        url=url,
        fetched=fetched,
        sha256=sha256,
        asked=tuple(it for it in asked if isinstance(it, str)) if isinstance(asked, list) else (),
        charset=_text(known, "charset"),
        etag=_text(known, "etag"),
        last_modified=_text(known, "last_modified"),
        announced=Announcement(
            title=one_line(_text(known, "title")),
            publisher=one_line(_text(known, "publisher")),
            author=one_line(_text(known, "author")),
            published=parse_date(_text(known, "published")),
        ),
    )


def noted_provenance(root: Path, path: str) -> Provenance | None:
    """What was noted of the file when it was fetched, if it was, and if that can be read."""
    try:
        return provenance_of(bytes_of(root, provenance_path(path), LARGEST_NOTE))
    except AccessError:
        return None


def _text(known: dict[str, object], key: str) -> str | None:
    value = known.get(key)
    fits = isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()
    return str(value) if fits else None


def site_of(url: str) -> str:
    """The host of a web address, without what stands before a site's own name."""
    labels = (urlsplit(url).hostname or "").split(".")
    return ".".join(label for label in labels if label not in _SAME_SITE)
