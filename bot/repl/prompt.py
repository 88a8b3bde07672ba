"""The chat with a person at a terminal: a line editor, a history, completion, colours."""

import contextlib
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO, assert_never

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from bot import terminal
from bot.conversation import Page
from bot.repl.chat import Chat, Failure, Leave, Notice, Printout, Reply, Whole
from bot.repl.completion import ChatCompleter
from bot.repl.loading import Loading
from bot.wording import terminal as wording

PROMPT = "footnote> "
_MENU_LINES = 6


class _PersonalHistory(FileHistory):
    """What the person typed, in a file that only they may read."""

    def store_string(self, string: str) -> None:
        # A disk that fills up in the middle of a chat is no reason to end the chat.
        with contextlib.suppress(OSError):
            super().store_string(string)


def chat_at_terminal(loading: Loading, stdout: TextIO, history: Path | None) -> int:
    """Chat until the person leaves; return the exit code, 0.

    Ctrl-C drops the line, or the answer that is being looked for; Ctrl-D leaves.
    """
    console = terminal.console_for(stdout)
    chat = Chat(loading)
    session: PromptSession[str] = PromptSession(
        history=open_history(history),
        completer=ChatCompleter(loading),
        reserve_space_for_menu=_MENU_LINES,
    )
    terminal.print_text(wording.GREETING, console, "dim")
    begin_to_load = loading.start
    while True:
        try:
            line = session.prompt(PROMPT, pre_run=begin_to_load)
            # Only the first time: after a failure, only a new question may try again, or it would
            # be told of a failure that the person has mended since.
            begin_to_load = _nothing
            with _patience(loading, console):
                reply = chat.reply(line)
            if isinstance(reply, Leave):
                return 0
            if reply is not None:
                show(reply, console)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0


def show(reply: Reply, console: Console) -> None:
    """Print ``reply`` and an empty line."""
    match reply:
        case Page() as page:
            terminal.print_page(page, console, wording.WHOLE_BY_COMMAND)
        case Whole(page):
            terminal.print_page(page, console)
        case Notice(text):
            terminal.print_text(text, console)
        case Printout(text):
            terminal.print_unwrapped(text, console)
        case Failure(sentence):
            terminal.print_text(sentence, console, "red")
        case Leave():
            return
        case _:
            assert_never(reply)
    console.print()


def open_history(path: Path | None) -> History:
    """The history in ``path``, or one that is forgotten if that cannot be written."""
    if path is None:
        return InMemoryHistory()
    try:
        path.touch(mode=0o600)
        with path.open("ab+"):
            return _PersonalHistory(path)
    except OSError:
        return InMemoryHistory()


def _nothing() -> None:
    """Begin nothing."""


def _patience(loading: Loading, console: Console) -> AbstractContextManager[object]:
    return nullcontext() if loading.answerer else console.status(wording.LOADING)
