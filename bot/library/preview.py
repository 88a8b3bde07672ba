"""What an owner is shown of a file before it is added, or why it is not."""

from dataclasses import dataclass
from enum import Enum, auto

from corpus.document import Metadata
from corpus.reading import Reading
from corpus.rows import StoredDocument


class Refusal(Enum):
    """Why a file is not added."""

    NAMELESS = auto()
    FORMAT = auto()
    """No reader knows its suffix."""
    TOO_LARGE = auto()
    UNREADABLE = auto()
    BLOCKED = auto()
    """Something that is no plain file has its name."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not added.

    Attributes:
        name: under which it would be.
        detail: of ``UNREADABLE``: the reader's reason, in English.
    """

    why: Refusal
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The file that has a name already.

    Attributes:
        document: as it is indexed; None if it is not.
        sha256: of its bytes, hexadecimal: this version of it may be replaced, and no other.
    """

    name: str
    document: StoredDocument | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be read of a file.

    Attributes:
        name: under which it would be in the folder.
        left_out: lines that belong to no passage, other than the title and the address.
        opening: the text of the first passage.
        standing: the file whose place it would take, if any.
    """

    name: str
    metadata: Metadata
    paragraphs: int
    passages: int
    left_out: tuple[str, ...]
    opening: str
    standing: Standing | None


def preview_of(name: str, reading: Reading, standing: Standing | None) -> Preview:
    """What ``reading`` would bring under ``name``."""
    first = reading.segments[0].span
    return Preview(
        name=name,
        metadata=reading.metadata,
        paragraphs=reading.segments[-1].paragraph_end,
        passages=len(reading.segments),
        left_out=_left_out(reading),
        opening=first.of(reading.text),
        standing=standing,
    )


def _left_out(reading: Reading) -> tuple[str, ...]:
    """The lines between passages, before the first one and after the last."""
    edges = [0, *(edge for it in reading.segments for edge in (it.span.start, it.span.end))]
    edges.append(len(reading.text))
    gaps = [reading.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    told = {reading.metadata.title, reading.metadata.url}
    lines = (line.strip() for gap in gaps for line in gap.splitlines())
    return tuple(line for line in lines if line and line not in told)
