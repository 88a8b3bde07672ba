"""Sentence evidence and the highlighted sentence."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import Citation
from corpus.document import DocumentId, Metadata, Span
from corpus.passage import Passage, RowId
from embeddings.analyzer import Analyzer
from embeddings.evidence import SentenceVectors, weigh

DIM = 8


def passage(*sentences: str) -> Passage:
    text = " ".join(sentences)
    spans = []
    start = 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    citation = Citation("a.txt", "0" * 64, Metadata(language="en"), 1, 1)
    return Passage(
        RowId(1), DocumentId(1), 1, Span(0, len(text)), text, tuple(spans), None, citation
    )


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


def test_words_of_the_question_decide_between_sentences_of_like_meaning() -> None:
    text = passage(
        "The talks lasted for several hours.",
        "The talks took place in Istanbul.",
        "The talks were difficult.",
    )
    analyzer = Analyzer()
    terms = analyzer.content_terms("Who met in Istanbul?", "en")
    cosines = np.array([0.52, 0.50, 0.10], np.float32)
    assert weigh(text, cosines, terms, analyzer).marked == 1
    assert weigh(text, cosines, frozenset(), analyzer).marked == 0


def test_coverage_is_the_share_of_the_questions_words() -> None:
    text = passage("Prisoners were exchanged.", "The bridge is closed.")
    analyzer = Analyzer()

    def coverage(question: str) -> float:
        terms = analyzer.content_terms(question, "en")
        return weigh(text, np.zeros(2, np.float32), terms, analyzer).coverage

    assert coverage("prisoners bridge") == 1.0
    assert coverage("prisoners orchids") == 0.5
    assert coverage("watering orchids") == 0.0
    assert coverage("where is it?") == 0.0


def test_a_title_covers_words_too() -> None:
    text = replace(
        passage("They were exchanged at noon."),
        citation=Citation("a.txt", "0" * 64, Metadata(title="Prisoners", language="en"), 1, 1),
        heading="The exchange at the border",
    )
    analyzer = Analyzer()
    terms = analyzer.content_terms("prisoners border", "en")
    assert weigh(text, np.zeros(1, np.float32), terms, analyzer).coverage == 1.0
