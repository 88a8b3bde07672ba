"""The chat over a pipe: lines in, answers out, no prompt and no decoration."""

from typing import TextIO, assert_never

from bot import terminal
from bot.answer_json import JsonObject, answer_to_json, dumps, error_to_json, notice_to_json
from bot.commands import COMMANDS
from bot.conversation import Page
from bot.repl.chat import Chat, Failure, Leave, Notice, Printout, Whole, command_of
from bot.repl.loading import Loading
from bot.wording import terminal as wording

_ELSEWHERE = {command.name for command in COMMANDS} - {"ask", "new"}
"""Commands that only a person has a use for."""


def answer_as_text(loading: Loading, stdin: TextIO, stdout: TextIO) -> int:
    """Reply to each line in plain text, with an empty line between replies.

    Returns:
        The exit code: 1 if a question could not be answered because something is wrong.
    """
    loading.start()
    chat = Chat(loading)
    exit_code = 0
    between = ""
    for line in stdin:
        match chat.reply(line):
            case None:
                continue
            case Leave():
                break
            case (Page() as page) | Whole(page):
                text = terminal.plain(page)
            case Notice(text) | Printout(text):
                text = terminal.visible(text)
            case Failure(sentence):
                text = terminal.visible(sentence)
                exit_code = 1
            case unreachable:
                assert_never(unreachable)
        stdout.write(f"{between}{text}\n")
        stdout.flush()
        between = "\n"
    return exit_code


def answer_as_json(loading: Loading, stdin: TextIO, stdout: TextIO) -> int:
    """Answer each line, an empty one too, with one JSON object on a line.

    A line ``/new`` lets the next question stand alone. The other commands of a chat are errors:
    searched as questions, they would get answers that nobody asked for.

    Returns:
        The exit code: 1 if one of the objects is an error.
    """
    loading.start()
    chat = Chat(loading)
    exit_code = 0
    for line in stdin:
        value, failed = _as_json(chat, line)
        exit_code = exit_code or int(failed)
        stdout.write(dumps(value) + "\n")
        stdout.flush()
    return exit_code


def _as_json(chat: Chat, line: str) -> tuple[JsonObject, bool]:
    """The object for ``line``, and whether it is an error."""
    command, argument = command_of(line)
    if command == "new" and not argument:
        return notice_to_json(chat.begin_anew().text), False
    if command == "new" or command in _ELSEWHERE:
        return error_to_json(wording.not_for_programs(command)), True
    reply = chat.question(line)
    match reply:
        case Page(answer=answer):
            return answer_to_json(answer), False
        case Notice(sentence) | Failure(sentence):
            return error_to_json(sentence), True
        case _:
            assert_never(reply)
