"""Rows of JSON as they come from benchmarks, exports and scripts."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from container_files import BRIDGE, COST, FERRY, bodies, found, jsonl, texts
from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.normalise import is_blank, normalise
from corpus.readers.extraction import Extraction


def one(row: object) -> Extraction:
    (document,) = found("a.jsonl", jsonl(row)).values()
    assert isinstance(document, Extraction), document
    return document


def test_the_corpus_of_a_beir_benchmark() -> None:
    data = jsonl(
        {"_id": "4983", "title": "Bridges", "text": BRIDGE, "metadata": {}},
        {"_id": "MED-10", "title": "", "text": FERRY,
         "metadata": {"url": "https://example.org/b", "date": "2020-04-01"}},
        {"_id": "c67-2019:00", "title": "Empty", "text": "", "metadata": {}},
    )  # fmt: skip

    documents = found("corpus.jsonl", data)

    assert texts(documents) == {
        "4983": BRIDGE,
        "MED-10": FERRY,
        "line 3": "there is no text in it",
    }
    first, second = documents["4983"], documents["MED-10"]
    assert isinstance(first, Extraction)
    assert isinstance(second, Extraction)
    assert first.metadata == Metadata(title="Bridges")
    assert second.metadata == Metadata(url="https://example.org/b", published=date(2020, 4, 1))


def test_the_usual_names_of_fields() -> None:
    row = {
        "Headline": "The bridge", "Body": BRIDGE, "Source": "The Gazette", "Byline": "A. Writer",
        "Published At": "2025-05-19T08:00:00Z", "LINK": "https://example.org/a", "lang": "en-GB",
        "keywords": ["river", "bridge"], "views": 7,
    }  # fmt: skip

    assert one(row).metadata == Metadata(
        title="The bridge", publisher="The Gazette", author="A. Writer",
        published=date(2025, 5, 19), url="https://example.org/a", language="en",
        tags=("river", "bridge"),
    )  # fmt: skip


def test_fields_may_be_called_what_their_owner_says() -> None:
    rows = [{"kopf": "Brücke", "inhalt": BRIDGE, "text": "x"}, {"Inhalt": FERRY}, {"text": "x"}]
    said = {"text": "Inhalt", "title": "Kopf"}

    documents = found("a.jsonl", jsonl(*rows), columns=lambda _: said)

    assert [*texts(documents).values()] == [BRIDGE, FERRY, "there is no text in it"]
    first = documents["line-1"]
    assert isinstance(first, Extraction)
    assert first.metadata == Metadata(title="Brücke")


def test_paragraphs_of_a_text() -> None:
    document = one({"text": f"{BRIDGE}\r\n\r\n{FERRY}"})
    assert [block.span.of(document.text) for block in document.blocks] == [BRIDGE, FERRY]
    assert one({"paragraph": [BRIDGE, FERRY]}) == document


def test_a_text_takes_no_title_from_its_first_line() -> None:
    document = one({"text": f"Old Bridge Closed\n\n{BRIDGE}\n\nhttps://example.org/a"})
    assert document.metadata == Metadata()
    assert len(document.blocks) == 3


def test_more_rows_than_can_be_read_in_any_sensible_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.containers.member.MOST_ROWS", 3)
    rows = [{"text": BRIDGE}] * 4
    assert len(found("a.jsonl", jsonl(*rows[:3]))) == 3
    with pytest.raises(ReadingError, match="more than 3 documents; split it"):
        found("a.jsonl", jsonl(*rows))


def test_ids_become_names_that_mean_nothing_else() -> None:
    rows = [{"id": it, "text": BRIDGE} for it in (
        "https://example.org/a#1", "50%", 17, "a b", "..", "x\n", "", None, True, "y" * 300,
        "\u202e", "\ud800", 10**40, 1.5, ["a"], "17", "line-16",
    )]  # fmt: skip

    assert list(found("a.jsonl", jsonl(*rows))) == [
        "https:%2F%2Fexample.org%2Fa%231", "50%25", "17", "a b", "line-5", "x", "line-7", "line-8",
        "line-9", "line-10", "line-11", "line-12", str(10**40), "line-14", "line-15", "line-16",
        "line-17",
    ]  # fmt: skip


def test_bad_rows_cost_themselves_only() -> None:
    lines = [
        json.dumps({"text": BRIDGE}), "{", "", "[1]", '"text"', "null", '{"text": 7}',
        '{"text": "\\u0000\\u200b"}', "[" * 100_000, "9" * 5_000, '{"nothing": "here"}', "NaN",
        json.dumps({"text": COST}),
    ]  # fmt: skip

    outcome = texts(found("a.jsonl", "\n".join(lines).encode()))

    assert (outcome["line-1"], outcome["line-13"]) == (BRIDGE, COST)
    assert len(outcome) == 12
    assert outcome["line 2"] == outcome["line 9"] == outcome["line 10"] == "it is not JSON"
    assert "not an object" in outcome["line 4"]


def test_what_cannot_be_stored_is_replaced() -> None:
    assert (
        one({"text": f"a\0b \ud83d\ude00 \ud800 {BRIDGE}"}).text == f"a\ufffdb 😀 \ufffd {BRIDGE}"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_encodings(encoding: str) -> None:
    text = "Старый мост через реку закрыли для движения, сообщил в понедельник мэр города."
    data = json.dumps({"text": text}, ensure_ascii=False).encode(encoding)
    assert bodies(found("a.jsonl", data)) == [text]


def test_binary_is_refused_as_a_whole() -> None:
    with pytest.raises(ReadingError, match="binary"):
        found("a.jsonl", b'{"text": "a"}\n\0\1\2')


@given(st.lists(st.text(), max_size=8))
def test_every_text_comes_back(written: list[str]) -> None:
    data = "\n".join(json.dumps({"text": text}) for text in written).encode()
    clean = [normalise(text.replace("\0", "\ufffd")) for text in written]
    assert bodies(found("a.jsonl", data)) == [text for text in clean if not is_blank(text)]


def test_fields_that_no_line_has_are_told() -> None:
    rows = ({"text": BRIDGE, "Kopf": "Brücke"}, {"text": FERRY, "Ort": "Fell"}, {"Ort": 1})
    said = {"title": "Titel", "publisher": "ort", "url": "Kopf"}
    notes: list[str] = []
    found("a.jsonl", jsonl(*rows), columns=lambda _: said, notes=notes)
    assert notes == [
        "none of its lines has a field that sources.toml says it has (title = Titel); the first "
        "has: text, Kopf"
    ]
    found("a.jsonl", b"not JSON\n", columns=lambda _: said, notes=notes)
    assert len(notes) == 1
