"""The indexer, over real files and real indexes; only the model is a fake."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from corpus.errors import BusyError, DocumentsError, ModelError, NoIndexError, StoreError
from corpus.filters import Filters
from embeddings.calibration import Calibration
from embeddings.indexing.progress import Progress
from library import Library

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
FERRY = "A ferry will carry passengers across the water until the repairs have been finished."
COST = "Repairing the stonework will cost nine million crowns, according to the town's engineer."
HARBOUR = "The harbour master counted forty fishing boats in the bay after the winter storms."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("bridge.txt", BRIDGE, FERRY, COST)
    library.write("harbour.txt", HARBOUR)
    return library


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """Every path that this process opens while a test runs."""
    paths: list[str] = []
    active = [True]

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and active:
            paths.append(str(arguments[0]))

    sys.addaudithook(listen)
    yield paths
    active.clear()


def test_a_folder_becomes_answers(library: Library) -> None:
    summary = library.index()
    assert (summary.documents, summary.passages, summary.embedded) == (2, 4, 4)
    assert summary.published
    assert library.found("What will repairing the stonework cost?")[0] == COST
    assert sorted(library.everything()) == sorted([BRIDGE, FERRY, COST, HARBOUR])


def test_an_unchanged_folder_is_not_read_again(library: Library, opened: list[str]) -> None:
    library.index()
    opened.clear()
    encoded = library.encoder.encoded
    summary = library.index()
    assert not summary.published
    assert (summary.indexed, summary.unchanged, summary.embedded) == (0, 2, 0)
    assert [path for path in opened if path.endswith(".txt")] == []
    assert library.encoder.encoded == encoded


def test_a_touched_file_is_read_but_not_indexed_again(library: Library) -> None:
    library.index()
    os.utime(library.documents / "harbour.txt", (1, 1))
    summary = library.index()
    assert (summary.indexed, summary.unchanged, summary.published) == (0, 2, False)


def test_an_edited_file_embeds_only_its_changed_paragraphs(library: Library) -> None:
    library.index()
    library.write("bridge.txt", BRIDGE, FERRY + " It leaves on the hour.", COST)
    summary = library.index()
    assert (summary.indexed, summary.embedded) == (1, 1)
    assert sorted(library.everything()) == sorted(
        [BRIDGE, FERRY + " It leaves on the hour.", COST, HARBOUR]
    )
    assert FERRY not in library.found("When does the ferry leave?")


def test_a_deleted_file_is_gone_from_every_answer(library: Library) -> None:
    library.index()
    assert library.found("How many fishing boats are in the bay?")[0] == HARBOUR
    (library.documents / "harbour.txt").unlink()
    summary = library.index()
    assert (summary.removed, summary.documents) == (1, 1)
    for question in ("How many fishing boats are in the bay?", HARBOUR, "harbour"):
        assert HARBOUR not in library.found(question)
    assert HARBOUR not in library.everything()


def test_a_moved_paragraph_costs_no_model(library: Library) -> None:
    library.index()
    library.write("bridge.txt", COST, BRIDGE)
    library.write("other/ferry.txt", FERRY)
    assert library.index().embedded == 0


def test_an_open_answerer_sees_the_new_generation(library: Library) -> None:
    library.index()
    before = library.answerer.documents()
    library.write("late.txt", "A comet was seen above the observatory shortly before midnight.")
    library.index()
    assert len(library.answerer.documents()) == len(before) + 1
    assert library.found("Where was the comet seen?")[0].startswith("A comet")


def test_a_reader_keeps_its_generation_while_it_holds_it(library: Library) -> None:
    library.index()
    held = library.footnote.live.current()
    retriever = library.footnote.retriever(held)
    (library.documents / "harbour.txt").unlink()
    library.index()
    texts = [hit.passage.text for hit in retriever.retrieve(HARBOUR, 10, Filters()).hits]
    assert texts[0] == HARBOUR
    del retriever, held
    library.footnote.live.current()
    library.write("new.txt", "Something else happened in the village at the foot of the hill.")
    library.index()
    generations = library.folder / "data" / "generations"
    folders = sorted(path.name for path in generations.iterdir() if path.is_dir())
    assert folders == ["000002", "000003"]


def test_a_bad_file_is_reported_and_the_rest_indexed(library: Library) -> None:
    (library.documents / "bad.txt").write_bytes(bytes(range(256)) * 16)
    first = library.index()
    assert [skipped.path for skipped in first.skipped] == ["bad.txt"]
    assert first.documents == 2
    again = library.index()
    assert again.skipped == first.skipped
    (library.documents / "bad.txt").write_text("Now it can be read by everybody who wants to.\n")
    assert library.index().skipped == ()


def test_an_indexed_file_that_turns_bad_is_no_longer_answered_from(library: Library) -> None:
    library.index()
    (library.documents / "harbour.txt").write_bytes(bytes(range(256)) * 16)
    summary = library.index()
    assert (summary.removed, summary.documents) == (1, 1)
    assert HARBOUR not in library.everything()


def test_paths_narrow_what_is_looked_at(library: Library) -> None:
    library.index()
    library.write("bridge.txt", BRIDGE)
    library.write("harbour.txt", HARBOUR, FERRY)
    assert library.index(library.documents / "bridge.txt").indexed == 1
    assert library.index().indexed == 1


def test_deleted_index_files_come_back_without_the_model(library: Library) -> None:
    library.index()
    found = library.found("How many fishing boats are in the bay?")
    folder = library.folder / "data" / "generations" / "000001"
    for name in ("paragraphs.faiss", "sentences.npy", "lexical/meta.json"):
        (folder / name).unlink()
        reopened = Library(library.folder)
        reopened.footnote.live.current()
        assert (reopened.encoder.encoded, reopened.encoder.asked) == (0, 0)
        assert reopened.found("How many fishing boats are in the bay?") == found
        assert (folder / name).exists()


def test_the_index_belongs_to_one_folder(library: Library, tmp_path: Path) -> None:
    library.index()
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Another folder with another document in it.\n")
    with pytest.raises(DocumentsError, match=r"made from .*documents.* DOCUMENTS_DIR is .*other"):
        library.footnote.indexer.run(other, (), Progress())
    assert len(library.everything()) == 4


def test_a_second_indexer_says_so_and_ends(library: Library) -> None:
    other = Library(library.folder)

    class Meanwhile(Progress):
        def reading(self, done: int, total: int) -> None:
            with pytest.raises(BusyError, match="Another footnote"):
                other.index()
            refused.append((done, total))

    refused: list[tuple[int, int]] = []
    library.footnote.indexer.run(library.footnote.root, (), Meanwhile())
    assert refused[-1] == (2, 2)


@pytest.mark.parametrize("seed", range(6))
def test_many_small_steps_give_the_same_index_as_one(tmp_path: Path, seed: int) -> None:
    """Whatever is added, edited and deleted in between."""
    random = np.random.default_rng(seed)
    words = [BRIDGE, FERRY, COST, HARBOUR]
    stepwise = Library(tmp_path / "stepwise")
    stepwise.write("kept.txt", "One document stays from the beginning to the very end of it.")
    for step in range(8):
        name = f"{random.integers(4)}.txt"
        if random.random() < 0.3:
            (stepwise.documents / name).unlink(missing_ok=True)
        else:
            chosen = random.choice(4, size=random.integers(1, 4), replace=False)
            stepwise.write(name, *(f"{words[place]} Step {step}." for place in chosen))
        stepwise.index()
    once = Library(tmp_path / "once")
    for path in stepwise.documents.iterdir():
        (once.documents / path.name).write_bytes(path.read_bytes())
    once.index()

    assert sorted(stepwise.everything()) == sorted(once.everything())
    for question in ("bridge", "How much will it cost?", "ferry boats", "step 3"):
        assert _cosines(stepwise, question) == pytest.approx(_cosines(once, question), abs=1e-6)


def _cosines(library: Library, question: str) -> dict[tuple[str, str], float]:
    generation = library.footnote.live.current()
    retrieval = library.footnote.retriever(generation)
    hits = retrieval.retrieve(question, 50, Filters()).hits
    return {(hit.passage.citation.document, hit.passage.text): float(hit.sentence) for hit in hits}


def test_nothing_is_calibrated_before_anything_is_indexed(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="footnote index"):
        Library(tmp_path).footnote.indexer.calibrate()


def test_the_clock_of_the_file_system_may_stand_still(library: Library) -> None:
    """An edit within the same tick and of the same size is only seen by its time."""
    library.index()
    path = library.write("harbour.txt", HARBOUR.replace("forty", "fifty"))
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    library.index()
    assert any("fifty fishing boats" in text for text in library.everything())


def test_a_damaged_index_file_of_the_same_size_is_made_again(library: Library) -> None:
    library.index()
    found = library.found(HARBOUR)
    for name in ("sentences.npy", "paragraphs.faiss", "rows.npy"):
        path = library.folder / "data" / "generations" / "000001" / name
        size = path.stat().st_size
        path.write_bytes(b"x" * size)
        assert Library(library.folder).found(HARBOUR) == found
        assert path.stat().st_size == size


def test_a_data_folder_that_is_deleted_is_forgotten(library: Library) -> None:
    library.index()
    assert library.found(HARBOUR)[0] == HARBOUR
    shutil.rmtree(library.folder / "data")
    with pytest.raises(NoIndexError):
        library.ask(HARBOUR)
    (library.documents / "harbour.txt").unlink()
    Library(library.folder).index()
    assert HARBOUR not in library.found(HARBOUR)
    assert sorted(library.everything()) == sorted([BRIDGE, FERRY, COST])


def test_an_indexer_with_patience_waits_for_its_turn(library: Library) -> None:
    other = Library(library.folder)
    with ThreadPoolExecutor(1) as beside:
        with FileLock(library.folder / "data" / "indexing.lock"):
            run = beside.submit(
                other.footnote.indexer.run, other.footnote.root, (), Progress(), 60.0
            )
            with pytest.raises(TimeoutError):
                run.result(timeout=0.2)
        assert run.result().published


def test_a_restoration_does_not_wait_for_ever(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index()
    shutil.rmtree(library.folder / "data" / "generations")
    monkeypatch.setattr("embeddings.indexer._PATIENCE_SECONDS", 0.1)
    with (
        FileLock(library.folder / "data" / "indexing.lock"),
        pytest.raises(BusyError, match="Another footnote"),
    ):
        Library(library.folder).ask(HARBOUR)


def test_a_failed_first_run_does_not_claim_the_data_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ModelError("no model today")

    monkeypatch.setattr(library.encoder, "encode_passages", fail)
    with pytest.raises(ModelError):
        library.index()
    monkeypatch.undo()
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(f"{COST}\n")
    assert library.footnote.indexer.run(other, (), Progress()).documents == 1


def test_documents_that_turn_unreadable_are_not_called_gone(library: Library) -> None:
    library.index()
    for path in library.documents.iterdir():
        path.write_bytes(bytes(range(256)) * 16)
    with pytest.raises(DocumentsError, match=r"None of the files .* bridge\.txt: .*binary"):
        library.index()


def test_a_skipped_file_that_outgrows_the_limit_has_one_reason(library: Library) -> None:
    path = library.documents / "bad.txt"
    path.write_bytes(bytes(range(256)) * 16)
    library.index()
    with path.open("wb") as file:
        file.truncate(60_000_000)
    (skipped,) = library.index().skipped
    assert "MAX_FILE_MB" in skipped.reason


def test_what_cannot_be_tidied_up_is_left_to_the_next_run(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index()

    def fail(*_: object) -> None:
        raise StoreError("not today")

    monkeypatch.setattr(library.footnote.store, "purge", fail)
    library.write("late.txt", FERRY)
    assert library.index().published
    assert FERRY in library.everything()


def test_the_cache_forgets_what_is_no_longer_needed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.indexing.builder._SPARE_ENTRIES", 0)
    library.index()
    (library.documents / "bridge.txt").unlink()
    library.index()
    again = Library(library.folder)
    again.write("bridge.txt", BRIDGE)
    assert again.index().embedded == 1
    assert again.encoder.asked == 1  # what calibration makes of it; the probes are kept


def test_lines_are_drawn_anew_once_enough_has_changed(tmp_path: Path) -> None:
    library = Library(tmp_path)

    def lines_after(text: str, numbers: range) -> Calibration:
        for number in numbers:
            library.write(f"{number}.txt", f"Note {number} says that {number % 9} {text}.")
        library.index()
        return library.footnote.live.current().calibration

    drawn = lines_after("birds were seen on the pier", range(60))
    assert (drawn.passages, drawn.changed) == (60, 0)
    assert lines_after("boats have come in", range(1)) == replace(drawn, changed=1)
    assert lines_after("boats have left", range(2)).changed == 0
    assert lines_after("boats are back", range(1)).changed == 1
    library.footnote.indexer.calibrate()
    assert library.footnote.live.current().calibration.changed == 0
