"""How an extraction, or the reason why there is none, goes from one process to another.

As JSON: what comes from a process that has read a hostile file is data and cannot become anything
else.
"""

import json
import struct
from dataclasses import asdict, replace
from datetime import date
from typing import IO, Any

from corpus.document import Metadata, Span
from corpus.errors import AccessError, ReadingError
from corpus.readers.extraction import Block, Extraction

OUT_OF_MEMORY = b""
"""In place of an answer. What is left in that process may be too little for another file."""

_LENGTH = struct.Struct(">Q")


def send(stream: IO[bytes], data: bytes) -> None:
    """Write ``data`` so that ``receive`` knows where it ends."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """What was sent, or ``None`` if the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def packed(outcome: Extraction | ReadingError) -> bytes:
    """``outcome`` as bytes."""
    if isinstance(outcome, ReadingError):
        kind = "access" if isinstance(outcome, AccessError) else "reading"
        return json.dumps({"error": kind, "reason": str(outcome)}).encode()
    known = asdict(replace(outcome.metadata, published=None))
    published = outcome.metadata.published
    known["published"] = published.isoformat() if published else None
    blocks = [
        [block.span.start, block.span.end, block.kind, block.level, block.page]
        for block in outcome.blocks
    ]
    said = {"text": outcome.text, "blocks": blocks, "metadata": known, "unread": outcome.unread}
    return json.dumps(said).encode()


def unpacked(data: bytes) -> Extraction:
    """The extraction that was packed.

    Raises:
        ReadingError: the one that was packed.
    """
    said = json.loads(data)
    if "error" in said:
        raise (AccessError if said["error"] == "access" else ReadingError)(said["reason"])
    return Extraction(
        text=said["text"],
        blocks=tuple(
            Block(Span(start, end), kind, level, page)
            for start, end, kind, level, page in said["blocks"]
        ),
        metadata=_metadata(said["metadata"]),
        unread=said["unread"],
    )


def _metadata(known: dict[str, Any]) -> Metadata:  # as JSON gives it
    published = known.pop("published")
    tags, reports = known.pop("tags"), known.pop("reports")
    return Metadata(
        published=date.fromisoformat(published) if published else None,
        tags=tuple(tags),
        reports=tuple(reports),
        **known,
    )
