"""Why a passage stands above one that ranks higher, as people are told."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import hits_of
from bot.wording.order import out_of_turn
from bot.wording.why import why
from corpus.document import DocumentId, Metadata
from corpus.passage import RowId
from embeddings.hit import Hit, Version
from hand_made import answered, hit
from library import Library

WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring {} people "
    "and blocking the line to the coast, the rail operator said."
)
OTHERS = (
    "Worn brakes were to blame, a study found, when people on a train were injured in spring.",
    "Fog closed the road to Harlow in the winter, and some people were injured on the bridge.",
)
HIGHER = "It stands above [{}], which ranks higher; together "
VOICE = "so that another voice is heard in between"


def of(document: int, fused: float, publisher: str | None = None, score: float = 0.8) -> Hit:
    known = hit("Text.", metadata=Metadata(publisher=publisher), score=score)
    passage = replace(known.passage, id=RowId(document), document_id=DocumentId(document))
    return replace(known, passage=passage, fused=fused)


def told_by(shown: Hit, *others: Hit) -> Hit:
    """``shown``, with ``others`` named below it."""
    return replace(shown, versions=tuple(Version(it.passage, same=False) for it in others))


def test_a_version_behind_other_stories_is_said_to_be_one(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name, figure in (("ames", 12), ("berg", 14), ("clay", 15)):
        front = f"---\npublisher: {name}\npublished: 2025-05-{figure}\n---"
        library.write(f"{name}.md", front, WIRE.format(figure))
    for number, text in enumerate(OTHERS):
        library.write(f"other{number}.md", "---\npublished: 2025-05-20\n---", text)
    library.index()
    answer = library.ask("How many people were injured when the train derailed near Harlow?")
    assert hits_of(answer)[2].fused < hits_of(answer)[3].fused
    third = why(answer, 2, 3)
    assert HIGHER.format(4) in third
    assert third.endswith(
        "[4] is another version of what [1] tells, and other stories come before it."
    )
    assert VOICE not in third


def test_a_version_that_has_what_was_asked_for_takes_the_place() -> None:
    lacking = of(2, 2.1)
    hits = (told_by(of(1, 2.0), lacking), lacking)
    assert out_of_turn(hits, 0) == (
        "[2] is another version of the same story, and lacks a figure, a name or a denial of the "
        "question."
    )


@pytest.mark.parametrize(
    "hits",
    [
        (of(1, 3.0), replace(of(2, 2.9), passage=of(1, 0).passage), of(3, 2.0), of(1, 2.2)),
        (of(1, 3.0), of(2, 3.0, "Reuters"), of(3, 2.0), of(4, 2.05, "REUTERS")),
    ],
)
def test_another_voice(hits: tuple[Hit, ...]) -> None:
    assert out_of_turn(hits, 2) is None
    assert VOICE in why(answered(*hits), 2, 3)
    nobody_spoke = (hits[0], of(8, 3.0, "Tass"), *hits[2:])
    assert out_of_turn(nobody_spoke, 2) == ""
    assert VOICE not in why(answered(*nobody_spoke), 2, 3)


def test_among_versions_that_wait_voices_take_turns() -> None:
    waiting = (of(2, 2.0, "Tass"), of(3, 1.9, "Reuters"), of(4, 1.95, "Tass"))
    first = told_by(of(1, 3.0), *waiting)
    assert out_of_turn((first, *waiting), 2) is None
    apart = (first, of(7, 2.2), *waiting[1:])
    assert (out_of_turn(apart, 2) or "").startswith("[4] is another version of what [1] tells")


def test_what_is_not_worth_a_place_of_its_own_is_said_to_be_worth_less() -> None:
    hits = (of(1, 3.0), of(2, 2.0), of(3, 2.5, score=0.2))
    assert out_of_turn(hits, 1) == "By itself [3] is worth less."
    told = why(answered(*hits), 1, 2)
    assert told.endswith(
        "which ranks higher; together 2.00 against 2.50. By itself [3] is worth less."
    )


def test_a_re_ranker_s_order_is_bent_for_the_same_reasons() -> None:
    version = replace(of(3, 1.0), reranked=0.9)
    first = replace(told_by(of(1, 3.0), version), reranked=0.95)
    hits = (first, replace(of(2, 2.0), reranked=0.5), version)
    told = why(answered(*hits), 1, 2)
    assert told.endswith(
        "It stands above [3], which the re-ranker puts higher; re-ranker's score .50 against .90. "
        "[3] is another version of what [1] tells, and other stories come before it."
    )
