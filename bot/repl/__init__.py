"""The local chat: the bot without Telegram, for a person at a terminal or a program at a pipe.

It behaves as the bot does, since both speak through ``bot.conversation`` and ``bot.wording``;
``/payload`` shows what Telegram would get. The prompt comes before the model: that loads behind
it. ``prompt_toolkit`` and ``rich`` are imported only when a person is there to see them.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TextIO

from bot.answering import Answerer
from bot.repl.loading import Loading
from bot.repl.pipe import answer_as_json, answer_as_text
from bot.streams import replace_what_cannot_be_coded, speak_utf8

HISTORY = "repl_history"
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def run(
    load: Callable[[], Answerer],
    data_dir: Path,
    *,
    as_json: bool = False,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
) -> int:
    """Chat until the input ends; return the exit code.

    Args:
        load: makes the answerer; called in a thread of its own. What it raises from
            ``FootnoteError`` is told at the first question.
        data_dir: keeps what a person typed; if it cannot, that is forgotten at the end.
        as_json: whether each input line gets one JSON answer on a line, as ``docs/answer.md``
            says.
        stdin: where questions come from; standard input by default. A person is there if both
            streams are terminals.
        stdout: where answers go; standard output by default.
    """
    stdin, stdout = stdin or sys.stdin, stdout or sys.stdout
    loading = Loading(load)
    try:
        if as_json:
            speak_utf8(stdin, stdout)
            return answer_as_json(loading, stdin, stdout)
        if stdin.isatty() and stdout.isatty():
            from bot.repl.prompt import chat_at_terminal

            return chat_at_terminal(loading, stdout, data_dir / HISTORY)
        replace_what_cannot_be_coded(stdin, stdout)
        return answer_as_text(loading, stdin, stdout)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answers has had enough: no failure of ours. The interpreter flushes
        # once more at its end, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return 0


def leave(exit_code: int) -> NoReturn:
    """End the process at once, as a person who leaves expects.

    The interpreter's own way out would end the loading thread in the middle of torch's native
    code, which aborts the process now and then (SIGABRT, seen), and once torch is loaded it takes
    a second. Nothing here needs it: answers are flushed, and the store survives any end.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)
