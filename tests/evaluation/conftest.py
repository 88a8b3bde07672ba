"""A small question set on disk, and settings for measuring it with a fake model."""

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from fake_embedder import FakeEmbedder

PASSAGES = {
    "bridge": "The old bridge over the river was closed on Monday. Engineers found rust in it.",
    "ferry": "A ferry carries passengers across the water. It leaves twice in every hour.",
    "comet": "A comet was seen above the observatory. Eleven schoolchildren watched it.",
    "market": "The <b>market</b> sells cheese & onions. Its stalls open <i>early</i>.",
}
QUERIES: list[dict[str, object]] = [
    {"query_id": "q1", "text": "When was the old bridge closed?", "answer": "on Monday",
     "astart": PASSAGES["bridge"].index("on Monday")},
    {"query_id": "q2", "text": "How often does the ferry leave?", "answer": "",
     "answers": ["twice in every hour"], "astart": -1},
    {"query_id": "q3", "text": "Who watched a comet above the observatory?",
     "answer": "Eleven schoolchildren"},
    {"query_id": "q4", "text": "Who painted the old bridge?", "answerable": False, "answers": []},
]  # fmt: skip
QRELS = {"q1": "bridge", "q2": "ferry", "q3": "comet"}


def write_set(
    folder: Path, passages: dict[str, str], queries: list[dict[str, object]], qrels: dict[str, str]
) -> Path:
    """A question set in ``folder``, its documents titled like its passages."""
    folder.mkdir()
    corpus = [
        {"doc_id": name, "passage_id": name, "title": f"The {name}", "text": text, "lang": "en"}
        for name, text in passages.items()
    ]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in corpus))
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in queries))
    lines = ["query-id\tcorpus-id\tscore", *(f"{it}\t{name}\t1" for it, name in qrels.items())]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A set with four passages, three answerable questions and one that is not."""
    return write_set(tmp_path / "town", PASSAGES, QUERIES, QRELS)


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """A set about something else, one passage excepted."""
    passages = {"bread": "Knead the dough for ten minutes.", "ferry": PASSAGES["ferry"]}
    queries: list[dict[str, object]] = [
        {"query_id": "k1", "text": "How long is dough kneaded?"},
        {"query_id": "k2", "text": "How often does the ferry leave?"},
        {"query_id": "k3", "text": "What is yeast?", "answerable": False},
    ]
    return write_set(tmp_path / "kitchen", passages, queries, {"k1": "bread", "k2": "ferry"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def fake() -> FakeEmbedder:
    return FakeEmbedder(dim=512)
