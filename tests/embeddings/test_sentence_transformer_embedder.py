"""The real model, and small models of other make, through sentence-transformers itself."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.document import Span
from corpus.errors import ModelError
from embeddings.loaded_model import LoadedModel, Output, load_model
from embeddings.model_folder import bundled_folder
from embeddings.ports import EmbeddedText, KnowsWords, Matrix, Vector
from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SENTENCES = (
    "The first face-to-face talks in three years were held in Istanbul.",
    "They lasted less than two hours!",
    "Did Kyiv accept what was asked for?",
    "It turned the terms down, and nobody was surprised.",
)
RUSSIAN = "Российские войска продолжили наступление под Покровском, говорится в сообщении. "


def embedded(context: str, *sentences: str) -> EmbeddedText:
    """A text of ``sentences`` with a space between them."""
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    spans = tuple(Span(start, end - 1) for start, end in pairwise(starts))
    return EmbeddedText(context, " ".join(sentences), spans)


def cosine(one: Vector, other: Vector) -> float:
    return float(np.dot(one, other))


def lowest_cosine(some: Matrix, others: Matrix) -> float:
    """The lowest of the cosines of each row with the row in its place."""
    assert some.shape == others.shape
    return float(np.sum(some * others, axis=1).min())


def reference(folder: Path) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def bundled() -> SentenceTransformerEmbedder:
    embedder = SentenceTransformerEmbedder("all-MiniLM-L6-v2")
    embedder.load()
    return embedder


def test_nothing_heavy_happens_before_the_first_text_and_nothing_is_printed() -> None:
    script = (
        "import sys\n"
        "from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder\n"
        "embedder = SentenceTransformerEmbedder('all-MiniLM-L6-v2')\n"
        "assert embedder.spec.dim == 384\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'huggingface_hub', 'faiss'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
        "assert embedder.encode_query('why?').shape == (384,)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_vectors_are_those_of_sentence_transformers(bundled: SentenceTransformerEmbedder) -> None:
    texts = [embedded("Talks in Istanbul. ", *SENTENCES), embedded("", "Привет, мир.", "Ĳssel 🙂")]
    expected = reference(bundled_folder()).encode([text.context + text.text for text in texts])
    encoded = bundled.encode_passages(texts)
    for vectors, exact in zip(encoded, expected, strict=True):
        assert lowest_cosine(vectors.windows, exact[np.newaxis]) > 0.998
    for text, exact in zip(texts, expected, strict=True):
        query = bundled.encode_query(text.context + text.text)
        assert cosine(query, exact) > 0.99999


def test_sentence_vectors_are_means_of_their_tokens(bundled: SentenceTransformerEmbedder) -> None:
    text = embedded("", *SENTENCES)
    model = reference(bundled_folder())
    tokens = model.encode(text.text, output_value="token_embeddings").numpy()
    lengths = [len(model.tokenizer(part)["input_ids"]) - 2 for part in SENTENCES]
    ends = np.cumsum([1, *lengths])
    (vectors,) = bundled.encode_passages([text])
    for sentence, (start, end) in zip(vectors.sentences, pairwise(ends.tolist()), strict=True):
        mean = tokens[start:end].mean(axis=0)
        assert cosine(sentence, mean / np.linalg.norm(mean)) > 0.998


def test_a_long_text_is_read_to_its_end(bundled: SentenceTransformerEmbedder) -> None:
    last = "Погода в Амстердаме завтра будет солнечной и тёплой."
    text = embedded("Сводка. ", *[RUSSIAN.strip()] * 40, last)
    assert len(text.text) > 3000
    (vectors,) = bundled.encode_passages([text])
    assert len(vectors.windows) > 5
    assert vectors.sentences.shape == (41, 384)
    assert np.isfinite(vectors.sentences).all()
    query = bundled.encode_query(last)
    assert (vectors.windows @ query).argmax() == len(vectors.windows) - 1
    assert (vectors.sentences @ query).argmax() == 40


def test_a_sentence_over_the_window_is_read_to_its_end(
    bundled: SentenceTransformerEmbedder,
) -> None:
    (vectors,) = bundled.encode_passages([embedded("", RUSSIAN * 20)])
    assert len(vectors.windows) > 2
    assert vectors.sentences.shape == (1, 384)
    mean = vectors.windows.mean(axis=0)
    assert cosine(vectors.sentences[0], mean / np.linalg.norm(mean)) > 0.95


def test_company_does_not_change_a_vector(bundled: SentenceTransformerEmbedder) -> None:
    texts = [embedded("", *SENTENCES[:n]) for n in range(1, 5)] * 20
    together = bundled.encode_passages(texts)
    for text, vectors in zip(texts[:4], together[:4], strict=True):
        (alone,) = bundled.encode_passages([text])
        assert lowest_cosine(vectors.windows, alone.windows) > 0.998
        assert lowest_cosine(vectors.sentences, alone.sentences) > 0.998


def test_threads_load_once_and_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Path] = []

    def count(folder: Path) -> object:
        loads.append(folder)
        return load_model(folder)

    monkeypatch.setattr("embeddings.sentence_transformer_embedder.load_model", count)
    embedder = SentenceTransformerEmbedder("all-MiniLM-L6-v2")
    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(embedder.encode_query, ["Where were the talks?"] * 8))
    assert len(loads) == 1
    assert all(np.allclose(vector, vectors[0], atol=1e-6) for vector in vectors)


def changed(folder: Path, name: str, content: bytes) -> SentenceTransformerEmbedder:
    """The bundled model with one file exchanged."""
    shutil.copytree(bundled_folder(), folder, copy_function=os.symlink)
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    return SentenceTransformerEmbedder(str(folder))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("model.safetensors", b"no weights at all", "cannot be loaded"),
        ("tokenizer.json", b"{}", "cannot be loaded"),
        ("modules.json", b'[{"path": "", "type": "torch.nn.Identity"}]', "cannot be loaded"),
        (
            "modules.json",
            b'[{"path": "", "type": "sentence_transformers.models.Transformer"}]',
            "cannot be loaded",
        ),
        (
            "1_Pooling/config.json",
            b'{"embedding_dimension": 48, "pooling_mode": "mean"}',
            "makes vectors of length 384, but its configuration in .* says 48",
        ),
    ],
)
def test_a_model_that_does_not_work_is_refused_to_every_caller(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    embedder = changed(tmp_path / "model", name, content)
    for use in (embedder.load, lambda: embedder.encode_query("Why?")):
        with pytest.raises(ModelError, match=f"EMBEDDING_MODEL names, {reason}"):
            use()


def small_model(folder: Path, pooling: str, *, dense: int | None, prompts: bool) -> Path:
    """Save a transformer with random weights and the bundled model's words."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import (
        Dense,
        Normalize,
        Pooling,
        Transformer,
    )
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(3)
    base = folder / "base"
    sizes = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(sizes).save_pretrained(base)
    AutoTokenizer.from_pretrained(bundled_folder()).save_pretrained(base)
    parts = [Transformer(str(base), max_seq_length=40), Pooling(32, pooling)]
    if dense is not None:
        parts.append(Dense(32, dense))
    network = SentenceTransformer(modules=[*parts, Normalize()], device="cpu")
    if prompts:
        network.prompts = {"query": "a question: ", "document": "a passage: "}
    network.save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(
    scope="module",
    params=[("mean", None, False), ("mean", 16, True), ("cls", None, True), ("max", None, False)],
    ids=str,
)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pooling, dense, prompts = request.param
    folder = tmp_path_factory.mktemp("small")
    return small_model(folder, pooling, dense=dense, prompts=prompts)


