"""What embedding costs on this machine, told before it is done.

The passages whose vectors are known already cost nothing. For the others the model encodes some,
spread over all lengths, and the time that takes is projected by the number of characters.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from corpus.passage import RowId
from corpus.store import Store
from embeddings.indexing.building import embedded_batches, embedded_text, passage_mender
from embeddings.indexing.row_files import passages_of
from embeddings.ports import (
    EmbeddedText,
    EmbedderSpec,
    PassageEncoder,
    PassageVectors,
    RowIds,
)
from embeddings.vector_cache import VectorCache

_PATIENCE_SECONDS = 3.0
"""What measuring may take, about, once the model is loaded."""

_FIRST = 8
_MOST = 256
"""Passages that are encoded to see how many can be measured, and as many as a batch has."""

LookUp = Callable[[EmbedderSpec, Sequence[EmbeddedText]], list[PassageVectors | None]]
"""What is known of each text's vectors."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What embedding some passages costs.

    Attributes:
        passages: those that the model has to encode.
        seconds: about how long it takes here; 0 if there are none.
        measured: on how many of them that was measured.
    """

    passages: int = 0
    seconds: float = 0.0
    measured: int = 0


class Costs:
    """Finds out what must be embedded, and how long that takes.

    Args:
        store: where the passages are.
        encoder: the model; loaded only to measure it.
        look_up: the vectors that are known.
    """

    def __init__(self, store: Store, encoder: PassageEncoder, look_up: LookUp) -> None:
        self._store = store
        self._encoder = encoder
        self._look_up = look_up
        self._mender = passage_mender(encoder)

    def due(self, rows: RowIds) -> list[tuple[int, RowId]]:
        """Those of ``rows`` that the model would have to encode, each behind its characters.

        What stands twice in one batch is encoded twice, as the builder does it; a later batch
        finds it in the cache.

        Raises:
            ModelError: if the model is not on this machine.
            StoreError: if the store or the cache cannot be read.
        """
        due: list[tuple[int, RowId]] = []
        made: set[bytes] = set()
        spec = self._encoder.spec
        for batch, texts in embedded_batches(passages_of(self._store, rows), self._mender):
            known = self._look_up(spec, texts)
            missing = [
                (passage.id, text, VectorCache.key(spec, text))
                for passage, text, entry in zip(batch, texts, known, strict=True)
                if entry is None
            ]
            due += [
                (len(text.context) + len(text.text), row)
                for row, text, key in missing
                if key not in made
            ]
            made.update(key for _, _, key in missing)
        return due

    def measured(self, due: Sequence[tuple[int, RowId]]) -> Cost:
        """What encoding ``due`` costs; some of it is encoded to see.

        Raises:
            ModelError: if the model cannot be used.
        """
        if not due:
            return Cost()
        self._seconds(due[:1])  # it is loaded here, which is paid once and not for each passage
        first = _spread(due, _FIRST)
        pace = self._seconds(first) / len(first)
        sample = _spread(due, max(_FIRST, min(_MOST, int(_PATIENCE_SECONDS / max(pace, 1e-6)))))
        seconds = self._seconds(sample)
        share = sum(length for length, _ in due) / sum(length for length, _ in sample)
        return Cost(len(due), seconds * share, len(sample))

    def _seconds(self, due: Sequence[tuple[int, RowId]]) -> float:
        """How long the model takes for ``due``."""
        passages = self._store.passages([row for _, row in due])
        texts = [embedded_text(passage, self._mender) for passage in passages]
        started = perf_counter()
        self._encoder.encode_passages(texts)
        return perf_counter() - started


def _spread(due: Sequence[tuple[int, RowId]], count: int) -> list[tuple[int, RowId]]:
    """At most ``count`` of ``due``, from the middle of as many stretches of equal length."""
    ordered = sorted(due)
    step = len(ordered) / min(count, len(ordered))
    return [ordered[int((place + 0.5) * step)] for place in range(min(count, len(ordered)))]
