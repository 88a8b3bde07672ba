import hashlib
import json
import math
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Answer, Closest, Question, Reason
from bot.answer_json import answer_to_json, dumps, error_to_json, notice_to_json
from corpus.document import Metadata
from corpus.filters import Filters
from golden_text import GoldenText
from hand_made import BARE, LONG_PASSAGE, NEWS, TALKS, TOLD_ELSEWHERE, answered, hit

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "answer.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)

LIMITED = Question(
    "Що сталося?", Filters(("Example Times", "talks"), date(2025, 5, 1), date(2025, 5, 31))
)
ODD = "\u202e\x1b[2J\x07 \x85 שלום 😀 e\u0301 \u2028 \ufeff \\ \" '"

ASKED = 'Where were "peace talks" in +Kyiv -"9 May"?'

ANSWERS: dict[str, Answer] = {
    "answered": answered(*TALKS),
    "answered-with-limits": replace(answered(*TALKS), question=LIMITED),
    "answered-with-nothing-known": answered(hit("Words.", metadata=BARE)),
    "answered-with-odd-text": answered(
        hit(ODD, metadata=Metadata(ODD, ODD, ODD, date(1, 1, 1), ODD, "he"), document=ODD),
        question=ODD,
    ),
    "told-elsewhere": answered(TOLD_ELSEWHERE),
    "closest": Closest(Question("?"), TALKS[:1], Reason.WEAK_MATCH, "?", 0.04),
    "closest-without-its-phrase": Closest(
        Question(ASKED),
        TALKS[:1],
        Reason.WEAK_MATCH,
        "Where were peace talks in Kyiv?",
        0.04,
        ("peace talks",),
    ),
}
ANSWERS["closest-in-another-language"] = Closest(
    Question("?"), TALKS[:1], Reason.WEAK_MATCH, "?", 0.04, foreign_to=("en", "ru")
)
ANSWERS |= {
    f"abstained-{reason}": Abstained(Question("", LIMITED.filters), reason, "", 0.0)
    for reason in Reason
}


