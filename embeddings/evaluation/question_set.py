"""Question sets on disk: ``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv`` in one folder.

The form is BEIR's with a few fields more: a line of ``corpus.jsonl`` has ``passage_id``,
``doc_id``, ``title``, ``text`` and ``lang``; a line of ``queries.jsonl`` has ``query_id``,
``text`` and ``answerable``; a line of ``qrels.tsv`` is query, passage and relevance, with tabs.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentsError

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Query:
    """One question; ``answerable`` says whether the corpus holds its answer."""

    id: str
    text: str
    answerable: bool


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
        qrels: relevance (above 0) by query id, then passage id.
    """

    name: str
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
            for row in _rows(folder / "corpus.jsonl")
        )
        queries = tuple(
            Query(str(row["query_id"]), str(row["text"]), bool(row.get("answerable", True)))
            for row in _rows(folder / "queries.jsonl")
        )
        qrels = _qrels(folder / "qrels.tsv")
    except OSError as error:
        raise DocumentsError(
            f"The question set {folder} cannot be read: {error.filename}: {error.strerror}."
        ) from error
    except KeyError as error:
        raise DocumentsError(f"A line of the question set {folder} has no {error}.") from error
    return QuestionSet(folder.name, passages, queries, qrels)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield dict(json.loads(line))
            except (ValueError, TypeError) as error:
                raise DocumentsError(f"{path}, line {number} is not a JSON object.") from error


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
