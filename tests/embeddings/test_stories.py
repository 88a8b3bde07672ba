"""The stories of a generation: the same, whether it grew or was made at once."""

import shutil
from pathlib import Path

import numpy as np

from corpus.passage import RowId
from edited_copies import EVENTS, reports
from embeddings.stories import SIGNATURES, STORIES, Stories, open_stories, write_stories
from library import Library

FIRE = "Firefighters brought a large fire under control at the paper mill of Torun before dawn."
WIRE = f"{EVENTS[0]} Crews are at work."


def told(library: Library) -> set[frozenset[str]]:
    """The documents of each story with several."""
    generation = library.footnote.live.current()
    rows = [row for row, _ in library.footnote.store.rows(generation.number)]
    found: dict[int, set[str]] = {}
    for row, story in zip(rows, generation.stories.of(generation.rows).tolist(), strict=True):
        (passage,) = library.footnote.store.passages([row])
        found.setdefault(story, set()).add(passage.citation.document)
    return {frozenset(names) for names in found.values() if len(names) > 1}


def test_members_of_a_story() -> None:
    stories = Stories(np.array([3, 5, 8, 9]), np.array([0, 1, 0, 3]))
    assert stories.of(np.array([8, 5])).tolist() == [0, 1]
    assert stories.members(RowId(8)).tolist() == [3, 8]
    assert stories.members(RowId(9)).tolist() == [9]


def test_a_corpus_that_grows_has_the_stories_of_one_made_at_once(tmp_path: Path) -> None:
    grown = Library(tmp_path / "grown")
    grown.write("a.txt", WIRE, FIRE)
    grown.write("b.txt", EVENTS[4], FIRE.upper())
    grown.index()
    assert told(grown) == {frozenset({"a.txt", "b.txt"})}
    grown.write("c.txt", WIRE.replace("the rail operator said", "officials said"))
    grown.write("d.txt", *(it.text for it in reports(1)))
    (grown.documents / "b.txt").unlink()
    grown.index()
    grown.write("e.txt", FIRE)
    grown.index()
    whole = Library(tmp_path / "whole")
    for path in sorted(grown.documents.iterdir(), reverse=True):
        shutil.copy(path, whole.documents)
    whole.index()
    assert (
        told(grown)
        == told(whole)
        == {
            frozenset({"a.txt", "c.txt"}),
            frozenset({"a.txt", "e.txt"}),
        }
    )


def test_what_is_known_of_passages_is_not_made_again(tmp_path: Path) -> None:
    texts = {row: f"{WIRE} {row}" for row in range(1, 5)}
    read: list[int] = []

    def reading(rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
        read.extend(rows.tolist())
        return [texts[row] for row in rows.tolist()]

    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    texts[2] = (
        "A comet was seen above the observatory shortly before midnight, visitors said there."
    )
    write_stories(before, np.array([1, 2, 3]), reading, None)
    read.clear()
    write_stories(after, np.array([2, 3, 4]), reading, (np.array([1, 2, 3]), before))
    assert read[0] == 4
    assert 2 not in read
    kept = np.load(before / SIGNATURES)[1:], np.load(after / SIGNATURES)[:2]
    assert kept[0].tobytes() == kept[1].tobytes()


def test_stories_are_made_again_from_the_store(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", WIRE)
    library.write("b.txt", WIRE)
    library.index()
    folder = library.footnote.generations.path(1)
    (folder / STORIES).unlink()
    assert told(Library(tmp_path)) == {frozenset({"a.txt", "b.txt"})}
    assert open_stories(folder, np.array([1, 2])).members(RowId(1)).tolist() == [1, 2]
