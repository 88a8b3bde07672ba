"""Question sets on disk: ``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv`` in one folder.

The form is BEIR's with a few fields more: a line of ``corpus.jsonl`` has ``passage_id``,
``doc_id``, ``title``, ``text`` and ``lang``; a line of ``queries.jsonl`` has ``query_id``,
``text``, ``answerable`` and, where gold answers are known, ``answer`` or ``answers`` and
``astart``, the answer's offset in its passage, and for a question in a conversation what ``talks``
says; a line of ``qrels.tsv`` is query, passage and
relevance, with tabs.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import DocumentsError
from embeddings.evaluation.talks import Talk, talk_of

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels.tsv"

Row = dict[str, object]


class Kind(StrEnum):
    """What a right system does with a question."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    """It is about the corpus, but its answer is not there."""
    OFF_TOPIC = "off_topic"
    """It is about something else altogether."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question.

    Attributes:
        answers: gold answers, each a stretch of a relevant passage; may be empty.
        answer_start: code points before the first of ``answers`` in its passage, where known.
        talk: the conversation that it was asked in, if it was.
    """

    id: str
    text: str
    kind: Kind
    answers: tuple[str, ...] = ()
    answer_start: int | None = None
    talk: Talk | None = None


@dataclass(frozen=True, slots=True)
class GradedPassage:
    """One passage of the set's corpus."""

    id: str
    document: str
    title: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A corpus, questions about it, and which passages answer them.

    Attributes:
        sha256: hexadecimal digest of the set's files: figures of other files cannot be compared.
        qrels: relevance (above 0) by query id, then passage id.
    """

    name: str
    sha256: str
    passages: tuple[GradedPassage, ...]
    queries: tuple[Query, ...]
    qrels: Mapping[str, Mapping[str, int]]


def load_question_set(folder: Path) -> QuestionSet:
    """Read the set in ``folder``.

    Raises:
        DocumentsError: if a file is missing or a line is not of the form.
    """
    try:
        passages = tuple(
            GradedPassage(
                id=str(row["passage_id"]),
                document=str(row["doc_id"]),
                title=str(row.get("title") or ""),
                text=str(row["text"]),
                language=str(row["lang"]) if row.get("lang") else None,
            )
            for row in rows_of(folder / CORPUS)
        )
        queries = tuple(_query(row) for row in rows_of(folder / QUERIES))
        qrels = _qrels(folder / QRELS)
        digest = files_sha256(folder / name for name in (CORPUS, QUERIES, QRELS))
    except OSError as error:
        raise DocumentsError(
            f"The question set {folder} cannot be read: {error.filename}: {error.strerror}."
        ) from error
    except KeyError as error:
        raise DocumentsError(f"A line of the question set {folder} has no {error}.") from error
    return QuestionSet(folder.resolve().name, digest, passages, queries, qrels)


def off_topic_queries(own: QuestionSet, other: QuestionSet) -> tuple[Query, ...]:
    """The questions of ``other`` that the corpus of ``own`` surely does not answer.

    Those are the ones whose passages are known and stand in no document of ``own``: neither a
    passage's text nor its title occurs there.
    """
    texts = {passage.text for passage in own.passages}
    titles = {passage.title for passage in own.passages if passage.title}
    foreign = {
        passage.id
        for passage in other.passages
        if passage.text not in texts and passage.title not in titles
    }
    return tuple(
        Query(f"{other.name}/{query.id}", query.text, Kind.OFF_TOPIC)
        for query in other.queries
        if (gold := other.qrels.get(query.id)) and gold.keys() <= foreign
    )


def files_sha256(paths: Iterator[Path]) -> str:
    """Hexadecimal SHA-256 over the files' own digests, in the given order.

    Raises:
        OSError: if one cannot be read.
    """
    digests = [hashlib.sha256(path.read_bytes()).digest() for path in paths]
    return hashlib.sha256(b"".join(digests)).hexdigest()


def rows_of(path: Path) -> Iterator[Row]:
    """The objects of a JSON-lines file.

    Raises:
        DocumentsError: if a line is not a JSON object in UTF-8.
        OSError: if the file cannot be read.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield dict(json.loads(line))
            except (ValueError, TypeError) as error:
                raise DocumentsError(f"{path}, line {number} is not a JSON object.") from error


def gold_answers(row: Row) -> tuple[str, ...]:
    """The distinct answers of a line in ``answer`` and ``answers``; ``answer`` comes first."""
    several = row.get("answers")
    stated = [row.get("answer"), *(several if isinstance(several, list) else [])]
    return tuple(dict.fromkeys(str(answer) for answer in stated if answer))


def _query(row: Row) -> Query:
    start = row.get("astart")
    return Query(
        id=str(row["query_id"]),
        text=str(row["text"]),
        kind=Kind.ANSWERABLE if row.get("answerable", True) else Kind.UNANSWERABLE,
        answers=gold_answers(row),
        answer_start=start if isinstance(start, int) and start >= 0 else None,
        talk=talk_of(row),
    )


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            query, passage, relevance = line.split("\t")
            grade = int(relevance)
        except ValueError as error:
            if number == 1:
                continue  # BEIR's files begin with a line of column names
            raise DocumentsError(
                f"{path}, line {number} is not: query, passage, relevance."
            ) from error
        if grade > 0:
            qrels.setdefault(query, {})[passage] = grade
    return qrels
