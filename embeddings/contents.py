"""The documents of one file on their way into the store, and what is told of those that fail."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.errors import AccessError, ReadingError
from corpus.reading import Contents, Reading

_TOLD = 3
"""How many documents that cannot be read are named."""


@dataclass(slots=True)
class Intake:
    """Takes the documents out of a file, and counts those that cannot be read.

    Attributes:
        found: documents in the file.
        failed: those of them that cannot be read.
    """

    found: int = 0
    failed: int = 0
    _reasons: list[str] = field(default_factory=list)

    def readings(self, contents: Contents) -> Iterator[tuple[str, Reading]]:
        """The documents of ``contents`` that can be read, with their paths.

        Raises:
            ReadingError: if the file cannot be read as a whole, or is nothing but one document.
        """
        for entry in contents.entries:
            self.found += 1
            try:
                reading = entry.read()
            except AccessError:
                raise
            except ReadingError as error:
                if entry.place is None:
                    raise
                self._fail(f"{entry.place}: {error}")
            else:
                yield entry.path, reading
        if self.found == self.failed:
            raise ReadingError(self.unread or "there is no text in it")

    @property
    def unread(self) -> str | None:
        """What is to be told of the documents that cannot be read; ``None`` if all can."""
        if not self.failed:
            return None
        told = "; ".join([*self._reasons, "…"] if self.failed > _TOLD else self._reasons)
        if self.failed == self.found:
            return f"none of its documents can be read ({told})"
        return f"{self.failed:,} of its {self.found:,} documents cannot be read ({told})"

    def _fail(self, reason: str) -> None:
        self.failed += 1
        if len(self._reasons) < _TOLD:
            self._reasons.append(reason)
