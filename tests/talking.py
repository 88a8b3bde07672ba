"""Ways to talk to the REPL, and answerers that fail on the way."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.answer import Answer, Question
from bot.answering import Answerer
from bot.repl import HISTORY, run
from bot.repl.chat import Chat, Notice
from bot.repl.loading import Loading
from bot.repl.prompt import chat_at_terminal
from corpus.errors import NoIndexError, StoreError
from hand_made import FakeAnswerer

NO_INDEX = "Nothing has been indexed yet. Run: footnote index"


class Broken(FakeAnswerer):
    """Fails at the second question."""

    def answer(self, question: Question) -> Answer:
        if self.asked:
            raise StoreError("The data folder is gone.")
        return super().answer(question)


class Interrupted(FakeAnswerer):
    """Somebody presses Ctrl-C while the question "slow" is answered."""

    def answer(self, question: Question) -> Answer:
        if question.text == "slow":
            raise KeyboardInterrupt
        return super().answer(question)


class Loader:
    """Loads an answerer, after failing a number of times."""

    def __init__(self, failures: int = 0) -> None:
        self.answerer = FakeAnswerer()
        self.calls = 0
        self._failures = failures

    def __call__(self) -> Answerer:
        self.calls += 1
        if self.calls <= self._failures:
            raise NoIndexError(NO_INDEX)
        return self.answerer


def piped(lines: str, load: Callable[[], Answerer] = FakeAnswerer) -> tuple[int, str]:
    stdout = io.StringIO()
    code = run(load, Path(), stdin=io.StringIO(lines), stdout=stdout)
    return code, stdout.getvalue()


def piped_json(
    lines: str, load: Callable[[], Answerer] = FakeAnswerer
) -> tuple[int, list[dict[str, object]]]:
    stdout = io.StringIO()
    code = run(load, Path(), as_json=True, stdin=io.StringIO(lines), stdout=stdout)
    return code, [json.loads(line) for line in stdout.getvalue().splitlines()]


def chat() -> Chat:
    return Chat(Loading(FakeAnswerer))


def text_of(reply: object) -> str:
    assert isinstance(reply, Notice)
    return reply.text


@contextmanager
def at_terminal(
    load: Callable[[], Answerer], home: Path
) -> Iterator[tuple[PipeInput, Callable[[], str]]]:
    """A chat at a terminal that is only a pipe: keys go in, the returned function ends it."""
    stdout = io.StringIO()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):

        def leave() -> str:
            keys.send_text("\x04")
            assert chat_at_terminal(Loading(load), stdout, home / HISTORY) == 0
            return stdout.getvalue()

        yield keys, leave
