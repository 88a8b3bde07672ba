"""Why a passage stands where it does, as people are told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Question, Reason
from bot.wording.why import in_short, legend, nothing_ranked, why
from embeddings.hit import Hit
from embeddings.mismatch import Mismatch
from embeddings.ports import Bm25, Cosine
from golden_text import GoldenText
from hand_made import TALKS, answered, hit


def ranked(sentence: float, bm25: float, fused: float, **others: object) -> Hit:
    known = replace(hit("Text."), sentence=Cosine(sentence), bm25=Bm25(bm25), fused=fused)
    return replace(known, **others)  # type: ignore[arg-type] # fields of a hit by name


FIRST = ranked(0.71, 7.2, 2.1, held=("talks", "Istanbul", "1,000"), missing=("ceasefire",))


def told(*hits: Hit) -> list[str]:
    """What is told of each hit, without its number."""
    blocks = why(answered(*hits), 0, len(hits)).split("\n\n")[1:]
    return [block.split("] ", 1)[1] for block in blocks]


def test_an_explanation(snapshot: SnapshotAssertion) -> None:
    hits = (
        replace(FIRST, score=0.97),
        replace(TALKS[1], held=("talks",), missing=("Istanbul",), bm25=Bm25(5.0), fused=1.9),
        replace(
            TALKS[2],
            held=(),
            missing=("Istanbul",),
            sentence=Cosine(0.41),
            bm25=Bm25(0),
            coverage=0,
            score=0.45,
            fused=1.95,
        ),
        replace(
            TALKS[3], held=("Istanbul",), coverage=1, sentence=Cosine(0.2), score=0.2, weak=True
        ),
    )
    assert why(answered(*hits), 0, 4) + "\n" == snapshot(extension_class=GoldenText)


def test_only_what_was_shown_is_explained_but_compared_with_what_was_not() -> None:
    text = why(answered(*TALKS), 1, 3)
    assert text.startswith(legend())
    assert [block[:3] for block in text.split("\n\n")[1:]] == ["[2]", "[3]"]
    assert "above [4]" in text
    assert why(Abstained(Question("?"), Reason.NO_MATCH, "?", 1.0), 0, 3) == nothing_ranked()


def test_in_short() -> None:
    hits = (
        ranked(0.7, 9, 3, held=("talks",)),
        ranked(0.5, 5, 2, held=("talks", "Istanbul"), missing=("May",)),
        ranked(0.1, 0, 1, missing=("talks",)),
    )
    assert in_short(answered(*hits), 0, 2) == (
        "[1] It holds all of the question's words. Its best sentence is very close in meaning.",
        "[2] It holds 2 of the question's 3 words. Its best sentence is close in meaning.",
    )
    assert in_short(answered(*hits), 2, 9) == (
        "[3] It holds none of the question's words. Its best sentence is not close in meaning.",
    )


@pytest.mark.parametrize(
    ("cosine", "words"),
    [(0.7, "is very close in"), (0.5, "is close in"), (0.4, "somewhat"), (0.1, "is not close")],
)
def test_how_close(cosine: float, words: str) -> None:
    assert words in told(ranked(cosine, 1, 1))[0]


def test_a_date_that_decided() -> None:
    dated = ranked(0.5, 7.0, 2.0, in_time=True)
    assert (
        "It stands above [2] because its date lies in the time that the question speaks of, "
        "although there the best sentence is closer (.55 against .50); together 2.00 against 2.00."
    ) in told(dated, ranked(0.55, 7.0, 2.0))[0]
    both = told(dated, ranked(0.5, 7.0, 2.0, in_time=True))[0]
    assert "nearly as good" in both


def test_words_names_and_numbers() -> None:
    (text,) = told(FIRST)
    assert (
        "Of the question's words it holds “talks”, “Istanbul”, “1,000” (75%, BM25 7.2); names or "
        "numbers among them: “Istanbul”, “1,000”. It lacks “ceasefire”." in text
    )
    (text,) = told(ranked(0.5, 1, 1, held=("Where", "talks")))
    assert "It holds all of the question's words: “Where”, “talks” (75%, BM25 1.0). By" in text
    (text,) = told(ranked(0.5, 0, 1, missing=("a",)))
    assert "It holds none of the question's words (" in text


def test_what_speaks_against_it() -> None:
    (text,) = told(ranked(0.6, 3.0, 1.0, mismatches=(Mismatch.FIGURE, Mismatch.NEGATION)))
    assert "But a number of the question stands nowhere in it. But the question denies" in text
    assert "But" not in told(ranked(0.6, 3.0, 1.0))[0]


def test_what_it_is_worth_by_itself() -> None:
    assert "good enough for an answer (score .50)" in told(ranked(0.5, 1, 1, score=0.5))[0]
    assert "would be a near miss (score .49)" in told(ranked(0.5, 1, 1, score=0.49))[0]
    weak = ranked(0.5, 1, 1, score=0.4, weak=True)
    assert "not even be offered as a near miss (score .40)" in told(weak)[0]


@pytest.mark.parametrize(
    ("following", "reason"),
    [
        (
            ranked(0.5, 5.0, 1.0),
            "because the best sentence is closer (.71 against .50) and the words match better "
            "(7.2 against 5.0); together 2.10 against 1.00.",
        ),
        (
            ranked(0.5, 9.0, 1.0),
            "because the best sentence is closer (.71 against .50), although there the words "
            "match better (9.0 against 7.2); together 2.10 against 1.00.",
        ),
        (ranked(0.71, 7.2, 2.1), "which is nearly as good; together 2.10 against 2.10."),
        (ranked(0.5, 5.0, 2.2), "which ranks higher; together 2.10 against 2.20."),
    ],
)
def test_why_it_stands_above_the_next(following: Hit, reason: str) -> None:
    assert reason in told(FIRST, following)[0]


def test_figures_of_a_follow_up() -> None:
    follow_up = replace(answered(FIRST), inherited="Talks in Istanbul")
    context, first, block = why(follow_up, 0, 1).split("\n\n")
    assert context == (
        "The question was searched together with what it goes on from (“Talks in Istanbul”): the "
        "figures of meaning and BM25 are of both."
    )
    assert first == legend()
    assert "(75% of your own words, BM25 7.2)" in block
    assert "your own words" not in why(answered(FIRST), 0, 1)
    silence = Abstained(Question("?"), Reason.NO_MATCH, "?", 1.0, inherited="Talks in Istanbul")
    assert why(silence, 0, 3) == nothing_ranked()


@pytest.mark.parametrize(
    ("following", "reason"),
    [
        (0.25, " because the re-ranker put it there; re-ranker's score .75 against .25."),
        (
            0.8,
            ", which the re-ranker puts higher; re-ranker's score .75 against .80.",
        ),
        (None, ", which the re-ranker did not read."),
    ],
)
def test_a_re_ranker_s_order_is_its_own(following: float | None, reason: str) -> None:
    # Neither a worse sum nor better figures tell why it stands there.
    hits = (
        ranked(0.71, 7.2, 1.0, reranked=0.75),
        ranked(0.5, 5.0, 2.0, reranked=following),
    )
    (above, _) = told(*hits)
    assert above.endswith(f"It stands above [2]{reason}")


@given(
    st.lists(st.builds(ranked, st.floats(-1, 1), st.floats(0, 40), st.floats(-5, 5)), max_size=6)
)
def test_every_passage_gets_sentences(hits: list[Hit]) -> None:
    for text in told(*hits):
        assert text.startswith("Its best sentence is ")
        assert text.endswith(".")
    assert len(told(*hits)) == len(hits)
