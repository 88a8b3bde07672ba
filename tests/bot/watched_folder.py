"""``footnote index --watch`` with a fake model, which is there at once.

Run as a process by the tests here, over the folders that the environment names.
"""

import sys

from bot import folder_watch
from bot.settings import load_settings
from bot.wiring import Footnote
from bot.wording.commands import failure
from corpus.errors import FootnoteError
from fake_embedder import FakeEmbedder

folder_watch.CHECK_SECONDS = 2.0


class _Quick(Footnote):
    def load_model(self) -> None:
        """Nothing has to be loaded."""


if __name__ == "__main__":
    try:
        folder_watch.watch_documents(_Quick(load_settings(), FakeEmbedder()))
    except FootnoteError as error:
        sys.exit(failure(error))
