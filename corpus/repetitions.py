"""Which documents of a generation must be cut anew, since what they repeat has become another set.

A paragraph is marked once enough documents of its source hold it, and served again once too few
do. Both change passages of documents whose files have not changed, so those are staged again, from
the text and the layout that the store has of them.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.repetition import (
    FEWEST_DOCUMENTS,
    SHARE,
    body_fingerprint,
    fingerprint,
    may_be_repeated,
    source_of,
)
from corpus.document import DocumentId, Span
from corpus.queries import visible
from corpus.readers.extraction import Block
from corpus.reading import Reading

_VISIBLE = f"""
    SELECT y.document_id, l.source, y.body FROM layouts y JOIN places l USING (document_id)
    WHERE {visible("l")}
"""  # noqa: S608 - constants
_REPEATED = f"""
    WITH visible AS ({_VISIBLE}),
    sizes AS (SELECT source, COUNT(DISTINCT body) AS documents FROM visible GROUP BY source),
    shared AS (
        SELECT v.source, p.fingerprint, COUNT(DISTINCT v.body) AS documents
        FROM short_paragraphs p JOIN visible v USING (document_id)
        GROUP BY v.source, p.fingerprint HAVING COUNT(DISTINCT v.body) >= :fewest
    )
    SELECT source, fingerprint FROM shared JOIN sizes USING (source)
    WHERE shared.documents >= :share * sizes.documents
"""  # noqa: S608 - constants
_PARAGRAPHS = f"""
    WITH visible AS ({_VISIBLE})
    SELECT v.document_id, v.source, p.fingerprint, p.marked
    FROM short_paragraphs p JOIN visible v USING (document_id)
    WHERE p.marked OR p.fingerprint IN (SELECT value FROM json_each(:fingerprints))
    ORDER BY v.document_id
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Layout:
    """What the store keeps of a document to compare it with others, and to cut it anew.

    Attributes:
        body: see ``body_fingerprint``; None where all of it is marked.
        short: the fingerprint of each paragraph that may be repeated, and whether it is marked
            for that.
    """

    source: str
    body: int | None
    blocks: str
    short: dict[int, bool]


def layout_of(path: str, reading: Reading) -> Layout:
    """The layout of what was read at ``path``."""
    reasons = {mark.span: mark.reason for mark in reading.marks}
    short: dict[int, bool] = {}
    bodies: list[str] = []
    for block in reading.blocks:
        reason = reasons.get(block.span)
        if reason is not None and reason is not Reason.REPEATED:
            continue
        words = block.span.of(reading.text)
        bodies.append(words)
        if may_be_repeated(block, words):
            short[fingerprint(words)] = reason is Reason.REPEATED
    return Layout(
        source=source_of(path, reading.metadata),
        body=body_fingerprint(bodies),
        blocks=json.dumps([astuple(block) for block in reading.blocks]),
        short=short,
    )


def stored_blocks(stored: str) -> tuple[Block, ...]:
    """The blocks of ``Layout.blocks``."""
    return tuple(Block(Span(*span), *rest) for span, *rest in json.loads(stored))


def to_cut_anew(
    connection: sqlite3.Connection, generation: int
) -> Iterator[tuple[DocumentId, frozenset[int]]]:
    """The documents whose marks ``generation`` changes, and all that is repeated in each."""
    limits = {"generation": generation, "fewest": FEWEST_DOCUMENTS, "share": SHARE}
    repeated = {(source, it) for source, it in connection.execute(_REPEATED, limits)}
    among = json.dumps(sorted({it for _, it in repeated}))
    values = {"generation": generation, "fingerprints": among}
    wanted: dict[int, set[int]] = {}
    changed: set[int] = set()
    for document, source, it, marked in connection.execute(_PARAGRAPHS, values):
        is_repeated = (source, it) in repeated
        if is_repeated:
            wanted.setdefault(document, set()).add(it)
        if is_repeated != bool(marked):
            changed.add(document)
    for document in sorted(changed):
        yield DocumentId(document), frozenset(wanted.get(document, ()))
