"""Files that were whole once: bits flipped, pieces lost, doubled, moved, or written over."""

from collections.abc import Sequence

from hypothesis import strategies as st

from fuzzing.seeds import seeds, tokens

_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"4294967295", b"99999999999999999999", b"1e309")
_RAW = (b"\0", b"\xff", b"\x7f", b"\x80", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80")

Step = tuple[str, int, int]
"""What is done, where, and with how much or which."""

_KINDS = ("flip", "cut", "end", "double", "move", "token", "number", "raw", "other", "many")
STEPS = st.lists(
    st.tuples(st.sampled_from(_KINDS), st.integers(0, 2**32 - 1), st.integers(0, 2**16 - 1)),
    min_size=1,
    max_size=8,
)


def damaged(suffix: str) -> st.SearchStrategy[bytes]:
    """A seed of a format after some steps of damage."""
    whole, words = seeds(suffix), tokens(suffix)
    return st.builds(
        lambda seed, steps: done(seed, steps, words, whole), st.sampled_from(whole), STEPS
    )


def done(
    seed: bytes, steps: Sequence[Step], words: Sequence[bytes], others: Sequence[bytes]
) -> bytes:
    """``seed`` after ``steps``, at most twice as long and 10 kB more.

    Args:
        seed: the whole file.
        steps: one after the other.
        words: what means something in such files.
        others: files to take pieces from.
    """
    data = seed
    for kind, where, much in steps:
        data = _step(data, kind, where % (len(data) + 1), much, (words, others))
    return data[: 2 * len(seed) + 10_000]


def _step(
    data: bytes, kind: str, place: int, much: int, stock: tuple[Sequence[bytes], Sequence[bytes]]
) -> bytes:
    words, others = stock
    before, after = data[:place], data[place:]
    # Small pieces matter more often than large ones.
    size = 1 + (much >> 4) % (1 << (much % 13))
    raw, other = _RAW[much % len(_RAW)], others[much % len(others)]
    match kind:
        case "flip":
            after = bytes(byte ^ (1 << much % 8) for byte in after[:1]) + after[1:]
        case "cut":
            after = after[size:]
        case "end":
            after = b""
        case "double":
            after = after[:size] + after
        case "move":
            before, after = after[:size] + before, after[size:]
        case "token":
            after = words[much % len(words)] + after
        case "number":
            after = _NUMBERS[much % len(_NUMBERS)] + after.lstrip(b"0123456789")
        case "raw":
            after = raw + after[len(raw) :]
        case "other":
            after = other[place % len(other) :][:size] + after
        case _:
            after = after[: 1 + size % 40] * (1 + much % 200) + after
    return before + after
