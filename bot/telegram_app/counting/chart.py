"""Numbers as bars of block characters, a line each, for monospaced type. Pure."""

from collections.abc import Sequence

CELLS = 12
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bars(rows: Sequence[tuple[str, int]]) -> str:
    """A line a row: its label, its number, and a bar as long as its share of the largest number.

    Labels and numbers are aligned. Only 0 has no bar.

    Args:
        rows: labels without full-width characters, and numbers from 0.
    """
    largest = max((count for _, count in rows), default=0)
    wide = max((len(label) for label, _ in rows), default=0)
    digits = len(str(largest))
    return "\n".join(
        f"{label:<{wide}} {count:>{digits}} {_bar(count, largest)}".rstrip()
        for label, count in rows
    )


def _bar(count: int, largest: int) -> str:
    if not count:
        return ""
    eighths = max(1, round(8 * CELLS * count / largest))
    full, rest = divmod(eighths, 8)
    return _EIGHTHS[8] * full + _EIGHTHS[rest].strip()
