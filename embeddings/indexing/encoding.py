"""Vectors of passages and questions: from the cache where it has them, from the model otherwise."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from corpus.document import Span
from embeddings.ports import EmbeddedText, EmbedderSpec, Encoder, PassageVectors, Vector
from embeddings.vector_cache import VectorCache


class Encoding:
    """A model, and the cache of all that it has encoded.

    Args:
        encoder: the model; loaded only when something must be encoded.
        cache: vectors of every text that was encoded before.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self.encoder = encoder
        self.cache = cache

    @property
    def spec(self) -> EmbedderSpec:
        """What the vectors are comparable with."""
        return self.encoder.spec

    def passages(self, texts: Sequence[EmbeddedText]) -> tuple[list[PassageVectors], int]:
        """Vectors of ``texts``, in order, and how many the model had to make.

        Raises:
            ModelError: if something must be encoded and the model cannot be used.
            StoreError: if the cache cannot be read or written.
        """
        cached = self.cache.get_many(self.spec, texts)
        missing = [place for place, entry in enumerate(cached) if entry is None]
        if missing:
            wanted = [texts[place] for place in missing]
            made = self.encoder.encode_passages(wanted)
            self.cache.put_many(self.spec, wanted, made)
            for place, entry in zip(missing, made, strict=True):
                cached[place] = entry
        return [entry for entry in cached if entry is not None], len(missing)

    def questions(self, texts: Sequence[str]) -> list[Vector]:
        """``texts`` as the model encodes questions; kept beside the passages once made.

        Raises:
            ModelError: if something must be encoded and the model cannot be used.
            StoreError: if the cache cannot be read or written.
        """
        wanted = [_as_question(text) for text in texts]
        cached = self.cache.get_many(self.spec, wanted)
        missing = [place for place, entry in enumerate(cached) if entry is None]
        for place in missing:
            vector = self.encoder.encode_query(texts[place])
            cached[place] = PassageVectors(vector[np.newaxis], vector[np.newaxis])
        made = [(wanted[place], entry) for place in missing if (entry := cached[place])]
        self.cache.put_many(self.spec, [text for text, _ in made], [entry for _, entry in made])
        return [entry.windows[0] for entry in cached if entry is not None]

    def forget_others(self, texts: Iterable[EmbeddedText], questions: Iterable[str]) -> None:
        """Drop the vectors of everything but ``texts`` and ``questions``, which come once.

        Raises:
            StoreError: if the cache cannot be written.
        """
        needed = chain(texts, map(_as_question, questions))
        self.cache.prune(self.cache.key(self.spec, text) for text in needed)


def _as_question(text: str) -> EmbeddedText:
    """Where a question's vector is cached: no passage has such a context, for none holds a NUL."""
    return EmbeddedText("\x00", text, (Span(0, len(text)),))
