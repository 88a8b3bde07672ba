"""Quote receipts over a real store and real files."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.receipts import Filed, Receipts, Stored
from corpus.document import Span
from corpus.passage import Passage
from corpus.reading import read_document
from corpus.scan import FileState
from corpus.store import Store

TEXT = "\n\n".join(
    f"{sentence} {'And so on, as the council said in its last report of the year. ' * 6}"
    for sentence in ("The old bridge is closed.", "It opens in July.", "Ferries run until then.")
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(TEXT)
    return tmp_path


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    with Store(root / "store.db") as opened:
        index(opened, root)
        yield opened


def index(store: Store, root: Path) -> None:
    generation = store.begin()
    reading = read_document(root, "bridge.txt", 10_000)
    store.stage_document(generation, "bridge.txt", FileState(1, 1, reading.file_sha256), reading)
    store.publish(generation)


@pytest.fixture
def passage(store: Store) -> Passage:
    rows = [row for row, _ in store.rows(store.current_generation())]
    (found,) = [it for it in store.passages(rows) if "July" in it.text]
    return found


@pytest.fixture
def receipts(store: Store, root: Path) -> Receipts:
    return Receipts(store.original, partial(read_document, root, max_bytes=10_000))


def test_what_is_untouched(receipts: Receipts, passage: Passage) -> None:
    receipt = receipts.receipt(passage)
    assert (receipt.stored, receipt.filed, receipt.problem) == (Stored.HELD, Filed.SAME, None)


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        (TEXT.replace("Ferries", "Boats"), Filed.AT_PLACE),
        ("A new beginning of it all.\n\n" + TEXT, Filed.MOVED),
        (TEXT.replace("July", "June"), Filed.LOST),
        (" \n", Filed.UNREADABLE),
        (None, Filed.UNREADABLE),
    ],
)
def test_a_file_that_has_changed(
    receipts: Receipts, passage: Passage, root: Path, text: str | None, filed: Filed
) -> None:
    path = root / "bridge.txt"
    path.unlink() if text is None else path.write_text(text)
    receipt = receipts.receipt(passage)
    assert (receipt.stored, receipt.filed) == (Stored.HELD, filed)
    if filed is Filed.UNREADABLE:
        expected = "it is no longer there" if text is None else "there is no text in it"
        assert receipt.problem == expected


def test_a_passage_of_other_words_differs(receipts: Receipts, passage: Passage) -> None:
    assert receipts.stored(passage) is Stored.HELD
    assert receipts.stored(replace(passage, text=passage.text + ".")) is Stored.DIFFERS
    moved = Span(passage.span.start + 1, passage.span.end + 1)
    assert receipts.stored(replace(passage, span=moved)) is Stored.DIFFERS


def test_a_document_that_was_replaced_is_gone(
    receipts: Receipts, store: Store, passage: Passage, root: Path
) -> None:
    index(store, root)
    assert receipts.stored(passage) is Stored.HELD  # until the older generation is purged
    store.purge(store.current_generation())
    assert receipts.stored(passage) is Stored.GONE
