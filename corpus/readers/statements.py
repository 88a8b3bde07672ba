"""What a document says about itself in several places: the first that makes sense of each wins."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.document import Metadata
from corpus.metadata import metadata_from_mapping

_FIELDS = ("title", "publisher", "author", "published", "url", "language")


def found_in(where: str, metadata: Metadata) -> Metadata:
    """``metadata`` with one place noted for all that it knows."""
    known = {name: where for name in _FIELDS if getattr(metadata, name) is not None}
    return replace(metadata, origins=known)


@dataclass(slots=True)
class Statements:
    """Metadata in the making; add the most trustworthy place first."""

    metadata: Metadata = field(default_factory=Metadata)

    def add(self, where: str, values: Mapping[str, str | None]) -> None:
        """Take what is not known yet.

        Args:
            where: the place, in words that a person understands, such as ``OpenGraph``.
            values: as in front matter; ``None`` for what is not stated. Of a language such as
                ``en-GB`` the first part counts.
        """
        stated = {key: value for key, value in values.items() if value is not None}
        if not stated:
            return
        if "language" in stated:
            stated["language"] = stated["language"].strip().replace("_", "-").partition("-")[0]
        said = metadata_from_mapping(stated)
        new = {
            name: value
            for name in _FIELDS
            if (value := getattr(said, name)) is not None and getattr(self.metadata, name) is None
        }
        if new:
            origins = {**self.metadata.origins, **dict.fromkeys(new, where)}
            self.metadata = replace(self.metadata, origins=origins, **new)
