"""What ``footnote show`` says of a name that is no document's, and which one may be meant."""

from collections.abc import Sequence

from bot.wording.commands import counted
from bot.wording.history import did_you_mean, some_of
from bot.wording.typed import seen, typed


def holds(shown: str, kind: str, documents: Sequence[str]) -> str:
    """That ``shown``, a ``kind`` of thing, is no document, but holds ``documents``."""
    return f"{shown} is a {_holding(kind, documents)}"


def unread(place: str | None, why: str) -> str:
    """One document of a file that cannot be read, or the file itself."""
    return why if place is None else f"{place}: {why}"


def unread_in_all(shown: str, found: int, unread: int) -> str:
    """How much of a file cannot be read, or only in part."""
    if not unread:
        return f"All of {shown} can be read: {counted(found, 'document')}."
    return f"Of the {counted(found, 'document')} in {shown} {unread:,} cannot be read as a whole."


def unreadable(shown: str, why: str) -> str:
    """That a file cannot be read at all."""
    return f"{shown} cannot be read: {why}."


def renamed(shown: str, now: str) -> str:
    """That a document has another path ``now``."""
    return f"{shown} is now {seen(now)}. {_to_read([now])}"


def renamed_file(shown: str, now: str, documents: Sequence[str]) -> str:
    """That a file with ``documents`` has another path ``now``."""
    return f"{shown} is now {seen(now)}, a {_holding('file', documents)}"


def gone(path: str) -> str:
    """That there is a document no more of which something is kept."""
    return f"{seen(path)} is served no more. What it was: footnote history {typed(path)}"


def unknown(shown: str, near: Sequence[str]) -> str:
    """That there is no document of that name; with the paths that are like it."""
    return f"There is no document named {shown}.{did_you_mean(near)}"


def _holding(kind: str, documents: Sequence[str]) -> str:
    some = some_of([seen(it) for it in documents])
    told = f"{kind} with {counted(len(documents), 'document')}: {some}"
    return f"{told}. {_to_read(documents)}"


def _to_read(documents: Sequence[str]) -> str:
    it = "it" if len(documents) == 1 else "one"
    return f"To read {it}: footnote show {typed(documents[0])}"
