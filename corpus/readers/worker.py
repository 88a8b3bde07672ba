"""Files of formats that are hard to read are read in a process of their own, within limits.

A damaged or malicious file can make a library loop, crash, or take all memory. Then that process
goes, the file is skipped with a reason, and the next one gets another process. It is used from file
to file, so that its start is paid once; it knows none of the settings, and ends with the process
that started it.

The limits are of computing and of memory that is asked for, which a file needs as much of on a busy
machine. A process that ended otherwise may have been ended by the machine: the file is tried once
more, and again at the next run, before it is held against the file.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

from corpus.errors import BrokenOffError, ReadingError
from corpus.readers.extraction import Extraction
from corpus.readers.wire import OUT_OF_MEMORY, receive, send, unpacked

APART = frozenset({".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".epub"})
"""Suffixes of the formats that are read so."""

_SECONDS = 60
_MEGABYTES = 2_000
_STALLED = 5
"""Times as long as it may compute, by the clock, that a file may take on a busy machine."""
_TRIES = 2

_KEPT = frozenset({"PATH", "PYTHONPATH", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT"})
"""What the process gets of the environment: nothing that is a secret."""

_CODE = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from corpus.readers.reading_process import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
)


class Worker:
    """Reads files in another process, one at a time.

    Args:
        seconds: of computing that a file may take.
        megabytes: of memory that reading may take, where the system can limit it.
    """

    def __init__(self, seconds: int = _SECONDS, megabytes: int = _MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def read(self, suffix: str, data: bytes) -> Extraction:
        """Reads one whole file.

        Args:
            suffix: in lower case, with its dot.
            data: the file's bytes.

        Raises:
            ReadingError: as its reader does; or if it takes too much computing or memory.
            BrokenOffError: if its process stands still, or ends otherwise twice.
        """
        with self._one_at_a_time:
            for _ in range(_TRIES):
                answer, told = self._answer(suffix, data)
                if answer is not None:
                    return unpacked(answer)
        raise BrokenOffError(told)

    def close(self) -> None:
        """End the process, if there is one. The next file starts another."""
        with self._one_at_a_time:
            self._end()

    def _answer(self, suffix: str, data: bytes) -> tuple[bytes | None, str]:
        """What the process answers; or nothing, and why, if something else may be the reason."""
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(_STALLED * self._seconds, stop)
        timer.daemon = True
        timer.start()
        answer = None
        try:
            answer = self._exchanged(process, suffix, data)
        finally:
            timer.cancel()
            if not answer:
                self._end()
        if answer:
            return answer, ""
        if answer == OUT_OF_MEMORY:
            raise ReadingError(f"reading it took more than {self._megabytes:,} MB of memory")
        if process.returncode == -signal.SIGXCPU:
            raise ReadingError(f"reading it took longer than {self._seconds} s")
        if late.is_set():
            raise BrokenOffError(f"reading it took longer than {_STALLED * self._seconds} s")
        return None, (
            "it crashed what reads such files: it is damaged, or needs more than "
            f"{self._megabytes:,} MB of memory"
        )

    def _exchanged(
        self, process: subprocess.Popen[bytes], suffix: str, data: bytes
    ) -> bytes | None:
        """What the process answers, or ``None`` if it has ended before it could."""
        if process.stdin is None or process.stdout is None:
            return None
        try:
            send(process.stdin, suffix.encode())
            send(process.stdin, data)
        except BrokenPipeError:
            return None
        return receive(process.stdout)

    def _started(self) -> subprocess.Popen[bytes]:
        """The process; a new one if there is none, or if it has ended since the last file."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            limits = [str(self._seconds), str(self._megabytes)]
            self._process = subprocess.Popen(  # noqa: S603 - this Python, and our own code
                [sys.executable, "-P", "-c", _CODE, *limits, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: value for name, value in os.environ.items() if name in _KEPT},
                start_new_session=True,  # Ctrl+C in a terminal is not meant for it
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                # What was not read by it is of no use any more.
                with suppress(BrokenPipeError):
                    stream.close()
        process.wait()


WORKER = Worker()
"""The one that everything in this process shares."""

atexit.register(WORKER.close)
