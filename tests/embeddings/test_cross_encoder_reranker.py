"""A tiny CrossEncoder with hand-set weights: passages that hold one word score high."""

from pathlib import Path
from typing import Protocol

import pytest

from bot.answer import Answered, Closest, Question, hits_of
from bot.settings import Settings
from bot.wiring import Footnote
from corpus.errors import ModelError
from corpus.filters import Filters
from embeddings.cross_encoder_reranker import CrossEncoderReranker
from embeddings.indexing.progress import Progress
from embeddings.model_folder import bundled_folder
from embeddings.retriever import RERANKED
from fake_embedder import FakeEmbedder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ferry", "bridge"]


class Saving(Protocol):
    def __call__(self, labels: int = 1) -> Path: ...


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saving:
    """Saves a model whose score is how much of a text is the word *ferry*."""

    def save(labels: int = 1) -> Path:
        import torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

        folder: Path = tmp_path_factory.mktemp("reranker")
        (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
        BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
            intermediate_size=8, layer_norm_eps=1.0,
        )  # fmt: skip
        config.num_labels = labels
        network = BertForSequenceClassification(config)
        # Attention without preference carries the mean of all tokens to the first one, from
        # whose first coordinate the score is read.
        through = ("self.value.weight", "attention.output.dense.weight", "pooler.dense.weight")
        with torch.no_grad():
            for name, weights in network.named_parameters():
                weights.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
                if name.endswith(through):
                    weights.copy_(torch.eye(8))
                elif name.endswith("word_embeddings.weight"):
                    weights[WORDS.index("ferry"), 0] = 1.0
                elif name == "classifier.weight":
                    weights[0, 0] = 3.0
        network.save_pretrained(folder)
        return folder

    return save


@pytest.fixture(scope="module")
def model(saved: Saving) -> Path:
    return saved()


def test_scores_are_the_models_own(model: Path) -> None:
    reranker = CrossEncoderReranker(str(model))
    first, second, third = reranker.scores("when", ["bridge", "ferry ferry", "ferry bridge"])
    assert second > third > first
    assert reranker.scores("when \ud800", ["ferry\0"])[0] > first
    assert reranker.scores("when", []) == []


PARAGRAPHS = [
    *(f"The bridge number {number} was closed on Monday." for number in range(10)),
    *(f"Boat number {number} lies in the harbour, near a bridge." for number in range(20)),
]
FERRY = "The bridge was closed on Monday, and a ferry, the ferry, the old ferry, went instead."


def opened(folder: Path, reranker: str | None, *more: str) -> Footnote:
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for number, text in enumerate([*PARAGRAPHS, FERRY, *more]):
        (documents / f"{number}.md").write_text(f"{text}\n")
    settings = Settings(documents_dir=documents, data_dir=folder / "data", reranker_model=reranker)
    footnote = Footnote(settings, FakeEmbedder())
    footnote.indexer.run(footnote.root, (), Progress())
    return footnote


QUESTION = "Which bridge was closed on Monday?"


def test_the_first_passages_follow_its_scores(tmp_path: Path, model: Path) -> None:
    plain, ordered = opened(tmp_path, None), opened(tmp_path, str(model))
    generation = plain.live.current()
    before = plain.retriever(generation).retrieve(QUESTION, 31, Filters())
    after = ordered.retriever(ordered.live.current()).retrieve(QUESTION, 31, Filters())
    texts = [hit.passage.text for hit in before.hits]
    assert texts[0] != FERRY
    assert texts.index(FERRY) < RERANKED
    scores = [hit.reranked for hit in after.hits if hit.reranked is not None]
    assert after.hits[0].passage.text == FERRY
    assert len(scores) == RERANKED
    assert scores == sorted(scores, reverse=True)
    assert {hit.passage.text for hit in after.hits[:RERANKED]} == set(texts[:RERANKED])
    assert [hit.passage.text for hit in after.hits[RERANKED:]] == texts[RERANKED:]
    assert (after.evidence, after.coverage) == (before.evidence, before.coverage)
    assert {hit.reranked for hit in before.hits} == {None}


def test_answers_come_in_its_order(tmp_path: Path, model: Path) -> None:
    answer = opened(tmp_path, str(model)).answerer().answer(Question(QUESTION, limit=1))
    assert isinstance(answer, Answered | Closest)
    assert [hit.passage.text for hit in hits_of(answer)] == [FERRY]


def test_what_proved_the_answer_stays_in_it(tmp_path: Path, model: Path) -> None:
    another = f"{FERRY.replace('Monday', 'Friday')} Another ferry, a ferry."  # of another story
    plain, ordered = opened(tmp_path, None, another), opened(tmp_path, str(model), another)
    before = plain.retriever(plain.live.current()).retrieve(QUESTION, 3, Filters())
    proof = max(before.hits, key=lambda hit: hit.evidence).passage.text
    after = ordered.retriever(ordered.live.current())
    ferries = [hit.passage.text for hit in after.retrieve(QUESTION, 3, Filters()).hits[:2]]
    assert set(ferries) == {FERRY, another}
    few = after.retrieve(QUESTION, 2, Filters())
    assert [hit.passage.text for hit in few.hits] == [ferries[0], proof]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("./no-such-model", "RERANKER_MODEL is './no-such-model', but there is no such folder"),
        ("no-such-model", r"no-such-model, which RERANKER_MODEL names, is not on this machine"),
        (str(bundled_folder()), "not trained to give one score"),
    ],
)
def test_what_is_no_reranker_is_refused(name: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        CrossEncoderReranker(name).load()


def test_several_scores_and_damage_are_refused(saved: Saving) -> None:
    with pytest.raises(ModelError, match=r"RERANKER_MODEL names.*(one score|converted|scalar)"):
        CrossEncoderReranker(str(saved(labels=3))).load()
    broken = saved()
    (broken / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"RERANKER_MODEL names, cannot be used.*leave it empty"):
        CrossEncoderReranker(str(broken)).load()


def test_a_missing_one_is_told_before_the_first_question(tmp_path: Path) -> None:
    footnote = opened(tmp_path, str(tmp_path / "gone"))
    with pytest.raises(ModelError, match="RERANKER_MODEL is"):
        footnote.prepare_model()
