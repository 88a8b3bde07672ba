"""Questions about documents as they are: one JSON-lines file, and the folder that is indexed.

A line has ``query_id``, ``text``, ``answerable``; an answerable one states its ``answer`` word for
word and the ``document`` (or several) where it stands. Relevant is every passage of those documents
that holds the answer, however the text was cut into passages. ``kind`` says of an unanswerable one
whether it is ``off_topic``; ``history`` holds the questions asked before it in the same chat;
``small_talk`` is not asked here, for it never reaches retrieval.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentsError
from corpus.passage import Passage, RowId
from embeddings.evaluation.question_set import (
    GradedPassage,
    Kind,
    Query,
    QuestionSet,
    Row,
    files_sha256,
    gold_answers,
    rows_of,
)
from embeddings.evaluation.talks import talk_of


@dataclass(frozen=True, slots=True)
class DocumentQuestions:
    """Questions and the passages that they are about.

    Attributes:
        names: the passage id in ``questions`` of each stored row.
    """

    questions: QuestionSet
    names: Mapping[RowId, str]


def load_document_questions(
    path: Path, passages: Iterable[Passage], files: Sequence[Path]
) -> DocumentQuestions:
    """Read the questions in ``path`` and find their answers among ``passages``.

    Args:
        path: the JSON-lines file.
        passages: all that are indexed.
        files: the documents' own files, in a fixed order; only their digests are taken.

    Raises:
        DocumentsError: if a file cannot be read, a line is not of the form, or a stated answer
            stands in no passage of its documents.
    """
    names: dict[RowId, str] = {}
    graded: list[GradedPassage] = []
    for passage in passages:
        metadata = passage.citation.metadata
        document = passage.citation.document
        name = f"{document}#{passage.ordinal}"
        names[passage.id] = name
        graded.append(
            GradedPassage(name, document, metadata.title or "", passage.text, metadata.language)
        )
    try:
        rows = [row for row in rows_of(path) if row.get("kind") != "small_talk"]
        queries = tuple(_query(row) for row in rows)
        digest = files_sha256(iter((path, *files)))
    except OSError as error:
        raise DocumentsError(
            f"The questions {path} cannot be read: {error.filename}: {error.strerror}."
        ) from error
    except KeyError as error:
        raise DocumentsError(f"A line of the questions {path} has no {error}.") from error
    qrels = {
        query.id: _relevance(path, query, row, graded)
        for query, row in zip(queries, rows, strict=True)
        if query.kind is Kind.ANSWERABLE
    }
    return DocumentQuestions(QuestionSet(path.stem, digest, tuple(graded), queries, qrels), names)


def _query(row: Row) -> Query:
    kind = Kind.ANSWERABLE
    if not row.get("answerable", True):
        kind = Kind.OFF_TOPIC if row.get("kind") == Kind.OFF_TOPIC else Kind.UNANSWERABLE
    return Query(str(row["query_id"]), str(row["text"]), kind, gold_answers(row), talk=talk_of(row))


def _relevance(
    path: Path, query: Query, row: Row, passages: Sequence[GradedPassage]
) -> dict[str, int]:
    stated = row.get("document")
    documents = [str(name) for name in stated] if isinstance(stated, list) else [str(stated)]
    relevance = {
        passage.id: 1
        for passage in passages
        if passage.document in documents and any(it in passage.text for it in query.answers)
    }
    if not relevance:
        raise DocumentsError(
            f"{path}: the answer of {query.id} stands in no passage of {', '.join(documents)}."
        )
    return relevance
