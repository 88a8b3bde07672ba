"""Words that have grown together are taken apart, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.glued import without_glue

WORDS = frozenset({
    "demands", "non", "starters", "starter", "sand", "disconnected", "talks", "officials", "not",
    "standing", "misinformation", "mis", "information", "counter", "offensives", "highlanders",
    "thousand", "fold", "hinter", "hintergrund", "informationen", "and", "bank", "holder",
    "переговоры", "мост", "река", "conversaciones", "ministro", "ministre", "presse",
})  # fmt: skip


def is_word(word: str) -> bool:
    return word in WORDS


@pytest.mark.parametrize(
    ("glued", "language", "apart"),
    [
        ("demandsnon-startersanddisconnected", "en", "demands non-starters and disconnected"),
        ("Labelled Demandsandtalks, they", "en", "Labelled Demands and talks, they"),
        ("TALKSANDDEMANDS", "en", "TALKS AND DEMANDS"),
        ("officialsandtalks", None, "officials and talks"),
        ("переговорыилимост", "ru", "переговоры или мост"),
        ("ministroconministro", "es", "ministro con ministro"),
        ("ministreavecpresse", "fr", "ministre avec presse"),
    ],
)
def test_glued_words_are_parted(glued: str, language: str | None, apart: str) -> None:
    assert without_glue(glued, language, is_word) == apart


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("counteroffensives", "en"),  # a compound: no small word in it
        ("misinformation", "en"),
        ("notwithstanding and talksforunknown", "en"),  # the last part is none
        ("Hintergrundinformationen und Bankundtalks", "de"),  # compounds are words
        ("https://demands.example.org/talksanddemands", "en"),
        ("user@talksanddemands.org and #talksanddemands", "en"),
        ("talksAndDemands or talks_and_demands1", "en"),
        ("demands and talks", "en"),
        ("talksanddemands" * 10, "en"),
    ],
)
def test_what_is_a_word_or_a_name_stays_whole(text: str, language: str) -> None:
    words = WORDS | {"notwithstanding"}
    assert without_glue(text, language, words.__contains__) == text


@given(st.text(), st.sampled_from(["en", "ru", "uk", "de", "es", "fr", "zz", None]))
def test_only_spaces_are_ever_added(text: str, language: str | None) -> None:
    found = without_glue(text, language, lambda word: len(word) % 2 == 0)
    assert found.replace(" ", "") == text.replace(" ", "")
