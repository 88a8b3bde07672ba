"""Draws ``docs/session.svg`` from a real chat: ``python docs/make_session_svg.py``.

Nothing in the picture is made up. The sample articles are indexed, the questions are asked of them
by the REPL's own code, and what it prints is what is drawn.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.repl.chat import Chat
from bot.repl.loading import Loading
from bot.repl.prompt import PROMPT, show
from bot.settings import Settings, sample_articles
from bot.terminal import print_text
from bot.wiring import Footnote
from embeddings.indexing.progress import Progress

QUESTIONS = (
    "Where were the first face-to-face talks held?",
    "How long were Putin and Trump on the phone?",
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
    with tempfile.TemporaryDirectory() as data:
        footnote = Footnote(Settings(documents_dir=sample_articles(), data_dir=Path(data)))
        footnote.indexer.run(footnote.root, (), Progress())
        chat = Chat(Loading(footnote.answerer))
        for question in QUESTIONS:
            print_text(PROMPT + question, console)
            reply = chat.reply(question)
            if reply is not None:
                show(reply, console)
        footnote.close()
    picture = console.export_svg(title="footnote repl", theme=MONOKAI, unique_id="footnote")
    # A picture in a README fetches nothing: whatever monospaced font is there will do.
    PICTURE.write_text(_WEB_FONT.sub("", picture), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
