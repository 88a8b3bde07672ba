"""Index files that could not be finished are taken away at once: they hold the room that is short.

What a process leaves that is killed meanwhile goes with the next run.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.disk import writing


@contextmanager
def finished_or_gone(folder: Path) -> Iterator[None]:
    """Make ``folder`` anew; whatever is raised inside, nothing of it is left.

    Raises:
        StoreError: if the disk refuses.
    """
    with writing(f"The index {folder}", folder.parent.parent):
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(parents=True)
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
