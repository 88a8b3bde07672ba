"""A real bot process, started and stopped as a service manager would."""

import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from running_process import RunningProcess
from telegram_server.server import TelegramServer


class BotProcess:
    """A context manager around a bot process.

    Entering waits until the bot has asked for updates or has set its webhook. Leaving sends
    SIGTERM, and asserts that the process ends with exit code 0 and that the server has seen no
    violation. If the test has failed already, the process's output is added to its report.

    Args:
        server: The running server.
        argv: The command.
        env: Variables on top of this process's environment.
        cwd: Where to run.
        start_timeout: Seconds until the bot must have called.
        stop_timeout: Seconds until it must have ended after SIGTERM.
    """

    def __init__(
        self,
        server: TelegramServer,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        start_timeout: float = 60.0,
        stop_timeout: float = 20.0,
    ) -> None:
        self._server = server
        self._argv = list(argv)
        self._env = {**os.environ, **(env or {})}
        self._cwd = cwd
        self._start_timeout = start_timeout
        self._stop_timeout = stop_timeout

    @property
    def output(self) -> str:
        """What the process has written so far, to either stream."""
        return self._process.output

    def __enter__(self) -> "BotProcess":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.stop()
            return
        self.kill()
        error.add_note(f"The bot's output:\n{self.output}")
        if self._server.violations:
            error.add_note("Violations:\n" + "\n".join(self._server.violations))

    def start(self) -> None:
        """Start the process and wait until it is at work.

        Raises:
            AssertionError: It ended, or did not call the server in time; shows its output.
        """
        before = self._first_calls()
        self._process = RunningProcess(self._argv, self._env, self._cwd)
        deadline = time.monotonic() + self._start_timeout
        while self._first_calls() == before:
            code, late = self._process.exit_code, time.monotonic() > deadline
            if code is not None or late:
                self.kill()
                what = "did not call" if code is None else f"ended with {code}"
                raise AssertionError(f"the bot {what} at start-up; its output:\n{self.output}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process with SIGTERM.

        Raises:
            AssertionError: It did not end in time or not with exit code 0, or the server has
                recorded violations.
        """
        code = self._process.ends(signal.SIGTERM, self._stop_timeout)
        self.kill()
        if code != 0:
            said = f"exit code {code}" if code is not None else "no end"
            raise AssertionError(f"SIGTERM brought {said}; the bot's output:\n{self.output}")
        if self._server.violations:
            raise AssertionError("violations:\n" + "\n".join(self._server.violations))

    def kill(self) -> None:
        """End the process at once, as a crash would."""
        self._process.kill()

    def _first_calls(self) -> int:
        calls = self._server.calls_of("getUpdates") + [
            call for call in self._server.calls_of("setWebhook") if call.status == 200
        ]
        return len(calls)


def free_port() -> int:
    """Return a port of the loopback that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
