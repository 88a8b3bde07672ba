"""What Footnote relies on in sentencex, and what it does not leave to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencex import get_sentence_boundaries

from corpus.document import Span
from corpus.sentences import sentence_bounds

ODD = "👍🏽 Hello there. e\u0301a\u0301. 𝔘nicode 👨‍👩‍👧 test! Next one? “So.” (It is.) Да."


def sentences(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text, Span(0, len(text)), language)]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "es", "fr", "zh", "xx"])
def test_the_library_counts_code_points(language: str) -> None:
    boundaries = get_sentence_boundaries(language, ODD)

    assert "".join(found["text"] for found in boundaries) == ODD
    for found in boundaries:
        assert ODD[found["start_index"] : found["end_index"]] == found["text"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_library_fails_on_no_text(text: str) -> None:
    get_sentence_boundaries("en", text)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The U.S. and its allies met. Dr. Smith left.",
            "en",
            ["The U.S. and its allies met.", "Dr. Smith left."],
        ),
        ("It grew by 9.6 km. Then it stopped.", "en", ["It grew by 9.6 km.", "Then it stopped."]),
        ("Он, т. е. мэр, ушёл. Да.", "ru", ["Он, т. е. мэр, ушёл.", "Да."]),
        ("Die Brücke, z. B. hier, ist zu. Ja.", "de", ["Die Brücke, z. B. hier, ist zu.", "Ja."]),
        ("“It never stops.” Then it did.", "en", ["“It never stops.”", "Then it did."]),
        ("• They met. They left.", "en", ["• They met.", "They left."]),
        ("1. They met. They left.", "en", ["1. They met.", "They left."]),
        ("  They met.  \n  They left. ", None, ["They met.", "They left."]),
        ("1.", "en", ["1."]),
        (" \n ", "en", []),
        ("", "en", []),
    ],
)
def test_sentences(text: str, language: str | None, expected: list[str]) -> None:
    assert sentences(text, language) == expected


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("Pier | Crack\n1 | 3 mm\n2 | none") == ["Pier | Crack", "1 | 3 mm", "2 | none"]
    assert sentences("if a:\n    b") == ["if a:", "b"]


def test_a_line_break_that_keeps_lines_narrow_does_not() -> None:
    text = (
        "The old bridge over the river Ilm has been closed to\n"
        "all traffic. Engineers found cracks in two of the\n"
        "four piers."
    )
    assert sentences(text) == [
        "The old bridge over the river Ilm has been closed to\nall traffic.",
        "Engineers found cracks in two of the\nfour piers.",
    ]


def test_a_text_longer_than_the_window_keeps_its_sentences() -> None:
    one = "The bridge over the river is closed until the autumn of the next year. "
    text = one * 2000

    assert sentences(text) == [one.strip()] * 2000


@pytest.mark.parametrize(
    "text", ["a" * 90_000, "word " * 18_000, ". " * 45_000, "a" + " " * 90_000]
)
def test_a_text_without_sentences_comes_back_whole(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
