"""Stories do not depend on the order of passages, and hold every exact copy."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus.grouping
from corpus.duplicates import signatures
from corpus.grouping import Places, stories
from edited_copies import EVENTS, edited, reports, vocabulary

Partition = frozenset[frozenset[int]]


def partition(texts: Sequence[str]) -> Partition:
    told = stories(signatures(texts), lambda places: (texts[place] for place in places)).tolist()
    return frozenset(
        frozenset(place for place, of in enumerate(told) if of == story) for story in set(told)
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[str]:
    seed, count = draw(st.integers(0, 99)), draw(st.integers(0, 12))
    chance = random.Random(seed)  # noqa: S311  a test's draw
    words = vocabulary(EVENTS)
    texts = [
        edited(chance.choice(EVENTS), chance.choice([0, 0, 0.1, 0.3]), chance, words)
        for _ in range(count)
    ]
    return [*texts, *draw(st.lists(st.text("ab \n", max_size=5), max_size=4))]


@settings(max_examples=60)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(texts: list[str], chance: random.Random) -> None:
    order = list(range(len(texts)))
    chance.shuffle(order)
    moved = partition([texts[place] for place in order])
    assert frozenset(frozenset(order[place] for place in story) for story in moved) == partition(
        texts
    )


@settings(max_examples=60)
@given(corpora())
def test_exact_copies_are_always_together(texts: list[str]) -> None:
    doubled = [*texts, *(text.upper() for text in texts)]
    for story in partition(doubled):
        assert {place % len(texts) for place in story} <= story | {it - len(texts) for it in story}
        assert all((place + len(texts)) % len(doubled) in story for place in story)


def test_a_story_is_named_by_its_first_passage() -> None:
    texts = [EVENTS[0], EVENTS[8], EVENTS[0], EVENTS[8].upper()]
    told = stories(signatures(texts), lambda places: (texts[place] for place in places))
    assert told.tolist() == [0, 1, 0, 1]


def test_nothing_is_nothing() -> None:
    assert stories(signatures([]), lambda _: ()).tolist() == []


@pytest.mark.parametrize("count", [30, 300])
def test_many_copies_are_one_story_although_few_are_compared(count: int) -> None:
    """More than a band shows of each other."""
    chance = random.Random(4)  # noqa: S311  a test's draw
    words = vocabulary(EVENTS)
    copies = [edited(EVENTS[0], 0.1, chance, words) for _ in range(count)]
    largest = max(partition([*copies, *(it.text for it in reports(1))]), key=len)
    assert largest >= set(range(len(copies))) - {0, 1, 2, 3}  # a few may be edited beyond it
    assert len(largest) > 0.97 * count
    assert max(largest) < count


def test_only_what_may_be_a_copy_is_read() -> None:
    texts = [*(it.text for it in reports(1)), EVENTS[0], EVENTS[0].replace("Tuesday", "tuesday")]
    read: list[int] = []

    def reading(places: Sequence[int]) -> list[str]:
        read.extend(places)
        return [texts[place] for place in places]

    stories(signatures(texts), lambda places: reading(places.tolist()))
    assert len(read) < len(texts)
    assert read == sorted(read)


def test_it_does_not_matter_how_many_pairs_are_held_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(7)  # noqa: S311  a test's draw
    words = vocabulary(EVENTS)
    texts = [edited(EVENTS[it % 3], 0.1 * (it % 4), chance, words) for it in range(120)]
    told: list[tuple[list[int], list[int]]] = []
    joined = corpus.grouping._joined

    def compared(one: Places, two: Places, *rest: Any) -> object:  # noqa: ANN401 - passed on
        told.append((one.tolist(), two.tolist()))
        return joined(one, two, *rest)

    monkeypatch.setattr("corpus.grouping._joined", compared)
    for held, at_once in ((0, 10), (8, 1_000), (10**6, 10**6)):
        monkeypatch.setattr("corpus.grouping._HELD", held)
        monkeypatch.setattr("corpus.grouping._AT_ONCE", at_once)
        partition(texts)
    assert len(told[0][0]) > 1_000
    assert told[0] == told[1] == told[2]
