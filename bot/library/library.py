"""The documents folder in its owners' hands, whatever surface they use. No Telegram here.

A file that is added goes to the top of the folder: there the name that an owner knows meets the
file that has it, and a new version takes the place of the old one instead of standing beside it.
"""

import difflib
import threading
from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from bot.library.closed import Closed, why_closed
from bot.library.folder import DocumentsFolder
from bot.library.names import safe_name
from bot.library.preview import (
    ManyPreview,
    Preview,
    Refusal,
    Refused,
    Standing,
    preview_of,
    preview_of_many,
)
from bot.listing import ListedFile, by_file
from corpus.containers import is_container
from corpus.errors import DocumentsError, ReadingError
from corpus.filters import source_key
from corpus.formats import FORMATS, is_readable
from corpus.reading import read_bytes
from corpus.rows import StoredDocument
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary

_LIKENESS = 0.6
"""Least ``difflib`` ratio at which a document's name counts as likely meant."""

_NEAR = 8


class NameTakenError(DocumentsError):
    """Something in the folder has the name of the file that is to be added."""


class Unremovable(Enum):
    """Why a file is not taken out of the folder."""

    LAST = auto()
    """Nothing would be left to answer from."""
    GONE = auto()
    """Its file is out of the folder already."""
    LINK = auto()
    """What stands there only leads to a file."""
    CHANGED = auto()
    """It is not answered from any more, or is no file any more."""


class NotRemovedError(DocumentsError):
    """A document stays where it is."""

    def __init__(self, message: str, why: Unremovable) -> None:
        super().__init__(message)
        self.why = why


def _nothing(_: str) -> None:
    """What nobody wants to be told before a change."""


