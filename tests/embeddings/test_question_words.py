"""Which words of a question a passage holds, as the person wrote them."""

from hypothesis import given
from hypothesis import strategies as st

from embeddings.analyzer import Analyzer
from embeddings.question_words import split_words

ANALYZER = Analyzer()


def words(question: str, passage: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    terms = ANALYZER.content_terms(question, "en") & ANALYZER.content_terms(passage, "en")
    return split_words(question, terms, "en", ANALYZER)


def test_words_are_told_as_they_were_written() -> None:
    text = "Istanbul saw a prisoner exchange of 1,000 people; the cease-fire failed."
    assert words("Where in ISTANBUL were prisoners exchanged?", text) == (
        ("ISTANBUL", "prisoners", "exchanged"),
        (),
    )
    assert words("Were 1,000 or 2,000 soldiers in the cease-fire?", text) == (
        ("1,000", "cease-fire"),
        ("2,000", "soldiers"),
    )
    assert words("What is it?", text) == ((), ())


@given(st.text(), st.text())
def test_no_word_is_told_twice(question: str, text: str) -> None:
    held, missing = words(question, text)
    assert len({*held, *missing}) == len(held) + len(missing)
    assert all(word in question for word in (*held, *missing))
