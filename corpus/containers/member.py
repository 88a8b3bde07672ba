"""What every container hands on, whatever its format: documents that are still to be read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction

_LONGEST_ID = 200
MOST_ROWS = 1_000_000
"""Of a table, and of all tables in an archive."""

# What parts a path from its key, a document from its paragraph, and the sign that stands for both.
_ESCAPED = str.maketrans({"%": "%25", "/": "%2F", "#": "%23"})


Note = Callable[[str], None]
"""Takes what is to be told of a file as a whole, beside its documents."""


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a file that holds many.

    Attributes:
        key: its name in the file; of two members that have it, only the first can be read.
        place: where it stands, for people, such as ``row 17``.
        extract: reads it; raises ``ReadingError`` if it cannot be read, which says nothing of the
            other members.
    """

    key: str
    place: str
    extract: Callable[[], Extraction]


def require_few(rows: Iterable[object]) -> None:
    """Make sure that a table has no more rows than can be read in any sensible time.

    To count them takes seconds; to meet the limit halfway would take minutes.

    Raises:
        ReadingError: if it has more.
    """
    if next(islice(rows, MOST_ROWS, None), None) is not None:
        raise ReadingError(f"it has more than {MOST_ROWS:,} documents; split it")


@dataclass(slots=True)
class Keys:
    """Gives the rows of one table their keys, each only once."""

    _given: set[str] = field(default_factory=set)

    def key(self, stated: object, place: str) -> str:
        """The row's own id where it serves, otherwise ``place`` with a hyphen.

        Args:
            stated: what the row says of its id, or anything else.
            place: where it stands, such as ``row 17``.

        Raises:
            ReadingError: if there are more rows than can be read in any sensible time.
        """
        if len(self._given) == MOST_ROWS:
            raise ReadingError(f"it has more than {MOST_ROWS:,} documents; split it")
        key = _usable(stated)
        if key is None or key in self._given:
            key = place.replace(" ", "-")
        while key in self._given:
            key += "-"
        self._given.add(key)
        return key


def _usable(stated: object) -> str | None:
    if isinstance(stated, bool) or not isinstance(stated, str | int):
        return None
    try:
        key = str(stated).strip()
    except ValueError:
        return None  # Python does not write out numbers of 5,000 digits
    if not key or len(key) > _LONGEST_ID or not key.isprintable() or key in {".", ".."}:
        return None
    return key.translate(_ESCAPED)
