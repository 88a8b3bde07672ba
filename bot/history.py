"""``footnote history``: what a document was before, and how to have that forgotten."""

import sys

from bot.settings import Settings
from bot.terminal import one_line, visible
from bot.wiring import Footnote
from bot.wording import history as wording
from corpus.errors import NoIndexError, UnknownSourceError
from corpus.history import DocumentHistory
from embeddings.generation import NOT_INDEXED


def run(settings: Settings, path: str, number: int | None, *, forget: bool) -> None:
    """Print what became of a document.

    Args:
        settings: which data folder.
        path: the document's, or one that it had; also of one that is gone.
        number: print instead the text of that version, counted from the oldest.
        forget: delete instead the earlier versions, and their words from every file.

    Raises:
        NoIndexError: if nothing has been indexed yet.
        UnknownSourceError: if there is and was no such document, or no such version of it.
        BusyError: if something is to be forgotten while another process is indexing.
        StoreError: if the data folder cannot be written, or others read it for long.
    """
    footnote = Footnote(settings)
    if footnote.store.current_generation() == 0:
        raise NoIndexError(NOT_INDEXED)
    known = _known(footnote, path)
    if forget:
        _forget(footnote, path, known)
    else:
        _tell(known, path, number)


def _tell(known: DocumentHistory, path: str, number: int | None) -> None:
    if number is None:
        for line in wording.history(known):
            sys.stdout.write(one_line(line) + "\n")
        return
    count = len(known.versions)
    if not 1 <= number <= count:
        raise UnknownSourceError(wording.no_such_version(one_line(path), number, count))
    sys.stdout.write(visible(known.versions[count - number].text.removesuffix("\n")) + "\n")


def _forget(footnote: Footnote, path: str, known: DocumentHistory) -> None:
    gone = known.versions[0].until is not None
    # The words of what was removed may still stand in the index, where nothing finds them.
    current = footnote.indexer.write_anew()
    forgotten = footnote.store.history.forget(path)
    footnote.store.history.compact()
    sys.stdout.write(wording.forgotten(forgotten, gone=gone) + "\n")
    if footnote.generations.oldest_in_use(current) < current:
        sys.stdout.write(wording.STILL_READ + "\n")


def _known(footnote: Footnote, path: str) -> DocumentHistory:
    history = footnote.store.history
    known = history.of(path)
    if known is None:
        names = [one_line(name) for name in history.paths()]
        raise UnknownSourceError(wording.unknown(one_line(path), names))
    return known
