"""Operators are found where they are meant, and prose is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.query import Query, parse_query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('Who signed the "peace deal"?', Query("Who signed the peace deal?", ("peace deal",))),
        (
            "Кто подписал «мирный договор»?",
            Query("Кто подписал мирный договор?", ("мирный договор",)),
        ),
        ("Хто підписав „мирну  угоду“", Query("Хто підписав мирну угоду", ("мирну угоду",))),
        ("die „alte Brücke”", Query("die alte Brücke", ("alte Brücke",))),
        (
            "the “old bridge” (“new town”)",
            Query("the old bridge (new town)", ("old bridge", "new town")),
        ),
        ("talks +Istanbul", Query("talks Istanbul", (), ("Istanbul",))),
        (
            "Were there talks in +Istanbul?",
            Query("Were there talks in Istanbul?", (), ("Istanbul",)),
        ),
        ("talks -Istanbul?", Query("talks?", (), (), ("Istanbul",))),
        ("talks -Istanbul -Kyiv 2025", Query("talks 2025", (), (), ("Istanbul", "Kyiv"))),
        (
            'bridge +"old town" -"new town"',
            Query("bridge old town", (), ("old town",), ("new town",)),
        ),
        ("мост -«старый город», +мэр", Query("мост, мэр", (), ("мэр",), ("старый город",))),
        ("-talks", Query("", (), (), ("talks",))),
        ("+peace-talks -cease-fire", Query("peace-talks", (), ("peace-talks",), ("cease-fire",))),
        ("a +b +b", Query("a b b", (), ("b",))),
    ],
)
def test_operators(text: str, query: Query) -> None:
    assert parse_query(text) == query


PROSE = [
    "How did the peace-talks end?",
    "Is it -5 degrees in Kyiv?",
    "Is 5 + 3 more than +7 or -7.5?",
    "Call +7 495 123-45-67",
    "The mayor - or the mayoress - said what?",
    "Москва – столица, а Киев — тоже?",
    "Киев -- столица?",
    "What's the soldiers' pay at O'Brien's?",
    "'single quotes' are prose",
    'a 5" pipe and a 6" pipe',
    'an open "mark',
    "„offen",
    'nothing in "" or "!?" here',
    "C++ and A+ and e-mail",
    "/ask --since 2025-05-01",
    "--source",
    "-",
    "+",
    '-"',
    "  spaces   stay ",
    "a\x00b",
    "",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_left_alone(text: str) -> None:
    assert parse_query(text) == Query(text)


texts = st.text(st.characters() | st.sampled_from("+-\"„“”«»' \x00aбя1.,)("))


@given(text=texts)
def test_nothing_is_an_error(text: str) -> None:
    query = parse_query(text)
    for word in (*query.phrases, *query.required, *query.excluded):
        assert any(character.isalnum() for character in word)
        assert word == word.strip()
    if query.is_plain:
        assert query.text == text


@given(text=texts.filter(lambda text: not re.search(r'["„“«+]|(?<!\S)-', text)))
def test_text_without_operators_comes_out_unchanged(text: str) -> None:
    assert parse_query(text) == Query(text)


words = st.lists(st.sampled_from(["talks", "мост", "9.6", "F-16", "Ґанок"]), min_size=1, max_size=4)


@given(words, words, words, words, st.sampled_from(['""', "„“", "“”", "«»"]))
def test_what_is_marked_is_what_is_read(
    plain: list[str], phrase: list[str], must: list[str], never: list[str], marks: str
) -> None:
    def quoted(run: list[str]) -> str:
        return f"{marks[0]}{' '.join(run)}{marks[1]}"

    query = parse_query(f"{' '.join(plain)} {quoted(phrase)} +{quoted(must)} -{quoted(never)}")
    assert query == Query(
        " ".join([*plain, *phrase, *must]),
        (" ".join(phrase),),
        (" ".join(must),),
        (" ".join(never),),
    )
