"""Vectors of every text that was embedded before, so that no text is embedded twice.

The cache is a SQLite file of its own beside the store: it can be deleted at any moment, at the
price of embedding again. It outlives generations and changes of model; what is no longer needed is
pruned.
"""

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.disk import cannot_write
from corpus.errors import StoreError
from corpus.file_identity import OpenedFile
from embeddings.ports import EmbeddedText, EmbedderSpec, Matrix, PassageVectors

_ENCODING = 1
"""Raise it when windows or sentence vectors are computed in another way."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    key BLOB PRIMARY KEY, windows BLOB NOT NULL, sentences BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""
_KEPT = """
CREATE TEMP TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID
"""
_UNIT = 1e-3
"""How far from 1 the length of a stored vector may be."""

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class VectorCache:
    """Vectors by what was embedded and by which model. Safe for use by several threads.

    Windows come back exactly as they went in. Sentence vectors are kept in half precision, which
    moves a cosine by less than .001, and come back at unit length.

    Args:
        path: of the file, made if missing. A file that is not a cache, or a damaged one, is
            replaced by an empty cache.

    Raises:
        StoreError: if the file cannot be opened or made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection = self._open()
        self._opened = OpenedFile.at(path)

    def renew(self) -> None:
        """Go on with the file that is at the path now, an empty one if none is.

        Raises:
            StoreError: if the file cannot be opened or made.
        """
        with self._lock:
            if not self._opened.is_at_its_place():
                self._connection.close()
                self._connection = self._open()
                self._opened = OpenedFile.at(self._path)

    def close(self) -> None:
        """Close the file. The cache cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    @staticmethod
    def key(spec: EmbedderSpec, text: EmbeddedText) -> bytes:
        """SHA-256 over all that the vectors of ``text`` depend on."""
        spans = [(span.start, span.end) for span in text.sentences]
        # What a model reads changes how vectors are compared, not the vectors.
        made_by = [spec.model, spec.revision, spec.dim, spec.query_prompt, spec.passage_prompt]
        whole = json.dumps([_ENCODING, made_by, text.context, text.text, spans])
        return hashlib.sha256(whole.encode()).digest()

    def get_many(
        self, spec: EmbedderSpec, texts: Sequence[EmbeddedText]
    ) -> list[PassageVectors | None]:
        """What is known of each of ``texts``, in order.

        Raises:
            StoreError: if the file cannot be read.
        """
        nothing: list[PassageVectors | None] = [None] * len(texts)
        return self._run(lambda connection: look_up(connection, spec, texts), nothing)

    def put_many(
        self,
        spec: EmbedderSpec,
        texts: Sequence[EmbeddedText],
        vectors: Sequence[PassageVectors],
    ) -> None:
        """Remember ``vectors``, one entry for each of ``texts``, in one transaction.

        Raises:
            StoreError: if the file cannot be written.
        """
        entries = [
            (
                self.key(spec, text),
                entry.windows.astype(np.float32).tobytes(),
                entry.sentences.astype(np.float16).tobytes(),
            )
            for text, entry in zip(texts, vectors, strict=True)
        ]
        insert = "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)"
        self._run(lambda connection: connection.executemany(insert, entries), None)

    def count(self) -> int:
        """How many entries there are.

        Raises:
            StoreError: if the file cannot be read.
        """
        count = "SELECT count(*) FROM vectors"
        return self._run(lambda connection: int(connection.execute(count).fetchone()[0]), 0)

    def prune(self, keep: Iterable[bytes]) -> int:
        """Drop every entry whose key is not in ``keep``; how many that were.

        Raises:
            StoreError: if the file cannot be written.
        """

        def drop(connection: sqlite3.Connection) -> int:
            # Keys are as many as passages: they go to a table, which SQLite keeps on the disk.
            connection.execute(_KEPT)
            connection.execute("DELETE FROM temp.kept")
            keys = ((key,) for key in keep)
            connection.executemany("INSERT OR IGNORE INTO temp.kept VALUES (?)", keys)
            dropped = connection.execute("DELETE FROM vectors WHERE key NOT IN temp.kept").rowcount
            connection.execute("DELETE FROM temp.kept")
            return dropped

        return self._run(drop, 0)

    def _run(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """The result of ``work`` in a transaction; ``otherwise`` where the file is damaged."""
        with self._lock:
            try:
                with self._connection:
                    return work(self._connection)
            except sqlite3.ProgrammingError:
                raise  # our own mistake, such as using it after it was closed: nothing is damaged
            except sqlite3.OperationalError as error:
                raise self._unusable(error) from error
            except sqlite3.DatabaseError as error:
                self._connection.close()
                if self._opened.is_at_its_place():
                    self._discard(error)
                self._connection = self._open()
                self._opened = OpenedFile.at(self._path)
                return otherwise

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            self._discard(error)
        try:
            return self._connected()
        except sqlite3.DatabaseError as error:
            raise self._unusable(error) from error

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # A power cut may cost the last batches; they are embedded again.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _discard(self, error: sqlite3.Error) -> None:
        _log.warning(
            "The vector cache %s is damaged (%s) and starts again empty; passages are embedded "
            "again where needed.",
            self._path,
            error,
        )
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _unusable(self, error: sqlite3.Error) -> StoreError:
        return cannot_write(f"The vector cache {self._path}", self._path.parent, error)


def look_up(
    connection: sqlite3.Connection, spec: EmbedderSpec, texts: Sequence[EmbeddedText]
) -> list[PassageVectors | None]:
    """What the cache behind ``connection`` knows of each of ``texts``, in order."""
    keys = [VectorCache.key(spec, text) for text in texts]
    found = _select(connection, keys)
    return [
        _decoded(*found[key], spec.dim, len(text.sentences)) if key in found else None
        for key, text in zip(keys, texts, strict=True)
    ]


def _select(
    connection: sqlite3.Connection, keys: Sequence[bytes]
) -> dict[bytes, tuple[bytes, bytes]]:
    found: dict[bytes, tuple[bytes, bytes]] = {}
    for key in keys:
        query = "SELECT windows, sentences FROM vectors WHERE key = ?"
        for windows, sentences in connection.execute(query, (key,)):
            found[key] = windows, sentences
    return found


def _decoded(windows: bytes, sentences: bytes, dim: int, count: int) -> PassageVectors | None:
    """The vectors of one entry; None unless it holds unit vectors for ``count`` sentences."""
    if not windows or len(windows) % (4 * dim) or len(sentences) != 2 * dim * count:
        return None
    whole = np.frombuffer(windows, np.float32).reshape(-1, dim)
    halves = np.frombuffer(sentences, np.float16).astype(np.float32).reshape(count, dim)
    if not (_are_unit(whole) and _are_unit(halves)):
        return None
    lengths = np.linalg.norm(halves, axis=1, keepdims=True)
    return PassageVectors(windows=whole, sentences=halves / lengths)


def _are_unit(vectors: Matrix) -> bool:
    lengths = np.linalg.norm(vectors, axis=1)
    return bool(np.all(np.abs(lengths - 1) < _UNIT))
