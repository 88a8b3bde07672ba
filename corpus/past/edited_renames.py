"""Which files were renamed and edited between two runs: what they say tells it, as no byte can.

Such a file looks like one that went and another that came. They are one document if each has at
least half of its text from passages that stand, word for word, in the other and in no document
besides: reports made from one form share the form with all of their kind, so it counts for none of
them. A passage that speaks for a pair speaks for no other, and whatever is left in doubt is left
apart.

What goes on is the lineage, as with an edited file that kept its name: its history, and links to
what it still says. A container's documents are told by their keys, and have no part in this.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

_CAME = """
    SELECT l.id, l.document_id FROM places l JOIN documents d ON d.id = l.document_id
    WHERE l.added_in = ? AND l.lineage IS NULL AND l.file = l.path
"""
_WENT = """
    SELECT o.lineage, o.document_id FROM places o JOIN documents d ON d.id = o.document_id
    WHERE o.removed_in = ? AND o.file = o.path AND NOT EXISTS (
        SELECT 1 FROM places n WHERE n.lineage = o.lineage AND n.removed_in IS NULL
    )
"""
_OTHERS = """
    SELECT document_id FROM places WHERE removed_in IS NULL AND (
        file <> path OR lineage IS NOT NULL OR added_in <> ?
    )
"""

_Digest = bytes
Passages = Mapping[_Digest, int]
"""Length in characters of each passage, by a digest of its text."""


def settle_edited(connection: sqlite3.Connection, generation: int) -> None:
    """Lets lineages that end with ``generation`` go on where their text has gone.

    Args:
        connection: inside a transaction; whatever goes on by its path or its bytes is settled.
        generation: its number.
    """
    went = dict(connection.execute(_WENT, (generation,)).fetchall())
    came = dict(connection.execute(_CAME, (generation,)).fetchall()) if went else {}
    if not came:
        return
    old = {lineage: _passages(connection, document) for lineage, document in went.items()}
    new = {place: _passages(connection, document) for place, document in came.items()}
    others = connection.execute(_OTHERS, (generation,)).fetchall()
    pairs = alike(old, new, (_passages(connection, document) for (document,) in others))
    connection.executemany("UPDATE places SET lineage = ? WHERE id = ?", pairs)


def alike(
    old: Mapping[int, Passages], new: Mapping[int, Passages], others: Iterable[Passages]
) -> list[tuple[int, int]]:
    """Keys of ``old`` and ``new`` that are the same document, none of them twice.

    Args:
        old: documents that went.
        new: documents that came.
        others: documents that are neither; gone through only where there is a likely pair.
    """
    told = _only_there(old, new)
    if not _pairs(old, new, told):
        return []
    for passages in others:
        for digest in passages:
            told.pop(digest, None)
    return _pairs(old, new, told)


def _passages(connection: sqlite3.Connection, document: int) -> Passages:
    (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
    spans = connection.execute(
        "SELECT begins, ends FROM passages WHERE document_id = ?", (document,)
    )
    return {
        hashlib.blake2b(text[begins:ends].encode(), digest_size=16).digest(): ends - begins
        for begins, ends in spans
    }


def _only_there(
    old: Mapping[int, Passages], new: Mapping[int, Passages]
) -> dict[_Digest, tuple[int, int]]:
    """Lineage and place of each passage that one alone of ``old`` has, and of ``new``."""
    owner = dict(_owned(old))
    return {digest: (owner[digest], place) for digest, place in _owned(new) if digest in owner}


def _owned(held: Mapping[int, Passages]) -> Iterator[tuple[_Digest, int]]:
    """Each passage that one alone of ``held`` has, with that one."""
    owners: dict[_Digest, list[int]] = defaultdict(list)
    for key, passages in held.items():
        for digest in passages:
            owners[digest].append(key)
    return ((digest, keys[0]) for digest, keys in owners.items() if len(keys) == 1)


def _pairs(
    old: Mapping[int, Passages],
    new: Mapping[int, Passages],
    told: Mapping[_Digest, tuple[int, int]],
) -> list[tuple[int, int]]:
    """Lineages and places of which each has half of its text in common with the other alone."""
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for digest, (lineage, place) in told.items():
        shared[lineage, place] += old[lineage][digest]
    found = [
        (lineage, place)
        for (lineage, place), length in shared.items()
        if 2 * length >= max(sum(old[lineage].values()), sum(new[place].values()))
    ]
    lineages, places = _once(it for it, _ in found), _once(it for _, it in found)
    return [it for it in found if it[0] in lineages and it[1] in places]


def _once(keys: Iterable[int]) -> set[int]:
    """Those of ``keys`` that come but once."""
    seen: set[int] = set()
    again: set[int] = set()
    for key in keys:
        (again if key in seen else seen).add(key)
    return seen - again
