"""What retrieval needs from a model and from an index, and nothing about who supplies it.

Scores: higher is better, always. A search returns at most ``k`` rows, best first, ties by row id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NewType, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from corpus.document import Span
from corpus.filters import Filters
from corpus.passage import RowId

Vector = npt.NDArray[np.float32]
"""Shape (dim,), unit length."""
Matrix = npt.NDArray[np.float32]
"""Shape (n, dim), rows of unit length."""
RowIds = npt.NDArray[np.int64]
"""Shape (n,)."""

Cosine = NewType("Cosine", float)
"""Inner product of two unit vectors, in [-1, 1] up to rounding."""
Bm25 = NewType("Bm25", float)
"""BM25 as the lexical index computes it, 0 or more."""


@dataclass(frozen=True, slots=True)
class EmbedderSpec:
    """What makes two vectors comparable: vectors of different specs never meet.

    Attributes:
        model: the name a person set, such as ``all-MiniLM-L6-v2`` or a path.
        revision: hexadecimal digest of the weights (or the hub revision).
        dim: length of a vector.
        query_prompt: text that the model wants before a query; empty for none.
        passage_prompt: text that the model wants before a passage; empty for none.
        multilingual: whether texts of several languages lie in one space.
        language: the one language that it reads (ISO 639-1); None for several, or where nobody
            says.
    """

    model: str
    revision: str
    dim: int
    query_prompt: str = ""
    passage_prompt: str = ""
    multilingual: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """What is embedded for one passage: its text behind its context (title, headings).

    Attributes:
        context: text put before the passage, such as ``"Title. "``; may be empty.
        text: the passage's text.
        sentences: spans into ``text``.
    """

    context: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """One passage in the model's space.

    Attributes:
        windows: shape (w, dim), w ≥ 1, float32 unit rows: one for each stretch of the text that
            fits the model's window. A passage's cosine is its best window's.
        sentences: shape (s, dim), float32 unit rows, one for each sentence span, in order.
    """

    windows: Matrix
    sentences: Matrix


class PassageEncoder(Protocol):
    """Encodes passages, in bulk."""

    @property
    def spec(self) -> EmbedderSpec:
        """What its vectors are comparable with."""
        ...

    def encode_passages(self, texts: Sequence[EmbeddedText]) -> list[PassageVectors]:
        """One entry for each text, in order."""
        ...


class QueryEncoder(Protocol):
    """Encodes one question at a time, fast."""

    @property
    def spec(self) -> EmbedderSpec:
        """What its vectors are comparable with."""
        ...

    def encode_query(self, text: str) -> Vector:
        """The question's unit vector, shape (dim,), float32."""
        ...


@runtime_checkable
class KnowsWords(Protocol):
    """A model that can tell a word from a slip of the pen; not every model can."""

    def has_word(self, word: str) -> bool:
        """Whether ``word`` is common in the texts that the model was made from."""
        ...


class Encoder(PassageEncoder, QueryEncoder, Protocol):
    """A model that encodes both sides."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a passage must hold, and must not, in its text or in its title.

    Each thing is a tuple of wordings, and one of them is enough; a wording is a run of analysed
    terms (``Analyzer.wordings``), one after another.

    Attributes:
        every: all of these are held.
        none: not one of these is.
    """

    every: tuple[tuple[tuple[str, ...], ...], ...] = ()
    none: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every passage passes."""
        return not self.every and not self.none


class Reranker(Protocol):
    """Reads a question and a passage together."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each of ``passages`` answers, in their order; higher is better."""
        ...


class VectorIndex(Protocol):
    """The dense leg."""

    def search(
        self, query: Vector, k: int, filters: Filters, among: RowIds | None = None
    ) -> list[tuple[RowId, Cosine]]:
        """The ``k`` passages nearest to ``query`` among those that ``filters`` admits.

        With ``among``, shape (r,), ascending and distinct, only those of them that are there too.
        """
        ...

    def cosines(self, query: Vector, rows: Sequence[RowId]) -> list[Cosine]:
        """The cosine of each of ``rows``, in their order.

        Raises:
            KeyError: if a row is not in the index.
        """
        ...

    def stored(self, begin: int, end: int) -> Matrix:
        """The vectors from ``begin`` up to ``end``, shape (end - begin, dim), as they came."""
        ...


class LexicalIndex(Protocol):
    """The lexical leg."""

    def search(
        self, terms: Sequence[str], k: int, filters: Filters, holding: Holding = Holding()
    ) -> list[tuple[RowId, Bm25]]:
        """The ``k`` passages with the highest BM25 for analysed ``terms`` among the admitted.

        ``filters`` and ``holding`` admit, and add nothing to the scores.
        """
        ...

    def rows(self, holding: Holding, filters: Filters) -> RowIds:
        """Every row that both admit, ascending, shape (r,)."""
        ...

    def knows(self, terms: Sequence[str]) -> bool:
        """Whether one of ``terms`` stands in any passage, be it one that was removed lately."""
        ...

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages' texts each of ``terms`` stands; lately removed ones still count."""
        ...

    def scores(self, terms: Sequence[str], rows: Sequence[RowId]) -> list[Bm25]:
        """BM25 of each of ``rows``, in their order; 0 where no term occurs."""
        ...


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What the lexical leg stores of one passage.

    Attributes:
        body: analysed terms of the passage, in order, with repetitions (``passage_terms``).
        title: analysed terms of its title and headings.
        sources: the names that its document answers to (``corpus.filters.source_keys``).
    """

    row: RowId
    body: Sequence[str]
    title: Sequence[str]
    sources: frozenset[str]
    published: date | None
