"""What gives a passage away that is on the subject and says something else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import Passage
from embeddings.mismatch import Mismatch, mismatches, quoted
from sentences import passage

SIEGE = passage(
    "The siege began in 1453.",
    "The largest cannon was cast by Orban, and twelve men served it.",
    "After the fall 1,200 prisoners were freed.",
)


def told(question: str, found: Passage = SIEGE, sentence: int = 1) -> tuple[Mismatch, ...]:
    return mismatches(question, quoted(found, found.sentences[sentence]))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who cast the largest cannon?", ()),
        ("Who cast the smallest cannon?", (Mismatch.OPPOSITE,)),
        ("Was Orban's largest cannon bigger than the smallest?", ()),
        ("Who cast no cannon?", (Mismatch.NEGATION,)),
        ("Which cannon was not cast by Orban?", (Mismatch.NEGATION,)),
        ("Why wasn't the largest cannon moved?", ()),
        ("Wasn't the cannon cast by Orban?", ()),
        ("The cannon was cast by Orban, wasn't it?", ()),
        ("Does it matter whether or not Orban cast the cannon?", ()),
        ("Who cast the cannon in 1453?", ()),
        ("Who cast the cannon in 1454?", (Mismatch.FIGURE,)),
        ("Did 12 men serve the cannon?", ()),
        ("Did 13 men serve the cannon?", (Mismatch.FIGURE,)),
        ("Did 3 men serve the cannon?", ()),
        ("Was it 20 years ago, on 03.05.1454, or on 1454-05-03 at 12:30?", ()),
        ("Were 1200 prisoners freed?", ()),
        ("Were 1 200 prisoners freed?", ()),
        ("Who cast the non-bronze cannon in 1454?", (Mismatch.FIGURE, Mismatch.NEGATION)),
    ],
)
def test_mismatches(question: str, expected: tuple[Mismatch, ...]) -> None:
    assert told(question) == expected


def test_a_denial_beside_the_sentence_is_enough() -> None:
    text = passage("Kyiv refused.", "Moscow wants new terms.", "Nobody knows when.", "Rain fell.")
    assert told("Who does not want the terms?", text, sentence=1) == ()
    assert told("Who does not want the terms?", text, sentence=3) == (Mismatch.NEGATION,)


def test_the_date_of_the_document_counts() -> None:
    metadata = replace(SIEGE.citation.metadata, title="The year 1204")
    titled = replace(SIEGE, citation=replace(SIEGE.citation, metadata=metadata))
    assert told("What fell in 1204?") == (Mismatch.FIGURE,)
    assert told("What fell in 1204?", titled) == ()


def test_words_are_compared_in_english_alone() -> None:
    russian = passage("Осада началась в 1453 году.", lang="ru")
    assert told("Кто не начал осаду в 1453 году?", russian, sentence=0) == ()
    assert told("Кто начал осаду в 1454 году?", russian, sentence=0) == (Mismatch.FIGURE,)


@given(st.text(max_size=80))
def test_a_sentence_never_speaks_against_itself(text: str) -> None:
    words = text.strip() or "empty"
    assert told(words, passage(words), sentence=0) == ()
