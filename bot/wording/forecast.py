"""What an index run would do, in lines for the terminal."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot.wording.commands import counted, held, not_read, skipped, unmatched
from bot.wording.costs import model_change, time_of
from corpus.containers import is_container
from corpus.scan import printable
from corpus.staged_files import Became

if TYPE_CHECKING:
    from corpus.staged_files import StagedFileChange
    from embeddings.indexing.forecast import Forecast

_TOLD = 20
"""Lines of each kind that are told; the others are counted."""

_KINDS = {
    Became.NEW: "New",
    Became.CHANGED: "Changed",
    Became.RENAMED: "Renamed",
    Became.REMOVED: "Gone, or no longer to be read",
}


def forecast(found: "Forecast") -> list[str]:
    """What a run would do, line by line, and that nothing was done."""
    would = found.summary
    told = [
        *_cut([skipped(it) for it in would.skipped]),
        *not_read(would.unsupported),
        *_cut(unmatched(would.unmatched)),
    ]
    if not would.published:
        return [f"Nothing would change: {held(would)}.", *told]
    lines = [line for kind in Became for line in _files(kind, found.files)]
    if not found.files and found.change is None:
        lines.append("The index files would be made anew.")
    embedded = f"{counted(would.embedded, 'passage')} would be embedded"
    if found.change is not None:
        lines.append(f"{model_change(found.change)}.")
    elif found.cost.passages:
        lines.append(f"{embedded}, {time_of(found.cost)}.")
    else:
        lines.append(f"{embedded}: the vectors of all are known.")
    return [
        *lines,
        *told,
        f"The index would then hold {held(would)}. Nothing has been changed; to do it, leave out "
        "--dry-run.",
    ]


def _files(kind: Became, files: Sequence["StagedFileChange"]) -> list[str]:
    those = [file for file in files if file.became is kind]
    if not those:
        return []
    count = f"{len(those):,}"
    if any(is_container(PurePosixPath(file.path)) for file in those):
        count = counted(len(those), "file")
    return [f"{_KINDS[kind]} ({count}):", *_cut([f"  {_file(file)}" for file in those])]


def _file(file: "StagedFileChange") -> str:
    path = printable(file.path)
    if file.was is not None:
        path = f"{printable(file.was)} → {path}"
        return f"{path}: {file.documents:,} of its documents read anew" if file.documents else path
    if not is_container(PurePosixPath(file.path)):
        return path
    if file.became is Became.NEW:
        return f"{path}: {counted(file.documents, 'document')}"
    gone = f"{file.gone:,} gone" if file.gone else ""
    if file.became is Became.REMOVED:
        return f"{path}: {counted(file.gone, 'document')}"
    changed = f"{counted(file.documents, 'document')} new or changed" if file.documents else ""
    return f"{path}: {', '.join(filter(None, (changed, gone)))}"


def _cut(lines: Sequence[str]) -> list[str]:
    """``lines``, or the first of them and how many more there are."""
    if len(lines) <= _TOLD:
        return list(lines)
    return [*lines[:_TOLD], f"  … and {len(lines) - _TOLD:,} more"]
