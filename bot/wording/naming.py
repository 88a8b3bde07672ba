"""What a document goes by where it is cited: its title, a number in a chat or table, its path."""

import re
from pathlib import PurePosixPath

from bot.wording.translation import _
from corpus.citation import Citation
from corpus.containers.row_formats import ROW_READERS
from corpus.document import Metadata

_NUMBER = re.compile(r"(?:row-|line-)?([0-9]{1,20})")


def name(citation: Citation) -> str:
    """The title; of a post or row without one its publisher and number; or else the path."""
    number = None if citation.metadata.title else _number(citation.document)
    shown = " ".join(publisher(citation.metadata))
    if number is None or not citation.metadata.publisher:
        return citation.name
    return _("{publisher}, no. {number}").format(publisher=shown, number=number)


def named_by_publisher(citation: Citation) -> bool:
    """Whether ``name`` tells the publisher already."""
    return name(citation) != citation.name


def publisher(known: Metadata) -> tuple[str, ...]:
    """The publisher with what the owner notes of it, such as ``Tass (state-run)``, if known."""
    note = f"({known.note})" if known.note else ""
    shown = " ".join(filter(None, [known.publisher, note]))
    return (shown,) if shown else ()


def _number(document: str) -> str | None:
    """The number of a document in the file of rows, such as a chat's export, at its path."""
    path = PurePosixPath(document)
    match = _NUMBER.fullmatch(path.name)
    # In an export of all chats the chat's own number stands between.
    among_rows = any(it.suffix.lower() in ROW_READERS for it in list(path.parents)[:2])
    return match[1] if match and among_rows else None
