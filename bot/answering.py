"""From a question to an answer: the one way that every surface takes."""

import time
from collections.abc import Callable
from dataclasses import replace

from bot.answer import (
    QUESTION_LIMIT,
    Abstained,
    Answer,
    Answered,
    Closest,
    Question,
    Reason,
)
from bot.receipts import Receipts
from bot.searching import find
from bot.small_talk import small_talk
from corpus.document import DocumentId
from corpus.passage import Passage
from corpus.reference import Reference, referred
from corpus.store import Store, StoredDocument
from embeddings.generation import Generation
from embeddings.live import LiveGeneration
from embeddings.ports import RowIds
from embeddings.query import parse_query
from embeddings.question_language import is_foreign
from embeddings.retrieval import Retrieval
from embeddings.retriever import Retriever


class Answerer:
    """Answers questions from the newest published generation. Safe for use by several threads.

    Args:
        live: the generation to answer from, at each question anew.
        store: where passages and documents are.
        retriever: makes a retriever for a generation.
        receipts: compares passages with what they were taken from.
        follow_ups: whether a question's context counts.

    Attributes:
        receipts: what was given.
    """

    def __init__(
        self,
        live: LiveGeneration,
        store: Store,
        retriever: Callable[[Generation], Retriever],
        receipts: Receipts,
        *,
        follow_ups: bool = True,
    ) -> None:
        self._live = live
        self._store = store
        self._retriever = retriever
        self.receipts = receipts
        self._follow_ups = follow_ups

    def answer(self, question: Question) -> Answer:
        """Answer ``question``.

        Raises:
            FootnoteError: if there is no index, or it cannot be read.
        """
        begun = time.perf_counter()
        text = question.text[:QUESTION_LIMIT]
        nothing_to_search = unsearchable(text)
        if nothing_to_search is not None:
            return Abstained(question, nothing_to_search, text, _since(begun))
        generation = self._live.current()
        if not generation.rows.size:
            return Abstained(question, Reason.NO_DOCUMENTS, text, _since(begun))
        found = self.search(generation, replace(question, text=text))
        answer = _judge(question, found, begun)
        return _noted(answer, found.query.text, generation)

    def search(self, generation: Generation, question: Question) -> Retrieval:
        """What ``generation`` has for ``question``, before it is judged."""
        if not self._follow_ups:
            question = replace(question, context=None)
        return find(self._retriever(generation), question)

    def answer_among(self, question: Question, generation: Generation, rows: RowIds) -> Answer:
        """As ``answer``, from ``rows`` of ``generation`` alone: shape (r,), ascending and distinct.

        Raises:
            FootnoteError: if the index cannot be read.
        """
        begun = time.perf_counter()
        text = question.text[:QUESTION_LIMIT]
        retriever = self._retriever(generation)
        found = retriever.retrieve(text, question.limit, question.filters, rows)
        return _judge(question, found, begun)

    def generation(self) -> Generation:
        """What is answered from now; it stays readable for as long as it is held.

        Raises:
            FootnoteError: if there is no index, or it cannot be read.
        """
        return self._live.current()

    def files(self) -> dict[str, str]:
        """The hexadecimal SHA-256 of each file that the newest generation was read from, by path.

        Empty for a file that is to be read again.
        """
        return {path: state.sha256 for path, state in self._store.files().items()}

    def passages(self, document: DocumentId) -> list[Passage]:
        """A document's passages, in reading order; none where it is gone."""
        return self._store.document_passages(document)

    def documents(self) -> tuple[StoredDocument, ...]:
        """What is in the corpus now, ordered by path."""
        return self._live.current().documents

    def opening(self, document: DocumentId) -> Passage | None:
        """What a document begins with; None if it has no passages, or is gone."""
        return self._store.opening(document)

    def referred(self, reference: Reference) -> Passage | None:
        """The passage that a link names; None where the corpus does not hold it now."""
        store = self._store
        former = store.history.former_paths
        return referred(reference, self.documents(), store.document_passages, former)

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        """The passage with its neighbours in the document (one before, one after), in order."""
        siblings = self._store.document_passages(passage.document_id)
        return tuple(sibling for sibling in siblings if abs(sibling.ordinal - passage.ordinal) <= 1)


def unsearchable(text: str) -> Reason | None:
    """Why ``text`` is no question to the documents; None where it is one."""
    if small_talk(text):
        return Reason.SMALL_TALK
    if not any(character.isalnum() for character in parse_query(text).text):
        return Reason.EMPTY_QUESTION
    return None


def _judge(question: Question, found: Retrieval, begun: float) -> Answer:
    query, unheld = found.query, found.unheld
    if found.answers:
        return Answered(
            question, found.hits, found.searched, _since(begun), inherited=found.inherited
        )
    if found.is_near:
        return Closest(
            question,
            found.hits,
            Reason.WEAK_MATCH,
            found.searched,
            _since(begun),
            unheld,
            inherited=found.inherited,
        )
    is_limited = not question.filters.is_empty or bool(query.required or query.excluded)
    return Abstained(
        question,
        Reason.FILTERED_OUT if is_limited and not found.hits else Reason.NO_MATCH,
        found.searched,
        _since(begun),
        query.required,
        query.excluded,
        unheld,
        inherited=found.inherited,
    )


def _noted(answer: Answer, text: str, generation: Generation) -> Answer:
    """``answer`` with the documents' languages, where none of them is that of ``text``.

    Nothing is said of a model that reads several languages, or of which nobody says what it reads.
    """
    if isinstance(answer, Answered) or generation.spec.language is None:
        return answer
    if not is_foreign(text, generation.languages):
        return answer
    known = tuple(language for language in generation.languages if language is not None)
    return replace(answer, foreign_to=known)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
