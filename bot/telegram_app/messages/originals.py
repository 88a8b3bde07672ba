"""Before a passage is shown: whether the stored document holds it; if not, the log says so."""

import logging
from collections.abc import Iterable, Sequence

from bot.receipts import Receipts, Stored
from embeddings.hit import Hit

_log = logging.getLogger(__name__)


def differing(receipts: Receipts, hits: Sequence[Hit], places: Iterable[int]) -> frozenset[int]:
    """Which of ``places`` in ``hits`` are not what the stored document says."""
    found = frozenset(it for it in places if receipts.stored(hits[it].passage) is Stored.DIFFERS)
    for it in sorted(found):
        passage = hits[it].passage
        _log.error(
            "passage %d is left out: document %d does not hold it at %d to %d",
            passage.id,
            passage.document_id,
            passage.span.start,
            passage.span.end,
        )
    return found
