"""Markdown: the words without the markup, block by block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.metadata import metadata_from_mapping
from corpus.normalise import is_blank, normalise
from corpus.readers.decoding import decode
from corpus.readers.drafts import Draft, join, title_heading
from corpus.readers.extraction import Extraction
from corpus.readers.front_matter import split_front_matter
from corpus.readers.html import without_tags
from corpus.readers.markdown_notes import (
    is_mark,
    note_labels,
    notes_apart,
    notes_first,
    without_marks,
)
from corpus.readers.statements import found_in
from corpus.usual_names import named, stated_metadata

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_INLINE = 10_000
"""Code points. Longer paragraphs keep their markup: no person wrote them."""

_DEEPEST = 100
_FEWEST_WORDS = 4
"""Of what describes a picture that stands by itself, outside a table; below it names a logo or a
badge."""


def read_markdown(data: bytes) -> Extraction:
    """Reads a ``.md`` file.

    Raises:
        ReadingError: if it cannot be decoded, or its front matter is broken.
    """
    stated, body = split_front_matter(decode(data))
    metadata = found_in("front matter", metadata_from_mapping(stated_metadata(named(stated))))
    drafts = list(_drafts(body))
    title = title_heading(drafts)
    if title is not None and metadata.title in {None, title.text}:
        origins = {"title": "heading", **metadata.origins}
        metadata = replace(metadata, title=title.text, origins=origins)
        drafts.remove(title)
    return join(drafts, metadata)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import reference

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.block.ruler.at("reference", notes_first(reference), {"alt": ["paragraph"]})
    # Inline markup is parsed here, block by block, so that one huge block can be spared.
    return parser.enable(["table", "strikethrough"]).disable("inline")


def _drafts(source: str) -> Iterator[Draft]:
    references: dict[str, object] = {}
    tokens = _parser().parse(source, references)
    walk = _Walk(references, note_labels(tokens, _addresses(references)))
    for token in notes_apart(tokens):
        walk.follow(token)
        text = normalise(walk.text(token)).strip()
        if not is_blank(text):
            yield walk.draft(text)


def _addresses(references: Mapping[str, object]) -> Mapping[str, object]:
    """By their labels; what else the parser puts down is passed over."""
    found = references.get("references", {})
    return found if isinstance(found, Mapping) else {}


@dataclass(slots=True)
class _Walk:
    """Where among a page's nested tokens the next text stands.

    Attributes:
        references: what the parser has put down of the page.
        notes: labels of its notes.
        lists: how many lists are open.
        heading: level of the heading that is open, or 0.
        marker: of a list item that has not shown anything yet.
        row: cells of the table row that is open.
        table: finished rows of the table that is open.
    """

    references: dict[str, object]
    notes: frozenset[str]
    lists: int = 0
    heading: int = 0
    marker: str = ""
    row: list[str] | None = None
    table: list[str] = field(default_factory=list)

    def follow(self, token: "Token") -> None:
        """Notes what ``token`` opens or closes."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.lists += 1
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
            case "list_item_open":
                self.marker = f"{token.info}{token.markup} " if token.info else "• "
            case "list_item_close":
                self.marker = ""
            case "heading_open":
                # A heading inside a quotation or a list has no section of its own.
                self.heading = int(token.tag[1]) if token.level == 0 else 0
            case "heading_close":
                self.heading = 0
            case "tr_open":
                self.row = []
            case "tr_close":
                self.table.append(" | ".join(self.row or ()))
                self.row = None

    def text(self, token: "Token") -> str:
        """The text that ``token`` completes, if it does."""
        match token.type:
            case "inline" if self.row is not None:
                self.row.append(self._words(token.content))
            case "inline":
                return self._words(token.content)
            case "table_close":
                text = "\n".join(self.table)
                self.table.clear()
                return text
            case "fence" | "code_block":
                return token.content
            case "html_block":
                return without_tags(token.content)
        return ""

    def draft(self, text: str) -> Draft:
        """``text`` as the block that it is here."""
        marker, self.marker = self.marker, ""
        if self.heading:
            return Draft(text, "heading", self.heading)
        return Draft(marker + text, "item" if self.lists else "paragraph")

    def _words(self, source: str) -> str:
        """Inline Markdown without its markup."""
        if len(source) > _LONGEST_INLINE:
            return source
        parser = _parser()
        tokens: list[Token] = []
        parser.inline.parse(source, parser, self.references, tokens)
        if not self.heading and self.row is None and _is_nothing_but_pictures(tokens):
            return self._captions(tokens)
        return "".join(map(self._word, tokens)).strip()

    def _captions(self, pictures: Sequence["Token"]) -> str:
        """What describes ``pictures``, linked or not: of a badge or a logo it is but a name."""
        described = (self._word(token) for token in pictures if token.type == "image")
        return "\n".join(it for it in described if len(it.split()) >= _FEWEST_WORDS)

    def _word(self, token: "Token") -> str:
        match token.type:
            case "text" | "text_special" if not is_mark(token.content, self.notes):
                return without_marks(token.content, self.notes)
            case "code_inline":
                return token.content
            case "softbreak":
                return " "
            case "hardbreak" | "html_inline" if _is_break(token):
                return "\n"
            case "image":
                return "".join(map(self._word, token.children or ()))
        return ""


def _is_break(token: "Token") -> bool:
    return token.type == "hardbreak" or token.content.lower().startswith("<br")


def _is_nothing_but_pictures(tokens: Sequence["Token"]) -> bool:
    kinds = {token.type for token in tokens if token.content.strip() or token.type != "text"}
    return "image" in kinds and kinds <= {"image", "softbreak", "link_open", "link_close"}
