"""Another model: told with its cost before anything is embedded, while the old index serves."""

import gc
import logging
from pathlib import Path

import pytest

from bot.answer import Answered
from bot.settings import Settings
from bot.wiring import Footnote
from container_files import jsonl
from corpus.errors import ModelError
from corpus.filters import Filters
from embeddings import manifest
from embeddings.indexing.building import BATCH
from embeddings.indexing.progress import Progress
from embeddings.live import WaitingModelError
from embeddings.model_change import ModelChange, described, other_than
from fake_embedder import FakeEmbedder
from library import Library

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
COMET = "A comet was seen above the observatory shortly before midnight by eleven schoolchildren."
MILL = "The mill by the stream grinds flour on Fridays, and its wheel was made of oak."


class Told(Progress):
    """Remembers what is told of a change of model."""

    def __init__(self) -> None:
        self.changes: list[ModelChange] = []
        self.embedded = 0

    def embedding(self, done: int, total: int) -> None:
        del total
        self.embedded = done

    def changing_model(self, change: ModelChange) -> None:
        assert self.embedded == 0
        self.changes.append(change)


class Stopped(Told):
    """Ends the run when the first batch has its vectors, as Ctrl-C does."""

    def embedding(self, done: int, total: int) -> None:
        super().embedding(done, total)
        raise KeyboardInterrupt


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("town.txt", BRIDGE)
    library.write("mill.txt", MILL)
    library.index()
    return library


def opened(library: Library, encoder: FakeEmbedder) -> Footnote:
    settings = Settings(documents_dir=library.documents, data_dir=library.folder / "data")
    return Footnote(settings, encoder)


def indexed(library: Library, model: str, dim: int = 64) -> Told:
    footnote, told = opened(library, FakeEmbedder(model, dim)), Told()
    footnote.indexer.run(footnote.root, (), told)
    footnote.close()
    return told


def waits(log: pytest.LogCaptureFixture) -> list[str]:
    return [it.getMessage() for it in log.records if it.name == "embeddings.live"]


def test_a_change_is_told_with_its_cost_before_anything_is_embedded(library: Library) -> None:
    (change,) = indexed(library, "another").changes
    assert (change.made_with, change.model, change.passages) == ("fake", "another", 2)
    assert (change.cost.passages, change.cost.measured) == (2, 2)
    assert change.cost.seconds > 0
    assert indexed(library, "another").changes == []


def test_other_weights_are_a_change_too(library: Library) -> None:
    (change,) = indexed(library, "fake", dim=32).changes
    assert (change.made_with, change.model) == ("fake", "fake")
    assert change.cost.passages == 2


def test_a_first_index_and_changed_files_are_none(library: Library, tmp_path: Path) -> None:
    first = Library(tmp_path / "first")
    first.write("comet.txt", COMET)
    assert indexed(first, "another").changes == []
    library.write("comet.txt", COMET)
    assert indexed(library, "fake").changes == []


def test_another_format_of_index_files_is_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.footnote.close()
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    told = indexed(library, "fake")
    assert told.changes == []
    assert told.embedded == 2


def test_going_back_costs_nothing(library: Library) -> None:
    indexed(library, "another")
    (change,) = indexed(library, "fake").changes
    assert (change.made_with, change.passages, change.cost.passages) == ("another", 2, 0)
    again = library.footnote.indexer.run(library.footnote.root, (), Progress())
    assert not again.published


def test_a_run_that_dies_goes_on_where_it_was_and_says_so(library: Library) -> None:
    count = 2 * BATCH + 10
    rows = ({"_id": f"{row}", "text": f"Row {row} tells what bread costs."} for row in range(count))
    (library.documents / "rows.jsonl").write_bytes(jsonl(*rows))
    library.index()
    dying = opened(library, FakeEmbedder("another"))
    told = Stopped()
    with pytest.raises(KeyboardInterrupt):
        dying.indexer.run(dying.root, (), told)
    dying.close()
    assert told.changes[0].cost.passages == told.changes[0].passages
    assert library.found("what bread costs")
    (change,) = indexed(library, "another").changes
    assert change.passages == told.changes[0].passages
    assert change.cost.passages == change.passages - BATCH


