"""Which passages tell the same story: copies of one text, word for word or edited.

A wire story stands in many documents, each with other words here and there, a sentence more or
less, another dash. Here is what depends on one text or on two: the signature that a passage is
found by (MinHash), made once when it is new, and whether two texts are versions of one; stories
are made of that in ``alike`` and ``grouping``.

A story says which passages to compare, no more: whether one may stand for another is for
``stands_for`` to say, which knows what the two do not share.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from corpus.stories.counting import counts_of
from corpus.stories.differences import UNSPACED, differences, figures_of, names_of, tokens

Signatures = npt.NDArray[np.void]
"""Shape (n,), of ``SIGNATURE``."""
_Hashes = npt.NDArray[np.uint32]

MINHASHES = 128
SIGNATURE = np.dtype([("key", "<u8"), ("minhashes", "<u2", (MINHASHES,))])
"""``key`` is of the folded text; ``minhashes`` are the low bits of each minimal hash, 65535
throughout where a passage is too short to be compared with any but its own copies."""

SHORT = 8
"""Passages of fewer words are copies only where they are the same."""

_LONG_WORD = 4
"""Shorter words are most languages' small change, and say nothing of a passage's subject."""

_WORDS = 0.65
_PAIRS = 0.45
"""Least share (Dice) of words, and of neighbouring words, that copies have in common. Copies with
20 % of their words edited have .86 and .69 (median; .71 and .38 at the first percentile)."""

_IN_ORDER = 0.65
_PAIRS_IN_ORDER = 0.25
"""Least share of words that stand in the same order, and of neighbours, that are as good: a few
edits leave a short passage hardly two neighbours, and its order as it was."""

_AGREEING = 0.5
"""Least share of figures, and of names, that nearly the same words have in common if they are one
story: monthly reports have all but those."""

_PAIRS_OF_THE_SAME = 0.8
"""Least share of neighbouring words of two versions with no figure in common."""

_REMEMBERED = 256
"""Texts whose profile is kept: one question holds the same ones against each other many times."""

NOT_COMPARED = np.uint16(0xFFFF)
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a text is compared, as hashes; a repeated thing has one for each time.

    Attributes:
        key: of the folded text.
        order: words as they stand, a repeated one the same each time.
        words: ascending.
        pairs: neighbouring words, ascending.
        figures: figures and days, ascending, each once.
        names: ascending, each once.
        counts: those of the figures that count something (``counting``), ascending, each once.
    """

    key: int
    order: _Hashes
    words: _Hashes
    pairs: _Hashes
    figures: _Hashes
    names: _Hashes
    counts: _Hashes


def signatures(texts: Iterable[str]) -> Signatures:
    """What each of ``texts`` is found by; it depends on that text alone."""
    from datasketch import MinHash  # scipy comes with it: nothing for a start to wait for

    keys: list[int] = []

    def features() -> Iterator[list[bytes]]:
        for text in texts:
            plain = folded(text)
            keys.append(_key(plain))
            words = _WORD.findall(plain)
            found = set(_features(words)) if len(words) >= SHORT else set()
            yield [_encoded(it) for it in found]

    sketches = MinHash.generator(features(), num_perm=MINHASHES, seed=1, scheme="affine32")
    # One array that grows: a list of small ones takes half as much again, and a copy.
    minhashes = np.fromiter(
        (sketch.hashvalues & NOT_COMPARED for sketch in sketches), SIGNATURE["minhashes"]
    )
    made = np.zeros(len(keys), SIGNATURE)
    made["key"] = keys
    made["minhashes"] = minhashes
    return made


@lru_cache(maxsize=_REMEMBERED)
def profile(text: str) -> Profile:
    """What of ``text`` is compared."""
    plain, marked = folded(text), tokens(text)
    words = _WORD.findall(plain)
    return Profile(
        key=_key(plain),
        order=np.array([zlib.crc32(_encoded(word)) for word in words], np.uint32),
        words=_counted(words),
        pairs=_counted([f"{one} {two}" for one, two in pairwise(words)]),
        figures=_counted(sorted(figures_of(marked))),
        names=_counted(sorted(names_of(marked))),
        counts=_counted(sorted(counts_of(marked))),
    )


def is_one_story(one: Profile, two: Profile) -> bool:
    """Whether two passages are versions of one text; a figure or two may have changed."""
    return one.key == two.key or strength(one, two) > 0


def is_same(one: str, two: str) -> bool:
    """Whether two texts differ in white space, letter case and typography alone."""
    return folded(one) == folded(two)


def stands_for(shown: str, other: str) -> bool:
    """Whether nothing is lost where ``shown`` stands for ``other``, a text of the same story."""
    return is_same(shown, other) or (
        is_one_story(profile(shown), profile(other))
        and not differences(tokens(shown), tokens(other))
    )


_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)


def folded(text: str) -> str:
    """``text`` without what a typesetter decides: case, white space, quotation marks, dashes."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).casefold().split())


def _key(plain: str) -> int:
    return int.from_bytes(hashlib.blake2b(_encoded(plain), digest_size=8).digest())


def _encoded(text: str) -> bytes:
    """In UTF-8, whatever it holds."""
    return text.encode("utf-8", "surrogatepass")


def _features(words: Sequence[str]) -> Iterator[str]:
    """What a passage is found by: its long words; letters in pairs where no space parts words."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if len(word) == 1 and len(following) == 1 and not _has_case(word):
            yield word + following
        elif len(word) >= (_LONG_WORD if _has_case(word) else 2) or word.isdecimal():
            yield word


def _has_case(word: str) -> bool:
    return word != word.upper()


def _counted(things: Sequence[str]) -> _Hashes:
    """Hashes of ``things``; the second time that a thing comes it is another one."""
    times: dict[str, int] = {}
    hashes = []
    for thing in things:
        times[thing] = times.get(thing, 0) + 1
        hashes.append(zlib.crc32(_encoded(f"{times[thing]} {thing}")))
    return np.unique(np.array(hashes, np.uint32))


def strength(one: Profile, two: Profile) -> float:
    """The share of neighbouring words that two versions of one text have in common, else 0."""
    pairs = _dice(one.pairs, two.pairs)
    are_versions = (
        pairs >= _PAIRS_IN_ORDER
        and min(one.words.size, two.words.size) >= SHORT
        and _dice(one.words, two.words) >= _WORDS
        and (pairs >= _PAIRS or _in_order(one.order, two.order) >= _IN_ORDER)
        and (_agree(one.figures, two.figures) or _but_for_one_figure(one, two, pairs))
        and _agree(one.names, two.names)
    )
    return pairs if are_versions else 0.0


def _but_for_one_figure(one: Profile, two: Profile, pairs: float) -> bool:
    """Whether all but what the one figure counts is the same: *killed 12*, *killed 14*."""
    alone = all(it.figures.size == it.counts.size == 1 for it in (one, two))
    return alone and pairs >= _PAIRS_OF_THE_SAME


def _in_order(one: _Hashes, two: _Hashes) -> float:
    """The share (Dice) of words that both have in one order (longest common subsequence)."""
    return 2 * LCSseq.similarity(one.tolist(), two.tolist()) / max(1, one.size + two.size)


def _dice(one: _Hashes, two: _Hashes) -> float:
    return 2 * _common(one, two) / max(1, one.size + two.size)


def _agree(one: _Hashes, two: _Hashes) -> bool:
    """Whether most of what the poorer one has is the other's too."""
    poorer = min(one.size, two.size)
    return _common(one, two) >= _AGREEING * poorer


def _common(one: _Hashes, two: _Hashes) -> int:
    both = np.concatenate((one, two))  # each has a hash but once
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))
