"""A small library for tests: a folder of documents, an index over it, and a fake model."""

from pathlib import Path

from bot.answer import Answer, Question
from bot.settings import Settings
from bot.wiring import Footnote
from corpus.filters import Filters
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from fake_embedder import FakeEmbedder


class Library:
    """Documents, their index, and an answerer that stays open over it all.

    Args:
        folder: where everything goes.
        language: the one that the fake model says it reads, if any.
        model: the name that the fake model goes by.
    """

    def __init__(self, folder: Path, language: str | None = None, model: str = "fake") -> None:
        self.folder = folder
        self.documents = folder / "documents"
        self.documents.mkdir(parents=True, exist_ok=True)
        self.settings = Settings(documents_dir=self.documents, data_dir=folder / "data")
        self.encoder = FakeEmbedder(model, language=language)
        self.footnote = Footnote(self.settings, self.encoder)
        self.answerer = self.footnote.answerer()

    def write(self, name: str, *paragraphs: str) -> Path:
        """Write a document of several paragraphs."""
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        return path

    def index(self, *only: Path) -> Summary:
        """Bring the index up to date."""
        return self.footnote.indexer.run(self.footnote.root, only, Progress())

    def ask(self, text: str) -> Answer:
        """Ask through the answerer that was opened at the start."""
        return self.answerer.answer(Question(text))

    def found(self, text: str) -> list[str]:
        """The texts that are found for ``text``, in rank order."""
        generation = self.footnote.live.current()
        retriever = self.footnote.retriever(generation)
        return [hit.passage.text for hit in retriever.retrieve(text, 10, Filters()).hits]

    def everything(self) -> list[str]:
        """The text of every passage that the current generation serves."""
        generation = self.footnote.live.current()
        rows = [row for row, _ in self.footnote.store.rows(generation.number)]
        return [passage.text for passage in self.footnote.store.iter_passages(rows)]
