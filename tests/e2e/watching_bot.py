"""The real Telegram surface over a real index with a fake model, with an eye on new documents.

Run as a process by the tests here, which index into the same data folder meanwhile.
"""

from bot.settings import load_settings
from bot.telegram_app.application import run
from bot.telegram_app.watching import watcher
from bot.wiring import Footnote
from fake_embedder import FakeEmbedder

watcher.POLL_SECONDS = 0.1


if __name__ == "__main__":
    footnote = Footnote(load_settings(), FakeEmbedder())
    run(
        footnote.settings,
        footnote.answerer(),
        samples_only=lambda: True,
        library=footnote.library(),
        open_adding=footnote.adding,
    )
