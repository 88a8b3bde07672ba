"""The other side of ``worker``: reads one file after another, from standard input to its output."""

import os
import resource
import sys
from contextlib import suppress

from corpus.errors import AccessError, ReadingError
from corpus.readers.extraction import Extraction
from corpus.readers.wire import OUT_OF_MEMORY, packed, receive, send


def serve(seconds: int, megabytes: int) -> None:
    """Read files until standard input ends.

    Args:
        seconds: of computing that a file may take.
        megabytes: of memory that the process may have.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, megabytes * 1_000_000)
    while (suffix := receive(sys.stdin.buffer)) is not None:
        data = receive(sys.stdin.buffer)
        if data is None:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)
        try:
            answer = packed(_read(suffix.decode(), data))
        except MemoryError:
            answer = OUT_OF_MEMORY
        send(answers, answer)


def _read(suffix: str, data: bytes) -> Extraction | ReadingError:
    from corpus.readers import READERS

    try:
        return READERS[suffix](data)
    except ReadingError as error:
        return error
    except ModuleNotFoundError as error:
        return AccessError(
            f"the package {error.name}, which reads such files, is not installed. "
            f"Run: pip install {error.name}"
        )
    except MemoryError:
        raise
    except Exception as error:  # whatever a library stumbles over, the file is at fault
        return ReadingError(
            f"it is damaged, or of a kind that its reader does not know ({type(error).__name__})"
        )


def _limit(kind: int, amount: int) -> None:
    # Some systems know a limit but do not let it be set.
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(kind)
        if most == resource.RLIM_INFINITY or amount <= most:
            resource.setrlimit(kind, (amount, most))
