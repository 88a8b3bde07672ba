"""Damaged text is repaired for the search, and text that is not damaged is left alone."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from embeddings.analyzer import Analyzer
from embeddings.searched_text import Mender

MENDER = Mender()


@pytest.mark.parametrize(
    ("damaged", "searched"),
    [
        ("The cityâ€™s cafÃ© was shelled.", "The city’s café was shelled."),
        ("Gespräche in KÃ¶ln und ZÃ¼rich", "Gespräche in Köln und Zürich"),
        ("co\u00adoper\u00adation", "cooperation"),
        ("zero\u200bwidth\ufeff and\u2060 joined", "zerowidth and joined"),
        ("the o\ufb03cial \ufb01le", "the official file"),
        ("10\u00a0000\u202fkm", "10 000 km"),
        ("ＦＵＬＬ width", "FULL width"),
        ("cafe\u0301", "café"),
        (
            "TALKS IN ISTANBUL END WITHOUT A CEASEFIRE",
            "talks in istanbul end without a ceasefire",
        ),
    ],
)
def test_damage_is_repaired(damaged: str, searched: str) -> None:
    assert MENDER.mended(damaged, "en") == searched


@pytest.mark.parametrize("wrong", ["latin-1", "cp1251"])
def test_cyrillic_read_in_another_encoding_is_read_again(wrong: str) -> None:
    text = "Переговоры в Стамбуле длились два часа."
    assert MENDER.mended(text.encode().decode(wrong), "ru") == text


@pytest.mark.parametrize(
    "text",
    [
        "“Nothing has changed,” she said — and left: 31.5 km² by May 17…",
        "«Мост закрыт», — сообщил мэр. Росси́я, СССР, РСФСР, РОССИЯ.",
        "Їжак і п’ять ґудзиків; СРСР, РРФСР.",
        "Âge, Ångström, Ça va, État, Île, Österreich, ÑANDÚ, SÃO PAULO, São Paulo",
        "NATO and the OSCE met in Vienna.",
        "שלום, 你好, नमस्ते, สวัสดี, 👩\u200d🚀, می\u200cروم",
        "",
    ],
)
def test_what_is_not_damaged_stays_as_it_is(text: str) -> None:
    assert MENDER.mended(text, "en") == text


CLEAN = st.text(
    st.sampled_from(
        "abcdefghij klmnop qrstuvwxyz ABC .,:;!?“”‘’«»—–…äöüßéèñçабвгдежзіїєґ 0123456789"
    )
)


@given(CLEAN, st.sampled_from(["en", "ru", "uk", "de", "es", "fr", None]))
def test_any_clean_text_is_byte_for_byte_what_it_was(text: str, language: str | None) -> None:
    if sum(letter.isupper() for letter in text) < 20:
        assert MENDER.mended(text, language) == text


@given(
    st.text(st.sampled_from("ab.é\u00ad\u200b\ufb01\u00a0 Ã©\x01"), max_size=60),
    st.lists(st.integers(0, 60), max_size=8),
)
def test_sentences_are_where_their_words_are(text: str, cuts: list[int]) -> None:
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    sentences = tuple(
        Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    )
    searched, spans = MENDER.mended_sentences(text, sentences, "en")
    assert len(spans) == len(sentences)
    ends = 0
    for before, span in zip(sentences, spans, strict=True):
        assert ends <= span.start <= span.end <= len(searched)
        ends = span.end
        if searched != text:
            assert span.of(searched) == (MENDER.mended(before.of(text), "en") or " ")


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\ufeff", "\u2060"])
def test_both_sides_fold_what_shows_nothing(hidden: str) -> None:
    """A question copied from the document finds what a typed one finds."""
    analyzer = Analyzer()
    assert analyzer.terms(f"nego{hidden}tiations", "en") == analyzer.terms("negotiations", "en")
    assert analyzer.query_terms(f"nego{hidden}tiations", ["en"]) == analyzer.query_terms(
        "negotiations", ["en"]
    )
    assert analyzer.terms(f"10\u00a0000 \ufb01les{hidden}", "en") == analyzer.terms(
        "10 000 files", "en"
    )


@given(CLEAN)
def test_composed_and_decomposed_letters_are_searched_alike(text: str) -> None:
    analyzer = Analyzer()
    composed, parted = normalize("NFC", text), normalize("NFD", text)
    assert analyzer.terms(MENDER.mended(parted, "en"), "en") == analyzer.terms(composed, "en")
