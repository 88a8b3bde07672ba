"""The store's longer queries: those that share columns, or the rule of what a generation shows."""

from corpus.rows import DOCUMENT_COLUMNS, PASSAGE_COLUMNS

# They are put together from constants alone; what comes from outside is always a parameter.
_VISIBLE = "d.added_in <= :generation AND (d.removed_in IS NULL OR d.removed_in > :generation)"
DOCUMENTS = f"SELECT {DOCUMENT_COLUMNS} FROM documents d WHERE {_VISIBLE} ORDER BY d.path"  # noqa: S608 - constants
DOCUMENT_AT = f"""
    SELECT {DOCUMENT_COLUMNS}, d.text FROM documents d WHERE d.path = :path AND {_VISIBLE}
"""  # noqa: S608 - constants
DOCUMENT = f"SELECT {DOCUMENT_COLUMNS}, d.text FROM documents d WHERE d.id = ?"  # noqa: S608 - constants
UNSERVED = f"""
    SELECT {DOCUMENT_COLUMNS} FROM documents d WHERE d.passages = 0 AND {_VISIBLE} ORDER BY d.path
"""  # noqa: S608 - constants
ORIGINS = "SELECT origins FROM origins WHERE document_id = ?"
FILES = f"""
    SELECT d.path, d.size, d.mtime_ns, d.sha256, NULL, d.labels, d.unread, d.reading_version
    FROM files d WHERE {_VISIBLE}
"""  # noqa: S608 - constants
COUNT_FILES = f"""
    SELECT count(DISTINCT d.file) FROM documents d WHERE d.passages > 0 AND {_VISIBLE}
"""  # noqa: S608 - constants
ROWS = f"""
    SELECT p.id, p.document_id FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE {_VISIBLE} ORDER BY p.id
"""  # noqa: S608 - constants
PASSAGES = f"""
    SELECT {PASSAGE_COLUMNS}, substr(d.text, p.begins + 1, p.ends - p.begins), {DOCUMENT_COLUMNS}
    FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - constants
PLACES = f"""
    SELECT {PASSAGE_COLUMNS} FROM passages p WHERE p.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - constants
ROWS_ADDED = """
    SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE d.added_in = ? ORDER BY p.id
"""
ROWS_REMOVED = """
    SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE d.removed_in = ? ORDER BY p.id
"""
ROWS_OF_DOCUMENT = "SELECT id FROM passages WHERE document_id = ? ORDER BY ordinal"
MARKS = """
    SELECT begins, ends, paragraph, reason FROM marks WHERE document_id = ? ORDER BY begins
"""
