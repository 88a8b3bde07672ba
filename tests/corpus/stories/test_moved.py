"""Sentences that one version has elsewhere are put where the other has them."""

import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from corpus.stories.moved import order_of
from edited_copies import EVENTS, edited, vocabulary

WORDS = st.lists(st.sampled_from("abcdefghijkl"), max_size=60)


def put(words: list[str], other: list[str]) -> list[str]:
    return [words[place] for place in order_of(words, other)]


@given(WORDS, st.integers(0, 60))
def test_nothing_is_lost_and_nothing_gets_further_away(words: list[str], cut: int) -> None:
    other = [*words[cut:], *words[:cut]]
    order = order_of(words, other)
    assert sorted(order) == list(range(len(words)))
    assert Levenshtein.distance(put(words, other), other) <= Levenshtein.distance(words, other)


@given(st.integers(0, 4))
def test_sentences_are_put_back(cut: int) -> None:
    sentences = [EVENTS[place].split() for place in (0, 4, 7, 9, 12)]
    other = [word for it in (*sentences[cut:], *sentences[:cut]) for word in it]
    assert put([word for it in sentences for word in it], other) == other


def test_an_edited_sentence_is_put_back_too() -> None:
    draw = random.Random(7)  # noqa: S311  a test's draw
    first, second = EVENTS[2].split(), EVENTS[10].split()
    for _ in range(20):
        changed = edited(EVENTS[10], 0.2, draw, vocabulary(EVENTS)).replace("\u00a0", " ").split()
        words, other = [*first, *second], [*changed, *first]
        left = Levenshtein.distance(put(words, other), other)
        assert left < Levenshtein.distance(words, other) / 2


def test_another_sentence_is_left_where_it_stands() -> None:
    first, second, third = (EVENTS[place].split() for place in (2, 9, 12))
    words = [*first, *second]
    assert put(words, [*third, *first]) == words
