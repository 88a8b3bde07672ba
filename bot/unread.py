"""``footnote show FILE --unread``: everything in a file that cannot be read, and why.

The summary of ``footnote index`` names the first of it.
"""

import sys
from pathlib import PurePosixPath

from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import showing as wording
from corpus.errors import AccessError, ReadingError, UnknownSourceError
from corpus.reading import read_file
from corpus.scan import printable
from corpus.sources import columns_of


def list_unread(settings: Settings, path: str) -> None:
    """Print a line for each document of the file at ``path`` that cannot be read, and a last one.

    Args:
        settings: which documents folder.
        path: relative to it.

    Raises:
        UnknownSourceError: if it is no file that can be opened.
    """
    footnote = Footnote(settings)
    found = lacking = 0
    named = PurePosixPath(path).as_posix()
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
    _print(wording.unread_in_all(printable(path), found, lacking))


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
