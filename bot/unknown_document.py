"""Which document is meant by a name that none has: what ``sources`` and ``history`` know of it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import showing as wording
from corpus.containers import is_container
from corpus.errors import UnknownSourceError
from corpus.scan import printable


def unknown_document(footnote: Footnote, name: str) -> UnknownSourceError:
    """That no document of the current generation is named ``name``, and what is known of it."""
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes that are no text name no document; the store takes none
        name = printable(name)
    return UnknownSourceError(_told(footnote, name.rstrip("/")))


def _told(footnote: Footnote, name: str) -> str:
    shown, history = one_line(name), footnote.store.history
    served = footnote.store.documents(footnote.store.current_generation())
    paths = [it.path for it in served]
    held = _below(name, paths)
    if held:
        within = any(it.within == name for it in served)
        kind = "file" if within or is_container(PurePosixPath(name)) else "folder"
        return wording.holds(shown, kind, _lines(held))
    known = history.of(name)
    if known is not None and known.versions[0].until is None:
        return wording.renamed(shown, one_line(known.versions[0].path))
    if known is not None:
        return wording.gone(shown)
    former = history.former_paths()
    now = {path for before, path in former if _below(name, [before])}
    files = {it.file for it in served if it.path in now and it.within}
    if len(files) == 1:  # a file of which no document was elsewhere
        file = files.pop()
        return wording.renamed_file(shown, one_line(file), _lines(_below(file, paths)))
    return wording.unknown(shown, _lines(paths))


def _below(name: str, paths: Sequence[str]) -> list[str]:
    """Those of ``paths`` that lie in the file or folder ``name``."""
    return [path for path in paths if name and path.startswith(f"{name}/")]


def _lines(paths: Sequence[str]) -> list[str]:
    return [one_line(path) for path in paths]
