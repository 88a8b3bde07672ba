"""Paragraphs that stand in many documents of one source: what no list of phrases could know.

Which ones they are depends on the corpus. So a document's paragraphs are kept as fingerprints, and
each publication asks anew which of them are repeated; the same documents give the same marks, in
whatever order they came. ``corpus.repetitions`` asks; this module says what counts.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from corpus.boilerplate.phrases import folded
from corpus.document import Metadata
from corpus.filters import source_key
from corpus.readers.extraction import Block

FEWEST_DOCUMENTS = 5
"""Documents of one source that a paragraph must stand in."""

SHARE = 0.3
"""Share of that source's documents."""

_LONGEST = 300
_FEWEST_LETTERS = 20
"""Shorter ones are answers (“Yes, I do.”) and results; without them their neighbours say less."""

_WORDS = re.compile(r"\w+")
_FIELD = re.compile(r"\w+\s*:\s*\S")
"""One word, a colon and a value: many records share it, and each of them means it."""


def fingerprint(text: str) -> int:
    """64 bits of the words of ``text``, whatever their case, accents and punctuation."""
    words = " ".join(_WORDS.findall(folded(text)))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), signed=True)


def may_be_repeated(block: Block, text: str) -> bool:
    """Whether a paragraph is boilerplate where it stands in many documents.

    Not what introduces or asks something: an interview's standing questions need their answers.

    Args:
        block: a paragraph, an item or a heading.
        text: what it says.
    """
    if block.kind == "heading" or len(text) > _LONGEST or text.rstrip()[-1:] in {"?", ":"}:
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and _FIELD.match(text) is None


def body_fingerprint(paragraphs: Iterable[str]) -> int | None:
    """The fingerprint of the longest of ``paragraphs``: copies and drafts of one text share it.

    They count as one document, since everything in them is repeated and nothing is boilerplate.
    """
    longest = max(paragraphs, key=len, default=None)
    return None if longest is None else fingerprint(longest)


def source_of(path: str, metadata: Metadata) -> str:
    """Whose paragraphs are compared: the publisher's, or else the site's, or else the folder's."""
    if metadata.publisher:
        return f"publisher:{source_key(metadata.publisher)}"
    if metadata.url:
        return f"site:{urlsplit(metadata.url).hostname}"
    return f"folder:{PurePosixPath(path).parent}"
