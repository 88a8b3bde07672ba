"""``footnote index --watch`` as a process of its own, and what it tells."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from library import Library

TESTS = Path(__file__).parent
SCRIPT = TESTS / "bot" / "watched_folder.py"
PATIENCE_SECONDS = 60


class Watch:
    """A process that watches the folder of a library; ends with the ``with`` statement.

    Args:
        library: whose folders are watched.
        before: the command that the process is an argument of, if any.
        program: what Python runs.
        env: further variables.
    """

    def __init__(
        self,
        library: Library,
        *before: str,
        program: Sequence[str] = (str(SCRIPT),),
        **env: str,
    ) -> None:
        self._command = [*before, sys.executable, *program]
        path = [str(TESTS.parent), str(TESTS), os.environ.get("PYTHONPATH", "")]
        self._env = {
            **os.environ,
            "DOCUMENTS_DIR": str(library.documents),
            "DATA_DIR": str(library.folder / "data"),
            "PYTHONPATH": os.pathsep.join(path),
            **env,
        }
        self._folder = library.folder
        self._lines: queue.Queue[str] = queue.Queue()
        self.told: list[str] = []

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            env=self._env,
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reading.join()
        if self._process.stdout is not None:
            self._process.stdout.close()
        assert "Traceback" not in "\n".join(self.told)

    def tells(self, words: str) -> str:
        """The next line that holds ``words``; those before it are in ``told``."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"nothing tells {words!r}: {self.told}") from None
            self.told.append(line)
            if words in line:
                return line

    def ends(self, number: signal.Signals | None = None) -> int:
        """The exit code, after a signal if one is to be sent."""
        if number is not None:
            self._process.send_signal(number)
        return self._process.wait(PATIENCE_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
