"""An embedder for fast tests: hashed words instead of a model, the same on every machine."""

import hashlib
from collections.abc import Sequence

import numpy as np

from embeddings.analyzer import Analyzer
from embeddings.ports import EmbeddedText, EmbedderSpec, Matrix, PassageVectors, Vector


class FakeEmbedder:
    """Texts that share stemmed words lie near each other. Implements both encoder ports.

    ``encoded`` counts the passages that went through, ``asked`` the questions: what a cache is
    meant to save.
    """

    def __init__(self, model: str = "fake", dim: int = 64, language: str | None = None) -> None:
        self.spec = EmbedderSpec(
            model=model, revision=f"bag-of-words-{dim}", dim=dim, language=language
        )
        self.encoded = 0
        self.asked = 0
        self._analyzer = Analyzer()

    def encode_passages(self, texts: Sequence[EmbeddedText]) -> list[PassageVectors]:
        self.encoded += len(texts)
        return [
            PassageVectors(
                windows=self._rows([text.context + text.text]),
                sentences=self._rows([span.of(text.text) for span in text.sentences]),
            )
            for text in texts
        ]

    def encode_query(self, text: str) -> Vector:
        self.asked += 1
        query: Vector = self._rows([text])[0]
        return query

    def _rows(self, texts: Sequence[str]) -> Matrix:
        vectors = np.full((len(texts), self.spec.dim), 1e-3, dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for term in self._analyzer.terms(text, None):
                digest = hashlib.sha256(term.encode()).digest()
                vector[int.from_bytes(digest[:4]) % self.spec.dim] += 1 if digest[4] % 2 else -1
        unit: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
