"""The questions about the sample articles say what is true of the articles."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bot.evaluating import run
from bot.settings import Settings, sample_articles
from bot.small_talk import small_talk
from embeddings.evaluation.question_set import Kind, Row, gold_answers, rows_of
from fake_embedder import FakeEmbedder

HERE = Path(__file__).parent
SINGLE = HERE / "sample_questions.jsonl"
FOLLOWING = HERE / "sample_conversations.jsonl"
KINDS = {"hard", "off_topic", "small_talk"}

single = list(rows_of(SINGLE))
following = list(rows_of(FOLLOWING))
answerable = [row for row in (*single, *following) if row["answerable"]]
articles = {path.name: path.read_text("utf-8") for path in sample_articles().glob("*.md")}


def documents(row: Row) -> list[str]:
    stated = row["document"]
    return [str(name) for name in stated] if isinstance(stated, list) else [str(stated)]


def identity(row: Row) -> str:
    return str(row["query_id"])


def test_each_question_has_a_name_of_its_own() -> None:
    rows = (*single, *following)
    assert max(Counter(map(identity, rows)).values()) == 1
    assert max(Counter(str(row["text"]).casefold() for row in single).values()) == 1


@pytest.mark.parametrize("row", answerable, ids=identity)
def test_every_stated_answer_stands_in_its_documents(row: Row) -> None:
    texts = [articles[name] for name in documents(row)]
    for answer in gold_answers(row):
        assert any(answer in text for text in texts)


@pytest.mark.parametrize(
    "row", [row for row in (*single, *following) if not row["answerable"]], ids=identity
)
def test_an_unanswerable_question_says_of_what_kind_it_is(row: Row) -> None:
    assert row["kind"] in KINDS
    assert not row.keys() & {"answer", "answers", "document"}


def test_small_talk_is_what_the_bot_takes_for_it() -> None:
    for row in (*single, *following):
        assert bool(small_talk(str(row["text"]))) == (row.get("kind") == "small_talk"), row["text"]


def test_the_set_is_varied() -> None:
    languages = Counter(str(row["lang"]) for row in single)
    kinds = Counter(str(row.get("kind")) for row in single)
    assert 120 <= len(single) <= 140
    assert languages["ru"] >= 15
    assert languages["uk"] >= 15
    assert 0.3 <= sum(not row["answerable"] for row in single) / len(single) <= 0.4
    assert kinds["hard"] > kinds["off_topic"] > 0
    assert {name for row in answerable for name in documents(row)} == articles.keys()


def test_no_question_is_copied_from_the_articles() -> None:
    stretches = {
        tuple(words[start : start + 6])
        for text in articles.values()
        for words in [text.casefold().split()]
        for start in range(len(words) - 5)
    }
    for row in single:
        words = str(row["text"]).casefold().rstrip("?").split()
        copied = [words[at : at + 6] for at in range(len(words) - 5)]
        assert not stretches.intersection(map(tuple, copied)), row["text"]


def test_a_conversation_grows_by_one_question_at_a_time() -> None:
    histories = [row["history"] for row in following]
    turns = Counter(len(it) for it in histories if isinstance(it, list))
    assert turns.keys() == {1, 2, 3}
    assert turns.total() == len(following) >= 20
    for before, after in pairwise(following):
        earlier, later = before["history"], after["history"]
        assert isinstance(earlier, list)
        assert isinstance(later, list)
        assert all(isinstance(it, str) and it for it in later)
        assert after["text"] not in later
        if len(later) > 1:
            assert later[: len(earlier)] == earlier


@pytest.mark.parametrize("path", [SINGLE, FOLLOWING], ids=lambda path: path.stem)
def test_the_loader_finds_each_answer_in_a_passage(path: Path, settings: Settings) -> None:
    questions, _ = run(settings, path, None, FakeEmbedder(dim=64))
    asked = [row for row in rows_of(path) if row.get("kind") != "small_talk"]
    assert len(questions.queries) == len(asked)
    expected = Counter(str(row.get("kind", "answerable")) for row in asked)
    kinds = Counter(query.kind for query in questions.queries)
    assert kinds[Kind.ANSWERABLE] == expected["answerable"] == len(questions.qrels)
    assert kinds[Kind.UNANSWERABLE] == expected["hard"]
    assert kinds[Kind.OFF_TOPIC] == expected["off_topic"]


def test_both_files_are_as_a_program_writes_them() -> None:
    for path in (SINGLE, FOLLOWING):
        lines = path.read_text("utf-8").splitlines()
        assert [json.dumps(json.loads(line), ensure_ascii=False) for line in lines] == lines
