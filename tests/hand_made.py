"""Hand-made passages and an answerer over them, for tests of what surfaces do with answers."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Abstained, Answer, Answered, Closest, Question, Reason
from bot.answering import Answerer
from bot.library.library import Library
from bot.receipts import Receipts
from bot.small_talk import small_talk
from corpus.citation import Citation
from corpus.document import DocumentId, Metadata, Span, text_sha256
from corpus.errors import AccessError, DocumentsError
from corpus.passage import Passage, RowId
from corpus.reading import Reading
from corpus.reference import Reference, reference_to
from corpus.store import StoredDocument
from corpus.stories.contrasts import Contrast
from embeddings.hit import Hit, Version
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from embeddings.ports import Bm25, Cosine

if TYPE_CHECKING:
    from bot.web.adding import Adding

NEWS = Metadata(
    title="Talks in Istanbul",
    publisher="Example Times",
    author="A. Writer",
    published=date(2025, 5, 16),
    url="https://example.org/2025/talks?id=1&part=2",
    language="en",
)
BARE = Metadata()


def hit(
    text: str,
    *,
    ordinal: int = 1,
    highlights: Sequence[tuple[int, int]] = (),
    sentences: Sequence[tuple[int, int]] = (),
    metadata: Metadata = NEWS,
    document: str = "talks/istanbul.md",
    page: int | None = None,
    score: float = 0.8312345,
) -> Hit:
    """A hit on a passage that is paragraph ``ordinal`` of its document.

    Without ``sentences`` the text is one sentence, which is never shown in part.
    """
    passage = Passage(
        id=RowId(ordinal),
        document_id=DocumentId(1),
        ordinal=ordinal,
        span=Span(100 * ordinal, 100 * ordinal + len(text)),
        text=text,
        sentences=tuple(Span(*edges) for edges in sentences or [(0, len(text))]),
        heading=None,
        citation=Citation(document, text_sha256(document), metadata, ordinal, ordinal, page),
    )
    return Hit(
        passage=passage,
        cosine=Cosine(0.6512345),
        sentence=Cosine(0.7098765),
        bm25=Bm25(7.2345678),
        coverage=0.75,
        fused=1.3099999 - ordinal / 10,
        score=score,
        highlights=tuple(Span(start, end) for start, end in highlights),
    )


LONG_PASSAGE = hit(
    " ".join(f"Sentence {number:02} is followed by another one." for number in range(30)),
    sentences=[(40 * number, 40 * number + 39) for number in range(30)],
    highlights=[(400, 439), (480, 519)],
)
"""Sentences 10 and 12 of thirty are marked."""


def answered(*hits: Hit, question: str = "Where were the talks?") -> Answered:
    return Answered(Question(question), hits, question, 11.26)


TALKS = (
    hit(
        "The talks were held in Istanbul on Friday. They lasted less than two hours, and no "
        "ceasefire came of them.",
        highlights=[(0, 42)],
    ),
    hit(
        "Обидві сторони домовилися про обмін: тисяча на тисячу.",
        ordinal=2,
        highlights=[(0, 54)],
        metadata=Metadata(title="Обмін полоненими", language="uk"),
        document="обмін.md",
    ),
    hit(
        "What was agreed\n\nAn exchange of 1,000 prisoners from each side.",
        ordinal=3,
        highlights=[(17, 63)],
        metadata=BARE,
        document="notes/agreed.txt",
        page=7,
    ),
    hit("A second round was left open.", ordinal=4, highlights=[(0, 29)]),
)

TOLD_ELSEWHERE = replace(
    TALKS[0],
    versions=(
        Version(hit(TALKS[0].passage.text, document="all.zip/istanbul.md").passage, same=True),
        *(
            Version(hit("…", metadata=metadata, document=document).passage, same, differences)
            for metadata, document, same, differences in (
                (
                    Metadata(publisher="Example Post", published=date(2025, 5, 17)),
                    "a.md",
                    False,
                    (),
                ),
                (BARE, "notes.md", True, ()),
                (Metadata(title="No publisher"), "c.md", False, ()),
                (
                    replace(NEWS, title="No ceasefire from talks"),
                    "d.md",
                    False,
                    (
                        Contrast("less than three hours", "more than two days"),
                        Contrast("", "not"),
                        Contrast("10"),
                    ),
                ),
            )
        ),
    ),
)
"""Four copies, and a version that differs in three things."""

DOCUMENTS = (
    StoredDocument(DocumentId(1), "talks/istanbul.md", NEWS, "0" * 64, 4, 900),
    StoredDocument(DocumentId(2), "notes/agreed.txt", BARE, "1" * 64, 1, 63),
)


def receipts_over(texts: dict[int, str]) -> Receipts:
    """Receipts over a store that holds ``texts`` by document id, and no files."""

    def original(document_id: DocumentId) -> tuple[StoredDocument, str] | None:
        text = texts.get(document_id)
        stored = StoredDocument(document_id, "kept.txt", BARE, "0" * 64, 1, 1)
        return None if text is None else (stored, text)

    def read(path: str) -> Reading:
        raise AccessError(f"it is no longer there ({path})")

    return Receipts(original, read)


class FakeAnswerer(Answerer):
    """Answers about talks, nearly about the weather, and about nothing else.

    A question that begins with "And when" leans on what was asked before.

    ``asked`` keeps the questions.
    """

    def __init__(self, hits: tuple[Hit, ...] = TALKS) -> None:
        self.asked: list[Question] = []
        self._hits = hits
        self.receipts = receipts_over({})

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        text = question.text
        if not text:
            return Abstained(question, Reason.EMPTY_QUESTION, text, 0.0)
        if small_talk(text):
            return Abstained(question, Reason.SMALL_TALK, text, 0.0)
        if question.filters.sources and "Example Times" not in question.filters.sources:
            return Abstained(question, Reason.FILTERED_OUT, text, 0.1)
        inherited = ""
        if question.context is not None and text.startswith("And when"):
            inherited = question.context.title or question.context.words
            text = f"{inherited}: {text}"
        if "talks" in text.casefold():
            return Answered(question, self._hits[: question.limit], text, 11.26, inherited)
        if "weather" in text:
            return Closest(
                question, self._hits[:1], Reason.WEAK_MATCH, text, 9.0, inherited=inherited
            )
        return Abstained(question, Reason.NO_MATCH, text, 8.0, inherited=inherited)

    def documents(self) -> tuple[StoredDocument, ...]:
        return DOCUMENTS

    def opening(self, document: DocumentId) -> Passage | None:
        return {1: TALKS[0], 2: TALKS[2]}[document].passage

    def referred(self, reference: Reference) -> Passage | None:
        known = (hit.passage for hit in self._hits)
        return next((it for it in known if reference_to(it) == reference), None)

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        return (passage,)


def empty_library(root: Path, data: Path) -> Library:
    """A documents folder that is not there: nothing can be changed in it."""

    def index(_: Sequence[Path], __: Progress) -> Summary:
        raise DocumentsError("there is nothing to index")

    return Library(root.resolve(), data, 1_000_000, lambda: (None, ()), index)


def no_web() -> "AbstractAsyncContextManager[Adding]":
    """For bots that fetch nothing."""
    raise AssertionError("nobody named a page")
