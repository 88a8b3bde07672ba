"""Tries readers on thousands of hostile files: ``make fuzz``, or ``python tests/fuzzing``.

Each reader has a process of its own, so that one that crashes, hangs or takes all memory is found
out as well. What failed is kept in a folder, and can be tried again from there. Ends with an error
if anything failed.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT / "tests")  # in place of this folder
sys.path.insert(0, str(ROOT))

_PATIENCE = 150
"""Seconds for one input, which is read twice; a reader's own limit is 60."""


class Here:
    """Reads in this process what has a process of its own otherwise, so that steps can be seen."""

    def read(self, suffix: str, data: bytes) -> object:
        """See ``Worker.read``; whatever the reader raises comes through."""
        from corpus.readers import READERS

        return READERS[suffix](data)


def main() -> int:
    """Try, and tell."""
    given = _arguments()
    if given.replay is not None:
        return _replay(given.replay)
    start = random.SystemRandom().randrange(2**31) if given.seed is None else given.seed
    if given.inside:
        return _inside(given, start)
    from fuzzing.formats import FORMATS

    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"seed {start}; what fails is kept in {given.folder}\n")
    sys.stdout.flush()
    with ThreadPoolExecutor(given.jobs) as pool:
        runs = [pool.submit(_watched, reader, given, start) for reader in given.reader or FORMATS]
        failed = [run for run in runs if not run.result()]
    if failed:
        sys.stdout.write(
            f"Try one again with: {sys.executable} tests/fuzzing --replay FILE\n"
            f"Try all again with: make fuzz SEED={start}\n"
        )
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", action="append", help="only this one; may be said again")
    parser.add_argument("--inputs", type=int, default=20_000, help="for each reader")
    parser.add_argument("--seed", type=int, help="any number; the same tries the same inputs")
    parser.add_argument("--guided", action="store_true", help="grow inputs with atheris")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try one file again")
    parser.add_argument("--folder", type=Path, default=ROOT / "build/fuzz", help="for what fails")
    parser.add_argument("--jobs", type=int, default=2, help="readers at a time")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _watched(reader: str, given: argparse.Namespace, start: int) -> bool:
    """Whether a process of its own finds nothing wrong with ``reader``."""
    from fuzzing.campaign import current_of, keep

    command = [sys.executable, __file__, "--inside", "--reader", reader, "--seed", str(start)]
    command += ["--inputs", str(given.inputs), "--folder", str(given.folder)]
    began, current = time.monotonic(), current_of(given.folder, reader)
    current.write_bytes(b"")
    log = given.folder / f"{reader}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *(["--guided"] if given.guided else [])],
            stdout=output, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONHASHSEED": "0"},
        )  # fmt: skip
        hangs = False
        while not hangs and process.poll() is None:
            time.sleep(0.5)
            hangs = time.time() - current.stat().st_mtime > _PATIENCE
        if hangs:
            process.kill()
        code = process.wait()
    told = log.read_text(errors="replace")
    if code and (hangs or code < 0 or given.guided):
        told += (
            f"{reader}: {keep(given.folder, reader)} ({'hangs' if hangs else f'ended {code}'})\n"
        )
    sys.stdout.write(f"{told}{reader}: {time.monotonic() - began:.0f} s\n")
    sys.stdout.flush()
    return code == 0


def _inside(given: argparse.Namespace, start: int) -> int:
    (reader,) = given.reader
    if not given.guided:
        from fuzzing.campaign import search

        return 1 if search(reader, given.inputs, start, given.folder) else 0
    try:
        import atheris
    except ModuleNotFoundError:
        sys.stdout.write(f"{reader}: left out, atheris is not installed (pip install atheris)\n")
        return 0
    with atheris.instrument_imports(include=["corpus"]):
        from fuzzing.campaign import guided
    with patch("corpus.readers.WORKER", Here()):
        guided(reader, given.inputs, start, given.folder)
    return 0


def _replay(path: Path) -> int:
    """Reads one file as it was read when it failed; what is wrong is raised."""
    from fuzzing.formats import FORMATS
    from fuzzing.judging import check_store, judge

    names = {PurePosixPath(name).suffix: name for name, _ in FORMATS.values()}
    name = names[path.suffix]
    readings, reasons = judge(name, path.read_bytes())
    check_store(name, readings)
    for reason in reasons:
        sys.stdout.write(f"refused: {reason}\n")
    sys.stdout.write(f"{len(readings)} documents; nothing is wrong with it\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
