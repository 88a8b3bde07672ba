"""``footnote show FILE --unread``: everything in a file that cannot be read, and why.

The summary of ``footnote index`` names the first of it.
"""

import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath

from bot.names_like import in_folder
from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import showing as wording
from corpus.errors import AccessError, ReadingError, UnknownSourceError
from corpus.hidden import is_hidden
from corpus.reading import read_file
from corpus.scan import printable
from corpus.sources import columns_of


def list_unread(settings: Settings, path: str) -> None:
    """Print a line for each document of the file at ``path`` that cannot be read, and a summary.

    Args:
        settings: which documents folder.
        path: relative to it, or as the shell completes it.

    Raises:
        UnknownSourceError: if it is no file that can be opened.
    """
    footnote = Footnote(settings)
    found = lacking = 0
    named = _named(footnote.root, path)
    _require_indexed(path, named)
    columns = columns_of(footnote.root)
    try:
        with read_file(footnote.root, named, footnote.max_bytes, columns=columns) as contents:
            for entry in contents.entries:
                found += 1
                try:
                    why = entry.read().unread
                except AccessError:
                    raise
                except ReadingError as error:
                    why = str(error)
                if why is not None:
                    lacking += 1
                    _print(wording.unread(entry.place, why))
    except (AccessError, ReadingError) as error:
        raise UnknownSourceError(wording.unreadable(printable(path), str(error))) from None
    for note in contents.notes:
        _print(note)
    # That all can be read is no news below what all of it lacks.
    if lacking or not contents.notes:
        _print(wording.unread_in_all(printable(path), found, lacking))


def _named(root: Path, path: str) -> str:
    """The file below ``root`` that is meant by ``path``."""
    written = PurePosixPath(path)
    if not written.is_absolute() and ".." not in written.parts:
        with suppress(OSError, ValueError):  # a name that no file can have
            if (root / written).exists():
                return written.as_posix()
    return in_folder(root, path) or written.as_posix()


def _require_indexed(path: str, named: str) -> None:
    parts = PurePosixPath(named).parts
    if ".." in parts:
        why = "its path is not one below the documents folder"
    elif any(map(is_hidden, parts)):
        why = "it is hidden, or a lock file of Office's; neither is indexed"
    else:
        return
    raise UnknownSourceError(wording.unreadable(printable(path), why))


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
