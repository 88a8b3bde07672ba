"""What passages hold of a question's wording, over a real index."""

import math
from pathlib import Path

import numpy as np
import pytest

from corpus.passage import RowId
from embeddings.analyzer import Analyzer
from embeddings.query import Asked, parse_query
from embeddings.words_held import WordsHeld, words_held
from library import Library

BRIDGE, TRUCE, GARDEN = range(3)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("a.md", "# The bridge", "Prisoners crossed at noon. The bridge is closed.")
    library.write("b.md", "# Two sides agree", "A truce was signed. Prisoners went home by bus.")
    library.write("c.md", "# The garden", "Orchids need water. So do the ferns.")
    library.index()
    return library


def held(library: Library, question: str, searched: str | None = None) -> WordsHeld:
    """What each document's one passage holds, in the order of their names."""
    generation = library.footnote.live.current()
    rows = [RowId(int(row)) for row in generation.rows]
    names = [it.citation.document for it in library.footnote.store.passages(rows)]
    asked = Asked(parse_query(question), searched or question)
    ordered = np.array([rows[names.index(name)] for name in ("a.md", "b.md", "c.md")], np.int64)
    return words_held(generation, Analyzer(), asked, ordered)


def idf(passages: int) -> float:
    return math.log(1 + (3 - passages + 0.5) / (passages + 0.5))


def test_the_words_of_one_sentence_count_and_rare_ones_more(library: Library) -> None:
    found = held(library, "truce prisoners")
    assert found.weight.tolist() == pytest.approx([idf(2), idf(1), 0])
    total = idf(1) + idf(2)
    # The truce and the prisoners are in one passage, but not in one sentence.
    expected = [idf(2) / total, (idf(1) / total + 1) / 2, 0]
    assert found.coverage.tolist() == pytest.approx(expected)
    assert [set(it) for it in found.present] == [{"prison"}, {"truce", "prison"}, set()]


def test_a_title_stands_beside_every_sentence(library: Library) -> None:
    assert held(library, "which sides have a truce").coverage[TRUCE] == pytest.approx(1.0)
    # The bridge closed, but the sentence about prisoners has it in its title too.
    assert held(library, "prisoners on the bridge").coverage[BRIDGE] == pytest.approx(1.0)


def test_neighbours_count_where_they_are_neighbours(library: Library) -> None:
    found = held(library, "orchids need what water")
    assert found.pairs[GARDEN] > 0
    assert held(library, "water for orchids").pairs.tolist() == [0, 0, 0]


def test_a_corrected_word_is_covered_by_half(library: Library) -> None:
    found = held(library, "orchidz need", searched="orchids need")
    unknown, known = idf(0), idf(1)
    written = known / (unknown + known)
    assert found.coverage[GARDEN] == pytest.approx((1 + written) / 2)
    assert found.weight[GARDEN] == pytest.approx(2 * known)


def test_a_question_of_stop_words_is_held_by_nobody(library: Library) -> None:
    found = held(library, "what was it?")
    assert found.coverage.tolist() == found.weight.tolist() == found.pairs.tolist() == [0, 0, 0]