def test_models_of_other_make_agree_with_sentence_transformers(small: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(small))
    model = reference(small)
    assert embedder.spec.dim == model.get_embedding_dimension()
    text = embedded("Talks. ", *SENTENCES[:2])
    (vectors,) = embedder.encode_passages([text])
    exact = model.encode_document([text.context + text.text])
    assert lowest_cosine(vectors.windows, exact) > 0.998
    assert cosine(embedder.encode_query("Why?"), model.encode_query("Why?")) > 0.99999
    assert np.linalg.norm(vectors.sentences, axis=1) == pytest.approx(1, abs=1e-5)
    pools = json.loads((small / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    if pools["pooling_mode"] != "mean" or embedder.spec.dim != 32:
        alone = model.encode_document([text.context + part for part in SENTENCES[:2]])
        assert lowest_cosine(vectors.sentences, alone) > 0.998


def test_a_known_family_gets_its_prompts(tmp_path: Path) -> None:
    folder = small_model(tmp_path, "mean", dense=None, prompts=False)
    named = folder.rename(tmp_path / "multilingual-e5-small")
    embedder, model = SentenceTransformerEmbedder(str(named)), reference(named)
    (vectors,) = embedder.encode_passages([embedded("", SENTENCES[0])])
    assert lowest_cosine(vectors.windows, model.encode([f"passage: {SENTENCES[0]}"])) > 0.998
    assert cosine(embedder.encode_query("Why?"), model.encode("query: Why?")) > 0.99999


def test_words_are_told_from_slips(bundled: SentenceTransformerEmbedder) -> None:
    assert isinstance(bundled, KnowsWords)
    assert all(map(bundled.has_word, ("parliament", "Snake", "percentage", "kind")))
    assert not any(map(bundled.has_word, ("parliment", "brigde", "ceasfire", "☃", "", "two words")))


def test_a_question_takes_one_thread_and_leaves_the_others_to_passages(
    bundled: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    before, seen = torch.get_num_threads(), []
    outputs = LoadedModel.outputs

    def watched(self: LoadedModel, inputs: Sequence[Sequence[int]], *, half: bool) -> list[Output]:
        seen.append(torch.get_num_threads())
        return outputs(self, inputs, half=half)

    monkeypatch.setattr(LoadedModel, "outputs", watched)
    torch.set_num_threads(2)
    try:
        bundled.encode_query("Why?")
        bundled.encode_passages([embedded("", SENTENCES[0])])
        assert seen == [1, 2]
    finally:
        torch.set_num_threads(before)
