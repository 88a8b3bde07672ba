"""Renamed files in the index: nothing is embedded again, and each leg knows the new names."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.answer import Answered
from bot.receipts import Filed, Stored
from corpus.filters import Filters
from corpus.reference import reference_to
from embeddings.generation import Generation
from library import Library

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
FERRY = "A ferry will carry passengers across the water until the repairs have been finished."
COST = "Repairing the stonework will cost nine million crowns, according to the town's engineer."
HARBOUR = "The harbour master counted forty fishing boats in the bay after the winter storms."
QUESTION = "How many fishing boats did the harbour master count?"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    for number in range(12):
        library.write(f"notes/{number}.txt", f"Note {number} tells of mill {number} by the stream.")
    library.write("town/bridge.txt", BRIDGE, FERRY)
    library.write("harbour.txt", HARBOUR)
    library.index()
    return library


def rename(library: Library, old: str, new: str) -> None:
    (library.documents / new).parent.mkdir(parents=True, exist_ok=True)
    (library.documents / old).rename(library.documents / new)


def from_source(library: Library, source: str) -> set[str]:
    """What both legs find where only ``source`` may answer."""
    filters = Filters(sources=(source,))
    generation = library.footnote.live.current()
    retriever = library.footnote.retriever(generation)
    found = {hit.passage.text for hit in retriever.retrieve(QUESTION, 10, filters).hits}
    terms = ["bridg", "ferri", "harbour", "bay", "boat", "fish", "river"]
    lexical = [row for row, _ in generation.lexical.search(terms, 50, filters)]
    assert set(lexical) <= set(generation.rows[generation.table.select(filters)].tolist())
    return found | {it.text for it in library.footnote.store.iter_passages(lexical)}


def vectors(generation: Generation) -> bytes:
    return generation.vectors.stored(0, generation.rows.size).tobytes()


def test_nothing_is_embedded_again(library: Library) -> None:
    before = library.footnote.live.current()
    encoded = library.encoder.encoded
    rename(library, "harbour.txt", "coast/harbour.txt")
    summary = library.index()
    assert (summary.indexed, summary.removed, summary.renamed) == (0, 0, 1)
    assert (summary.embedded, summary.staged, summary.published) == (0, 0, True)
    after = library.footnote.live.current()
    assert after.number == before.number + 1
    assert np.array_equal(after.rows, before.rows)
    assert vectors(after) == vectors(before)
    assert library.encoder.encoded == encoded


def test_filters_know_the_new_name_and_not_the_old_one(library: Library) -> None:
    rename(library, "harbour.txt", "coast/port.txt")
    library.index()
    for source in ("coast", "coast/port.txt"):
        assert from_source(library, source) == {HARBOUR}
    assert from_source(library, "harbour.txt") == set()
    assert from_source(library, "town") == {BRIDGE, FERRY}


def test_names_that_were_exchanged_are_not_mixed_up(library: Library) -> None:
    rename(library, "harbour.txt", "between.txt")
    rename(library, "notes/3.txt", "harbour.txt")
    rename(library, "between.txt", "notes/3.txt")
    assert library.index().renamed == 2
    assert from_source(library, "notes/3.txt") == {HARBOUR}
    assert HARBOUR not in from_source(library, "harbour.txt")


def test_a_whole_folder_moves(library: Library) -> None:
    rename(library, "notes", "archive/2025")
    summary = library.index()
    assert (summary.renamed, summary.embedded) == (12, 0)
    assert len(from_source(library, "archive")) == 10  # as many as were asked for
    assert from_source(library, "notes") == set()


def test_the_index_is_as_if_it_had_been_made_anew(library: Library, tmp_path: Path) -> None:
    rename(library, "notes/3.txt", "town/three.txt")
    rename(library, "town/bridge.txt", "notes/3.txt")
    library.index()
    fresh = Library(tmp_path / "fresh")
    shutil.copytree(library.documents, fresh.documents, dirs_exist_ok=True)
    fresh.index()
    for source in ("notes", "town", "town/three.txt", "harbour.txt", "notes/3.txt"):
        assert from_source(library, source) == from_source(fresh, source)
    assert library.found(QUESTION) == fresh.found(QUESTION)


def test_an_answer_that_was_shown_before_stands_after_it(library: Library) -> None:
    answer = library.ask(QUESTION)
    assert isinstance(answer, Answered)
    (passage, *_) = (hit.passage for hit in answer.hits)
    link = reference_to(passage)
    rename(library, "harbour.txt", "coast/port.txt")
    library.index()
    receipt = library.answerer.receipts.receipt(passage)
    assert (receipt.stored, receipt.filed) == (Stored.HELD, Filed.SAME)
    assert receipt.passage.citation.document == "coast/port.txt"
    assert [it.text for it in library.answerer.context(passage)] == [HARBOUR]
    found = library.answerer.referred(link)
    assert found is not None
    assert (found.text, found.citation.document) == (HARBOUR, "coast/port.txt")


def test_a_link_follows_a_document_through_renames_and_edits(library: Library) -> None:
    (bridge,) = [
        it
        for document in library.answerer.documents()
        if document.path == "town/bridge.txt"
        for it in library.answerer.passages(document.id)
        if "mayor" in it.text
    ]
    link = reference_to(bridge)
    rename(library, "town/bridge.txt", "town/river.txt")
    library.index()
    library.write("town/bridge.txt", "Another bridge, of which nothing was known, has been found.")
    library.index()
    library.write("town/river.txt", BRIDGE, COST)
    library.index()
    found = library.answerer.referred(link)
    assert found is not None
    assert (found.text, found.citation.document) == (BRIDGE, "town/river.txt")
    library.write("town/river.txt", FERRY)
    library.index()
    assert library.answerer.referred(link) is None


def test_a_link_follows_what_was_renamed_and_edited_at_once(library: Library) -> None:
    (found,) = [it for it in library.answerer.documents() if it.path == "town/bridge.txt"]
    bridge = next(it for it in library.answerer.passages(found.id) if "mayor" in it.text)
    link = reference_to(bridge)
    library.write("town/river.txt", BRIDGE, FERRY, COST)
    (library.documents / "town/bridge.txt").unlink()
    summary = library.index()
    assert (summary.indexed, summary.removed, summary.renamed) == (1, 1, 0)
    followed = library.answerer.referred(link)
    assert followed is not None
    assert (followed.text, followed.citation.document) == (BRIDGE, "town/river.txt")
    known = library.footnote.store.history.of("town/bridge.txt")
    assert known is not None
    assert len(known.versions) == 2
