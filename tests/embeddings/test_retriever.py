"""From a question to ranked passages, over real indexes with a fake model."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.analyzer import Analyzer
from embeddings.diversity import IN_A_ROW
from embeddings.ports import Bm25, Cosine
from embeddings.retrieval import Retrieval
from embeddings.retriever import Retriever
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


def test_only_given_rows_may_answer(library: Library) -> None:
    """Both legs, an operator and a filter beside them; what speaks for a passage stays the same."""
    generation = library.footnote.live.current()
    retriever = library.footnote.retriever(generation)
    for text in ("comets of the observatory", "great telescope", '"great telescope" -nine'):
        whole = {it.passage.id: it for it in retriever.retrieve(text, 10, Filters()).hits}
        for among in (generation.rows[1::2], generation.rows[:1], generation.rows[:0]):
            hits = retriever.retrieve(text, 10, Filters(), among).hits
            assert {hit.passage.id for hit in hits} <= set(among.tolist())
            known = [hit for hit in hits if hit.passage.id in whole]
            assert {hit.passage.id for hit in known} >= whole.keys() & set(among.tolist())
            for hit in known:
                assert hit.evidence == pytest.approx(whole[hit.passage.id].evidence, abs=1e-6)
    last = generation.rows[-1:]
    (passage,) = library.footnote.store.passages([RowId(int(last[0]))])
    paths = {document.path for document in generation.documents}
    others = Filters(sources=tuple(paths - {passage.citation.document}))
    assert retriever.retrieve("great telescope", 10, others, last).hits == ()


def test_a_candidate_of_the_dense_leg_alone_gets_its_bm25(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the lexical leg is full, what it left out is scored too."""
    monkeypatch.setattr("embeddings.candidates.POOL", 2)
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
        assert set(hit.highlights) <= set(hit.passage.sentences)
        assert hit.best_highlight in hit.highlights
        assert 0.0 <= hit.score <= 1.0
        assert 0.0 <= hit.coverage <= 1.0


def dated(folder: Path) -> Library:
    """The same event, told on different days, and one undated."""
    library = Library(folder)
    for name, day, what in [
        ("april", "2025-04-16", "grain"),
        ("may", "2025-05-16", "gas"),
        ("june", "2025-06-16", "gold"),
    ]:
        front = f"---\npublished: {day}\n---\n"
        library.write(f"{name}.md", f"{front}Delegates met in Istanbul for talks on {what}.")
    library.write("undated.md", "Delegates met in Istanbul for talks on salt.")
    library.write("sky.md", "The observatory counted seven comets in one year.")
    library.index()
    return library


@pytest.mark.parametrize(
    ("time", "first"),
    [
        ("in May 2025", "may.md"),
        ("on 14 April 2025", "april.md"),
        ("yesterday", "june.md"),
    ],
)
def test_the_time_that_a_question_speaks_of_is_preferred(
    tmp_path: Path, time: str, first: str
) -> None:
    library = dated(tmp_path)
    live = library.footnote.live.current()
    retriever = Retriever(
        live, library.footnote.store, library.encoder, Analyzer(), lambda: date(2025, 6, 17)
    )
    hits = retriever.retrieve(f"Who met for talks in Istanbul {time}?", 10, Filters()).hits
    assert hits[0].passage.citation.document == first
    assert len(hits) == 5  # a preference, not a limit


def test_a_wrong_time_does_not_lose_the_answer(tmp_path: Path) -> None:
    library = dated(tmp_path)
    found = retrieve(library, "How many comets did the observatory count in 1950?")
    assert found.hits[0].passage.citation.document == "sky.md"
    found = retrieve(library, "Which delegates met on salt since 1 June 2025?")
    assert found.hits[0].passage.citation.document == "undated.md"


def in_context(library: Library, text: str, inherited: str, limit: int = 10) -> Retrieval:
    retriever = library.footnote.retriever(library.footnote.live.current())
    return retriever.retrieve_in_context(text, inherited, limit, Filters())


def test_a_follow_up_may_take_its_passages_from_one_document(library: Library) -> None:
    hits = in_context(library, "How many?", "comets observatory counted telescope repaired").hits
    documents = [hit.passage.citation.document for hit in hits]
    assert max(len(list(run)) for _, run in groupby(documents)) > IN_A_ROW


def test_the_own_words_of_a_follow_up_choose_the_passage(library: Library) -> None:
    for word, other in (("seven", "twelve"), ("twelve", "seven")):
        inherited = f"comets observatory {other} {other}"
        assert (
            retrieve(library, f"{inherited}: And {word}?").hits[0].passage.text.split()[3] == other
        )
        first = in_context(library, f"And {word}?", inherited).hits[0]
        assert first.passage.text == FACT.format(word)
        assert first.coverage == 1.0


def test_the_evidence_of_a_follow_up_is_mostly_of_its_own_words(library: Library) -> None:
    unrelated = in_context(library, "orchids in the jungle", "comets observatory")
    whole = retrieve(library, "comets observatory: orchids in the jungle")
    assert unrelated.coverage == 0.0
    assert unrelated.evidence < whole.hits[0].sentence - 0.05
    assert unrelated.evidence < in_context(library, "eleven", "comets observatory").evidence
    for limit in (1, 2, 5):
        part = in_context(library, "eleven", "comets observatory", limit)
        whole = in_context(library, "eleven", "comets observatory")
        assert [hit.passage for hit in part.hits] == [hit.passage for hit in whole.hits[:limit]]
        assert part.evidence == pytest.approx(whole.evidence, abs=1e-6)
