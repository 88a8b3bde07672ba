"""What reading, cleaning and stories cost beside the model, which embeds the same text.

One run of the indexer over a folder, by the bundled model: over the sample articles and the tests'
sample documents, or the folder that is named; below a megabyte of text the shares tell of what each
run costs, however small. Prints the seconds of computing of each step, and their share of what the
model takes for the passages; judges nothing. Everything is loaded before, by a run over the sample
articles, but for the process that reads some formats apart: its start counts as reading.

Usage: python benchmarks/indexing.py [FOLDER]
"""

import os
import resource
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

os.environ["OMP_NUM_THREADS"] = "1"  # before torch is imported: one core for all steps

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.wiring import Footnote  # noqa: E402 - the same
from corpus.readers.worker import WORKER  # noqa: E402 - the same
from embeddings.indexing import builder  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from embeddings.indexing.row_files import passages_of, rows_of  # noqa: E402 - the same

ARTICLES = ROOT / "corpus" / "articles"
SAMPLES = (ARTICLES, ROOT / "tests" / "sample_documents")

RUN = "a whole run"
PASSAGES = "the model, for the passages"
QUESTIONS = "the model, for the questions that draw the lines"
READING = "reading, cleaning, language, marks, the store"
STORIES = "stories"
WORDS = "repair, and words counted"
LEXICAL = "the lexical index"
LINES = "lines drawn, without the model"
REST = "the rest"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        warm_up = Footnote(Settings(documents_dir=ARTICLES, data_dir=folder / "warm-up"))
        warm_up.indexer.run(warm_up.root, (), Progress())
        if len(sys.argv) > 1:
            documents = Path(sys.argv[1]).resolve()
        else:
            documents = folder / "documents"
            for samples in SAMPLES:
                shutil.copytree(samples, documents / samples.name)
        WORKER.close()
        settings = Settings(documents_dir=documents, data_dir=folder / "data")
        _measure(Footnote(settings, warm_up.encoder))


def _measure(footnote: Footnote) -> None:
    spent: defaultdict[str, float] = defaultdict(float)
    with (
        _timed(spent, PASSAGES, footnote.encoder, "encode_passages"),
        _timed(spent, QUESTIONS, footnote.encoder, "encode_query"),
        _timed(spent, READING, footnote.indexer, "stage", WORKER.close),
        _timed(spent, STORIES, builder, "write_stories"),
        _timed(spent, WORDS, footnote.builder, "_words"),
        _timed(spent, LEXICAL, footnote.builder, "_write_lexical"),
        _timed(spent, LINES, builder, "drawn_lines"),
        _timed(spent, RUN, footnote.indexer, "run"),
    ):
        footnote.indexer.run(footnote.root, (), Progress())
    spent[LINES] -= spent[QUESTIONS]
    spent[REST] = 2 * spent[RUN] - sum(spent.values())
    rows, _ = rows_of(footnote.store, footnote.store.current_generation())
    texts = (passage.text for passage in passages_of(footnote.store, rows))
    size = sum(len(text.encode()) for text in texts) / 1_000_000
    sys.stdout.write(f"{rows.size:,} passages, {size:.2f} MB of text\n")
    for step in (PASSAGES, QUESTIONS, READING, STORIES, WORDS, LEXICAL, LINES, REST, RUN):
        sys.stdout.write(
            f"{step:50}{spent[step]:8.2f} s{spent[step] / size:8.2f} s a MB"
            f"{spent[step] / spent[PASSAGES]:8.1%}\n"
        )


@contextmanager
def _timed(
    spent: defaultdict[str, float],
    step: str,
    owner: object,
    name: str,
    end: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Add to ``spent`` what calls of ``owner``'s ``name`` take meanwhile, ``end`` among it."""
    work: Callable[..., object] = getattr(owner, name)

    def timed(*args: object, **kwargs: object) -> object:
        begun = _computed()
        try:
            return work(*args, **kwargs)
        finally:
            end()  # what a process has computed is known when it has ended
            spent[step] += _computed() - begun

    with patch.object(owner, name, timed):
        yield


def _computed() -> float:
    """Seconds of computing by this process, and by those of its processes that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


if __name__ == "__main__":
    main()
