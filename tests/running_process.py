"""A process beside the test, and the lines that it writes."""

import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

PATIENCE_SECONDS = 60


class RunningProcess:
    """A process, from its start to its end; what it writes to either stream is collected.

    Args:
        argv: The command.
        env: All variables of its environment.
        cwd: Where to run.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> None:
        self._process = subprocess.Popen(
            argv,
            env=env,
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: list[str] = []
        self._heard = 0
        self._is_over = False
        self._more = threading.Condition()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    @property
    def output(self) -> str:
        """All that it has written so far."""
        return "".join(self._lines)

    @property
    def told(self) -> list[str]:
        """The lines up to the one that was waited for last."""
        return [line.rstrip("\n") for line in self._lines[: self._heard]]

    @property
    def exit_code(self) -> int | None:
        """``None`` while it runs."""
        return self._process.poll()

    def tells(self, words: str) -> str:
        """The next line that holds ``words``; those before it are in ``told``."""
        with self._more:
            line = self._more.wait_for(partial(self._heard_of, words), PATIENCE_SECONDS)
        assert line, f"nothing tells {words!r}: {self.output}"
        return line.rstrip("\n")

    def ends(
        self, number: signal.Signals | None = None, within: float = PATIENCE_SECONDS
    ) -> int | None:
        """The exit code, after a signal if one is to be sent; ``None`` if it goes on for longer."""
        if number is not None:
            self._process.send_signal(number)
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._process.kill()
        self._process.wait()
        self._reading.join()

    def _heard_of(self, words: str) -> str | None:
        while self._heard < len(self._lines):
            self._heard += 1
            if words in (line := self._lines[self._heard - 1]):
                return line
        assert not self._is_over, f"it ended and did not tell {words!r}: {self.output}"
        return None

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                with self._more:
                    self._lines.append(line)
                    self._more.notify_all()
        with self._more:
            self._is_over = True
            self._more.notify_all()
