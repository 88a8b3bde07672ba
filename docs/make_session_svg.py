"""Draws ``docs/session.svg`` from a real chat: ``python docs/make_session_svg.py``.

Nothing in the picture is made up. The questions are asked of whatever is indexed, by the REPL's
own code, and what it prints is what is drawn; index the sample articles first.
"""

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.repl.chat import Chat
from bot.repl.loading import Loading
from bot.repl.prompt import PROMPT, show
from bot.settings import load_settings
from bot.terminal import print_text
from bot.wiring import Footnote

QUESTIONS = (
    "How many prisoners did the two sides agree to exchange?",
    "What did Russia demand in Istanbul?",
    "Who won the football world cup?",
)
WIDTH = 96
PICTURE = Path(__file__).with_name("session.svg")

_WEB_FONT = re.compile(r"@font-face \{.*?\n    \}\n", re.DOTALL)


def main() -> None:
    """Ask, and draw what is answered."""
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    chat = Chat(Loading(Footnote(load_settings()).answerer))
    for question in QUESTIONS:
        print_text(PROMPT + question, console)
        reply = chat.reply(question)
        if reply is not None:
            show(reply, console)
    picture = console.export_svg(title="footnote repl", theme=MONOKAI, unique_id="footnote")
    # A picture in a README fetches nothing: whatever monospaced font is there will do.
    PICTURE.write_text(_WEB_FONT.sub("", picture), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
