"""A folder of documents whose files are renamed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from container_files import jsonl
from staged_corpus import ROWS, Corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    made = Corpus(tmp_path)
    made.write("a.txt", "The observatory is open to visitors on the first Sunday of every month.")
    made.write("b.txt", "The village school has eleven pupils, and one teacher for all of them.")
    made.write("rows.jsonl", jsonl(*ROWS))
    made.index()
    yield made
    made.store.close()
