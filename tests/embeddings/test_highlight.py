"""Which sentences of a passage are marked."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import Passage
from embeddings.analyzer import Analyzer
from embeddings.highlight import SECOND_WITHIN, Marked, mark, sentence_scores
from sentences import passage

ANALYZER = Analyzer()


def marked(question: str, cosines: list[float], text: Passage) -> tuple[list[str], str]:
    """The marked sentences, and the best of them."""
    found = mark(text, np.array(cosines, np.float32), question, ANALYZER)
    sentences = [span.of(text.text) for span in found.spans]
    return sentences, sentences[found.best]


def test_words_of_the_question_decide_between_sentences_of_like_meaning() -> None:
    lasted, place, hard = (
        "The talks lasted for several hours.",
        "The talks took place in Istanbul.",
        "The talks were difficult.",
    )
    text = passage(lasted, place, hard)
    assert marked("Who met in Istanbul?", [0.52, 0.50, 0.10], text) == ([place], place)
    assert marked("Who was it?", [0.62, 0.50, 0.10], text) == ([lasted], lasted)


def test_a_word_that_every_sentence_repeats_tells_nothing() -> None:
    text = passage("Istanbul has talks.", "In Istanbul.", "Istanbul saw rain.")
    scores = sentence_scores(text, np.zeros(3, np.float32), "Did it rain in Istanbul?", ANALYZER)
    assert scores[0] == scores[1]
    assert scores[2] > 5 * scores[0]


def test_the_sentence_before_lends_its_words() -> None:
    tower, height, river = "The tower is old.", "It is tall.", "A river is near."
    _, best = marked("the tower", [0.1, 0.95, 0.1], passage(tower, height, river))
    assert best == height
    scores = sentence_scores(
        passage(tower, height, river), np.zeros(3, np.float32), "the tower", ANALYZER
    )
    assert scores[0] > scores[1] > scores[2] == 0


def test_words_that_begin_alike_count_half() -> None:
    text = passage("Die Entscheidung fiel.", "Er entschied es.", "Es regnet.", lang="de")
    scores = sentence_scores(text, np.zeros(3, np.float32), "entschied", ANALYZER)
    assert scores.round(6).tolist() == [0.35, 0.7, 0.2]


def test_a_question_for_a_figure_wants_a_new_one() -> None:
    text = passage("In 1900 it opened.", "Some visit it.", "Of them 324 came.")
    cosines = np.zeros(3, np.float32)
    assert sentence_scores(text, cosines, "How many came?", ANALYZER).argmax() == 2
    figure = sentence_scores(text, cosines, "When, in 1900?", ANALYZER)
    person = sentence_scores(text, cosines, "Who, in 1900?", ANALYZER)
    assert (figure - person).round(6).tolist() == [0, 0, 0.1]


def test_a_second_sentence_is_marked_only_where_it_is_close() -> None:
    first, second, third = "Alpha alpha.", "Beta beta.", "Gamma gamma."
    text = passage(first, second, third)
    near, far = 0.5 - SECOND_WITHIN / 2, 0.5 - SECOND_WITHIN * 1.5
    assert marked("?", [0.5, near, near - 0.01], text) == ([first, second], first)
    assert marked("?", [near, 0.1, 0.5], text) == ([first, third], third)
    assert marked("?", [0.5, far, 0.1], text) == ([first], first)


QUESTIONS = st.sampled_from(
    ["How many talks were held in Istanbul?", "", "?", "who", "Скільки полонених?", "talks 7"]
)
SENTENCES = st.lists(
    st.sampled_from(["The talks.", "Seven were held.", "Istanbul!", "7", "Полонених було сто."]),
    min_size=1,
    max_size=7,
)


@given(QUESTIONS, SENTENCES, st.randoms(use_true_random=False), st.sampled_from(["en", "uk", None]))
def test_one_or_two_sentences_in_order_and_the_best_is_the_best(
    question: str, sentences: list[str], random: np.random.Generator, lang: str | None
) -> None:
    text = passage(*sentences, lang=lang)
    cosines = np.array([random.random() for _ in sentences], np.float32)
    found = mark(text, cosines, question, ANALYZER)
    scores = sentence_scores(text, cosines, question, ANALYZER)
    assert isinstance(found, Marked)
    assert 1 <= len(found.spans) <= 2
    assert list(found.spans) == sorted(set(found.spans))
    assert set(found.spans) <= set(text.sentences)
    assert found.spans[found.best] == text.sentences[int(np.argmax(scores))]
    assert np.isfinite(scores).all()
