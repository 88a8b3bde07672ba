"""A story takes one place of what a person sees first, in the version that was asked for."""

from collections.abc import Sequence
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import pytest

from bot.answer import PASSAGES_SHOWN, Answer, Answered, Closest, Question, hits_of
from bot.conversation import Conversation, page
from corpus.filters import Filters
from corpus.stories.contrasts import Contrast
from embeddings.first_page import FIRST
from embeddings.hit import Hit
from library import Library

WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring 12 people "
    "and blocking the line to the coast, the rail operator said."
)
VERSIONS = {"ames": WIRE, "berg": WIRE.replace("12", "14"), "clay": WIRE.replace("12", "15")}
DENIED = WIRE.replace("injuring 12 people", "but nobody was injured among the 12 people in it")
SAFETY = "Worn brakes were to blame, a study found, when people on a train were injured in spring."
WEATHER = "Fog closed the road to Harlow in the winter, and some people were injured on the bridge."
TRAM = "On a tram near Harlow people were injured when the brakes failed in the winter."
QUESTION = "How many people were injured when the train derailed near Harlow?"


def write(library: Library, name: str, published: str | None, *texts: str) -> None:
    known = {"publisher": name.title(), "published": published}
    front = "".join(f"{key}: {value}\n" for key, value in known.items() if value)
    library.write(f"{name}.md", f"---\n{front}---", *texts)


def written(folder: Path, *more: tuple[str, str], days: Sequence[int] = (16, 17, 18)) -> Library:
    """Three versions of one story, and other articles."""
    library = Library(folder)
    for day, (name, text) in zip(days, VERSIONS.items(), strict=True):
        write(library, name, f"2025-05-{day:02}", text)
    for name, text in more:
        write(library, name, "2025-05-20", text)
    library.index()
    return library


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return written(tmp_path_factory.mktemp("wire"), ("safety", SAFETY), ("weather", WEATHER))


def names(hits: Sequence[Hit]) -> list[str]:
    return [Path(hit.passage.citation.document).stem for hit in hits]


def seen(answer: Answer) -> list[str]:
    """The documents on the first page."""
    return names(hits_of(answer)[: page(answer).end])


def told_otherwise(hit: Hit) -> dict[str, tuple[Contrast, ...]]:
    return {
        Path(it.passage.citation.document).stem: it.differences
        for it in hit.versions
        if it.differences
    }


def test_what_is_put_first_is_what_surfaces_show() -> None:
    assert FIRST == PASSAGES_SHOWN


def test_a_story_takes_one_place_and_tells_how_others_have_it(wire: Library) -> None:
    answer = wire.ask(QUESTION)
    (first, *others) = seen(answer)
    assert first in VERSIONS
    assert set(others) == {"safety", "weather"}
    told = told_otherwise(hits_of(answer)[0])
    here = {"ames": "12", "berg": "14", "clay": "15"}
    assert told == {
        name: (Contrast(figure, here[first]),) for name, figure in here.items() if name != first
    }


def test_its_versions_follow_behind_and_none_is_left_out(wire: Library) -> None:
    hits = hits_of(wire.ask(QUESTION))
    assert sorted(names(hits)) == sorted([*VERSIONS, "safety", "weather"])
    assert {*names(hits[FIRST:])} < {*VERSIONS}


