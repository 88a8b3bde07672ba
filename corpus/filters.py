"""Which documents a question may be answered from."""

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from corpus.document import Metadata


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits that a person states. A passage passes if it meets each limit that is set.

    Attributes:
        sources: names of publishers, folders or documents; one match is enough. Letter case
            does not matter.
        since: earliest publication date, included. Undated documents do not pass.
        until: latest publication date, included. Undated documents do not pass.
    """

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return not self.sources and self.since is None and self.until is None

    def admits(self, path: str, metadata: Metadata) -> bool:
        """Whether the document at ``path`` may answer."""
        if self.sources:
            wanted = {source_key(source) for source in self.sources}
            if wanted.isdisjoint(source_keys(path, metadata)):
                return False
        published = metadata.published
        if self.since is not None and (published is None or published < self.since):
            return False
        return self.until is None or (published is not None and published <= self.until)


def source_key(name: str) -> str:
    """The form in which source names are compared."""
    return " ".join(normalize("NFC", name).casefold().split()).strip("/")


def source_keys(path: str, metadata: Metadata) -> frozenset[str]:
    """Every name that a document answers to: its path, its folders, its publisher."""
    parts = path.split("/")
    names = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    if metadata.publisher:
        names.append(metadata.publisher)
    return frozenset(source_key(name) for name in names)