class Library:
    """The documents folder and its index, for those who may change them.

    Args:
        root: the documents folder, resolved.
        data: the data folder, where what is removed is kept.
        max_bytes: files above this size are refused, as the indexer skips them.
        indexed: the folder that the index was made from, and the documents in it.
        index: brings the index up to date; with paths, nothing outside them.
    """

    def __init__(
        self,
        root: Path,
        data: Path,
        max_bytes: int,
        indexed: Callable[[], tuple[str | None, tuple[StoredDocument, ...]]],
        index: Callable[[Sequence[Path], Progress], Summary],
    ) -> None:
        self.max_bytes = max_bytes
        self._root = root
        self._folder = DocumentsFolder.of(root, data)
        self._indexed = indexed
        self._index = index
        self._changing = threading.Lock()

    @property
    def removed(self) -> Path:
        """The folder that keeps what was removed or replaced."""
        return self._folder.removed

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes of what can be read."""
        return FORMATS

    def documents(self) -> tuple[StoredDocument, ...]:
        """What is answered from now, by path."""
        return self._indexed()[1]

    def files(self) -> tuple[ListedFile, ...]:
        """The files that those stand in, by path."""
        return tuple(by_file(self.documents()))

    def file(self, path: str) -> ListedFile | None:
        """The file at ``path``, if it is answered from."""
        documents = tuple(it for it in self.documents() if it.file == path)
        return ListedFile(documents) if documents else None

    def closed(self) -> Closed | None:
        """Why nothing can be changed, if nothing can."""
        indexed, _ = self._indexed()
        return why_closed(self._root, indexed)

    def refuse(self, name: str, size: int) -> Refused | None:
        """Why a file of this name and size, in bytes, is not added, whatever is in it."""
        safe = safe_name(name)
        # Of a name that cannot be seen only the suffix may be left.
        if not safe or f".{safe.lower()}" in FORMATS:
            return Refused(Refusal.NAMELESS, safe)
        if not is_readable(PurePosixPath(safe)):
            return Refused(Refusal.FORMAT, safe)
        return Refused(Refusal.TOO_LARGE, safe) if size > self.max_bytes else None

    def preview(self, name: str, data: bytes) -> Preview | ManyPreview | Refused:
        """What would be read of ``data``, or why it would not; ``name`` is not trusted.

        Raises:
            DocumentsError: if the folder cannot be looked at.
        """
        safe = safe_name(name)
        refused = self.refuse(name, len(data))
        if refused is not None:
            return refused
        try:
            taken = self._folder.taken(safe)
            if taken is not None and not self._folder.is_file(taken):
                return Refused(Refusal.BLOCKED, safe)
            standing = None if taken is None else self._standing(taken)
        except OSError as error:
            raise self._out_of_reach(error) from error
        try:
            with read_bytes(safe, data, self.max_bytes) as contents:
                if is_container(PurePosixPath(safe)):
                    return preview_of_many(safe, contents, standing)
                return preview_of(safe, next(contents.entries).read(), standing)
        except ReadingError as error:
            return Refused(Refusal.UNREADABLE, safe, str(error))

    def add(
        self,
        name: str,
        data: bytes,
        *,
        replacing: str | None = None,
        before: Callable[[str], None] = _nothing,
    ) -> str:
        """Put a file into the folder, whole or not at all.

        Args:
            name: of a ``Preview``; made safe again.
            data: the file.
            replacing: the SHA-256 of the file that it may take the place of. A copy of that is
                kept among what was removed.
            before: told the path just before anything is changed there.

        Returns:
            Its path, relative to the folder.

        Raises:
            NameTakenError: if something has the name, and may not be replaced.
            DocumentsError: if the folder is closed or cannot be written, or no reader knows files
                of such a name.
        """
        safe = safe_name(name)
        if self.closed() is not None or not is_readable(PurePosixPath(safe)):
            raise DocumentsError(f"{name!r} cannot be added to {self._root}.")
        with self._changing:
            try:
                taken = self._folder.taken(safe)
                if taken is None:
                    before(safe)
                    self._folder.write(safe, data)
                    return safe
                is_file = replacing is not None and self._folder.is_file(taken)
                if is_file and self._folder.sha256(taken) == replacing:
                    before(taken)
                    self._folder.replace(taken, data)
                    return taken
            except FileExistsError:
                pass  # it came in between
            except OSError as error:
                raise self._out_of_reach(error) from error
        raise NameTakenError(f"There is something called {safe} in {self._root} already.")

    def remove(self, path: str, before: Callable[[str], None] = _nothing) -> Path:
        """Take a file out of the folder; where it is kept.

        Args:
            path: of one of ``files()``.
            before: told the path just before the file is moved.

        Raises:
            NotRemovedError: if there is no such file, it is a link, or the only one that is still
                there: the index may not have followed other removals yet.
            DocumentsError: if the folder is closed, or the file cannot be moved.
        """
        with self._changing:
            if self.closed() is not None:
                raise DocumentsError(f"{path} cannot be removed from {self._root}.")
            try:
                self._require_removable(path)
                before(path)
                return self._folder.take_out(path)
            except OSError as error:
                raise self._out_of_reach(error) from error

    def holds(self, path: str) -> bool:
        """Whether anything stands at ``path`` in the folder.

        Raises:
            DocumentsError: if that cannot be looked at.
        """
        try:
            return self._folder.has(path)
        except OSError as error:
            raise self._out_of_reach(error) from error

    def _require_removable(self, path: str) -> None:
        """Raises ``NotRemovedError`` if the file at ``path`` cannot be taken out."""
        if not self._folder.has(path):
            raise NotRemovedError(f"{path} is out of the folder already.", Unremovable.GONE)
        if self.file(path) is None:
            raise NotRemovedError(f"There is no document {path} to remove.", Unremovable.CHANGED)
        if self._folder.is_link(path):
            raise NotRemovedError(f"{path} is a link to another file.", Unremovable.LINK)
        if not self._folder.is_file(path):
            raise NotRemovedError(f"{path} is no file any more.", Unremovable.CHANGED)
        others = (it.path for it in self.files() if it.path != path)
        if not any(map(self._folder.holds, others)):
            raise NotRemovedError(
                f"{path} is the only document; an index must have one.", Unremovable.LAST
            )

    def standing(self, path: str) -> Standing | None:
        """The file at ``path``, relative to the folder, if one stands there.

        Raises:
            DocumentsError: if the folder cannot be looked at.
        """
        try:
            return self._standing(path) if self._folder.holds(path) else None
        except OSError as error:
            raise self._out_of_reach(error) from error

    def _standing(self, name: str) -> Standing:
        return Standing(name, self.file(name), self._folder.sha256(name))

    def index(self, paths: Sequence[str], progress: Progress) -> Summary:
        """Bring the index up to date; with ``paths``, with nothing else.

        Raises:
            FootnoteError: as ``embeddings.indexer.Indexer.run``.
        """
        # The first index is one of the whole folder, whatever it was that brought it about.
        only = [self._root / path for path in paths] if self.documents() else []
        return self._index(only, progress)

    def find(self, name: str) -> tuple[ListedFile, ...]:
        """The files that ``name`` may mean: by path or title, whole, in part, or nearly."""
        wanted = source_key(name)
        named = [(source_key(label), it) for it in self.files() for label in _labels(it)]
        whole = [it for label, it in named if label == wanted]
        part = [it for label, it in named if wanted and wanted in label]
        near = difflib.get_close_matches(wanted, [label for label, _ in named], _NEAR, _LIKENESS)
        nearly = [it for close in near for label, it in named if label == close]
        return tuple(dict.fromkeys(whole or part or nearly))

    def _out_of_reach(self, error: OSError) -> DocumentsError:
        reason = self._folder.why_not(error)
        return DocumentsError(f"The documents folder {self._root} cannot be changed: {reason}.")


def _labels(file: ListedFile) -> tuple[str, ...]:
    path = PurePosixPath(file.path)
    # A row's title does not mean the whole table.
    title = file.alone.metadata.title if file.alone else None
    return tuple(filter(None, (file.path, path.name, path.stem, title)))
