"""The real Telegram surface over a real library, with a model that hashes words.

Run as a process by the tests here. Where WAIT_FOR names a file, passages about herons are encoded
once it is there.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from bot import wiring
from bot.settings import load_settings
from bot.telegram_app.application import run
from bot.wiring import Footnote
from embeddings.ports import EmbeddedText, PassageVectors
from fake_embedder import FakeEmbedder

WAITS_IN = "heron"
wiring.PATIENCE_SECONDS = 0.3  # tests that hold the lock for long need not wait for that


class PatientEmbedder(FakeEmbedder):
    """Waits before it encodes passages about herons."""

    def encode_passages(self, texts: Sequence[EmbeddedText]) -> list[PassageVectors]:
        signal = os.environ.get("WAIT_FOR", "")
        if signal and any(WAITS_IN in text.text for text in texts):
            while not Path(signal).exists():
                time.sleep(0.01)
        return super().encode_passages(texts)


if __name__ == "__main__":
    settings = load_settings()
    footnote = Footnote(settings, PatientEmbedder())
    run(
        settings,
        footnote.answerer(),
        samples_only=lambda: footnote.samples_only,
        library=footnote.library(),
        open_adding=footnote.adding,
    )