def test_the_old_index_serves_as_long_as_its_model_runs(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    assert library.found("bridge")[0] == BRIDGE
    other = opened(library, FakeEmbedder("another", 32))

    class Asking(Progress):
        def embedding(self, done: int, total: int) -> None:
            del done, total
            assert library.found("bridge")[0] == BRIDGE

    other.indexer.run(other.root, (), Asking())
    assert waits(caplog) == []
    for text in (COMET, f"{COMET} It will come back in seventy years, if anybody is there to see."):
        library.write("sky.txt", text)
        other.indexer.run(other.root, (), Progress())
        assert library.found("bridge")[0] == BRIDGE
        assert sorted(it.path for it in library.answerer.documents()) == ["mill.txt", "town.txt"]
    (line,) = waits(caplog)
    assert "EMBEDDING_MODEL=another" in line
    assert library.footnote.live.waiting() == "another"
    assert other.live.waiting() is None


def test_what_is_edited_or_removed_is_answered_by_nobody_while_a_model_waits(
    library: Library,
) -> None:
    library.write("copy.txt", MILL)
    library.write("sky.txt", COMET)
    library.index()
    assert BRIDGE in library.found("bridge")
    before = library.footnote.live.current()
    indexed(library, "another")
    assert library.footnote.live.current() is before  # nothing is masked that is still shown
    library.write("town.txt", BRIDGE.replace("Monday", "Tuesday"))
    indexed(library, "another")
    assert BRIDGE not in library.found("bridge closed to traffic")
    assert BRIDGE not in library.found('"closed to traffic"')
    assert BRIDGE not in library.found("-comet bridge")
    (library.documents / "copy.txt").unlink()
    (library.documents / "sky.txt").rename(library.documents / "tail.txt")
    indexed(library, "another")
    generation = library.footnote.live.current()
    for question in ("bridge closed to traffic", "comet above the observatory", "mill flour"):
        hits = library.footnote.retriever(generation).retrieve(question, 10, Filters()).hits
        assert {hit.passage.text for hit in hits} == {COMET, MILL}  # a rename keeps its passages
        assert all(hit.versions == () for hit in hits)
    assert generation.number == 2
    assert [it.path for it in library.answerer.documents()] == ["mill.txt", "sky.txt"]
    gone = [library.documents / name for name in ("mill.txt", "tail.txt")]
    library.write("new.txt", "Something else was written here that nobody had told before now.")
    for path in gone:
        path.unlink()
    indexed(library, "another")
    assert library.found("mill") == []
    assert not isinstance(library.ask("Where was the comet seen?"), Answered)


def test_the_files_of_what_is_masked_are_kept_for_its_reader(library: Library) -> None:
    library.found("bridge")
    indexed(library, "another")
    for number in range(3):
        library.write("town.txt", f"Edited {number} times since the bridge was closed to traffic.")
        indexed(library, "another")
        gc.collect()
        assert library.footnote.generations.path(1).exists()
        assert library.found("mill") == [MILL]


def test_what_waits_is_not_replaced_by_the_process_that_it_waits_for(library: Library) -> None:
    library.found("bridge")
    indexed(library, "another")
    with pytest.raises(WaitingModelError, match="EMBEDDING_MODEL=another"):
        library.footnote.library().index((), Progress())
    assert opened(library, FakeEmbedder("another")).live.current().number == 2


def test_a_process_that_starts_with_another_model_is_told_to_index(library: Library) -> None:
    with pytest.raises(ModelError, match="or run: footnote index"):
        opened(library, FakeEmbedder("another")).live.current()


def test_an_index_of_our_model_is_taken_up_again(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    library.found("bridge")
    for expected in (1, 2):
        indexed(library, "another")
        assert library.found("bridge")[0] == BRIDGE
        assert len(waits(caplog)) == expected
        library.write("sky.txt", COMET, f"Seen {expected} times this year, it will come back.")
        indexed(library, "fake")
        assert library.found("comet observatory")[0].startswith(COMET)
        assert library.footnote.live.waiting() is None


def test_what_was_kept_is_let_go_with_its_reader(library: Library) -> None:
    library.found("bridge")
    indexed(library, "another")
    first = library.footnote.generations.path(1)
    assert first.exists()
    library.footnote.close()
    del library.answerer, library.footnote
    library.write("sky.txt", COMET)
    indexed(library, "another")
    assert not first.exists()


def test_what_the_store_remembers_of_a_model_names_it() -> None:
    spec = FakeEmbedder("models at home/ours").spec
    assert other_than(spec, None) is None
    assert other_than(spec, described(spec)) is None
    assert other_than(FakeEmbedder("fake").spec, described(spec)) == "models at home/ours"
