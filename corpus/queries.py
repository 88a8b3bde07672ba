"""The store's longer queries: those that share columns, or the rule of what a generation shows."""

from corpus.rows import DOCUMENT_COLUMNS, PASSAGE_COLUMNS


# They are put together from constants alone; what comes from outside is always a parameter.
def visible(table: str) -> str:
    """The condition that a row of ``table`` belongs to ``:generation``."""
    return (
        f"{table}.added_in <= :generation "
        f"AND ({table}.removed_in IS NULL OR {table}.removed_in > :generation)"
    )


_STANDING = "documents d JOIN places l ON l.document_id = d.id"
# Where no generation is named, the current one counts. A document that it does not show stands
# where it stood last, and one that is only staged where it will stand.
_PLACED = """
    places l ON l.id = (
        SELECT o.id FROM places o, (
            SELECT coalesce(:generation, (SELECT value FROM state WHERE key = 'generation'), 0) + 0
            AS generation
        ) g WHERE o.document_id = d.id
        ORDER BY o.added_in > g.generation, abs(o.added_in - g.generation) LIMIT 1
    )
"""
DOCUMENTS = f"SELECT {DOCUMENT_COLUMNS} FROM {_STANDING} WHERE {visible('l')} ORDER BY l.path"  # noqa: S608 - constants
DOCUMENT_AT = f"""
    SELECT {DOCUMENT_COLUMNS}, d.text FROM {_STANDING} WHERE l.path = :path AND {visible("l")}
"""  # noqa: S608 - constants
DOCUMENT = f"""
    SELECT {DOCUMENT_COLUMNS}, d.text FROM documents d JOIN {_PLACED} WHERE d.id = :document
"""  # noqa: S608 - constants
UNSERVED = f"""
    SELECT {DOCUMENT_COLUMNS} FROM {_STANDING} WHERE d.passages = 0 AND {visible("l")}
    ORDER BY l.path
"""  # noqa: S608 - constants
ORIGINS = "SELECT origins FROM origins WHERE document_id = ?"
FILES = f"""
    SELECT d.path, d.size, d.mtime_ns, d.sha256, NULL, d.labels, d.unread, d.reading_version,
        d.ctime_ns, d.broken_off
    FROM files d WHERE {visible("d")}
"""  # noqa: S608 - constants
COUNT_FILES = f"""
    SELECT count(DISTINCT l.file) FROM {_STANDING} WHERE d.passages > 0 AND {visible("l")}
"""  # noqa: S608 - constants
ROWS = f"""
    SELECT p.id, p.document_id FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.id > :after AND {visible("d")} ORDER BY p.id LIMIT :limit
"""  # noqa: S608 - constants
PASSAGES = f"""
    SELECT {PASSAGE_COLUMNS}, substr(d.text, p.begins + 1, p.ends - p.begins), {DOCUMENT_COLUMNS}
    FROM passages p JOIN documents d ON d.id = p.document_id JOIN {_PLACED}
    WHERE p.id IN (SELECT value FROM json_each(:rows))
"""  # noqa: S608 - constants
SPANS = f"""
    SELECT {PASSAGE_COLUMNS} FROM passages p WHERE p.id IN (SELECT value FROM json_each(:rows))
"""  # noqa: S608 - constants
ROWS_OF_DOCUMENT = "SELECT id FROM passages WHERE document_id = ? ORDER BY ordinal"
MARKS = """
    SELECT begins, ends, paragraph, reason FROM marks WHERE document_id = ? ORDER BY begins
"""
