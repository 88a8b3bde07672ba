"""How long it takes to find that nothing changed. Judges only whether the outcome is right.

Usage: python benchmarks/scanning.py
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bot.settings import Settings  # noqa: E402 - found only with the path above
from bot.wiring import Footnote  # noqa: E402 - the same
from corpus.scan import scan  # noqa: E402 - the same
from corpus.sources import read_sources  # noqa: E402 - the same
from embeddings.indexing.progress import Progress  # noqa: E402 - the same
from embeddings.indexing.summary import Summary  # noqa: E402 - the same
from fake_embedder import FakeEmbedder  # noqa: E402 - the same

FILES = 10_000
TEXT = "Note {number} says that the ferry of pier {pier} carried 3 people on day {day}."


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(FILES):
            path = folder / "documents" / f"{number % 100:02d}" / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEXT.format(number=number, pier=number % 7, day=number % 365))
        settings = Settings(documents_dir=folder / "documents", data_dir=folder / "data")
        footnote = Footnote(settings, FakeEmbedder(dim=8))
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


def _index(footnote: Footnote) -> Summary:
    return footnote.indexer.run(footnote.root, (), Progress())


if __name__ == "__main__":
    main()
