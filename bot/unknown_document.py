"""Which document is meant by a name that none has: what ``sources`` and ``history`` know of it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from bot.names_like import in_folder, names_like
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import showing as wording
from corpus.containers import is_container
from corpus.errors import UnknownSourceError
from corpus.scan import printable
from corpus.store import StoredDocument


def unknown_document(footnote: Footnote, name: str) -> UnknownSourceError:
    """That no document of the current generation is named ``name``, and what is known of it."""
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes that are no text name no document; the store takes none
        name = printable(name)
    return UnknownSourceError(_told(footnote, name.rstrip("/")))


def _told(footnote: Footnote, name: str) -> str:
    served = footnote.store.documents(footnote.store.current_generation())
    named = [name, in_folder(footnote.root, name)]
    for path in filter(None, named):
        told = _known_as(footnote, path, served)
        if told is not None:
            return told
    titles = {it.path: it.metadata.title for it in served}
    near = next(filter(None, (names_like(path, titles) for path in filter(None, named))), [])
    return wording.unknown(one_line(name), near)


def _known_as(footnote: Footnote, name: str, served: Sequence[StoredDocument]) -> str | None:
    """What is known of ``name``, which is no document's; None if nothing is."""
    shown, history = one_line(name), footnote.store.history
    paths = [it.path for it in served]
    held = _below(name, paths)
    if held:
        within = any(it.within == name for it in served)
        kind = "file" if within or is_container(PurePosixPath(name)) else "folder"
        return wording.holds(shown, kind, held)
    known = history.of(name)
    if known is not None and known.versions[0].until is None:
        return wording.renamed(shown, known.versions[0].path)
    if known is not None:
        return wording.gone(name)
    former = history.former_paths()
    now = {path for before, path in former if _below(name, [before])}
    files = {it.file for it in served if it.path in now and it.within}
    if len(files) == 1:  # a file of which no document was elsewhere
        file = files.pop()
        return wording.renamed_file(shown, file, _below(file, paths))
    return None


def _below(name: str, paths: Sequence[str]) -> list[str]:
    """Those of ``paths`` that lie in the file or folder ``name``."""
    return [path for path in paths if name and path.startswith(f"{name}/")]
