"""What has come into the documents: looked for at each new generation, and found again by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from threading import Lock

import numpy as np

from bot.answering import Answerer
from bot.telegram_app.watching.known import Known, KnownDocument
from bot.telegram_app.watching.novelty import (
    OLD,
    Edition,
    Print,
    Version,
    brings_news,
    print_of,
)
from corpus.document import Span
from corpus.errors import FootnoteError
from corpus.passage import Passage
from corpus.store import StoredDocument
from embeddings.generation import Generation
from embeddings.hit import Hit
from embeddings.ports import RowIds

_BATCH = 200
"""Documents that are noted in one transaction: it holds up whoever else uses the file."""


@dataclass(frozen=True, slots=True)
class State:
    """The documents as they are, with everything in them known.

    Attributes:
        edition: the newest.
    """

    generation: Generation
    edition: Edition


@dataclass(frozen=True, slots=True)
class News:
    """What has come since some edition.

    Attributes:
        paths: of the documents that hold it.
        rows: the passages with a sentence of it, shape (r,), ascending.
    """

    paths: tuple[str, ...]
    rows: RowIds


class Newcomers:
    """Knows what is new in the documents. Takes seconds where much is new: for a worker thread.

    Args:
        answerer: knows the documents.
        known: keeps what is known of them.
    """

    def __init__(self, answerer: Answerer, known: Known) -> None:
        self._answerer = answerer
        self._known = known
        self._lock = Lock()
        self._state: State | None = None

    def look(self) -> State:
        """Take note of what has come, as one further edition if anything has.

        Raises:
            FootnoteError: there is no index, or something cannot be read or written.
        """
        with self._lock:
            generation = self._current()
            while self._state is None or self._state.generation is not generation:
                files = self._answerer.files()
                noted, generation = generation, self._current()
                if noted is generation:  # and so the files' hashes are of it
                    self._note(generation, files)
                    self._state = State(generation, self._known.newest())
            return self._state

    def let_go(self) -> None:
        """Hold no generation any more, so that what only an old one shows can be deleted."""
        with self._lock:
            self._state = None

    def newest(self) -> Edition:
        """The newest edition that is known, without looking for another."""
        return self._known.newest()

    def since(self, state: State, edition: Edition) -> News:
        """The passages of ``state`` with a sentence that is newer than ``edition``.

        Raises:
            StoreError: something cannot be read.
        """
        documents = {document.path: document for document in state.generation.documents}
        paths, rows = [], []
        for path in self._known.since(edition):
            document = documents.get(path)
            if document is None:
                continue
            held = {it.id: _prints(it) for it in self._answerer.passages(document.id)}
            editions = self._known.editions(chain.from_iterable(held.values()))
            fresh = [row for row, prints in held.items() if _newest(prints, editions) > edition]
            rows += fresh
            paths += [path] if fresh else []
        return News(tuple(paths), np.array(sorted(rows), np.int64))

    def is_new(self, hit: Hit, edition: Edition) -> bool:
        """Whether what answers in ``hit`` is newer than ``edition``, and not what stands beside it.

        Raises:
            StoreError: something cannot be read.
        """
        prints = _prints(hit.passage, hit.highlights)
        return _newest(prints, self._known.editions(prints)) > edition

    def _current(self) -> Generation:
        try:
            return self._answerer.generation()
        except FootnoteError:
            self._state = None
            raise

    def _note(self, generation: Generation, files: dict[str, str]) -> None:
        versions, edition = self._known.versions(), Edition(self._known.newest() + 1)
        changed: list[tuple[StoredDocument, Version]] = []
        touched: dict[str, Version] = {}
        for document in generation.documents:
            now = Version(files.get(document.file, ""), document.sha256)
            earlier = versions.get(document.path)
            if earlier is None or earlier.text_sha256 != now.text_sha256:
                changed.append((document, now))
            elif earlier != now:
                touched[document.path] = now
        known_files = {version.file_sha256 for version in versions.values()}
        documents = self._documents(changed, known_files, edition)
        while batch := list(islice(documents, _BATCH)):
            self._known.note(batch)
        if touched:
            self._known.note_files(touched)

    def _documents(
        self,
        changed: list[tuple[StoredDocument, Version]],
        files: set[str],
        edition: Edition,
    ) -> Iterator[KnownDocument]:
        """The documents that differ from what was known, as they are to be known."""
        for document, now in changed:
            passages = self._answerer.passages(document.id)
            prints = [sentence for passage in passages for sentence in _prints(passage)]
            its_edition = edition if brings_news(now, files) else OLD
            yield KnownDocument(document.path, now, prints, its_edition)


def _prints(passage: Passage, within: Sequence[Span] = ()) -> list[Print]:
    """A passage's sentences; only those that touch ``within`` where that is given."""
    touched = [
        span
        for span in passage.sentences
        if not within or any(it.start < span.end and span.start < it.end for it in within)
    ]
    return [print_of(span.of(passage.text)) for span in touched]


def _newest(prints: Iterable[Print], editions: Mapping[Print, Edition]) -> Edition:
    return max((editions.get(it, OLD) for it in prints), default=OLD)
