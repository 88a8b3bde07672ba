"""A bot whose owner is Ada, over a folder with one document: real index, a model that hashes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library.library import Library
from bot.settings import Settings
from bot.wiring import Footnote
from e2e.fake_process import StartBot
from e2e.owners.ferry import BRIDGE
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from telegram_server import BotProcess
from telegram_server.people import Person


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(documents: Path, tmp_path: Path) -> Iterator[Library]:
    """The library as another process has it, indexed once."""
    settings = Settings(documents_dir=documents, data_dir=tmp_path / "data")
    footnote = Footnote(settings, FakeEmbedder())
    opened = footnote.library()
    opened.index((), Progress())
    yield opened
    footnote.close()


@pytest.fixture
def start(fake_bot: StartBot, library: Library, documents: Path, ada: Person) -> StartBot:
    def make(**env: str) -> BotProcess:
        assert library.documents()
        own = {"DOCUMENTS_DIR": str(documents), "ADMIN_IDS": str(ada.id), **env}
        return fake_bot(script="fake_library_bot.py", **own)

    return make


@pytest.fixture
def bot(start: StartBot) -> Iterator[BotProcess]:
    with start() as running:
        yield running
