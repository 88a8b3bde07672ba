"""What ``footnote history`` says: a line for each version of a document, and what changed in it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from heapq import merge
from itertools import zip_longest
from operator import itemgetter

from bot.wording.answers import SEPARATOR
from bot.wording.commands import counted
from bot.wording.typed import typed
from corpus.past.history import DocumentHistory, Gone, Renamed, Version

_NEAR_NAMES = 3
_STAYS = "The one that is served now stays."
_STAY = "Those that are served now stay."
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""Of what was published before that was noted."""


def history(known: DocumentHistory) -> list[str]:
    """What became of a document, line by line, the newest first."""
    versions = known.versions
    count = len(versions)
    served = (
        (version.since or _LONG_AGO, _version(count - place, version, before))
        for place, (version, before) in enumerate(zip_longest(versions, versions[1:]))
    )
    renamed = ((rename.at, _renamed(rename)) for rename in known.renames)
    # Of one moment, the new name comes after what it was given to: so it stands above.
    return [line for _, line in merge(renamed, served, key=itemgetter(0), reverse=True)]


def gone(files: Mapping[str, Sequence[Gone]]) -> list[str]:
    """Which documents are gone and kept, by the file that they stood in; and how to forget them."""
    if not files:
        return ["Nothing is kept of documents that are gone."]
    lines = [
        SEPARATOR.join(
            part
            for part in (
                name,
                f"until {_minute(max(it.until for it in documents))}",
                counted(len(documents), "document") if len(documents) > 1 else None,
                counted(sum(it.versions for it in documents), "version"),
            )
            if part
        )
        for name, documents in files.items()
    ]
    return [
        *lines,
        "None of them is answered from. To delete what is kept of one for good: footnote history "
        "DOCUMENT --forget",
    ]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``: what blank lines stand between."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def forgotten(versions: int, *, documents: int, gone: bool, done: bool) -> str:
    """That earlier versions are deleted.

    Args:
        versions: how many.
        documents: how many those are of, or could have been.
        gone: whether none of those documents is served now.
        done: whether no file holds a word of the versions any more.
    """
    if not versions:
        return "There is no earlier version to forget."
    told = f"{counted(versions, 'earlier version')} deleted{' for good' if done else ''}."
    if not gone:
        return f"{told} {_STAYS if documents == 1 else _STAY}"
    if not done:
        return told
    return f"{told} Nothing of the {'document' if documents == 1 else 'documents'} is kept."


def finished(shown: str, *, done: bool) -> str:
    """That what was to be forgotten earlier is gone, whatever became of ``shown``."""
    told = f"Nothing is known of {shown}."
    return f"{told} What was forgotten before is now deleted for good." if done else told


def not_yet_gone(*, read: bool) -> str:
    """That files still hold what was forgotten; ``read``: as another process reads them."""
    when = "the next footnote index has run"
    if read:
        when = f"every process that still reads the earlier index has let go of it and {when}"
    return f"What was forgotten will be gone from the files as soon as {when}."


def holds_many(shown: str, documents: Sequence[str]) -> str:
    """That a file is no document, but has some."""
    return (
        f"{shown} is a file with {counted(len(documents), 'document')}, each with a history of "
        f"its own: {some_of(documents)}"
    )


def some_of(documents: Sequence[str]) -> str:
    """The first few of ``documents``, and that there are more."""
    more = ", …" if len(documents) > _NEAR_NAMES else ""
    return ", ".join(documents[:_NEAR_NAMES]) + more


def unknown(shown: str, near: Sequence[str]) -> str:
    """That there never was a document of that name; with the paths that are like it."""
    return f"There is and was no document named {shown}.{did_you_mean(near)}"


def did_you_mean(near: Sequence[str]) -> str:
    """The paths ``near`` a name, as they are typed, behind a space; empty if there are none."""
    return f" Did you mean {', or '.join(map(typed, near))}?" if near else ""


def no_such_version(shown: str, number: int, versions: int) -> str:
    """That a document has fewer versions."""
    return f"{shown} has no version {number}; its versions are 1 to {versions}."


def _version(number: int, version: Version, before: Version | None) -> str:
    titled = version.title and (before is None or before.title != version.title)
    parts = [f"{number}", _served(version), version.title if titled else None]
    parts.append(counted(len(paragraphs(version.text)), "paragraph"))
    if before is not None:
        parts.append(_changed(before, version))
    return SEPARATOR.join(part for part in parts if part)


def _served(version: Version) -> str:
    begun = None if version.since is None else _minute(version.since)
    if version.until is None:
        return f"served since {begun}" if begun else "served now"
    return f"{begun} to {_minute(version.until)}" if begun else f"until {_minute(version.until)}"


def _changed(before: Version, now: Version) -> str:
    """What became of the paragraphs of ``before``."""
    added = removed = changed = 0
    matcher = SequenceMatcher(None, paragraphs(before.text), paragraphs(now.text))
    for what, begin, end, begin_now, end_now in matcher.get_opcodes():
        if what == "equal":
            continue
        both = min(end - begin, end_now - begin_now)
        changed += both
        removed += end - begin - both
        added += end_now - begin_now - both
    counts = (("added", added), ("removed", removed), ("changed", changed))
    told = ", ".join(f"{count:,} {done}" for done, count in counts if count)
    return told or "the same text"


def _renamed(rename: Renamed) -> str:
    return SEPARATOR.join((_minute(rename.at), f"renamed from {rename.old} to {rename.new}"))


def _minute(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
