"""Words that lines divide are made whole for the search; compounds keep their hyphen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.divided import without_divisions, without_halves

KNOWN = frozenset(
    {
        "government", "known", "well", "the", "co", "operation", "cooperation", "war", "post",
        "pre", "verwaltung", "haupt", "cia", "led", "minister", "правительство",
    }
)  # fmt: skip


def whole(text: str, language: str | None = "en") -> str:
    return without_divisions(text, language, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("divided", "searched"),
    [
        ("the govern-\nment fell", "the government fell"),
        ("the Govern-\nment fell", "the Government fell"),
        ("THE GOVERN-\nMENT FELL", "THE GOVERNMENT FELL"),
        ("the govern\u2010\n   ment fell", "the government fell"),
        ("the govern- \nment fell", "the government fell"),
        ("a well-\nknown minister", "a well-known minister"),
        ("near Zaporizh-\nzhia", "near Zaporizhzhia"),
        ("said Jean-\nLuc", "said Jean-Luc"),
        ("its CIA-\nled war", "its CIA-led war"),
        ("the pre-\nand post-war years", "the pre-\nand post-war years"),
        ("in 2014-\n2022 and COVID-\n19", "in 2014-\n2022 and COVID-\n19"),
        ("the govern\u00ad\nment and co\u00ac\noperation", "the government and cooperation"),
        ("the govern- ment fell", "the government fell"),
        ("pre- war and post- war", "pre- war and post- war"),
        ("a dash -\nminister", "a dash -\nminister"),
        ("item:\n- minister\n- war", "item:\n- minister\n- war"),
    ],
)
def test_words_are_whole_and_compounds_stay(divided: str, searched: str) -> None:
    assert whole(divided) == searched


@pytest.mark.parametrize(
    ("divided", "searched", "language"),
    [
        ("die Ver-\nwaltung", "die Verwaltung", "de"),
        ("die Haupt-\nund Nebensätze", "die Haupt-\nund Nebensätze", "de"),
        ("прави-\nтельство ушло", "правительство ушло", "ru"),
    ],
)
def test_in_other_languages_too(divided: str, searched: str, language: str) -> None:
    assert whole(divided, language) == searched


def test_where_nobody_knows_the_words_only_soft_hyphens_go() -> None:
    text = "the govern-\nment and the minis\u00ad\nter"

    assert without_divisions(text, "en", None) == "the govern-\nment and the minister"


def test_halves_are_no_words() -> None:
    assert without_halves("the govern-\nment fell\n- war") == "the   fell\n- war"


@given(st.text(st.sampled_from("ab жß-\u00ad\u2010 \n\t1,."), max_size=60), st.booleans())
def test_nothing_but_hyphens_and_line_ends_goes(text: str, known: bool) -> None:
    searched = without_divisions(text, "en", lambda _: known)

    def letters(it: str) -> str:
        return "".join(sign for sign in it if sign.isalnum() or sign in ",.")

    assert letters(searched) == letters(text)


def test_a_long_run_of_letters_takes_no_time() -> None:
    """A pattern that looked for its end from each letter would take minutes."""
    text = "a" * 2_000_000 + " " + "a-" * 500_000

    assert whole(text) == text
    assert without_halves(text) == text
