"""Books (EPUB 2 and 3): an archive of XHTML pages, read in the order that the book gives them."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.readers.book_page import page_blocks
from corpus.readers.drafts import Draft, fit, join, titled
from corpus.readers.extraction import Extraction
from corpus.readers.office import Package, child, local, value
from corpus.readers.statements import Statements

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_WHERE = "book's own data"
_PAGES = (".xhtml", ".html", ".htm")
_NO_DAYS = frozenset({"0101-01-01"})
"""What calibre writes where it knows no date."""


def read_epub(data: bytes) -> Extraction:
    """Reads an ``.epub`` file.

    Raises:
        ReadingError: if it is damaged or protected against copying, has no pages, or unpacks to
            more than any book has.
    """
    archive = Package(data, ".epub")
    path = _package_path(archive)
    package = archive.part(path)
    if package is None:
        raise ReadingError("it is no .epub file, or a damaged one: its list of pages is missing")
    pages = list(_pages(package, posixpath.dirname(path)))
    if not _encrypted(archive).isdisjoint(pages):
        raise ReadingError(
            "it is protected against copying (DRM), and only the reader that it was bought for "
            "can open it"
        )
    drafts: list[Draft] = []
    for page in pages:
        source = archive.unpacked(page)
        if source is not None:
            drafts.extend(page_blocks(source))
    return join(*titled(fit(drafts), _metadata(package)))


def _package_path(archive: Package) -> str:
    container = archive.part(_CONTAINER)
    for rootfile in container.iter() if container is not None else ():
        path = value(rootfile, "full-path")
        if local(rootfile) == "rootfile" and path:
            return _resolved("", path)
    raise ReadingError("it is no .epub file, or a damaged one: it does not say where its pages are")


def _pages(package: "_Element", folder: str) -> Iterator[str]:
    """The names of the pages in reading order, without those that only list the others."""
    manifest = {
        value(item, "id"): item for item in _children(package, "manifest") if local(item) == "item"
    }
    # A book that names a page a thousand times over has it once.
    read: set[str] = set()
    for reference in _children(package, "spine"):
        item = manifest.get(value(reference, "idref"))
        href = value(item, "href")
        if item is None or href is None or "nav" in (value(item, "properties") or "").split():
            continue
        path = _resolved(folder, unquote(href.partition("#")[0]))
        kind = value(item, "media-type") or ""
        if path not in read and ("html" in kind or path.lower().endswith(_PAGES)):
            read.add(path)
            yield path


def _children(package: "_Element", name: str) -> Iterator["_Element"]:
    parent = child(package, name)
    yield from parent if parent is not None else ()


def _resolved(folder: str, path: str) -> str:
    """A part's name in the archive. What leads out of it is the name of none."""
    return posixpath.normpath(posixpath.join(folder, path))


def _encrypted(archive: Package) -> frozenset[str]:
    """The parts that cannot be read as they are. Fonts often cannot, which does no harm."""
    root = archive.part(_ENCRYPTION)
    return frozenset(
        _resolved("", unquote(value(element, "URI") or ""))
        for element in (root.iter() if root is not None else ())
        if local(element) == "CipherReference"
    )


def _metadata(package: "_Element") -> Metadata:
    stated = _Stated.of(package)
    said = Statements()
    said.add(
        _WHERE,
        {
            "title": stated.main_title(),
            "author": ", ".join(stated.authors()) or None,
            "publisher": stated.first("publisher"),
            "published": stated.day(),
            "language": stated.first("language"),
        },
    )
    # Of all that identifies a book only some is an address.
    for address in (*stated.all("identifier"), *stated.all("source")):
        said.add(_WHERE, {"url": address})
    return said.metadata


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the Dublin Core elements of a book say.

    Attributes:
        elements: with some text, in order.
        refined: id of an element → what is said about it, by property, as EPUB 3 does.
    """

    elements: tuple["_Element", ...]
    refined: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, package: "_Element") -> "_Stated":
        metadata = child(package, "metadata")
        # EPUB 2 may put a layer between.
        inner = list(metadata.iter()) if metadata is not None else []
        refined: dict[str, dict[str, str]] = {}
        for element in inner:
            subject, prop = value(element, "refines"), value(element, "property")
            if local(element) == "meta" and subject and prop and element.text:
                refined.setdefault(subject.lstrip("#"), {})[prop] = element.text.strip()
        elements = tuple(it for it in inner if local(it) and (it.text or "").strip())
        return cls(elements, refined)

    def all(self, name: str) -> list[str]:
        """The texts of the elements of a name."""
        return [(it.text or "").strip() for it in self.elements if local(it) == name]

    def first(self, name: str) -> str | None:
        """The first text of an element of a name."""
        return next(iter(self.all(name)), None)

    def main_title(self) -> str | None:
        """The title, where it is told from others, or else the first."""
        titles = [it for it in self.elements if local(it) == "title"]
        main = [it for it in titles if self._said(it, "title-type") == "main"]
        return next(((it.text or "").strip() for it in (*main, *titles)), None)

    def authors(self) -> list[str]:
        """Who made the book, without its translators, illustrators and the like."""
        makers = [it for it in self.elements if local(it) == "creator"]
        return [
            (it.text or "").strip()
            for it in makers
            if (value(it, "role") or self._said(it, "role") or "aut") == "aut"
        ]

    def day(self) -> str | None:
        """The day of publication. EPUB 2 may date the making of the file and changes as well."""
        dates = [it for it in self.elements if local(it) == "date"]
        marked = [it for it in dates if value(it, "event") == "publication"]
        plain = [it for it in dates if value(it, "event") is None]
        day = next(((it.text or "").strip() for it in (*marked, *plain)), "")
        return None if day[:10] in _NO_DAYS else day

    def _said(self, element: "_Element", prop: str) -> str | None:
        return self.refined.get(value(element, "id") or "", {}).get(prop)
