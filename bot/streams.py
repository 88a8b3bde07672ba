"""Standard input and output, made unable to fail over a character. Light: every command does it."""

import io
import os
from typing import TextIO


def speak_utf8(*streams: TextIO) -> None:
    """Read and write UTF-8 whatever the locale says, as JSON asks; what is no UTF-8 is replaced."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def replace_what_cannot_be_coded(*streams: TextIO) -> None:
    """Keep the locale's encoding; a character that it does not have becomes a question mark."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def flush(stream: TextIO) -> None:
    """Write out what is left, so that the interpreter does not complain if nobody reads it."""
    try:
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
