"""How long it takes to find that nothing changed, and what memory a growing file takes.

Memory is the peak of a whole process, a fresh one for each file: first for reading it into the
store, then for whole runs of the indexer, where vectors may grow with the corpus and a fake model
with short ones stands in for the real one. Prints a row each, and what a passage more takes; judges
only whether the outcome is right.

Usage: python benchmarks/scanning.py [MEGABYTES …], the sizes of further files that are indexed. The
passages of all look alike, which is the worst case for stories and for the questions that draw the
lines of abstention: 50 MB take ten minutes.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.wiring import Footnote  # noqa: E402 - the same
from corpus.reading import read_file  # noqa: E402 - the same
from corpus.scan import scan  # noqa: E402 - the same
from corpus.sources import Sources, read_sources  # noqa: E402 - the same
from embeddings.indexing.contents import stage_contents  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from embeddings.indexing.staging import Staging  # noqa: E402 - the same
from embeddings.indexing.summary import Summary  # noqa: E402 - the same
from fake_embedder import FakeEmbedder  # noqa: E402 - the same

FILES = 10_000
READ = (1, 50, 200)
"""Megabytes of a file that is only read into the store."""

INDEXED = (1, 10)
"""Megabytes of a file that is indexed."""

DIM = 8
"""Length of a vector."""

SENTENCE = "Note {number} says that the ferry of pier {pier} carried {count} people on day {day}. "
SENTENCES = 45
"""A row then has about 4,000 characters, as a long report has."""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        _unchanged(Path(folder))
    for megabytes in READ:
        _apart(_read_rows, megabytes)
    first: tuple[int, float] | None = None
    for megabytes in (*INDEXED, *map(int, sys.argv[1:])):
        passages, peak = _apart(_index_rows, megabytes)
        if first is not None:
            more = (peak - first[1]) * 1_000_000 / (passages - first[0])
            sys.stdout.write(
                f"  {more:,.0f} bytes for each passage more than in the file of {INDEXED[0]} MB, "
                f"{4 * DIM} of them its vector\n"
            )
        first = first or (passages, peak)


def _apart(work: Callable[[Path, int], tuple[int, float]], megabytes: int) -> tuple[int, float]:
    """What ``work`` does with a file of so many ``megabytes`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _write_rows(Path(folder) / "documents", megabytes)
        # A process is used for one task only.
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as process:
            return process.apply(work, (Path(folder), megabytes))


def _unchanged(folder: Path) -> None:
    documents = folder / "documents"
    for number in range(FILES):
        path = documents / f"{number % 100:02d}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SENTENCE.format(number=number, pier=number % 7, count=3, day=number % 365))
    footnote = _footnote(folder, 50)
    _index(footnote)
    begun = time.perf_counter()
    known = read_sources(footnote.root).due(footnote.store.files())
    assert len(scan(footnote.root, known).unchanged) == FILES
    checked = time.perf_counter() - begun
    begun = time.perf_counter()
    summary = _index(footnote)
    whole = time.perf_counter() - begun
    assert (summary.unchanged, summary.published) == (FILES, False)
    sys.stdout.write(
        f"{FILES:,} unchanged files: checked in {checked:.2f} s, the whole run {whole:.2f} s\n"
    )


def _write_rows(documents: Path, megabytes: int) -> None:
    documents.mkdir()
    number = 0
    with (documents / "rows.jsonl").open("w", encoding="utf-8") as file:
        while file.tell() < megabytes * 1_000_000:
            number += 1
            text = "".join(
                SENTENCE.format(number=number, pier=number % 7, count=part, day=part)
                + ("\n\n" if part % 9 == 8 else "")
                for part in range(SENTENCES)
            )
            file.write(json.dumps({"_id": f"n{number}", "title": f"Note {number}", "text": text}))
            file.write("\n")


def _read_rows(folder: Path, megabytes: int) -> tuple[int, float]:
    footnote = _footnote(folder, 2 * megabytes)
    begun = time.perf_counter()
    changes = scan(footnote.root, {})
    number = footnote.store.begin()
    staging = Staging(footnote.root, number, {}, Sources())
    (file,) = changes.fresh
    with read_file(footnote.root, file.path, footnote.max_bytes) as contents:
        stage_contents(footnote.store, file, contents, staging)
    seconds = time.perf_counter() - begun
    sys.stdout.write(
        f"a .jsonl of {megabytes} MB read: {staging.documents:,} documents in {seconds:.0f} s, "
        f"{_peak():,.0f} MB of memory\n"
    )
    sys.stdout.flush()
    return 0, _peak()


def _index_rows(folder: Path, megabytes: int) -> tuple[int, float]:
    footnote = _footnote(folder, 2 * megabytes)
    begun = time.perf_counter()
    summary = _index(footnote)
    seconds = time.perf_counter() - begun
    sys.stdout.write(
        f"a .jsonl of {megabytes} MB indexed: {summary.documents:,} documents, "
        f"{summary.passages:,} passages in {seconds:.0f} s, {_peak():,.0f} MB of memory\n"
    )
    sys.stdout.flush()
    return summary.passages, _peak()


def _peak() -> float:
    """The most memory that this process has taken, in megabytes; Linux only.

    Not ``ru_maxrss``: that begins with what the process that started this one had.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1_000


def _footnote(folder: Path, megabytes: int) -> Footnote:
    settings = Settings(
        documents_dir=folder / "documents", data_dir=folder / "data", max_file_mb=megabytes
    )
    return Footnote(settings, FakeEmbedder(dim=DIM))


def _index(footnote: Footnote) -> Summary:
    return footnote.indexer.run(footnote.root, (), Progress())


if __name__ == "__main__":
    main()
