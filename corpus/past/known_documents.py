"""Documents that were read from the store before, and need not be made again.

Each generation is opened with all of its documents, and nearly all of them are those of the one
before. Making them anew takes three times as long as asking SQLite for them, and leaves the
collector twenty thousand objects for every ten thousand documents.
"""

from collections.abc import Iterable, Mapping

from corpus.rows import StoredDocument, stored_document


class KnownDocuments:
    """The documents of the rows that were seen last. Safe for use by several threads."""

    def __init__(self) -> None:
        self._seen: Mapping[object, tuple[int, StoredDocument]] = {}

    def of(self, rows: Iterable[tuple[object, ...]]) -> list[StoredDocument]:
        """The documents of ``rows``, which hold ``DOCUMENT_COLUMNS``, in their order.

        A row is known by the 64 bits of its hash, which covers every column.
        """
        seen = self._seen
        found: dict[object, tuple[int, StoredDocument]] = {}
        for columns in rows:
            key = hash(columns)
            known = seen.get(columns[0])
            if known is None or known[0] != key:
                known = key, stored_document(columns)
            found[columns[0]] = known
        self._seen = found
        return [document for _, document in found.values()]
