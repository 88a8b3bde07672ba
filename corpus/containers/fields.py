"""One row of a table becomes a document: its fields are known by their usual names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from corpus.errors import ReadingError
from corpus.metadata import metadata_from_mapping
from corpus.normalise import normalise
from corpus.readers.extraction import Extraction
from corpus.readers.statements import found_in
from corpus.readers.text import body_blocks
from corpus.usual_names import METADATA, field_name, first, named, stated_metadata

Columns = Mapping[str, str]
"""What an owner says of a table's fields: what one tells, of ``TOLD`` → its name."""

TEXT = (
    "text", "body", "content", "contents", "paragraph", "passage", "article", "full_text",
    "article_text", "inhalt", "texte", "contenu", "texto", "contenido", "текст",
)  # fmt: skip
"""Names of the field that is quoted; the first that says something counts. Without accents."""

_ID = ("_id", "id", "doc_id", "docid", "guid", "uuid")
TOLD: Mapping[str, Sequence[str]] = {"text": TEXT, "id": _ID, **METADATA}
"""What a field may tell → its usual names, the first of which nothing else has."""

_SHOWN_NAMES = 10
_LONGEST_SHOWN = 40

_NESTED = "metadata"
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
_NO_TEXT = "there is no text in it"


def shown_columns(columns: Columns, which: Iterable[str]) -> str:
    """What ``columns`` says of ``which`` of them, as it stands in ``sources.toml``."""
    return ", ".join(f"{what} = {_shown(columns[what])}" for what in which)


def shown_names(names: Iterable[str]) -> str:
    """The first of the names of a table's fields."""
    return ", ".join(map(_shown, islice(names, _SHOWN_NAMES)))


def _shown(name: str) -> str:
    """The name of a field as a message can hold it."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in name.strip())
    return clean if len(clean) <= _LONGEST_SHOWN else clean[: _LONGEST_SHOWN - 1] + "…"


def has_text_field(names: Iterable[str], columns: Columns) -> bool:
    """Whether one of ``names`` is that of a text."""
    wanted = (field_name(columns["text"]),) if "text" in columns else TEXT
    return not {field_name(name) for name in names}.isdisjoint(wanted)


def row_id(row: Mapping[str, object], columns: Columns) -> object:
    """What ``row`` says of its id; ``None`` if it says nothing."""
    return first(_told(row, columns), _ID)


def row_extraction(row: Mapping[str, object], columns: Columns) -> Extraction:
    """The document that ``row`` holds.

    Args:
        row: names of fields → values, as a table or an object of JSON states them.
        columns: where fields have other names than the usual ones.

    Raises:
        ReadingError: if it has no text.
    """
    fields = _told(row, columns)
    text = _text(first(fields, TEXT))
    nested = fields.get(_NESTED)
    # Benchmarks in BEIR's form keep what they know of a document in an object of its own.
    known = {**(named(nested) if isinstance(nested, Mapping) else {}), **fields}
    stated = {name: _value(value) for name, value in stated_metadata(known).items()}
    return plain_extraction(text, stated, "its row")


def plain_extraction(text: str, stated: Mapping[str, object], where: str) -> Extraction:
    """A document whose text is plain and whose metadata stand beside it.

    Args:
        text: as it was found.
        stated: as for ``metadata_from_mapping``.
        where: the place of ``stated``, in words; see ``Metadata.origins``.

    Raises:
        ReadingError: if there is no text, or more lines of it than any text has.
    """
    clean = normalise(_IMPOSSIBLE.sub("\ufffd", text))
    blocks = body_blocks(clean)
    if not blocks:
        raise ReadingError(_NO_TEXT)
    return Extraction(clean, blocks, found_in(where, metadata_from_mapping(stated)))


def _told(row: Mapping[str, object], columns: Columns) -> dict[str, object]:
    """``row`` by names that are usual. What an owner names is no longer known by other names."""
    fields = named(row)
    if not columns:
        return fields
    stated = {TOLD[what][0]: fields.get(field_name(name)) for what, name in columns.items()}
    others = {name for what in columns for name in TOLD[what]}
    return {**{name: it for name, it in fields.items() if name not in others}, **stated}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return ""


def _value(value: object) -> object:
    """A figure as it is written; JSON has them where a text could stand too."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return value
