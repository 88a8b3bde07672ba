"""Readers follow generations, and never see half of one."""

import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.settings import Settings
from bot.wiring import Footnote
from corpus.errors import ModelError
from corpus.filters import Filters
from embeddings.generation import Generation, Generations
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from library import Library

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
COMET = "A comet was seen above the observatory shortly before midnight by eleven schoolchildren."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("bridge.txt", BRIDGE)
    library.index()
    return library


def replace_bridge(library: Library) -> None:
    """Publish a generation that shares no row with the one before."""
    (library.documents / "bridge.txt").unlink()
    library.write("comet.txt", COMET)
    library.index()


@pytest.mark.parametrize("before", [True, False], ids=["before it opens", "after it has opened"])
def test_a_reader_that_is_overtaken_while_it_opens(
    library: Library, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    original: Callable[[Generations, int], Generation | None] = Generations.open
    overtaken: list[int] = []

    def open_slowly(self: Generations, number: int) -> Generation | None:
        if overtaken or self is not library.footnote.generations:
            return original(self, number)
        overtaken.append(number)
        opened = None if before else original(self, number)
        replace_bridge(Library(library.folder))
        return original(self, number) if before else opened

    monkeypatch.setattr(Generations, "open", open_slowly)
    assert library.found("comet observatory") == [COMET]
    assert overtaken == [1]


def test_a_reader_keeps_its_rows_when_its_files_are_made_again(library: Library) -> None:
    held = library.footnote.live.current()
    shutil.rmtree(library.footnote.generations.path(1))
    other = Library(library.folder)
    assert other.found("bridge") == [BRIDGE]
    other.footnote.close()
    del other
    replace_bridge(Library(library.folder))
    found = library.footnote.retriever(held).retrieve("bridge", 1, Filters())
    assert [hit.passage.text for hit in found.hits] == [BRIDGE]


def test_what_lies_between_a_slow_reader_and_today_is_deleted(library: Library) -> None:
    held = library.footnote.live.current()
    other = Library(library.folder)
    for name in ("one", "two", "three"):
        other.write(f"{name}.txt", f"{COMET} So it stands in report {name}.")
        other.index()
    folders = (library.folder / "data" / "generations").iterdir()
    assert sorted(path.name for path in folders if path.is_dir()) == ["000001", "000004"]
    found = library.footnote.retriever(held).retrieve("bridge", 1, Filters())
    assert [hit.passage.text for hit in found.hits] == [BRIDGE]


def other_model(library: Library, model: str = "another", dim: int = 32) -> Footnote:
    settings = Settings(documents_dir=library.documents, data_dir=library.folder / "data")
    return Footnote(settings, FakeEmbedder(model, dim))


def test_another_model_is_refused_until_it_has_indexed(library: Library) -> None:
    other = other_model(library)
    with pytest.raises(
        ModelError, match="made with the model fake, but EMBEDDING_MODEL is another"
    ):
        other.live.current()
    summary = other.indexer.run(other.root, (), Progress())
    assert (summary.published, summary.embedded) == (True, 1)
    assert other.live.current().spec.model == "another"
    with pytest.raises(ModelError, match="made with the model another"):
        library.footnote.live.current()


def test_other_weights_of_the_same_model_are_told_as_such(library: Library) -> None:
    with pytest.raises(ModelError, match="other weights of the model fake"):
        other_model(library, "fake").live.current()


def test_lost_files_are_not_made_again_with_another_model(library: Library) -> None:
    shutil.rmtree(library.footnote.generations.path(1))
    other = other_model(library)
    with pytest.raises(ModelError, match="made with the model fake"):
        other.live.current()
    assert not other.generations.path(1).exists()


def test_a_restored_generation_has_the_calibration_of_the_first(library: Library) -> None:
    before = library.footnote.live.current().calibration
    shutil.rmtree(library.footnote.generations.path(1))
    assert Library(library.folder).footnote.live.current().calibration == before


def test_what_is_left_out_can_be_taken_in_again(library: Library) -> None:
    library.write("second.txt", "The village school has eleven pupils, and one teacher for all.")
    library.index()
    whole = library.footnote.live.current()
    first, *_, last = ids = [it.id for it in whole.documents]
    assert whole.only(ids) is whole
    cut = whole.only({first})
    for generation, document in ((cut, first), (cut.only({last}), last)):
        assert generation.whole is whole  # and with it the lock
        assert [it.id for it in generation.documents] == [document]
        assert generation.shown is not None
        assert np.array_equal(generation.shown, whole.rows[whole.row_documents == document])
    assert cut.only(ids) is whole


def test_what_was_read_before_is_let_go_first(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = weakref.ref(library.footnote.live.current())
    replace_bridge(library)
    held: list[Generation | None] = []
    whole = Generations.open

    def opened(generations: Generations, number: int) -> Generation | None:
        held.append(before())
        return whole(generations, number)

    monkeypatch.setattr(Generations, "open", opened)
    assert library.everything() == [COMET]
    assert held == [None]
