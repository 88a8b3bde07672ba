"""One input is tried here, whoever made it; what came of many is counted."""

import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuzzing.formats import FORMATS
from fuzzing.judging import check_store, judge

_STORED = 20
"""One input of so many goes into a store as well."""

_TWICE = 4
"""One input of so many is read a second time."""


@dataclass(slots=True)
class Tally:
    """What came of the inputs of one reader.

    Attributes:
        inputs: how many were tried.
        read: how many of them were read, in part at least.
        slowest: seconds that the slowest took.
        reasons: how often each reason was given, told by its beginning.
    """

    inputs: int = 0
    read: int = 0
    documents: int = 0
    slowest: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)


def tried(reader: str, data: bytes, tally: Tally, current: Path | None = None) -> None:
    """Reads ``data`` as that reader's file and judges what comes of it.

    Args:
        reader: its name in ``FORMATS``.
        data: the file.
        tally: counts it.
        current: where the input lies while it is tried, for whoever finds this process dead.

    Raises:
        AssertionError: if a rule is broken. Any other exception is a fault of a reader as well.
    """
    if current is not None:
        current.write_bytes(data)
    tally.inputs += 1
    name, _ = FORMATS[reader]
    start = time.perf_counter()
    # By its content, so that it is tried the same way when it is tried again.
    lot = zlib.crc32(data)
    readings, reasons = judge(name, data, twice=lot % _TWICE == 0)
    seconds = time.perf_counter() - start
    if seconds > tally.slowest:
        tally.slowest = seconds
        if current is not None:
            current.with_suffix(".slowest").write_bytes(data)
    tally.read += bool(readings)
    tally.documents += len(readings)
    tally.reasons.update(reason[:40] for reason in reasons)
    if readings and lot % _STORED == 0:
        check_store(name, readings)
