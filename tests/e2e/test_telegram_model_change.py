"""An index by another model than the bot's own: what the bot answers, and what its owners learn."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Reason
from bot.settings import Settings
from bot.wiring import Footnote
from bot.wording import model_change as wording
from bot.wording.answers import silence
from container_files import jsonl
from corpus.filters import Filters
from e2e.fake_process import StartBot
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from telegram_server import BotProcess
from telegram_server.people import Person

BRIDGE = "The old bridge over the river is closed until the end of May."
ASKED = "Until when is the old bridge closed?"
FERRY = "The ferry to the island leaves at seven in the morning, every day but Sunday."
FERRY_ASKED = "When does the ferry to the island leave?"
OWN = "fake"
"""The model of ``fake_library_bot.py``."""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(documents: Path, tmp_path: Path) -> Callable[[str], None]:
    """Indexes in another process's stead, with the model of that name."""

    def run(model: str) -> None:
        settings = Settings(documents_dir=documents, data_dir=tmp_path / "data")
        footnote = Footnote(settings, FakeEmbedder(model))
        footnote.indexer.run(footnote.root, (), Progress())
        footnote.close()

    return run


@pytest.fixture
def start(fake_bot: StartBot, documents: Path, ada: Person) -> StartBot:
    def make(**env: str) -> BotProcess:
        own = {"DOCUMENTS_DIR": str(documents), "ADMIN_IDS": str(ada.id), **env}
        return fake_bot(script="fake_library_bot.py", **own)

    return make


def test_a_bot_goes_on_with_its_own_model_and_leaves_the_new_index(
    start: StartBot, index: Callable[[str], None], ada: Person, documents: Path
) -> None:
    (documents / "ferry.txt").write_text(FERRY + "\n")
    index(OWN)
    with start() as bot:
        ada.writes(ada.chat, ASKED)
        assert "end of May" in ada.chat.next_message().text
        (documents / "bridge.txt").write_text("The old bridge has been taken down.\n")
        index("another")
        for _ in range(2):
            ada.writes(ada.chat, FERRY_ASKED)
            assert "seven in the morning" in ada.chat.next_message().text
        # What was edited since is not answered from, though the new text waits for the new model.
        ada.writes(ada.chat, ASKED)
        assert "end of May" not in ada.chat.next_message().text
        assert bot.output.count("EMBEDDING_MODEL=another") == 1
        ada.writes(ada.chat, "/reindex")
        assert ada.chat.next_message().next_edit(60).text == wording.waits("another")
        ada.writes(ada.chat, FERRY_ASKED)
        assert "seven in the morning" in ada.chat.next_message().text
        (documents / "ferry.txt").unlink()
        index("another")
        ada.writes(ada.chat, FERRY_ASKED)
        assert ada.chat.next_message().text == silence(Reason.NO_MATCH, Filters())
        assert "Traceback" not in bot.output


def test_an_owner_is_told_what_making_it_anew_costs(
    start: StartBot, index: Callable[[str], None], ada: Person, documents: Path, tmp_path: Path
) -> None:
    rows = [{"_id": f"{it}", "text": f"Row {it} tells what bread costs."} for it in range(600)]
    # The longest of so many is not among those that are measured, and waits when it is its turn.
    heron = "The heron stands on one leg, and nobody in the village knows why it does that."
    rows.append({"_id": "last", "text": heron})
    (documents / "rows.jsonl").write_bytes(jsonl(*rows))
    index("before")
    signal = tmp_path / "signal"
    with start(WAIT_FOR=str(signal)):
        ada.writes(ada.chat, "/reindex")
        told = ada.chat.next_message()
        while "EMBEDDING_MODEL" not in told.text:
            told.next_edit(60)
        assert "made with the model before, and is made anew with fake" in told.text
        assert "To embed: 602 passages (about " in told.text
        signal.touch()
        while "The index is up to date" not in told.text:
            told.next_edit(60)
        ada.writes(ada.chat, ASKED)
        assert "end of May" in ada.chat.next_message().text
