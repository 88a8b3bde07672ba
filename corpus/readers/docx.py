"""Word files: the text as it stands once all changes are accepted.

The XML is read directly. python-docx would pass over what stands in fields, boxes and tracked
insertions, and unpacks whatever an archive holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.lines import ends_sentence
from corpus.metadata import parse_date
from corpus.readers.dated_lines import stated_date
from corpus.readers.docx_styles import Lists, Styles
from corpus.readers.drafts import Draft, fit, join, titled
from corpus.readers.extraction import Extraction
from corpus.readers.office import Package, child, local, value
from corpus.readers.statements import Statements

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_LONGEST_CELL = 400
_LONGEST_BOLD = 120
"""Code points of a bold paragraph that may be a heading."""

# What Word keeps but does not show as text: deletions, field codes, the old form of a drawing.
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr", "rt"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " "}
_HEAD = 5
"""Paragraphs at the beginning of which one may be the date."""

_PROPERTIES = "document properties"
_TEMPLATE_DAYS = frozenset({"2013-12-23"})
"""When the template was made that python-docx starts from."""


def read_docx(data: bytes) -> Extraction:
    """Reads a ``.docx`` file.

    Raises:
        ReadingError: if it is damaged or locked, or unpacks to more than any text has.
    """
    package = Package(data, ".docx")
    main = _main_part(package)
    root = package.part(main)
    body = child(root, "body")
    if body is None:
        raise ReadingError("it is no Word document, or a damaged one: it has no body")
    folder = main.rpartition("/")[0]
    walk = _Walk(
        Styles(_optional(package, f"{folder}/styles.xml")),
        Lists.of(_optional(package, f"{folder}/numbering.xml")),
        {
            **_notes(_optional(package, f"{folder}/footnotes.xml"), "footnote"),
            **_notes(_optional(package, f"{folder}/endnotes.xml"), "endnote"),
        },
    )
    walk.blocks(body)
    drafts = fit(_with_bold_headings(walk.drafts, walk.bold))
    return join(*titled(drafts, _metadata(package, walk)))


def _main_part(package: Package) -> str:
    relations = package.part("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (value(relation, "Type") or "").endswith("/officeDocument"):
            return (value(relation, "Target") or _MAIN).lstrip("/")
    return _MAIN


def _optional(package: Package, name: str) -> "_Element | None":
    """A part without which the text can still be read, if less well."""
    try:
        return package.part(name)
    except ReadingError:
        return None


def _notes(part: "_Element | None", kind: str) -> dict[tuple[str, str], "_Element"]:
    """Kind and id of each note → its element, without the lines that set notes off."""
    return {
        (kind, value(note, "id") or ""): note
        for note in (part if part is not None else ())
        if local(note) == kind and value(note, "type") in {None, "normal"}
    }


def _metadata(package: Package, walk: "_Walk") -> Metadata:
    """What the file says of itself; what it says of its date in its text counts first."""
    core = _optional(package, "docProps/core.xml")
    stated = {local(element): element.text for element in core} if core is not None else {}
    author, made = stated.get("creator"), (stated.get("created") or "")[:10]
    saved = parse_date((stated.get("modified") or "")[:10])
    known = saved if made in _TEMPLATE_DAYS else saved or parse_date(made)
    head = [draft.text for draft in walk.drafts[:_HEAD]]
    said = Statements()
    day = stated_date(walk.dates, known, labelled=True) or stated_date(head, known)
    said.add("date line", {"published": day})
    if core is not None:
        said.add(
            _PROPERTIES,
            {
                "title": stated.get("title"),
                "author": None if author == "python-docx" else author,
                "published": None if made in _TEMPLATE_DAYS else made,
                "language": stated.get("language"),
            },
        )
    return said.metadata


def _with_bold_headings(drafts: list[Draft], bold: set[int]) -> Iterator[Draft]:
    """``drafts`` where short bold paragraphs are headings, below those that are marked as such."""
    stand_out = {
        number
        for number in bold
        if len(drafts[number].text) <= _LONGEST_BOLD and not ends_sentence(drafts[number].text)
    }
    if 2 * len(bold) > len(drafts):
        stand_out = set()
    level = min(max((draft.level for draft in drafts), default=0) + 1, 6)
    for number, draft in enumerate(drafts):
        if number in stand_out:
            yield replace(draft, kind="heading", level=level)
        else:
            yield draft


@dataclass(slots=True)
class _Walk:
    """A way through a document's body.

    Attributes:
        notes: see ``_notes``; each is read where it is referred to.
        dates: paragraphs in the style that Word has for the date.
        bold: numbers of the drafts that are bold from end to end.
        late: what is anchored in the paragraph that is open: boxes and notes.
    """

    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], "_Element"]
    drafts: list[Draft] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    late: list["_Element"] = field(default_factory=list)

    def blocks(self, parent: "_Element") -> None:
        """Takes in the paragraphs and tables in ``parent``."""
        for element in parent:
            match local(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case name if name not in _UNSEEN:
                    self.blocks(element)

    def _paragraph(self, element: "_Element") -> None:
        text = "".join(self._words(element)).strip()
        late, self.late = self.late, []
        if text:
            self._draft(element, text)
        for anchored in late:
            self.blocks(anchored)

    def _draft(self, element: "_Element", text: str) -> None:
        level = self.styles.heading_level(element)
        if level:
            self.drafts.append(Draft(text, "heading", level))
            return
        numbering = self.styles.numbering(element)
        mark = self.lists.mark(numbering) if numbering else ""
        if mark:
            self.drafts.append(Draft(mark + text, "item"))
            return
        if _is_bold(element):
            self.bold.add(len(self.drafts))
        if self.styles.name(element) == "date":
            self.dates.append(text)
        in_contents = self.styles.name(element).startswith("toc ")
        self.drafts.append(Draft(text, "paragraph", aside=in_contents))

    def _words(self, element: "_Element") -> Iterator[str]:
        for inner in element:
            name = local(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name in {"footnoteReference", "endnoteReference"}:
                note = self.notes.pop(
                    (name.removesuffix("Reference"), value(inner, "id") or ""), None
                )
                if note is not None:
                    self.late.append(note)
            elif name == "txbxContent":
                self.late.append(inner)
            elif name not in _UNSEEN and not (name == "r" and _is_hidden(inner)):
                yield from self._words(inner)

    def _table(self, table: "_Element") -> None:
        rows = [
            [list(self._cell(cell)) for cell in _inside(row, "tc")] for row in _inside(table, "tr")
        ]
        cells = [cell for row in rows for cell in row]
        if any(sum(map(len, cell)) > _LONGEST_CELL for cell in cells):
            # It only sets texts beside each other.
            for paragraph in (text for cell in cells for text in cell):
                self.drafts.append(Draft(paragraph, "paragraph"))
        else:
            lines = [" | ".join(" ".join(cell) for cell in row).rstrip(" |") for row in rows]
            self.drafts.append(Draft("\n".join(filter(None, lines)), "paragraph"))
        late, self.late = self.late, []
        for anchored in late:
            self.blocks(anchored)

    def _cell(self, cell: "_Element") -> Iterator[str]:
        for paragraph in _inside(cell, "p"):
            text = " ".join("".join(self._words(paragraph)).split())
            if text:
                yield text


def _inside(parent: "_Element", name: str) -> Iterator["_Element"]:
    """The elements of a name in ``parent``, but not those in one another."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found not in _UNSEEN:
            yield from _inside(element, name)


def _is_hidden(run: "_Element") -> bool:
    return _is_on(child(run, "rPr", "vanish"))


def _is_bold(paragraph: "_Element") -> bool:
    runs = [run for run in _inside(paragraph, "r") if child(run, "t") is not None]
    return bool(runs) and all(_is_on(child(run, "rPr", "b")) for run in runs)


def _is_on(switch: "_Element | None") -> bool:
    return switch is not None and value(switch) not in {"0", "false", "off"}
