"""How many days lie between a document and the time that a question speaks of.

A document has two times: when it was published and what its title names. An annual report is
published in the year after the one that it is about, so where the title says a time, that counts;
but not where it is far from the publication, for then it may be anybody's number or subject, and
not where it says less than was asked, as a year says nothing about a month.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.document import Metadata
from embeddings.dates.in_titles import title_time
from embeddings.dates.interval import Interval

UNDATED = -1
"""In an array of ordinals: a document that states no date."""

FAR = 2**40
"""Days from any time to a document that has none: more than there are."""

_OWN_YEARS = 2 * 366
"""Days from its publication within which a title's time is surely what the document is about."""

_UNEVEN = 3
"""Days by which one month, or one year, may be longer than another."""

Ordinals = npt.NDArray[np.int64]


class DocumentTimes:
    """The times of several documents, as proleptic ordinals; ``UNDATED`` where there is none.

    Args:
        documents: m of them.
    """

    def __init__(self, documents: Sequence[Metadata]) -> None:
        self.published: Ordinals = np.fromiter(
            (it.published.toordinal() if it.published else UNDATED for it in documents),
            np.int64,
            len(documents),
        )
        titles = [title_time(it.title) if it.title else None for it in documents]
        self._first = np.array([it.first.toordinal() if it else UNDATED for it in titles], np.int64)
        self._last = np.array([it.last.toordinal() if it else UNDATED for it in titles], np.int64)

    def days_from(self, interval: Interval) -> Ordinals:
        """Days between each document's time and ``interval``, shape (m,); 0 within it."""
        first = interval.first.toordinal() if interval.first else 0
        last = interval.last.toordinal() if interval.last else FAR
        dated = self.published != UNDATED
        published = np.where(dated, _outside(self.published, self.published, first, last), FAR)
        # To the far end of what the title names, so that the year before is a whole year away.
        titled = np.maximum(np.maximum(first - self._first, self._last - last), 0)
        apart = (self._last < first) | (self._first > last)
        fine = self._last - self._first <= last - first + _UNEVEN
        speaks = (self._first != UNDATED) & fine
        speaks &= apart | (titled == 0)
        near = _outside(self.published, self.published, self._first, self._last) <= _OWN_YEARS
        days: Ordinals = np.where(
            speaks, np.where(dated & ~near, np.minimum(titled, published), titled), published
        )
        return days


def _outside(
    begins: Ordinals, ends: Ordinals, first: Ordinals | int, last: Ordinals | int
) -> Ordinals:
    days: Ordinals = np.maximum(np.maximum(first - ends, begins - last), 0)
    return days