def faults(value: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(value)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("explain", [False, True], ids=["", "explained"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_answers_keep_the_contract(answer: Answer, explain: bool) -> None:
    line = dumps(answer_to_json(answer, explain=explain))
    assert faults(json.loads(line)) == []


def test_a_note_is_told_only_where_there_is_one() -> None:
    for name, answer in ANSWERS.items():
        told = answer_to_json(answer).get("note")
        if name == "closest-in-another-language":
            assert isinstance(told, str)
            assert told.startswith("The documents are in English and Russian; with this model I ")
        else:
            assert told is None


def test_versions_are_told() -> None:
    value = json.loads(dumps(answer_to_json(ANSWERS["told-elsewhere"])))
    (passage,) = value["passages"]
    assert [(it["document"], it["same"]) for it in passage["also_in"]] == [
        ("all.zip/istanbul.md", True),
        ("a.md", False),
        ("notes.md", True),
        ("c.md", False),
    ]
    assert passage["told_differently_in"] == [
        {
            "document": "d.md",
            "title": "No ceasefire from talks",
            "publisher": NEWS.publisher,
            "published": "2025-05-16",
            "url": NEWS.url,
            "paragraph": 1,
            "differences": ["less than three hours", "not", "10"],
            "contrasts": [
                {"told": "less than three hours", "in_place_of": "more than two days"},
                {"told": None, "in_place_of": "not"},
                {"told": "10", "in_place_of": None},
            ],
        }
    ]
    assert not faults(value)
    del passage["told_differently_in"][0]["contrasts"]
    assert faults(value)


def test_operators_are_told() -> None:
    value = answer_to_json(ANSWERS["closest-without-its-phrase"])
    assert value["question"] == ASKED
    assert value["words"] == {
        "phrases": ["peace talks"],
        "required": ["Kyiv"],
        "excluded": ["9 May"],
        "unheld": ["peace talks"],
    }


def test_errors_keep_the_contract() -> None:
    value = error_to_json("The folder is missing.")
    assert value == {"version": 1, "error": "The folder is missing."}
    assert faults(value) == []


def test_a_notice_is_neither_an_answer_nor_an_error() -> None:
    value = notice_to_json("Your next question stands alone.")
    assert value == {"version": 1, "notice": "Your next question stands alone."}
    assert faults(value) == []
    assert faults({**value, "status": "answered"}) != []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("version", 2),
        ("status", "maybe"),
        ("reason", "weak_match"),
        ("reason", "tired"),
        ("passages", []),
        ("took_ms", -1),
        ("filters", {"source": None, "since": None, "until": None}),
        ("filters", {"source": [], "since": "yesterday", "until": None}),
    ],
)
def test_the_schema_refuses_what_breaks_the_contract(key: str, value: object) -> None:
    assert faults(answer_to_json(ANSWERS["answered"]) | {key: value})


@pytest.mark.parametrize("key", ["text", "highlights", "page", "sha256", "document_sha256"])
def test_the_schema_wants_every_field_of_a_passage(key: str) -> None:
    whole = json.loads(dumps(answer_to_json(ANSWERS["answered"])))
    del whole["passages"][1][key]
    assert faults(whole)


def test_fields_may_be_added() -> None:
    whole = json.loads(dumps(answer_to_json(ANSWERS["answered"])))
    whole["later"] = whole["passages"][0]["later"] = 1
    assert faults(whole) == []


def test_the_fields_and_their_order() -> None:
    value = answer_to_json(ANSWERS["answered-with-limits"], explain=True)
    *always, note = SCHEMA["$defs"]["answer"]["properties"]
    assert note == "note"
    assert list(value) == always
    passages = value["passages"]
    assert isinstance(passages, list)
    assert [list(passage) for passage in passages if isinstance(passage, dict)] == [
        list(SCHEMA["$defs"]["passage"]["properties"])
    ] * 4


def test_an_answer_as_json(snapshot: SnapshotAssertion) -> None:
    value = answer_to_json(ANSWERS["answered-with-limits"], explain=True)
    assert dumps(value, indent=2) + "\n" == snapshot(extension_class=GoldenText)


def test_a_passage_tells_what_it_is() -> None:
    text = "Перше. Second one."
    found = hit(text, highlights=[(7, 18)], page=3, ordinal=2)
    (passage,) = json.loads(dumps(answer_to_json(answered(found))))["passages"]
    (start, end), *others = passage["highlights"]
    assert (passage["text"], text[start:end], others) == (text, "Second one.", [])
    assert passage["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert passage["document_sha256"] == found.passage.citation.document_sha256
    assert passage["end"] - passage["start"] == len(text)
    assert (passage["published"], passage["url"]) == ("2025-05-16", NEWS.url)
    assert (passage["paragraph"], passage["paragraph_end"], passage["page"]) == (2, 2, 3)
    assert passage["score"] == 0.8312
    assert "explain" not in passage


def test_a_program_gets_the_whole_text_and_is_told_what_to_show() -> None:
    answer = answer_to_json(answered(replace(LONG_PASSAGE, best=1)))
    (passage,) = json.loads(dumps(answer))["passages"]
    assert passage["text"] == LONG_PASSAGE.passage.text
    start, end = passage["window"]
    assert passage["text"][start:end].startswith("Sentence 09 ")
    assert all(start <= first < last <= end for first, last in passage["highlights"])
    assert passage["best_highlight"] == 1


def test_nothing_marked_has_no_best() -> None:
    (passage,) = json.loads(dumps(answer_to_json(answered(hit("A.")))))["passages"]
    assert (passage["highlights"], passage["best_highlight"]) == ([], None)
    assert passage["window"] == [0, 2]


def test_what_is_unknown_is_null() -> None:
    (passage,) = json.loads(dumps(answer_to_json(answered(hit("A.", metadata=BARE)))))["passages"]
    unknown = ("title", "publisher", "author", "published", "url", "language", "page")
    assert [passage[key] for key in unknown] == [None] * 7


def test_explain_tells_the_figures_in_rank_order() -> None:
    passages = json.loads(dumps(answer_to_json(answered(*TALKS), explain=True)))["passages"]
    assert [passage["explain"]["rank"] for passage in passages] == [1, 2, 3, 4]
    assert passages[0]["explain"] == {
        "rank": 1,
        "cosine": 0.6512,
        "sentence": 0.7099,
        "bm25": 7.2346,
        "coverage": 0.75,
        "fused": 1.21,
    }


def test_time_is_told_in_tenths_of_a_millisecond() -> None:
    assert answer_to_json(replace(answered(TALKS[0]), took_ms=11.26))["took_ms"] == 11.3


# Two halves of a surrogate pair, side by side, are one character in JSON. Nothing makes them here.
SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@given(st.text(st.characters()).filter(lambda text: not SURROGATE_PAIR.search(text)))
def test_any_text_is_one_safe_line_and_reads_back_exactly(text: str) -> None:
    line = dumps({"text": text, "list": [text]})
    assert json.loads(line) == {"text": text, "list": [text]}
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert not any(
        character < " " or "\x7f" <= character <= "\x9f" or "\u202a" <= character <= "\u202e"
        for character in line
    )


def test_what_would_steer_a_terminal_or_break_a_line_is_escaped() -> None:
    codes = [*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F)]
    text = "".join(map(chr, [*codes, *range(0x2066, 0x206A), 0xDC80]))
    assert dumps({"text": text}).isascii()
    assert json.loads(dumps({"text": text})) == {"text": text}


def test_letters_of_all_scripts_stand_as_they_are() -> None:
    assert dumps({"text": "Мир, שלום, 和平 😀"}) == '{"text": "Мир, שלום, 和平 😀"}'


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps({"score": math.nan})
