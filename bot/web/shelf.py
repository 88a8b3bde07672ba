"""What was fetched, in the documents folder: a file a page, under the name of its site.

Pages lie in ``web/<site>/``, each as it came, with a hidden note of where it came from beside it.
A feed lies there too, hidden itself: it is no document, but what it named counts until it changes.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from bot.library.folder import DocumentsFolder
from bot.library.names import safe_name
from corpus.errors import DocumentsError
from corpus.provenance import LARGEST_NOTE, Provenance, provenance_of, provenance_path

FOLDER = "web"
LARGEST_FEED = 10_000_000
"""Bytes of a feed that are read; what it names behind them does not count."""

_LONGEST_NAME = 60
_TOLD_APART_BY = 10
"""Hexadecimal digits of an address's hash in its page's name."""


@dataclass(frozen=True, slots=True)
class HeldFeed:
    """A feed that was fetched before."""

    provenance: Provenance
    data: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A page that was fetched before.

    Attributes:
        path: relative to the documents folder.
    """

    path: str
    provenance: Provenance


class Shelf:
    """The fetched pages of one documents folder.

    Args:
        root: the documents folder, resolved.
        folder: the same, to write into.
    """

    def __init__(self, root: Path, folder: DocumentsFolder) -> None:
        self._root = root
        self._folder = folder
        self._pages: dict[str, Held] = {}
        self._asked: dict[str, Held] = {}
        for note in sorted((root / FOLDER).glob(f"*/{provenance_path('*')}")):
            self._know(note)

    def held(self, url: str) -> Held | None:
        """The page that came from ``url``, if it still lies there as it came."""
        held = self._pages.get(url)
        if held is None:
            return None
        try:
            with (self._root / held.path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:  # whatever it is, it is no page that could be kept
            return None
        return held if digest == held.provenance.sha256 else None

    def led_to(self, url: str) -> Held | None:
        """The page that asking for ``url`` once led to, if it is still there."""
        found = self._asked.get(url)
        return None if found is None else self.held(found.provenance.url)

    def put(self, provenance: Provenance, suffix: str, data: bytes) -> str:
        """Keep a page; where. One that came from the same address before gives way to it.

        Raises:
            DocumentsError: if the folder cannot be written.
        """
        path = place(provenance.url, suffix)
        before = self._pages.get(provenance.url)
        try:
            self._folder.note(provenance_path(path), provenance.packed())
            if self._is_there(path):
                self._folder.replace(path, data)
            else:
                self._folder.write(path, data)
            # Not before: where there is no room for the new one, the old one stays.
            if before is not None and before.path != path and self._is_there(before.path):
                self._folder.take_out(before.path)
        except OSError as error:
            raise self._unkept(path, error) from error
        self._remember(Held(path, provenance))
        return path

    def confirm(self, held: Held, asked: str) -> None:
        """Note that asking for ``asked`` leads to a page that is held.

        Raises:
            DocumentsError: if the folder cannot be written.
        """
        if asked in held.provenance.asked:
            return
        provenance = replace(held.provenance, asked=(*held.provenance.asked, asked))
        try:
            self._folder.note(provenance_path(held.path), provenance.packed())
        except OSError as error:
            raise DocumentsError(
                f"nothing can be noted in {self._root / FOLDER}: {self._folder.why_not(error)}"
            ) from error
        self._remember(Held(held.path, provenance))

    def feed(self, url: str) -> HeldFeed | None:
        """The feed that came from ``url``, if it still lies there as it came."""
        path = place(url, ".feed")
        try:
            with (self._root / provenance_path(path)).open("rb") as file:
                provenance = provenance_of(file.read(LARGEST_NOTE))
            with (self._root / _hidden(path)).open("rb") as file:
                data = file.read(LARGEST_FEED)
        except OSError:
            return None
        if provenance is None or provenance.url != url:
            return None
        whole = hashlib.sha256(data).hexdigest() == provenance.sha256
        return HeldFeed(provenance, data) if whole else None

    def put_feed(self, provenance: Provenance, data: bytes) -> None:
        """Keep a feed, in the place of what came from the same address before.

        Raises:
            DocumentsError: if the folder cannot be written.
        """
        path = place(provenance.url, ".feed")
        try:
            self._folder.note(_hidden(path), data)
            self._folder.note(provenance_path(path), provenance.packed())
        except OSError as error:
            raise self._unkept(path, error) from error

    def _unkept(self, path: str, error: OSError) -> DocumentsError:
        why = self._folder.why_not(error)
        return DocumentsError(f"it cannot be kept in {self._root / path}: {why}")

    def _is_there(self, path: str) -> bool:
        try:
            (self._root / path).lstat()
        except FileNotFoundError:
            return False
        return True

    def _know(self, note: Path) -> None:
        try:
            with note.open("rb") as file:
                provenance = provenance_of(file.read(LARGEST_NOTE))
        except OSError:  # then the page is fetched as if for the first time
            return
        path = note.with_name(note.name.removeprefix(".").removesuffix(".provenance.json"))
        # A note without its page is of one that could not be written, or was removed.
        if provenance is not None and path.is_file():
            self._remember(Held(path.relative_to(self._root).as_posix(), provenance))

    def _remember(self, held: Held) -> None:
        self._pages[held.provenance.url] = held
        for url in (*held.provenance.asked, held.provenance.url):
            self._asked[url] = held


def _hidden(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}"


def place(url: str, suffix: str) -> str:
    """Where the page from ``url`` lies, relative to the documents folder.

    Args:
        url: whole.
        suffix: of its format, with the dot.
    """
    parts = urlsplit(url)
    site = safe_name(parts.netloc.lower()) or "unnamed"
    last = PurePosixPath(unquote(parts.path, errors="replace")).name
    stem = safe_name(PurePosixPath(last).stem).encode()[:_LONGEST_NAME].decode(errors="ignore")
    digest = hashlib.sha256(url.encode()).hexdigest()[:_TOLD_APART_BY]
    return f"{FOLDER}/{site}/{stem.rstrip(' .') or 'index'}-{digest}{suffix}"
