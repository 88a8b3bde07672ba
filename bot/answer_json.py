"""The answer as JSON: a contract with other programs, described in ``docs/answer.md``.

Fields may be added, never changed or removed. Text is exact here, whatever it holds.
"""

import json
import re
from collections.abc import Mapping
from typing import assert_never

from bot.answer import QUESTION_LIMIT, Abstained, Answer, Answered, Closest, hits_of
from bot.window import window
from bot.wording.answers import note
from corpus.filters import Filters
from corpus.passage import Passage
from embeddings.hit import Hit, Version
from embeddings.query import parse_query

VERSION = 1

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]

_SCORE_DIGITS = 4
_MILLISECOND_DIGITS = 1

# What json.dumps leaves bare, but a terminal obeys, a line reader splits at or UTF-8 refuses:
# DEL, C1, bidirectional controls, line and paragraph separators, lone surrogates.
_BARE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def answer_to_json(answer: Answer, *, explain: bool = False) -> JsonObject:
    """``answer`` as the documented object.

    Args:
        answer: what to tell.
        explain: whether each passage gets the figures that ranked it.
    """
    fields: JsonObject = {
        "version": VERSION,
        "question": answer.question.text,
        "status": _status(answer),
        "reason": _reason(answer),
        "passages": [
            _passage(rank, hit, explain=explain) for rank, hit in enumerate(hits_of(answer), 1)
        ],
        "filters": _filters(answer.question.filters),
        "searched": answer.searched,
        "words": _words(answer),
        "took_ms": round(answer.took_ms, _MILLISECOND_DIGITS),
    }
    told = note(answer)
    return fields if told is None else {**fields, "note": told}


def error_to_json(message: str) -> JsonObject:
    """A failure, in the place of an answer."""
    return {"version": VERSION, "error": message}


def notice_to_json(message: str) -> JsonObject:
    """What a line got that was no question."""
    return {"version": VERSION, "notice": message}


def dumps(value: Mapping[str, object], *, indent: int | None = None) -> str:
    """``value`` as JSON text that is safe to print and reads back as exactly ``value``.

    On one line unless ``indent`` is given. Letters of all scripts stand as they are; what would
    steer a terminal or break a line is escaped.

    Raises:
        ValueError: if a figure is not finite: JSON has no way to say that.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _BARE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _status(answer: Answer) -> str:
    match answer:
        case Answered():
            return "answered"
        case Closest():
            return "closest"
        case Abstained():
            return "abstained"
        case _:
            assert_never(answer)


def _reason(answer: Answer) -> str | None:
    return None if isinstance(answer, Answered) else answer.reason.value


def _passage(rank: int, hit: Hit, *, explain: bool) -> JsonObject:
    passage = hit.passage
    citation = passage.citation
    known = citation.metadata
    shown = window(hit)
    fields: JsonObject = {
        "text": passage.text,
        "highlights": [[span.start, span.end] for span in hit.highlights],
        "document": citation.document,
        "title": known.title,
        "publisher": known.publisher,
        "note": known.note,
        "author": known.author,
        "published": known.published.isoformat() if known.published else None,
        "url": known.url,
        "language": known.language,
        "paragraph": citation.paragraph,
        "paragraph_end": citation.paragraph_end,
        "page": citation.page,
        "start": passage.span.start,
        "end": passage.span.end,
        "sha256": passage.sha256,
        "document_sha256": citation.document_sha256,
        "score": round(hit.score, _SCORE_DIGITS),
        "best_highlight": hit.best if hit.highlights else None,
        "window": [shown.start, shown.end],
        "also_in": [
            _place(it.passage) | {"same": it.same} for it in hit.versions if not it.differences
        ],
        "told_differently_in": [
            _place(it.passage) | _otherwise(it) for it in hit.versions if it.differences
        ],
    }
    if explain:
        fields["explain"] = _figures(rank, hit)
    return fields


def _otherwise(version: Version) -> JsonObject:
    """What a version says, and what the passage shown has in its place."""
    return {
        "differences": [it.told or it.instead_of for it in version.differences],
        "contrasts": [
            {"told": it.told or None, "in_place_of": it.instead_of or None}
            for it in version.differences
        ],
    }


def _place(passage: Passage) -> JsonObject:
    """Where a version of a passage stands."""
    citation = passage.citation
    known = citation.metadata
    return {
        "document": citation.document,
        "title": known.title,
        "publisher": known.publisher,
        "published": known.published.isoformat() if known.published else None,
        "url": known.url,
        "paragraph": citation.paragraph,
    }


def _figures(rank: int, hit: Hit) -> JsonObject:
    figures: JsonObject = {
        "rank": rank,
        "cosine": round(hit.cosine, _SCORE_DIGITS),
        "sentence": round(hit.sentence, _SCORE_DIGITS),
        "bm25": round(hit.bm25, _SCORE_DIGITS),
        "coverage": round(hit.coverage, _SCORE_DIGITS),
        "fused": round(hit.fused, _SCORE_DIGITS),
    }
    if hit.mismatches:
        figures["mismatches"] = [mismatch.value for mismatch in hit.mismatches]
    if hit.reranked is not None:
        figures["reranked"] = round(hit.reranked, _SCORE_DIGITS)
    return figures


def _words(answer: Answer) -> JsonObject:
    """What the question's operators asked for, and which phrases were not found as they stand."""
    query = parse_query(answer.question.text[:QUESTION_LIMIT])
    unheld = () if isinstance(answer, Answered) else answer.unheld
    return {
        "phrases": list(query.phrases),
        "required": list(query.required),
        "excluded": list(query.excluded),
        "unheld": list(unheld),
    }


def _filters(filters: Filters) -> JsonObject:
    return {
        "source": list(filters.sources),
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
    }
