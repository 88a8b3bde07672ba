"""The embedding model: a sentence-transformers model on the CPU.

Loading takes five seconds and a few hundred megabytes, so nothing of it happens before the first
text comes, or before ``load`` is called to have it done by then. Sentence vectors cost no pass of
their own: they are means of the token vectors that the passage's pass computes anyway.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.errors import ModelError
from embeddings.loaded_model import LoadedModel, Output, load_model, one_thread
from embeddings.model_folder import first_line, folder_of, read_spec
from embeddings.ports import EmbeddedText, EmbedderSpec, Matrix, PassageVectors, Vector
from embeddings.unit_rows import unit_rows
from embeddings.windows import LETTERS_A_TOKEN, Tokens, Window, plan

_BATCH = 32


_UNKNOWN_TOKENS = {"[UNK]", "<unk>"}


class SentenceTransformerEmbedder:
    """Implements ``PassageEncoder``, ``QueryEncoder`` and ``KnowsWords``.

    Safe for use by several threads. The network is never used.

    Args:
        model: ``all-MiniLM-L6-v2`` (bundled), a folder, or the name of a model on the
            Hugging Face hub that has been downloaded.
    """

    def __init__(self, model: str) -> None:
        self._name = model
        self._lock = threading.Lock()
        self._model: LoadedModel | None = None

    @cached_property
    def spec(self) -> EmbedderSpec:
        """What its vectors are comparable with; known without loading the model.

        Raises:
            ModelError: if the model is not on this machine, or is no such model.
        """
        return read_spec(self._name, self._folder)

    @cached_property
    def _folder(self) -> Path:
        return folder_of(self._name)

    def load(self) -> None:
        """Load the model, if that has not been done: to have it ready before the first question.

        Raises:
            ModelError: if it cannot be loaded.
        """
        self._loaded()

    def encode_query(self, text: str) -> Vector:
        """The question's unit vector, shape (dim,), float32; what is over the window is cut.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        model = self._loaded()
        room = model.frame.room
        whole = self.spec.query_prompt + text[: room * LETTERS_A_TOKEN]
        ids = model.frame.around(model.encoded(whole).ids[:room])
        with one_thread():
            return unit_rows(model.outputs([ids], half=False)[0].pooled)

    def has_word(self, word: str) -> bool:
        """Whether ``word`` is one token: tokenizers keep whole what they have often seen.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        model = self._loaded()
        ids = model.encoded(word).ids
        return len(ids) == 1 and model.tokenizer.id_to_token(ids[0]) not in _UNKNOWN_TOKENS

    def encode_passages(self, texts: Sequence[EmbeddedText]) -> list[PassageVectors]:
        """One entry for each text, in order.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        model = self._loaded()
        plans = [_planned(model, self.spec.passage_prompt, text) for text in texts]
        pooled = [np.zeros((len(windows), self.spec.dim), np.float32) for windows in plans]
        sums = [np.zeros((len(text.sentences), self.spec.dim), np.float32) for text in texts]
        for place, number, window, output in _passes(model, plans):
            pooled[place][number] = output.pooled
            for part in window.slices if model.pools_spans else ():
                sums[place][part.sentence] += output.tokens[part.start : part.end].sum(axis=0)
        if not model.pools_spans and any(text.sentences for text in texts):
            sums = self._sentences_alone(texts)
        return [
            PassageVectors(unit_rows(windows), unit_rows(_filled(sentences, windows[0])))
            for windows, sentences in zip(pooled, sums, strict=True)
        ]

    def _sentences_alone(self, texts: Sequence[EmbeddedText]) -> list[Matrix]:
        """Sentence vectors of a model whose token vectors are not made for taking means."""
        alone = [
            EmbeddedText(text.context, span.of(text.text), ())
            for text in texts
            for span in text.sentences
        ]
        vectors = iter(self.encode_passages(alone))
        return [
            np.array([next(vectors).windows[0] for _ in text.sentences], np.float32).reshape(
                len(text.sentences), self.spec.dim
            )
            for text in texts
        ]

    def _loaded(self) -> LoadedModel:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> LoadedModel:
        folder, spec = self._folder, self.spec
        try:
            model = load_model(folder)
            # The first pass is the slowest, and tells the length that the vectors really have.
            dim = model.outputs([model.frame.around([])], half=False)[0].pooled.size
        # Damaged weights, missing modules, odd tokenizers: each library has errors of its own.
        except Exception as error:
            raise ModelError(
                f"The model {self._name}, which EMBEDDING_MODEL names, cannot be loaded from "
                f"{folder}: {first_line(error)}."
            ) from error
        if dim != spec.dim:
            raise ModelError(
                f"The model {self._name}, which EMBEDDING_MODEL names, makes vectors of length "
                f"{dim}, but its configuration in {folder} says {spec.dim}."
            )
        return model


def _planned(model: LoadedModel, prompt: str, text: EmbeddedText) -> list[Window]:
    context = prompt + text.context
    encoded = model.encoded(context + text.text)
    return plan(Tokens(encoded.ids, encoded.offsets, len(context)), text.sentences, model.frame)


def _passes(
    model: LoadedModel, plans: Sequence[Sequence[Window]]
) -> Iterator[tuple[int, int, Window, Output]]:
    """Each window of each plan with what the model makes of it, the longest first."""
    todo = [
        (place, number, window)
        for place, windows in enumerate(plans)
        for number, window in enumerate(windows)
    ]
    todo.sort(key=lambda entry: -len(entry[2].ids))
    for first in range(0, len(todo), _BATCH):
        batch = todo[first : first + _BATCH]
        outputs = model.outputs([window.ids for _, _, window in batch], half=model.half)
        for (place, number, window), output in zip(batch, outputs, strict=True):
            yield place, number, window, output


def _filled(sentences: Matrix, instead: Vector) -> Matrix:
    """``sentences`` with ``instead`` for those in which the model saw no token at all."""
    return np.where(np.any(sentences, axis=1, keepdims=True), sentences, instead)