def test_the_figure_asked_for_counts_more_than_a_word_of_the_title(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name, text in VERSIONS.items():
        title = "Trouble on the river line" if name == "berg" else "Trouble on the line"
        library.write(f"{name}.md", f"---\ntitle: {title}\npublished: 2025-05-16\n---", text)
    library.index()
    answer = library.ask("Were 12 people injured on the river line near Harlow?")
    assert seen(answer)[0] == "ames"


@pytest.mark.parametrize(("figure", "name"), [("12", "ames"), ("14", "berg"), ("15", "clay")])
def test_the_figure_that_is_asked_for_takes_the_place(
    wire: Library, figure: str, name: str
) -> None:
    answer = wire.ask(f"Were {figure} people injured when the train derailed near Harlow?")
    assert isinstance(answer, Answered)
    assert seen(answer)[0] == name
    assert set(seen(answer)[1:]) == {"safety", "weather"}


def test_a_figure_is_asked_for_in_a_word_too(wire: Library) -> None:
    answer = wire.ask("Were fifteen people injured when the train derailed near Harlow?")
    assert [it for it in seen(answer) if it in VERSIONS] == ["clay"]


def test_both_are_shown_where_both_are_asked_for(wire: Library) -> None:
    answer = wire.ask("Were 12 or 15 people injured when the train derailed near Harlow?")
    assert {*seen(answer)} > {"ames", "clay"}
    assert "berg" not in seen(answer)


def test_a_denial_that_is_asked_for_takes_the_place(tmp_path: Path) -> None:
    library = written(tmp_path, ("denied", DENIED), ("safety", SAFETY), ("weather", WEATHER))
    answer = library.ask("Was nobody injured when the train derailed near Harlow?")
    assert [it for it in seen(answer) if it in {*VERSIONS, "denied"}] == ["denied"]


def test_the_time_that_is_asked_for_takes_the_place(wire: Library) -> None:
    answer = wire.ask(f"{QUESTION[:-1]} on 17 May 2025?")
    assert [it for it in seen(answer) if it in VERSIONS] == ["berg"]


def test_a_day_nearer_to_a_time_long_past_is_nothing_more(wire: Library) -> None:
    answer = wire.ask("How many people were injured in 1990 when the train derailed near Harlow?")
    assert len([it for it in seen(answer) if it in VERSIONS]) == 1


def test_where_nothing_else_answers_the_versions_fill_the_page(tmp_path: Path) -> None:
    far = "The museum of Torun shows painted eggs and old toys until the end of autumn."
    library = written(tmp_path, ("museum", far))
    assert {*seen(library.ask(QUESTION))} == {*VERSIONS}


def test_reports_of_other_months_are_other_events(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name, day in zip(VERSIONS, ("2025-03-04", "2025-04-04", "2025-05-04"), strict=True):
        write(library, name, day, VERSIONS[name])
    write(library, "safety", "2025-05-20", SAFETY)
    library.index()
    assert {*seen(library.ask(QUESTION))} == {*VERSIONS}
    asked = library.ask(f"{QUESTION[:-1]} in April 2025?")
    assert seen(asked)[0] == "berg"


def test_only_what_the_limits_admit_has_a_place_or_is_named(wire: Library) -> None:
    limits = Filters(since=date(2025, 5, 17))
    answer = wire.answerer.answer(Question(QUESTION, limits))
    (first, *others) = seen(answer)
    assert {first, *told_otherwise(hits_of(answer)[0])} == {"berg", "clay"}
    assert {*others} == {"safety", "weather"}
    of_one = Question(QUESTION, Filters(sources=("Clay",)))
    (alone,) = hits_of(wire.answerer.answer(of_one))
    assert names([alone]) == ["clay"]
    assert alone.versions == ()


def test_near_misses_are_of_different_stories_too(wire: Library) -> None:
    answer = wire.ask("Were 13 people injured when the train derailed near Harlow?")
    assert isinstance(answer, Closest)
    assert len([it for it in seen(answer) if it in VERSIONS]) == 1
    assert {*VERSIONS} <= {*names(hits_of(answer))}


def test_what_is_judged_is_as_if_there_were_no_pages(wire: Library) -> None:
    retriever = wire.footnote.retriever(wire.footnote.live.current())
    judged = {retriever.retrieve(QUESTION, limit, Filters()).evidence for limit in (1, 2, 3, 10)}
    assert len(judged) == 1
    assert not hits_of(wire.ask("Who painted the ceiling of the chapel?"))


def test_a_follow_up_sees_one_place_a_story_too(wire: Library) -> None:
    conversation = Conversation(wire.answerer)
    conversation.ask(QUESTION)
    answer = conversation.ask("And was anybody injured on the bridge?").answer
    shown = [it for it in seen(answer) if it in VERSIONS]
    assert len(shown) == 1


def test_more_goes_on_with_the_versions(wire: Library) -> None:
    conversation = Conversation(wire.answerer)
    first = conversation.ask(QUESTION)
    second = conversation.more()
    assert second is not None
    shown = [names(hits_of(it.answer)[it.first : it.end]) for it in (first, second)]
    assert sorted(chain(*shown)) == sorted([*VERSIONS, "safety", "weather"])


def undated(folder: Path, other: str) -> list[str]:
    """What is seen of versions without a day, and ``other``."""
    library = Library(folder)
    for name, text in VERSIONS.items():
        write(library, name, None, text)
    write(library, "other", "2025-05-20", other)
    library.index()
    return seen(library.ask(QUESTION))


def test_undated_versions_go_behind_what_answers_as_well(tmp_path: Path) -> None:
    assert undated(tmp_path, TRAM)[1] == "other"


def test_undated_versions_stay_before_what_clearly_answers_less(tmp_path: Path) -> None:
    assert {*undated(tmp_path, SAFETY)} == {*VERSIONS}


ROOM = "Room {} is on the ground floor and has a projector, a white board and {}chairs for guests."
LENT = "Every projector and every white board of the house may be lent, and the porter has them."
BROKEN = "A white projector stands in the cinema on a board of oak, and was broken in the winter."
ROOMS = {f"room-{number}" for number in (12, 14, 16, 18)}


def rooms(folder: Path, chairs: str = "") -> tuple[Hit, ...]:
    library = Library(folder)
    for room in ROOMS:
        library.write(f"{room}.md", ROOM.format(room.removeprefix("room-"), chairs))
    library.write("lent.md", LENT)
    library.write("broken.md", BROKEN)
    library.index()
    return hits_of(library.ask("Which rooms have a projector and a white board?"))


@pytest.mark.parametrize("chairs", ["", "20 "])
def test_a_series_is_shown_before_what_answers_less(tmp_path: Path, chairs: str) -> None:
    """With a figure in common the rooms are versions of one text, as far as anybody can tell."""
    hits = rooms(tmp_path, chairs)
    assert {*names(hits[:4])} == ROOMS
    assert len(hits) == 6


def test_the_things_of_a_series_are_no_versions_of_one_another(tmp_path: Path) -> None:
    assert not any(hit.versions for hit in rooms(tmp_path))


def test_the_first_page_does_not_depend_on_how_much_is_asked_for(wire: Library) -> None:
    retriever = wire.footnote.retriever(wire.footnote.live.current())
    found = [names(retriever.retrieve(QUESTION, limit, Filters()).hits) for limit in range(1, 8)]
    for fewer, more in pairwise(found):
        assert more[: len(fewer)] == fewer
