"""Stories do not depend on the order of passages, and hold every exact copy."""

import random
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.stories.alike import Places
from corpus.stories.differences import tokens
from corpus.stories.duplicates import profile, signatures
from corpus.stories.grouping import stories
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


@pytest.mark.parametrize(("many", "few"), [(10**6, 10**6), (700, 50), (64, 7)])
def test_it_does_not_matter_how_much_is_held_at_once(
    monkeypatch: pytest.MonkeyPatch, many: int, few: int
) -> None:
    chance = random.Random(7)  # noqa: S311  a test's draw
    words = vocabulary(EVENTS)
    texts = [edited(EVENTS[it % 3], 0.1 * (it % 4), chance, words) for it in range(120)]
    expected = partition(texts)
    assert 3 <= len(expected) < len(texts)
    for limit in ("alike._PROPOSED", "ranked_pairs._RUN", "ranked_pairs._HELD"):
        monkeypatch.setattr(f"corpus.stories.{limit}", many)
    for limit in ("alike._BLOCK", "grouping._AT_ONCE", "profile_file._KEPT"):
        monkeypatch.setattr(f"corpus.stories.{limit}", few)
    assert partition(texts) == expected


def test_what_was_put_aside_is_gone_at_the_end(tmp_path: Path) -> None:
    def reading(places: Places) -> Iterator[str]:
        assert not list(tmp_path.iterdir())  # nothing is left, even if this process is killed
        return (EVENTS[0] for _ in places)

    texts = [EVENTS[0], EVENTS[0] + " Officials said so."]
    assert stories(signatures(texts), reading, tmp_path).tolist() == [0, 0]
    with pytest.raises(FileNotFoundError):
        stories(signatures(texts), reading, tmp_path / "missing")


def test_a_passage_more_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a corpus of look-alikes, where each passage has as many pairs as one may have."""
    for limit, value in (
        ("alike._PROPOSED", 4_000),
        ("alike._BLOCK", 128),
        ("ranked_pairs._RUN", 5_000),
        ("ranked_pairs._HELD", 64),
        ("grouping._AT_ONCE", 256),
        ("profile_file._KEPT", 64),
    ):
        monkeypatch.setattr(f"corpus.stories.{limit}", value)
    # The last few texts stay taken apart, whatever their number: they would hide what is measured.
    monkeypatch.setattr("corpus.stories.duplicates.tokens", tokens.__wrapped__)
    monkeypatch.setattr("corpus.stories.grouping.profile", profile.__wrapped__)
    peak_of(30)  # what is read once, such as the names of months, is no passage's
    few, many = peak_of(80), peak_of(200)
    assert (many - few) / 120 < 1_000  # pairs and profiles in memory took 2,400


def peak_of(count: int) -> int:
    """Bytes that telling the stories of so many look-alikes takes at the most."""
    texts = [
        " ".join(f"Note {it} tells that ferry {it % 7} carried {part} people." for part in range(9))
        for it in range(count)
    ]
    found = signatures(texts)
    tracemalloc.start()
    try:
        stories(found, lambda places: (texts[place] for place in places))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
