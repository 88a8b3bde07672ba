"""What of a document is new: pure, by the words themselves and not by when a file was read.

A file that is touched, renamed, or read anew by another version of Footnote or for another model
brings nothing new. Only sentences do that no document has held before: a report may be renamed and
changed at once, copied with a paragraph more, or published again by somebody else, and passages are
cut anew when a paragraph is added beside them. Each sentence that is known carries the number of
the *edition* which brought it: editions count the times at which something new was found, whatever
the documents themselves are about.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NewType

from corpus.document import text_sha256

Edition = NewType("Edition", int)
Print = NewType("Print", int)
"""The first 8 bytes of the SHA-256 of a sentence, each run of white space made one space: as a
signed number, as SQLite keeps it."""

OLD = Edition(0)
"""Of sentences that only look different now."""

_PRINT_BYTES = 8


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
    digest = bytes.fromhex(text_sha256(" ".join(sentence.split())))
    return Print(int.from_bytes(digest[:_PRINT_BYTES], signed=True))


def brings_news(now: Version, files: Collection[str]) -> bool:
    """Whether a document may hold something new.

    Args:
        now: what is there.
        files: hashes of all files that are known, wherever they stand. The same bytes, read
            differently: Footnote has changed, and not what the document says.
    """
    return not now.file_sha256 or now.file_sha256 not in files
