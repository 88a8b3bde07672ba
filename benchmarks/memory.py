"""What memory a growing corpus takes: reading it into the store, and whole runs of the indexer.

Memory is the peak of a whole process, a fresh one for each corpus; what is mapped of files counts.
Vectors may grow with the corpus, so a fake model with short ones stands in for the real one. Prints
a row each, and what a passage more takes; judges only whether the outcome is right.

Usage: python benchmarks/memory.py [alike|unlike MEGABYTES …], to index but one kind of text, and in
other sizes. *alike* are reports that differ in their numbers, which is the worst case for stories
and for the questions that draw the lines of abstention; *unlike* are texts of random words. 50 MB
of look-alikes take ten minutes or more.
"""

import itertools
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.wiring import Footnote  # noqa: E402 - the same
from corpus.reading import read_file  # noqa: E402 - the same
from corpus.scan import scan  # noqa: E402 - the same
from corpus.sources import Sources  # noqa: E402 - the same
from embeddings.indexing.contents import stage_contents  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from embeddings.indexing.staging import Staging  # noqa: E402 - the same
from fake_embedder import FakeEmbedder  # noqa: E402 - the same

READ = (1, 50, 200)
"""Megabytes of look-alikes that are only read into the store."""

INDEXED = {"alike": (4, 20), "unlike": (4, 24)}
"""Megabytes of each kind that are indexed; less does not fill what is held at a time."""

DIM = 8
"""Length of a vector."""

SENTENCE = "Note {number} says that the ferry of pier {pier} carried {count} people on day {day}. "
SENTENCES = 45
"""A row then has about 4,000 characters, as a long report has."""

WORDS = 60_000
"""Words that the texts of the other kind are made of, few of them often."""


def main() -> None:
    """Measure and print."""
    kinds = {sys.argv[1]: tuple(map(int, sys.argv[2:]))} if sys.argv[1:] else INDEXED
    for megabytes in READ if kinds is INDEXED else ():
        _apart(_read, "alike", megabytes)
    for kind, sizes in kinds.items():
        first: tuple[int, float] | None = None
        for megabytes in sizes:
            passages, peak = _apart(_index, kind, megabytes)
            if first is not None:
                more = (peak - first[1]) * 1_000_000 / (passages - first[0])
                sys.stdout.write(
                    f"  {more:,.0f} bytes for each passage more than in the first, {4 * DIM} of "
                    "them its vector\n"
                )
            first = first or (passages, peak)


def _apart(
    work: Callable[[Path, str, int], tuple[int, float]], kind: str, megabytes: int
) -> tuple[int, float]:
    """What ``work`` does with a corpus of so many ``megabytes`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder) / "documents", kind, megabytes)
        # A process is used for one task only.
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as process:
            return process.apply(work, (Path(folder), kind, megabytes))


def _write(documents: Path, kind: str, megabytes: int) -> None:
    documents.mkdir()
    rows = {"alike": _alike, "unlike": _unlike}[kind]()
    with (documents / "rows.jsonl").open("w", encoding="utf-8") as file:
        for number, (title, text) in enumerate(rows, start=1):
            file.write(json.dumps({"_id": f"n{number}", "title": title, "text": text}) + "\n")
            if file.tell() >= megabytes * 1_000_000:
                return


def _alike() -> Iterator[tuple[str, str]]:
    for number in itertools.count(1):
        text = "".join(
            SENTENCE.format(number=number, pier=number % 7, count=part, day=part)
            + ("\n\n" if part % 9 == 8 else "")
            for part in range(SENTENCES)
        )
        yield f"Note {number}", text


def _unlike() -> Iterator[tuple[str, str]]:
    dice = random.Random(5)  # noqa: S311 - the same texts each time; nothing is secret
    syllables = [one + two for one in "bcdfghjklmnprstvw" for two in "aeiou"]
    made = {"".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(2 * WORDS)}
    words = sorted(made)
    dice.shuffle(words)
    del words[WORDS:]
    # As in any text, the n-th word is about n times as rare as the first.
    often = list(itertools.accumulate(1 / (place + 10) for place in range(len(words))))

    def run(fewest: int, most: int) -> str:
        return " ".join(dice.choices(words, cum_weights=often, k=dice.randint(fewest, most)))

    while True:
        sentences = [
            [f"{run(6, 24)}.".capitalize() for _ in range(dice.randint(2, 7))]
            for _ in range(dice.randint(2, 9))
        ]
        yield run(6, 6).title(), "\n\n".join(map(" ".join, sentences))


def _read(folder: Path, kind: str, megabytes: int) -> tuple[int, float]:
    footnote = _footnote(folder, 2 * megabytes)
    begun = time.perf_counter()
    changes = scan(footnote.root, {})
    number = footnote.store.begin()
    staging = Staging(footnote.root, number, {}, Sources())
    (file,) = changes.fresh
    with read_file(footnote.root, file.path, footnote.max_bytes) as contents:
        stage_contents(footnote.store, file, contents, staging)
    _tell(f"{megabytes} MB {kind} read: {staging.documents:,} documents", begun)
    return 0, _peak()


def _index(folder: Path, kind: str, megabytes: int) -> tuple[int, float]:
    footnote = _footnote(folder, 2 * megabytes)
    begun = time.perf_counter()
    summary = footnote.indexer.run(footnote.root, (), Progress())
    assert summary.published
    found = f"{summary.documents:,} documents, {summary.passages:,} passages"
    _tell(f"{megabytes} MB {kind} indexed: {found}", begun)
    return summary.passages, _peak()


def _tell(done: str, begun: float) -> None:
    seconds = time.perf_counter() - begun
    sys.stdout.write(f"{done} in {seconds:.0f} s, {_peak():,.0f} MB of memory\n")
    sys.stdout.flush()


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


if __name__ == "__main__":
    main()
