"""How long a person waits before anything happens: help, the REPL's prompt, an unchanged index.

Whole processes, the median of several runs, with bare Python measured in the same round so that
the ratio holds on a slower machine. Prints a row each; judges nothing.
"""

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

RUNS = 5
FOOTNOTE = str(Path(sys.executable).parent / "footnote")
PROMPT = b"footnote>"


def whole(command: list[str], environment: Mapping[str, str]) -> float:
    """Seconds from start to end of ``command``."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def to_prompt(command: list[str], environment: Mapping[str, str]) -> float:
    """Seconds until ``command``, on a terminal of its own, shows its prompt."""
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execve(command[0], command, dict(environment))  # noqa: S606 - our own command
    seen = b""
    try:
        while PROMPT not in seen:
            readable, _, _ = select.select([terminal], [], [], 30)
            if not readable:
                raise TimeoutError(f"no prompt within 30 seconds: {seen!r}")
            seen += os.read(terminal, 4096)
        return time.perf_counter() - begun
    finally:
        # What it does after the prompt is not measured, and the model may still be loading.
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "DATA_DIR": data, "TERM": "xterm"}
        subprocess.run([FOOTNOTE, "index"], env=environment, check=True, capture_output=True)
        measured: dict[str, Callable[[], float]] = {
            "python -c pass": lambda: whole([sys.executable, "-c", "pass"], environment),
            "footnote --help": lambda: whole([FOOTNOTE, "--help"], environment),
            "footnote index, nothing changed": lambda: whole([FOOTNOTE, "index"], environment),
            "footnote repl, to its prompt": lambda: to_prompt([FOOTNOTE, "repl"], environment),
        }
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(RUNS + 1):
            for name, measure in measured.items():
                times[name].append(measure())
    bare = statistics.median(times["python -c pass"][1:])
    for name, values in times.items():
        median = statistics.median(values[1:])
        sys.stdout.write(f"{name:34}{median:8.3f} s{median / bare:8.1f} x bare Python\n")


if __name__ == "__main__":
    main()
