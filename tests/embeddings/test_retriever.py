"""From a question to ranked passages, over real indexes with a fake model."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest

from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.ports import Bm25, Cosine
from embeddings.retriever import IN_A_ROW, Retrieval
from library import Library

FACT = "The observatory counted {} comets in the year when the great telescope was repaired."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    words = ("seven", "eight", "nine", "ten", "eleven", "twelve")
    library.write("sky.txt", *(FACT.format(word) for word in words))
    library.write("copy.txt", FACT.format("seven"))
    library.write("other.txt", "The great telescope stands in a meadow near the observatory.")
    library.index()
    return library


def retrieve(library: Library, text: str, limit: int = 10) -> Retrieval:
    retriever = library.footnote.retriever(library.footnote.live.current())
    return retriever.retrieve(text, limit, Filters())


def test_the_same_text_takes_one_place(library: Library) -> None:
    texts = [hit.passage.text for hit in retrieve(library, "comets observatory").hits]
    assert texts.count(FACT.format("seven")) == 1
    assert len(texts) == len(set(texts)) == 7


def test_one_document_does_not_crowd_out_the_others(library: Library) -> None:
    hits = retrieve(library, "How many comets did the observatory count?").hits
    documents = [hit.passage.citation.document for hit in hits]
    assert set(documents[: IN_A_ROW + 1]) != {"sky.txt"}
    first = next(len(list(run)) for _, run in groupby(documents))
    assert first <= IN_A_ROW


def test_the_evidence_does_not_depend_on_the_limit(library: Library) -> None:
    for question in ("eleven comets", "telescope meadow", "orchids"):
        whole = retrieve(library, question)
        for limit in (1, 2, 5):
            part = retrieve(library, question, limit)
            passages = [hit.passage for hit in part.hits]
            assert passages == [hit.passage for hit in whole.hits[:limit]]
            assert part.evidence == pytest.approx(whole.evidence, abs=1e-6)
            assert part.coverage == whole.coverage


def test_the_order_is_that_of_the_fused_score_but_for_the_turns(library: Library) -> None:
    hits = retrieve(library, "eleven comets").hits
    of_sky = [hit.fused for hit in hits if hit.passage.citation.document == "sky.txt"]
    assert of_sky == sorted(of_sky, reverse=True)
    assert "eleven" in hits[0].passage.text


def test_a_candidate_of_the_dense_leg_alone_gets_its_bm25(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the lexical leg is full, what it left out is scored too."""
    monkeypatch.setattr("embeddings.retriever.POOL", 2)
    generation = library.footnote.live.current()
    whole = {hit.passage.id: hit.bm25 for hit in retrieve(library, "great telescope comets").hits}
    asked: list[Sequence[RowId]] = []
    original = generation.lexical.scores

    def scores(terms: Sequence[str], rows: Sequence[RowId]) -> list[Bm25]:
        asked.append(rows)
        return original(terms, rows)

    far = [RowId(int(row)) for row in generation.rows[-2:]]
    monkeypatch.setattr(
        type(generation.vectors), "search", lambda *_: [(row, Cosine(0.5)) for row in far]
    )
    monkeypatch.setattr(generation.lexical, "scores", scores)
    hits = retrieve(library, "great telescope comets").hits
    assert asked
    assert all(hit.bm25 > 0 for hit in hits)
    assert {hit.passage.id for hit in hits} >= set(asked[0])
    assert {row: bm25 for row, bm25 in whole.items() if row in asked[0]}.items() <= {
        hit.passage.id: hit.bm25 for hit in hits
    }.items()


def test_a_question_without_words_of_its_own_is_not_answered(library: Library) -> None:
    for question in ("What is it?", "Who was it?", "where"):
        assert not retrieve(library, question).answers


def test_the_marked_sentence_is_one_of_the_passages(library: Library) -> None:
    for hit in retrieve(library, "When was the telescope repaired?").hits:
        assert hit.highlights[0] in hit.passage.sentences
        assert 0.0 <= hit.score <= 1.0
        assert 0.0 <= hit.coverage <= 1.0
