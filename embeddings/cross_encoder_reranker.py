"""An optional second look: a CrossEncoder that reads a question and a passage together.

It is slower by far than comparing vectors, so it only orders what the two legs found already.
"""

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from embeddings.model_folder import RERANKER, first_line, folder_of

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossEncoderReranker:
    """Implements ``Reranker``. Safe for use by several threads; the network is never used.

    Args:
        model: a folder, or the name of a model on the Hugging Face hub that has been downloaded.
    """

    def __init__(self, model: str) -> None:
        self._name = model
        self._lock = threading.Lock()
        self._model: CrossEncoder | None = None

    def load(self) -> None:
        """Load the model, if that has not been done: to have it ready before the first question.

        Raises:
            ModelError: if it is not on this machine or cannot be loaded.
        """
        self._loaded()

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each of ``passages`` answers, in their order; higher is better.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        if not passages:
            return []
        return _scores(self._loaded(), _clean(question), [_clean(it) for it in passages])

    def _loaded(self) -> "CrossEncoder":
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> "CrossEncoder":
        folder = folder_of(self._name, RERANKER)
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call] # no types there
        logging.disable_progress_bar()  # type: ignore[no-untyped-call] # as above
        try:
            model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
            single = _is_trained(folder) and model.num_labels == 1
            _scores(model, "a", ["b", "c"])
        # Damaged weights, odd tokenizers, models of another kind: each has errors of its own.
        except Exception as error:
            raise self._unusable(first_line(error)) from error
        if not single:
            raise self._unusable("it is not trained to give one score for a pair of texts")
        return model

    def _unusable(self, reason: str) -> ModelError:
        return ModelError(
            f"The model {self._name}, which {RERANKER} names, cannot be used to order passages: "
            f"{reason}. Set {RERANKER} to a CrossEncoder with one score, or leave it empty."
        )


def _is_trained(folder: Path) -> bool:
    """Whether ``folder`` holds a model for scores: to any other, the library adds random ones."""
    kinds = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("architectures")
    return any(str(kind).endswith("ForSequenceClassification") for kind in kinds or ())


def _scores(model: "CrossEncoder", question: str, passages: Sequence[str]) -> list[float]:
    pairs = [(question, passage) for passage in passages]
    return [float(score) for score in model.predict(pairs, show_progress_bar=False)]


def _clean(text: str) -> str:
    """``text`` without lone surrogates, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
