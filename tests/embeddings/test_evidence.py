"""Sentence evidence, and which words of a question a passage holds."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import Citation
from corpus.document import Metadata
from corpus.passage import Passage
from embeddings.analyzer import Analyzer
from embeddings.evidence import SentenceVectors, covered
from sentences import passage

DIM = 8


@given(
    counts=st.lists(st.integers(1, 4), min_size=1, max_size=12),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_evidence_is_every_sentences_own_cosine(
    counts: list[int], seed: int, data: st.DataObject
) -> None:
    generator = np.random.default_rng(seed)
    rows = np.cumsum(generator.integers(1, 5, len(counts)))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    vectors = generator.normal(size=(int(offsets[-1]), DIM)).astype(np.float16)
    query = generator.normal(size=DIM).astype(np.float32)
    picked = data.draw(st.lists(st.sampled_from(range(len(counts))), unique=True, max_size=12))

    found = SentenceVectors(rows, offsets, vectors).evidence(query, rows[picked].astype(np.int64))

    assert len(found.cosines) == len(picked)
    for place, cosines, best in zip(picked, found.cosines, found.best, strict=True):
        own = vectors[offsets[place] : offsets[place + 1]].astype(np.float32) @ query
        assert np.allclose(cosines, own, atol=1e-4)
        assert np.isclose(best, own.max(), atol=1e-4)


def held(text: Passage, question: str) -> float:
    """The share of the question's words that ``text`` holds."""
    analyzer = Analyzer()
    terms = analyzer.content_terms(question, "en")
    found = covered(text, terms, analyzer)
    assert found <= terms
    return len(found) / max(len(terms), 1)


def test_what_is_covered_are_the_questions_words() -> None:
    text = passage("Prisoners were exchanged.", "The bridge is closed.")
    assert held(text, "prisoners bridge") == 1.0
    assert held(text, "prisoners orchids") == 0.5
    assert held(text, "watering orchids") == 0.0
    assert held(text, "where is it?") == 0.0


def test_a_title_covers_words_too() -> None:
    text = replace(
        passage("They were exchanged at noon."),
        citation=Citation("a.txt", "0" * 64, Metadata(title="Prisoners", language="en"), 1, 1),
        heading="The exchange at the border",
    )
    assert held(text, "prisoners border") == 1.0
