"""HTML pages: the main text without menus, banners, share buttons and comments.

trafilatura tells the main text from the rest; its tree becomes blocks here. Where it finds nothing,
or the page is too broken for its parser, all words of the page are read.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.readers.decoding import decode, in_utf8
from corpus.readers.drafts import Draft, fit, join, titled
from corpus.readers.extraction import Extraction
from corpus.readers.html import without_tags
from corpus.readers.note_numbers import drop_note_numbers, keep_raised
from corpus.readers.web_layout import SIGNS, prepare, read_back, take_out_signs
from corpus.readers.web_metadata import page_metadata

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096

_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "cell", "div", "body"})
_LONGEST_CELL = 400
_CONTROLS = re.compile(rf"[\x01-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff{SIGNS}]")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BREAK = "\0"
_DEEPEST = 200

_log = logging.getLogger("trafilatura")


def read_web_page(data: bytes) -> Extraction:
    """Reads a ``.html`` file.

    Raises:
        ReadingError: if it cannot be decoded.
    """
    page = decoded(data)
    tree = parsed(page)
    metadata = Metadata() if tree is None else page_metadata(tree)
    if tree is not None:
        drop_note_numbers(tree)
        keep_raised(tree)
    drafts = [] if tree is None else fit(_main_text(tree))
    if not drafts:
        drafts = fit(Draft(line, "paragraph") for line in without_tags(page).split("\n"))
    return join(*titled(drafts, metadata))


def decoded(data: bytes) -> str:
    """The source of a page, in the encoding that it declares or is found to be in.

    Raises:
        ReadingError: if it cannot be decoded.
    """
    return _CONTROLS.sub("", _decoded(data))


def _decoded(data: bytes) -> str:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared is None or _is_utf8(data):
        return decode(data)
    return decode(in_utf8(data, declared[1].decode("ascii", "replace")) or data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def parsed(page: str) -> "HtmlElement | None":
    """The tree of ``page``, or ``None`` if it is too deep or too broken for the parser.

    Raises:
        MemoryError: if there is not enough for all of it.
    """
    from lxml.etree import ErrorTypes, LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(page.encode(), parser=parser)
    except (LxmlError, AssertionError):
        tree = None
    if tree is not None:
        take_out_signs(tree, page)
    met = {entry.type for entry in parser.error_log}
    if ErrorTypes.ERR_NO_MEMORY in met:
        raise MemoryError
    # Where it meets a limit of its own, libxml2 drops the rest of the page without a word.
    return None if ErrorTypes.ERR_RESOURCE_LIMIT in met else tree


def _main_text(tree: "HtmlElement") -> list[Draft]:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    # What it thinks of a page is no business of the person who indexes it.
    _log.setLevel(logging.CRITICAL)
    prepare(tree)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except MemoryError:
        raise
    except Exception:  # what its rules stumble over has words all the same
        return []
    if not isinstance(found, Document) or found.body is None:
        return []
    return blocks_of(found.body)


def blocks_of(body: "_Element") -> list[Draft]:
    """The blocks of a body in trafilatura's tags, which are those of TEI."""
    walk = _Walk()
    walk.flow(body)
    walk.flush()
    return walk.drafts


@dataclass(slots=True)
class _Walk:
    """A way through a tree in the tags of TEI.

    Attributes:
        words: of the block that is open.
        lists: how many lists are open.
        marker: of a list item that has not shown anything yet.
        depth: how many elements are open.
    """

    drafts: list[Draft] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: int = 0
    marker: str = ""
    depth: int = 0

    def flow(self, element: "_Element") -> None:
        """Takes in what ``element`` holds: words, and blocks between them."""
        if self.depth > _DEEPEST:
            self.words.extend(_strings(element))
            return
        self.depth += 1
        self.words.append(element.text or "")
        for child in element:
            self._take(child)
            self.words.append(child.tail or "")
        self.depth -= 1

    def flush(self, level: int = 0) -> None:
        """Ends the block that is open; one with a level is a heading."""
        text = _tidy("".join(self.words))
        self.words.clear()
        if not text:
            return
        marker, self.marker = self.marker, ""
        if level and not self.lists:
            self.drafts.append(Draft(text, "heading", level))
        else:
            self.drafts.append(Draft(marker + text, "item" if self.lists else "paragraph"))

    def _take(self, element: "_Element") -> None:
        match element.tag:
            case "lb":
                self.words.append(_BREAK)
            case "code" if "\n" in (code := read_back("".join(_strings(element)))).strip():
                self.flush()
                self.drafts.append(Draft(code.strip("\n"), "paragraph"))
            case "table" if not _is_layout(element):
                self.flush()
                self.drafts.append(Draft("\n".join(_rows(element)), "paragraph"))
            case "head":
                self.flush()
                self.flow(element)
                self.flush(_level(element))
            case "list":
                self.flush()
                self._list(element)
            case tag if tag in _BLOCKS:
                self.flush()
                self.flow(element)
                self.flush()
            case str():
                self.flow(element)

    def _list(self, element: "_Element") -> None:
        self.lists += 1
        for number, item in enumerate(element, 1):
            kind = item.get("rend") or ""
            self.marker = f"{number}. " if element.get("rend") == "ol" else "• "
            if kind.startswith("dd"):
                self.marker = ""
            self._take(item)
            self.words.append(item.tail or "")
        self.flush()
        self.marker = ""
        self.lists -= 1


def _strings(element: "_Element") -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def _tidy(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.split(_BREAK))
    return read_back("\n".join(filter(None, lines))).strip("\n")


def _level(element: "_Element") -> int:
    """What stands in a heading's ``rend`` is an HTML tag; a summary of details has none."""
    rend = element.get("rend") or ""
    return int(rend[1]) if re.fullmatch("h[1-6]", rend) else 6


def _is_layout(table: "_Element") -> bool:
    """Whether a table only sets the page's parts beside each other."""
    return any(
        len("".join(_strings(cell))) > _LONGEST_CELL
        or sum(child.tag in _BLOCKS for child in cell) > 1
        for cell in table.iter("cell")
    )


def _rows(table: "_Element") -> Iterator[str]:
    for row in table.iter("row"):
        cells = [_tidy("".join(_strings(cell))).replace("\n", " ") for cell in row.iter("cell")]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield " | ".join(cells)
