"""What ``footnote index --watch`` tells."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.wording.commands import held, read

if TYPE_CHECKING:
    from corpus.scan import Skipped
    from embeddings.indexing.summary import Summary


def watching(root: Path) -> str:
    """That everything is ready."""
    return f"Watching {root}: changes go live by themselves. Ctrl-C ends this."


def already_watched(data: Path) -> str:
    """That a second process would do the same work."""
    return f"Another footnote index --watch keeps the data folder {data} up to date already."


def live(done: "Summary", seconds: float) -> str:
    """What a burst of changes came to."""
    return f"{read(done)}, {done.removed:,} removed, live after {seconds:.1f} s: {held(done)}."


def skipped(file: "Skipped") -> str:
    """What could not be read."""
    return f"Skipped {file.path}{', in part' if file.partly else ''}: {file.reason}"


def missing(root: Path) -> str:
    """That there is nothing to watch at the moment."""
    return f"The documents folder {root} is missing. The index stays as it is until it is back."


def back(root: Path) -> str:
    """That the folder can be watched again."""
    return f"The documents folder {root} is back."


def vanished(data: Path) -> str:
    """That the index is made from nothing, and what that costs."""
    return (
        f"The data folder {data} has vanished, or was emptied: the index is made anew there. "
        "Every passage is embedded again, and the histories of documents are lost, with whatever "
        "else was kept in it. If you have moved it, end the watch and put it back in place of the "
        "new one."
    )


def replaced(data: Path) -> str:
    """That another index is kept from now on, and what that costs."""
    return (
        f"The data folder {data} was replaced: the watch goes on with the one that is there now. "
        "The histories of documents are those that it knows, and passages that are new to it are "
        "embedded."
    )


def failed(sentence: str) -> str:
    """That the index could not be brought up to date."""
    return f"{sentence} The watch goes on, and tries again from time to time."


def polls(reason: str, *, is_limit: bool) -> str:
    """That changes are looked for, as the system does not tell of them."""
    hint = (
        " On Linux, sysctl raises fs.inotify.max_user_watches or fs.inotify.max_user_instances."
        if is_limit
        else ""
    )
    return (
        f"The system does not tell of changes ({reason}): the folder is read again every second "
        f"instead, and the system is asked anew from time to time.{hint}"
    )
