"""Conversations of a question set, replayed with a fake model."""

import json
from pathlib import Path

from bot.evaluating import run
from bot.follow_ups.follow_up import context_of_reply
from bot.replaying import ConversationReplayer, RecordingAnswerer
from bot.settings import Settings
from embeddings.evaluation.measures import Measure, summarise
from embeddings.evaluation.results import QueryResult
from embeddings.evaluation.talks import Talk, replay
from evaluation.conftest import write_set
from fake_embedder import FakeEmbedder
from hand_made import FakeAnswerer


def results_of(settings: Settings, place: Path, fake: FakeEmbedder) -> dict[str, QueryResult]:
    return {it.id: it for it in run(settings, place, None, fake)[1].results}


def test_conversations_are_replayed(tmp_path: Path, settings: Settings, fake: FakeEmbedder) -> None:
    passages = {
        "ada": "Ada Lovelace wrote the first program. She was born in London.",
        "babbage": "Charles Babbage designed an engine. He was born in Walworth.",
        "bridge": "The old bridge over the river was closed on Monday.",
    }
    gold: dict[str, object] = {"topic": "The", "section": "nothing"}
    queries: list[dict[str, object]] = [
        {"query_id": "a1", "text": "Who wrote the first program?", "history": []},
        {"query_id": "a2", "text": "Where was Ada Lovelace born?", "lastturn": "And her birth?",
         "history": ["What did Ada Lovelace write?"], "rewrite": "Where was Ada Lovelace born?",
         "topic": "The ada"},
        {"query_id": "b2", "text": "Where was Charles Babbage born?",
         "lastturn": "And his birth?", "history": ["What did Charles Babbage design?", "thanks"],
         **gold},
    ]  # fmt: skip
    qrels = {"a1": "ada", "a2": "ada", "b2": "babbage"}
    folder = write_set(tmp_path / "people", passages, queries, qrels)
    results = results_of(settings, folder, fake)
    assert results["a1"].replayed is None
    for name, right in (("a2", "ada"), ("b2", "babbage")):
        replayed = results[name].replayed
        assert replayed is not None
        assert replayed.replayed[0] == right
        assert replayed.elsewhere is not None
        assert replayed.elsewhere[0] == right
    figures = summarise(list(results.values()))
    assert figures[Measure.FOLLOW_UP_NDCG_10].value == 1
    assert figures[Measure.LAST_TURN_NDCG_10].value < 1
    assert figures[Measure.HARM].value == 0
    off = results_of(settings.model_copy(update={"follow_ups": False}), folder, fake)
    again = summarise(list(off.values()))
    assert again[Measure.FOLLOW_UP_NDCG_10] == again[Measure.LAST_TURN_NDCG_10]


def test_a_document_question_with_a_history_is_a_follow_up(
    tmp_path: Path, fake: FakeEmbedder
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bridge.md").write_text("# Bridge\n\nThe bridge was closed on Monday.\n")
    settings = Settings(documents_dir=documents, data_dir=tmp_path / "data")
    path = tmp_path / "own.jsonl"
    row = {"query_id": "1", "text": "And when?", "history": ["Which bridge was closed?"],
           "answer": "on Monday", "document": "bridge.md"}  # fmt: skip
    path.write_text(json.dumps(row) + "\n")
    replayed = results_of(settings, path, fake)["1"].replayed
    assert replayed is not None
    assert replayed.replayed == ("bridge.md#1",)
    assert replayed.given is replayed.elsewhere is None


class CountingAnswerer(FakeAnswerer, RecordingAnswerer):
    """Counts what it is asked, and finds nothing."""


def test_a_gold_title_feeds_nothing_but_its_own_figure() -> None:
    answerer = CountingAnswerer()
    talk = Talk(("Which bridge?",), "Is it old?", "The bridge - History", rewritten=True)
    other = Talk(("Which ferry?",), "Is it new?", "The ferry - History")
    replayed = replay(
        "Is the bridge old?", talk, other, ConversationReplayer(answerer), lambda _: ()
    )
    assert replayed.given is not None
    titled = [
        asked for asked in answerer.asked if asked.context is not None and asked.context.title
    ]
    assert [(asked.text, asked.context) for asked in titled] == [
        ("Is it old?", context_of_reply("Is it old?", "Which bridge?", "The bridge - History"))
    ]
    told = " ".join(asked.text for asked in answerer.asked)
    assert "History" not in told


def test_what_conversations_share_is_asked_once() -> None:
    answerer = CountingAnswerer()
    replayer = ConversationReplayer(answerer)
    replayer.last_of(("talks", "why?", "where?"))
    replayer.last_of(("talks", "why?", "when?"))
    replayer.last_of(("talks", "why?"))
    assert [question.text for question in answerer.asked] == ["talks", "why?", "where?", "when?"]
    where, when = (question.context for question in answerer.asked[2:])
    assert where is not None
    assert when is not None
    assert when.asked == where.asked
