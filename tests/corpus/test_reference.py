from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.passage import Passage
from corpus.reading import read_document
from corpus.reference import LENGTH, Reference, reference_to, referred
from corpus.scan import FileState
from corpus.store import Store

PARAGRAPHS = [
    f"{sentence} {'And so on, as the council said in its last report of the year. ' * 6}"
    for sentence in ("The old bridge is closed.", "It opens in July.", "Ferries run until then.")
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.db") as opened:
        index(opened, tmp_path, PARAGRAPHS)
        yield opened


def index(store: Store, root: Path, paragraphs: list[str], name: str = "bridge.txt") -> None:
    (root / name).write_text("\n\n".join(paragraphs))
    reading = read_document(root, name, 100_000)
    generation = store.begin()
    store.stage_document(generation, name, FileState(1, 1, reading.file_sha256), reading)
    store.publish(generation)
    store.purge(generation)


def passages(store: Store, name: str = "bridge.txt") -> list[Passage]:
    known = store.documents(store.current_generation())
    return [it for found in known if found.path == name for it in store.document_passages(found.id)]


def look_up(store: Store, reference: Reference) -> Passage | None:
    return referred(reference, store.documents(store.current_generation()), store.document_passages)


def test_each_passage_is_found(store: Store, tmp_path: Path) -> None:
    index(store, tmp_path, PARAGRAPHS, "copy.txt")
    for name in ("bridge.txt", "copy.txt"):
        for passage in passages(store, name):
            assert len(reference_to(passage)) == LENGTH
            assert look_up(store, reference_to(passage)) == passage


def test_it_outlives_a_change_elsewhere_in_its_document(store: Store, tmp_path: Path) -> None:
    (july,) = [it for it in passages(store) if "July" in it.text]
    index(store, tmp_path, ["A new beginning of the old story. " * 12, *PARAGRAPHS[:2]])
    found = look_up(store, reference_to(july))
    assert found is not None
    assert found.text == july.text
    assert (found.document_id, found.ordinal) != (july.document_id, july.ordinal)


def test_it_shows_no_other_passage(store: Store, tmp_path: Path) -> None:
    (july,) = [it for it in passages(store) if "July" in it.text]
    index(store, tmp_path, [it.replace("July", "June") for it in PARAGRAPHS])
    assert look_up(store, reference_to(july)) is None
    index(store, tmp_path, PARAGRAPHS, "other.txt")
    assert look_up(store, reference_to(july)) is None  # the same words, but not there


def test_the_same_words_are_told_apart_by_their_place(store: Store, tmp_path: Path) -> None:
    index(store, tmp_path, [PARAGRAPHS[1], PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2]])
    first, _, again, _ = passages(store)
    assert first.text == again.text
    for passage in (first, again):
        assert look_up(store, reference_to(passage)) == passage
