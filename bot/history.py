"""``footnote history``: what a document was before, and how to have that forgotten."""

import sys
from collections import defaultdict
from pathlib import PurePosixPath

from bot.names_like import names_like
from bot.settings import Settings
from bot.terminal import one_line, visible
from bot.wiring import PATIENCE_SECONDS, Footnote
from bot.wording import history as wording
from corpus.containers import is_container
from corpus.errors import NoIndexError, UnknownSourceError
from corpus.past.history import DocumentHistory, Gone
from corpus.scan import printable
from embeddings.generation import NOT_INDEXED


def run(settings: Settings, path: str | None, number: int | None, *, forget: bool) -> None:
    """Print what became of a document.

    Args:
        settings: which data folder.
        path: the document's, or one that it had; also of one that is gone. None lists those that
            are gone and of which versions are kept.
        number: print instead the text of that version, counted from the oldest.
        forget: delete instead the earlier versions, and their words from every file; ``path`` may
            be that of a file with many documents, then those of each. What an earlier call could
            not finish is finished, whatever ``path`` is.

    Raises:
        NoIndexError: if nothing has been indexed yet.
        UnknownSourceError: if there is and was no such document, or no such version of it.
        BusyError: if something is to be forgotten while another process is indexing.
        StoreError: if the data folder cannot be written.
    """
    footnote = Footnote(settings)
    if footnote.store.current_generation() == 0:
        raise NoIndexError(NOT_INDEXED)
    if path is None:
        _list_gone(footnote)
        return
    try:
        path.encode()
    except UnicodeEncodeError:  # bytes that are no text name no document; the store takes none
        path = printable(path)
    if forget:
        _forget(footnote, path)
    else:
        _tell(_known(footnote, path), path, number)


def _list_gone(footnote: Footnote) -> None:
    files: dict[str, list[Gone]] = defaultdict(list)
    for it in footnote.store.history.gone():
        folders = PurePosixPath(it.path).parents
        files[next((str(name) for name in folders if is_container(name)), it.path)].append(it)
    for line in wording.gone(files):
        sys.stdout.write(one_line(line) + "\n")


def _tell(known: DocumentHistory, path: str, number: int | None) -> None:
    if number is None:
        for line in wording.history(known):
            sys.stdout.write(one_line(line) + "\n")
        return
    count = len(known.versions)
    if not 1 <= number <= count:
        raise UnknownSourceError(wording.no_such_version(one_line(path), number, count))
    sys.stdout.write(visible(known.versions[count - number].text.removesuffix("\n")) + "\n")


def _forget(footnote: Footnote, path: str) -> None:
    history, store = footnote.store.history, footnote.store
    documents = _documents(footnote, path)
    if not documents and history.forgotten_in() is None:
        raise _unknown(footnote, path)
    served = {it.path for it in store.documents(store.current_generation())}
    served |= {former for former, _ in history.former_paths()}
    forgotten = footnote.indexer.forget(documents, PATIENCE_SECONDS)
    done = history.forgotten_in() is None
    if documents:
        gone = served.isdisjoint(documents)
        said = wording.forgotten(forgotten, documents=len(documents), gone=gone, done=done)
    else:
        said = wording.finished(one_line(path), done=done)
    sys.stdout.write(said + "\n")
    if not done:
        current = store.current_generation()
        read = footnote.generations.oldest_in_use(current) < current
        sys.stdout.write(wording.not_yet_gone(read=read) + "\n")


def _known(footnote: Footnote, path: str) -> DocumentHistory:
    known = footnote.store.history.of(path)
    if known is not None:
        return known
    documents = _documents(footnote, path)
    if documents:
        names = [one_line(name) for name in documents]
        raise UnknownSourceError(wording.holds_many(one_line(path), names))
    raise _unknown(footnote, path)


def _documents(footnote: Footnote, path: str) -> list[str]:
    """The documents that ``path`` names: one, or all that the file there holds or held."""
    names = footnote.store.history.paths()
    if path in names:
        return [path]
    if not is_container(PurePosixPath(path)):
        return []
    return [name for name in names if name.startswith(f"{path}/")]


def _unknown(footnote: Footnote, path: str) -> UnknownSourceError:
    near = names_like(path, dict.fromkeys(footnote.store.history.paths()))
    return UnknownSourceError(wording.unknown(one_line(path), near))
