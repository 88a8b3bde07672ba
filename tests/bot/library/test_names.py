import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.names import LONGEST, safe_name, same_name

NASTY = st.text(
    st.one_of(st.sampled_from("./\\ :-~\x00\n\u202e\u200b\u0301CONcon1."), st.characters()),
    max_size=400,
)


@given(NASTY | st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_any_name_becomes_one_plain_name_or_none(given: str) -> None:
    name = safe_name(given)
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\<>:"|?*\x00')
    assert not name.startswith((".", " ", "-", "~"))
    assert not name.endswith((".", " "))
    assert all(unicodedata.category(letter)[0] != "C" for letter in name)
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("notes.md", "notes.md"),
        ("Öffentliche Rede (2).txt", "Öffentliche Rede (2).txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini.txt", "system.ini.txt"),
        (".env", "env"),
        ("..", ""),
        ("folder/", ""),
        ("\u200b\u202e", ""),
        ("a\u202efdp.md", "afdp.md"),
        ("con.md", "_con.md"),
        ("LPT1 .x.txt", "_LPT1 .x.txt"),
        ("name. . .", "name"),
        ("what?.md", "what_.md"),
        ("-rf.txt", "rf.txt"),
        ("e\u0301.txt", "\xe9.txt"),
        ("one\u2028two\tthree.md", "one two three.md"),
        ("\udcff.md", "md"),
    ],
)
def test_names(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_a_long_name_keeps_its_suffix() -> None:
    assert safe_name("x" * 300 + ".markdown").endswith("x.markdown")
    assert len(safe_name("x." + "y" * 300)) < LONGEST
    assert safe_name("😀" * 100 + ".md") == "😀" * 34 + ".md"


def test_names_that_some_systems_take_for_the_same() -> None:
    assert same_name("Notes.MD") == same_name("notes.md")
    assert same_name("e\u0301.md") == same_name("É.md")
    assert same_name("a.md") != same_name("b.md")
