"""What an owner is shown of a file before it is added, or why it is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.listing import ListedFile
from corpus.document import Metadata
from corpus.reading import Contents, Reading
from embeddings.indexing.contents import Intake

_NAMED = 5
"""How many documents of a file that holds many are named."""


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
        listed: what is answered from in it; None if nothing is.
        sha256: of its bytes, hexadecimal: this version of it may be replaced, and no other.
    """

    name: str
    listed: ListedFile | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be read of a file that is one document.

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


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """What would be read of a file that holds many documents.

    Attributes:
        name: under which it would be in the folder.
        documents: how many can be read.
        passages: of all of them.
        first: the titles of the first ones; how one begins that has none.
        unread: how many cannot be read.
        reasons: the places of the first of those, and why, in English.
        passed_over: suffix → number of files in it that no reader takes, by suffix.
        standing: the file whose place it would take, if any.
    """

    name: str
    documents: int
    passages: int
    first: tuple[str, ...]
    unread: int
    reasons: tuple[tuple[str, str], ...]
    passed_over: Mapping[str, int]
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


def preview_of_many(name: str, contents: Contents, standing: Standing | None) -> ManyPreview:
    """What ``contents`` would bring under ``name``.

    Raises:
        ReadingError: if none of its documents can be read.
    """
    intake, passages = Intake(), 0
    first: list[str] = []
    for _, reading in intake.readings(contents):
        passages += len(reading.segments)
        if len(first) < _NAMED:
            opening = reading.segments[0].span.of(reading.text)
            first.append(reading.metadata.title or opening)
    return ManyPreview(
        name=name,
        documents=intake.found - intake.failed,
        passages=passages,
        first=tuple(first),
        unread=intake.failed,
        reasons=tuple(intake.reasons),
        passed_over=dict(sorted(intake.passed_over.items())),
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
