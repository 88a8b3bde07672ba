"""Links: what is put into one comes out again, and whatever comes in does no harm."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram_app.conversation.deep_links import (
    LinkedPassage,
    LinkedQuestion,
    followed,
    passage_payload,
    question_payload,
)
from bot.telegram_app.messages.formatted import clean
from corpus.reference import LENGTH, Reference, reference_to, referred
from hand_made import DOCUMENTS, TALKS

LEGAL = re.compile("[A-Za-z0-9_-]{1,64}")


@given(st.text(max_size=60))
@example("x" * 46)
@example("x" * 47)
@example("Де? 😀")
@example("\ud800")
def test_a_question_that_fits_comes_out_again(text: str) -> None:
    payload = question_payload(text)
    size = len(text.strip().encode("utf-8", "replace"))
    assert (payload is None) == (size == 0 or size > 46)
    if payload is not None:
        assert LEGAL.fullmatch(payload)
        seen = clean(text.strip().encode("utf-8", "replace").decode()).strip()
        assert followed(payload) == (LinkedQuestion(seen) if seen else None)


@given(st.binary(min_size=LENGTH, max_size=LENGTH))
def test_a_reference_comes_out_again(content: bytes) -> None:
    payload = passage_payload(Reference(content))
    assert LEGAL.fullmatch(payload)
    assert followed(payload) == LinkedPassage(Reference(content))


@given(
    st.one_of(
        st.text(),
        st.builds(
            lambda kind, coded: kind + coded,
            st.sampled_from(["q_", "p_", "x_"]),
            st.text("Aa0_-=\n", max_size=70),
        ),
        st.builds(lambda coded: f"q_{coded}", st.from_regex(LEGAL, fullmatch=True)),
    )
)
@example("q_A")  # no number of bytes is coded so
@example("q__w")  # no UTF-8
@example("q_IA")  # a space
@example("q_V2h5Pw\n")
@example("p_AAAA")
def test_no_payload_is_an_error(payload: str) -> None:
    match followed(payload):
        case LinkedQuestion(text=text):
            assert text == clean(text).strip() != ""
        case LinkedPassage(reference=reference):
            assert len(reference) == LENGTH
        case None:
            pass


def test_what_is_no_link_of_ours() -> None:
    for payload in (
        "",
        "doc-4",
        "q_",
        "p_",
        "q_A",
        "q__w",
        "q_IA",
        "p_AAAA",
        "q_V2h5Pw==",
        "Q_V2h5Pw",
    ):
        assert followed(payload) is None
    assert followed("q_V2h5Pw") == LinkedQuestion("Why?")


@given(st.binary(max_size=30))
@example(reference_to(TALKS[0].passage)[:17])
def test_no_reference_is_an_error(content: bytes) -> None:
    passages = [hit.passage for hit in TALKS]
    found = referred(Reference(content), DOCUMENTS, lambda _: passages)
    assert found is None or content.startswith(reference_to(found)[:15])
