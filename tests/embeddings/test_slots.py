"""One place a story, the earliest version in it, and versions that differ beside it."""

from datetime import date
from pathlib import Path

import pytest

from corpus.filters import Filters
from corpus.stories.contrasts import Contrast
from embeddings.hit import Hit
from library import Library

WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring 12 people "
    "and blocking the line to the coast, the rail operator said."
)
EDITED = WIRE.replace("the rail operator said", "according to the railways")
CORRECTED = WIRE.replace("12 people", "14 people")
CLOSED = (
    "Passengers were taken by bus to the next station, and the line stays closed until Saturday."
)
WEATHER = "The weather was fine on that evening, and nobody but the driver saw what had happened."
SAFETY = "Grain trains have left the rails near Harlow before, and people were injured each time."
QUESTION = "How many people were injured when the train derailed near Harlow?"


def write(library: Library, name: str, published: str | None, *texts: str, title: str = "") -> None:
    known = {"publisher": name.title(), "published": published, "title": title}
    front = "".join(f"{key}: {value}\n" for key, value in known.items() if value)
    library.write(f"{name}.md", f"---\n{front}---", *texts)


def found(library: Library, question: str = QUESTION, filters: Filters = Filters()) -> list[Hit]:
    retriever = library.footnote.retriever(library.footnote.live.current())
    return list(retriever.retrieve(question, 10, filters).hits)


def document(hit: Hit) -> str:
    return Path(hit.passage.citation.document).stem


def also_in(hit: Hit) -> list[str]:
    return [Path(it.passage.citation.document).stem for it in hit.versions if not it.differences]


def told_differently(hit: Hit) -> list[tuple[str, tuple[Contrast, ...]]]:
    return [
        (Path(it.passage.citation.document).stem, it.differences)
        for it in hit.versions
        if it.differences
    ]


@pytest.fixture
def wire(tmp_path: Path) -> Library:
    """One story in six documents, edited in one and corrected in another, and an article."""
    library = Library(tmp_path)
    write(library, "ames", "2025-05-18", WIRE, CLOSED)
    write(library, "berg", "2025-05-17", EDITED, CLOSED)
    write(library, "clay", "2025-05-16", WIRE, CLOSED)
    write(library, "dale", "2025-05-19", WIRE.upper(), CLOSED)
    write(library, "east", "2025-05-20", CORRECTED, CLOSED)
    write(library, "ford", None, WIRE, CLOSED)
    write(library, "gray", "2025-05-21", SAFETY)
    library.index()
    return library


def test_a_story_has_one_place_and_its_earliest_version_there(wire: Library) -> None:
    hits = {document(hit): hit for hit in found(wire) if hit.passage.text != CLOSED}
    assert set(hits) == {"clay", "east", "gray"}
    assert also_in(hits["clay"]) == ["berg", "ames", "dale", "ford"]
    assert [it.same for it in hits["clay"].versions[:4]] == [False, True, True, True]
    assert hits["gray"].versions == ()


def test_a_changed_figure_keeps_its_place_and_is_named(wire: Library) -> None:
    hits = {document(hit): hit for hit in found(wire) if hit.passage.text != CLOSED}
    assert told_differently(hits["clay"]) == [("east", (Contrast("14", "12"),))]
    assert hits["east"].passage.text == CORRECTED
    assert [name for name, _ in told_differently(hits["east"])][:2] == ["clay", "berg"]
    assert {words for _, words in told_differently(hits["east"])} == {(Contrast("12", "14"),)}


def test_only_what_the_filters_admit_is_shown_and_named(wire: Library) -> None:
    hits = [
        hit
        for hit in found(wire, filters=Filters(since=date(2025, 5, 17), until=date(2025, 5, 19)))
        if hit.passage.text != CLOSED
    ]
    assert [document(hit) for hit in hits] == ["berg"]
    assert also_in(hits[0]) == ["ames", "dale"]
    assert told_differently(hits[0]) == []


def test_when_the_earliest_is_gone_the_next_is_shown(wire: Library) -> None:
    (wire.documents / "clay.md").unlink()
    wire.index()
    shown = {document(hit) for hit in found(wire) if hit.passage.text != CLOSED}
    assert shown == {"berg", "east", "gray"}


def test_the_time_that_is_asked_for_comes_before_the_earliest(wire: Library) -> None:
    hits = found(wire, f"{QUESTION} 18 May 2025")
    shown = {document(hit): hit for hit in hits if hit.passage.text != CLOSED}
    assert set(shown) == {"ames", "east", "gray"}
    assert also_in(shown["ames"])[0] == "clay"


def test_one_sentence_of_several_reports_is_told_of_the_one_asked_for(tmp_path: Path) -> None:
    """Documents that share a sentence are no copies of one another."""
    library = Library(tmp_path)
    ferry = (
        "Schools stayed closed and the ferry to the islands did not sail on the next day, as the "
        "harbour master had announced to the passengers, who waited for it in the town hall."
    )
    for name, day, homes in (("Agnes", "2024-05-03", 180), ("Amy", "2025-10-03", 66)):
        texts = (
            f"Storm {name} left {homes} homes without power, said the operator of the grid, which "
            "had sent all of its workers out to the villages on the coast before the evening.",
            f"Foresters who went through the woods counted {homes} trees that {name} had felled, "
            "and warned of branches that may still come down upon the paths in the next weeks.",
        )
        write(library, name.lower(), day, texts[0], ferry, texts[1], title=f"Storm {name}")
    library.index()
    hits = found(library, "Did the ferry sail after Storm Amy?")
    (shown,) = [hit for hit in hits if hit.passage.text == ferry]
    assert document(shown) == "amy"
    assert also_in(shown) == ["agnes"]


def test_a_copy_that_lacks_what_was_asked_for_is_not_shown(tmp_path: Path) -> None:
    library = Library(tmp_path)
    write(library, "ames", "2025-05-16", WIRE.replace(", injuring 12 people and", ","))
    write(library, "berg", "2025-05-17", WIRE)
    library.index()
    (shown,) = found(library)
    assert document(shown) == "berg"
    assert also_in(shown) == ["ames"]


def test_nearly_equal_passages_of_one_document_are_both_meant(tmp_path: Path) -> None:
    library = Library(tmp_path)
    write(library, "ames", "2025-05-16", WIRE, WEATHER, EDITED)
    library.index()
    assert {hit.passage.text for hit in found(library)} == {WIRE, EDITED, WEATHER}
    assert {hit.versions for hit in found(library)} == {()}


def test_what_is_judged_does_not_depend_on_which_copy_is_shown(wire: Library) -> None:
    """The evidence is that of the passage that was ranked first, wherever its copies stand."""
    retriever = wire.footnote.retriever(wire.footnote.live.current())
    whole = retriever.retrieve(QUESTION, 10, Filters())
    assert whole.evidence == max(
        retriever.retrieve(QUESTION, limit, Filters()).evidence for limit in (1, 2, 10)
    )
    assert whole.evidence >= max(hit.evidence for hit in whole.hits[:3]) - 1e-9
