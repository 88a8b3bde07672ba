"""Thousands of inputs for one reader, in this process; whoever started it watches over it."""

import hashlib
import resource
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path, PurePosixPath
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzzing.formats import FORMATS, inputs
from fuzzing.seeds import seeds
from fuzzing.trial import Tally, tried

_AT_A_TIME = 500
"""Inputs of one run of Hypothesis, which keeps all that it has tried in memory."""

_MOST_FAILURES = 10
_MEGABYTES = 4_000
_LONGEST_GUIDED = 8_000
"""Bytes of an input that is grown by what it reaches."""

_FIRST_GUIDED = 50

_ARCHIVES = frozenset({".docx", ".epub", ".zip"})


def current_of(folder: Path, reader: str) -> Path:
    """Where the input that a reader is at lies."""
    return folder / f"{reader}.current"


def keep(folder: Path, reader: str) -> Path:
    """Keeps the input that a reader is at as one that failed, under a name that says which."""
    data = current_of(folder, reader).read_bytes()
    suffix = PurePosixPath(FORMATS[reader][0]).suffix
    kept = folder / f"{reader}-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    kept.write_bytes(data)
    return kept


def search(reader: str, count: int, start: int, folder: Path) -> int:
    """Tries ``count`` inputs; returns how many faults were found, which are told and kept.

    Args:
        reader: its name in ``FORMATS``.
        count: of inputs.
        start: the same number tries the same inputs.
        folder: for what failed.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_MEGABYTES * 1_000_000,) * 2)
    current, tally, faults = current_of(folder, reader), Tally(), 0
    for number in range(-(-count // _AT_A_TIME)):
        digest = hashlib.sha256(f"{start}/{reader}/{number}".encode()).digest()

        @seed(int.from_bytes(digest[:8]))
        @settings(
            max_examples=min(_AT_A_TIME, count - number * _AT_A_TIME),
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(inputs(reader))
        def one(data: bytes) -> None:
            tried(reader, data, tally, current)

        faults += _told(one, reader, folder)
        if faults == _MOST_FAILURES:
            break
    sys.stdout.write(_line(reader, tally, faults))
    return faults


def _told(run: Callable[[], None], reader: str, folder: Path) -> int:
    try:
        run()
    except BaseException as error:  # every one is a fault of a reader
        if isinstance(error, KeyboardInterrupt):
            raise
        # The last that was tried is the smallest that was found.
        kept = keep(folder, reader)
        traceback.print_exc(limit=-6)
        sys.stdout.write(f"{reader}: {kept} ({type(error).__name__})\n")
        return 1
    return 0


def _line(reader: str, tally: Tally, faults: int) -> str:
    return (
        f"{reader}: {tally.inputs:,} inputs, {tally.read:,} of them read as {tally.documents:,} "
        f"documents, {len(tally.reasons)} reasons; slowest {tally.slowest:.1f} s; {faults} faults\n"
    )


def guided(reader: str, count: int, start: int, folder: Path) -> None:
    """As ``search``, with atheris: inputs grow from those that reached lines not reached before.

    It ends the process, and with an error if anything was found.
    """
    import atheris

    current, tally = current_of(folder, reader), Tally()
    suffix = PurePosixPath(FORMATS[reader][0]).suffix

    @given(inputs(reader))
    def made(data: bytes) -> None:
        tried(reader, data, tally, current)

    def one(data: bytes) -> None:
        tried(reader, data, tally, current)

    with tempfile.TemporaryDirectory() as corpus:
        limits = [f"-runs={count}", f"-seed={start % 2**31 or 1}", f"-max_len={_LONGEST_GUIDED}"]
        where = [f"-artifact_prefix={folder}/{reader}-", "-verbosity=0", corpus]
        target: Callable[[bytes], object] = one
        whole: Iterable[bytes] = seeds(suffix)
        if suffix in _ARCHIVES:
            # Their checksums would be wrong after every step: the bytes are choices of how to make
            # one, and too few of them make none.
            target = attrgetter("hypothesis.fuzz_one_input")(made)
            random = Random(start)  # noqa: S311 - nothing secret hangs on it
            whole = (random.randbytes(_LONGEST_GUIDED) for _ in range(_FIRST_GUIDED))
        for number, data in enumerate(whole):
            (Path(corpus) / f"{number}").write_bytes(data)
        atheris.Setup([sys.argv[0], *limits, *where], target)
        atheris.Fuzz()
