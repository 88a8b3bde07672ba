"""``footnote index --watch`` as a process of its own, and what it tells."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from library import Library
from running_process import RunningProcess

TESTS = Path(__file__).parent
SCRIPT = TESTS / "bot" / "watched_folder.py"


@contextmanager
def watching(
    library: Library,
    *before: str,
    program: Sequence[str] = (str(SCRIPT),),
    **env: str,
) -> Iterator[RunningProcess]:
    """A process that watches the folder of a library; ends with the ``with`` statement.

    Args:
        library: whose folders are watched.
        before: the command that the process is an argument of, if any.
        program: what Python runs.
        env: further variables.
    """
    path = [str(TESTS.parent), str(TESTS), os.environ.get("PYTHONPATH", "")]
    process = RunningProcess(
        [*before, sys.executable, *program],
        {
            **os.environ,
            "DOCUMENTS_DIR": str(library.documents),
            "DATA_DIR": str(library.folder / "data"),
            "PYTHONPATH": os.pathsep.join(path),
            **env,
        },
        library.folder,
    )
    try:
        yield process
    finally:
        process.kill()
        assert "Traceback" not in process.output
