"""Held against the plain meaning: sets and slices of the very terms that went in."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.sentence_terms import (
    SentenceTerms,
    TermArrays,
    hashed,
    kept_terms,
    term_arrays,
)

Passage = list[list[str]]

words = st.sampled_from(["peace", "talk", "istanbul", "may", "1000", "truce", "мир"])
stretch = st.lists(words, max_size=6)
passage = st.lists(stretch, min_size=1, max_size=4)
corpora = st.lists(passage, min_size=1, max_size=6)
questions = st.lists(words, unique=True, max_size=5)


def indexed(passages: list[Passage]) -> SentenceTerms:
    rows = np.arange(len(passages), dtype=np.int64) * 3 + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("embeddings.sentence_terms._AT_ONCE", 2)
        return SentenceTerms(rows, term_arrays(passages))


def weights_of(terms: list[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array([1.0 + len(term) / 10 for term in terms], np.float64)


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hashed(["peace", "мир"]).tolist() == [152378439, 3997776342]


@given(corpora, questions, st.data())
def test_what_is_held_is_what_stands_there(
    passages: list[Passage], terms: list[str], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(passages))), max_size=5))
    rows = np.array(chosen, np.int64) * 3 + 1
    weights = weights_of(terms)

    held = indexed(passages).held(rows, terms, weights)

    for place, number in enumerate(chosen):
        context, *sentences = passages[number]
        everywhere = set(context).union(*map(set, sentences))
        assert held.anywhere[place].tolist() == [term in everywhere for term in terms]
        sums = [
            float(sum(weights[i] for i, term in enumerate(terms) if term in {*context, *sentence}))
            for sentence in passages[number]
        ]
        assert np.isclose(held.sentences[place] @ weights, max(sums)) if terms else True
        runs = [(one, other) for it in passages[number] for one, other in itertools.pairwise(it)]
        expected = [pair in runs for pair in itertools.pairwise(terms)]
        assert held.pairs[place].tolist() == expected


@given(corpora, st.data())
def test_keeping_is_the_same_as_making_anew(passages: list[Passage], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(passages), max_size=len(passages)))

    made = kept_terms(term_arrays(passages), np.array(kept, np.bool_))

    expected = term_arrays([it for it, keep in zip(passages, kept, strict=True) if keep])
    assert same(made, expected)


def same(one: TermArrays, other: TermArrays) -> bool:
    return (
        np.array_equal(one.counts, other.counts)
        and np.array_equal(one.lengths, other.lengths)
        and np.array_equal(one.terms, other.terms)
    )
