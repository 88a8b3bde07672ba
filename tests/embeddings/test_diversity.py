"""In which order voices come."""

from collections.abc import Iterator
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from embeddings.diversity import IN_A_ROW, NEARLY_EQUAL, WITHIN, Candidate, in_turns
from sentences import passage


def candidate(
    place: int, fused: float, document: int = 1, publisher: str | None = None, text: str = ""
) -> Candidate:
    words = text or f"Passage {place}."
    found = passage(words, row=place + 1, document=document, publisher=publisher)
    return Candidate(place, fused, found)


def order(*candidates: Candidate) -> list[int]:
    return [one.place for one in in_turns(candidates)]


def test_a_document_speaks_twice_and_then_another_one() -> None:
    found = [candidate(place, 1.0 - place / 10, document=1) for place in range(4)]
    assert order(*found, candidate(4, 0.8 - WITHIN, document=2)) == [0, 1, 4, 2, 3]
    assert order(*found) == [0, 1, 2, 3]


def test_a_document_that_is_clearly_better_speaks_on() -> None:
    found = [candidate(place, 1.0 - place / 10, document=1) for place in range(4)]
    assert order(*found, candidate(4, 0.7 - WITHIN - 0.01, document=2)) == [0, 1, 2, 3, 4]


def test_of_nearly_equal_passages_the_other_publishers_comes_first() -> None:
    near = 1.0 - NEARLY_EQUAL / 2
    first = candidate(0, 2.0, 1, "Times")
    same, other = candidate(1, 1.0, 2, "TIMES"), candidate(2, near, 3, "Post")
    assert order(first, same, other) == [0, 2, 1]
    assert order(first, same, candidate(2, 1.0 - 2 * NEARLY_EQUAL, 3, "Post")) == [0, 1, 2]
    assert order(first, same, candidate(2, near, 3, None)) == [0, 1, 2]
    assert order(candidate(0, 2.0, 1), candidate(1, 1.0, 2), other) == [0, 1, 2]


def test_voices_alternate_while_they_are_nearly_equal() -> None:
    times = [candidate(place, 1.0, place, "Times") for place in range(3)]
    posts = [candidate(place, 0.95, place, "Post") for place in (3, 4)]
    assert order(*times, *posts) == [0, 3, 1, 4, 2]


def test_only_what_must_be_known_is_read() -> None:
    read: list[int] = []

    def source() -> Iterator[Candidate]:
        for place in range(100):
            read.append(place)
            yield candidate(place, 100.0 - place, document=place, publisher="Times")

    assert [one.place for one in islice(in_turns(source()), 3)] == [0, 1, 2]
    assert len(read) <= 5


CANDIDATES = st.lists(
    st.tuples(
        st.floats(-3, 3), st.integers(1, 3), st.sampled_from([None, "Times", "Post", "Herald"])
    ),
    max_size=14,
).map(
    lambda drawn: [
        candidate(place, fused, document, publisher)
        for place, (fused, document, publisher) in enumerate(sorted(drawn, key=lambda it: -it[0]))
    ]
)


@given(CANDIDATES, st.integers(0, 14))
def test_nobody_is_lost_and_the_beginning_does_not_depend_on_the_length(
    candidates: list[Candidate], taken: int
) -> None:
    whole = order(*candidates)
    assert sorted(whole) == list(range(len(candidates)))
    assert [one.place for one in islice(in_turns(candidates), taken)] == whole[:taken]
    assert whole[:1] == [0][: len(whole)]


@given(CANDIDATES)
def test_runs_of_a_document_end_while_there_are_others(candidates: list[Candidate]) -> None:
    """Unless those are far behind."""
    shown = list(in_turns(candidates))
    for place in range(IN_A_ROW, len(shown)):
        documents = {one.passage.document_id for one in shown[place - IN_A_ROW : place + 1]}
        others = [it.fused for it in shown[place:] if it.passage.document_id not in documents]
        if len(documents) == 1 and others:
            assert shown[place].fused - max(others) > WITHIN


@given(CANDIDATES)
def test_without_publishers_the_score_decides_but_for_the_turns(
    candidates: list[Candidate],
) -> None:
    apart = [candidate(one.place, one.fused, document=one.place) for one in candidates]
    assert order(*apart) == [one.place for one in apart]
