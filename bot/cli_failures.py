"""How a command that fails says so to whoever reads its output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.streams import speak_utf8


@contextmanager
def failure_as_json(wanted: bool) -> Iterator[None]:
    """A failure inside is a line of JSON too, where the caller reads JSON."""
    if wanted:
        speak_utf8(sys.stdout)
    try:
        yield
    except BrokenPipeError:
        raise
    except Exception as error:
        if wanted:
            from bot.answer_json import dumps, error_to_json
            from bot.wording.commands import failure

            typer.echo(dumps(error_to_json(failure(error))))
        raise
