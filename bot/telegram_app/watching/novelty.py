"""What of a document is new: pure, by the words themselves and not by when a file was read.

A file that is touched, renamed, or read anew by another version of Footnote or for another model
brings nothing new. Of a document that was changed, only the sentences that it never held before
do: passages are cut anew when a paragraph is added beside them. Each sentence that is known carries
the number of the *edition* which brought it: editions count the times at which something new was
found, whatever the documents themselves are about.
"""

import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NewType

from corpus.document import text_sha256

Edition = NewType("Edition", int)
Print = NewType("Print", bytes)
"""The first 8 bytes of the SHA-256 of a sentence, each run of white space made one space."""

Marks = Mapping[Print, Edition]
"""The sentences that a document holds or has held, and the edition that brought each."""

OLD = Edition(0)
"""Of sentences that only look different now."""

_PRINT_BYTES = 8
_MARK = struct.Struct(f">{_PRINT_BYTES}sI")


@dataclass(frozen=True, slots=True)
class Version:
    """What tells one version of a document from another.

    Attributes:
        file_sha256: of its file's bytes; empty where that is not known.
        text_sha256: of the text that was read from it.
    """

    file_sha256: str
    text_sha256: str


def print_of(sentence: str) -> Print:
    """What a sentence is known by."""
    return Print(bytes.fromhex(text_sha256(" ".join(sentence.split())))[:_PRINT_BYTES])


def brings_news(earlier: Version | None, now: Version, texts: Collection[str]) -> bool:
    """Whether a document may hold something new.

    Args:
        earlier: what was known at its path.
        now: what is there.
        texts: hashes of all texts that are known, wherever they stand: a renamed file is not new.
    """
    if now.text_sha256 in texts:
        return False
    # The same bytes, read differently: Footnote has changed, and not what the document says.
    return earlier is None or not now.file_sha256 or earlier.file_sha256 != now.file_sha256


def marked(sentences: Iterable[str], earlier: Marks, edition: Edition) -> Marks:
    """``earlier``, and those of ``sentences`` that are not in it, as of ``edition``."""
    return {**dict.fromkeys(map(print_of, sentences), edition), **earlier}


def packed(marks: Marks) -> bytes:
    """``marks`` as bytes."""
    return b"".join(_MARK.pack(sentence, edition) for sentence, edition in marks.items())


def unpacked(packed_marks: bytes) -> Marks:
    """What ``packed`` has packed."""
    found = _MARK.iter_unpack(packed_marks)
    return {Print(sentence): Edition(edition) for sentence, edition in found}
