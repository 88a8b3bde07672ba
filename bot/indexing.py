"""``footnote index``: runs the indexer and tells what it did."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import PATIENCE_SECONDS, Footnote
from bot.wording import commands as wording
from bot.wording import costs
from corpus.errors import DocumentsError
from embeddings.indexing.progress import Progress
from embeddings.model_change import ModelChange

if TYPE_CHECKING:
    from rich.progress import TaskID


def index_documents(settings: Settings, paths: Sequence[Path]) -> None:
    """Bring the index up to date and print a summary.

    Raises:
        FootnoteError: if a path lies outside the documents folder, or nothing can be indexed.
    """
    footnote = Footnote(settings)
    only = named(footnote.root, paths)
    footnote.prepare_model()
    with Bars() as bars:
        summary = footnote.indexer.run(footnote.root, only, bars, PATIENCE_SECONDS)
    for line in wording.summary(summary):
        sys.stdout.write(one_line(line) + "\n")


def named(root: Path, paths: Sequence[Path]) -> list[Path]:
    """What ``paths`` name: from here, as the shell completes it, or else from ``root``.

    Raises:
        DocumentsError: if one of them cannot be looked at.
    """
    return [path if _is_there(path) else root / path for path in paths]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise DocumentsError(
            f"{path} cannot be looked at: {error.strerror}. Check its permissions."
        ) from error


class Bars(Progress):
    """Progress on standard error: bars on a terminal, nothing in a pipe or a log."""

    def __init__(self) -> None:
        self._tasks: dict[str, TaskID] = {}
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._started:
            self._bars.stop()

    def reading(self, done: int, total: int) -> None:
        """Move the bar of the files."""
        self._move(wording.READING, done, total)

    def embedding(self, done: int, total: int) -> None:
        """Move the bar of the passages."""
        self._move(wording.EMBEDDING, done, total)

    def fetching(self, done: int, total: int) -> None:
        """Move the bar of the pages from the web."""
        self._move(wording.FETCHING, done, total)

    def changing_model(self, change: ModelChange) -> None:
        """Write what a change of model costs, in a pipe or a log too."""
        self.tell(costs.announcement(change))

    def tell(self, words: str) -> None:
        """Write a line beside the bars, in a pipe or a log too."""
        line = one_line(words)
        if self._started:
            self._bars.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def _move(self, label: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if not self._started:
            self._start()
        if label not in self._tasks:
            self._tasks[label] = self._bars.add_task(label, total=total)
        self._bars.update(self._tasks[label], completed=done, total=total)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import (
            Progress as RichProgress,
        )

        self._bars = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._bars.start()
        self._started = True
