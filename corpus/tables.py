"""The tables of the store, and what to do with a file of them that cannot be used."""

from corpus.database import Tables

# The text stands last in its table: SQLite then finds every other column without reading it.
_FIRST = """
CREATE TABLE state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    removed_in INTEGER,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    reading_version INTEGER NOT NULL,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published TEXT,
    url TEXT,
    language TEXT,
    tags TEXT NOT NULL,
    reports TEXT NOT NULL,
    passages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX documents_path ON documents (path);
CREATE INDEX documents_added_in ON documents (added_in);
CREATE INDEX documents_removed_in ON documents (removed_in) WHERE removed_in IS NOT NULL;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    paragraph_end INTEGER NOT NULL,
    page INTEGER,
    heading TEXT,
    sentences TEXT NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;
CREATE TABLE skipped (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL,
    reading_version INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# A file and its documents part ways: a file may hold many, and only some of them change with it.
# The text moves behind the columns that are added, for the reason above.
_FILES = """
CREATE TABLE files (
    path TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    removed_in INTEGER,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    reading_version INTEGER NOT NULL,
    labels TEXT NOT NULL,
    unread TEXT,
    PRIMARY KEY (path, added_in)
) STRICT, WITHOUT ROWID;
INSERT INTO files SELECT path, added_in, removed_in, size, mtime_ns, file_sha256, reading_version,
    '', NULL FROM documents;
ALTER TABLE documents DROP COLUMN size;
ALTER TABLE documents DROP COLUMN mtime_ns;
ALTER TABLE documents DROP COLUMN reading_version;
ALTER TABLE documents RENAME COLUMN file_sha256 TO content_sha256;
ALTER TABLE documents ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN note TEXT;
ALTER TABLE documents ADD COLUMN body TEXT NOT NULL DEFAULT '';
UPDATE documents SET file = path, content_sha256 = '', body = text;
ALTER TABLE documents DROP COLUMN text;
ALTER TABLE documents RENAME COLUMN body TO text;
CREATE INDEX documents_file ON documents (file)
"""

# What is in no passage, and what a document is compared by: corpus.repetitions says how.
_MARKS = """
CREATE TABLE marks (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    paragraph INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (document_id, begins)
) STRICT, WITHOUT ROWID;
CREATE TABLE layouts (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    body INTEGER,
    blocks TEXT NOT NULL
) STRICT;
CREATE TABLE short_paragraphs (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    fingerprint INTEGER NOT NULL,
    marked INTEGER NOT NULL,
    PRIMARY KEY (document_id, fingerprint)
) STRICT, WITHOUT ROWID
"""

# A table of its own: a column behind the text would be found by reading through the text.
_ORIGINS = """
CREATE TABLE origins (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    origins TEXT NOT NULL
) STRICT
"""

# A document and where it stands part ways: whoever renames its file has not changed it. A lineage
# has the id of its first place, so those are never used again.
_PLACES = """
CREATE TABLE places (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    source TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    removed_in INTEGER,
    lineage INTEGER,
    begun_in INTEGER
) STRICT;
INSERT INTO places SELECT d.id, d.id, d.path, d.file, coalesce(l.source, ''), d.added_in,
    d.removed_in, (SELECT min(o.id) FROM documents o WHERE o.path = d.path), d.added_in
    FROM documents d LEFT JOIN layouts l ON l.document_id = d.id;
CREATE INDEX places_document ON places (document_id);
CREATE INDEX places_path ON places (path);
CREATE INDEX places_file ON places (file);
CREATE INDEX places_added_in ON places (added_in);
CREATE INDEX places_removed_in ON places (removed_in) WHERE removed_in IS NOT NULL;
CREATE INDEX places_lineage ON places (lineage);
DROP INDEX documents_path;
DROP INDEX documents_file;
ALTER TABLE documents DROP COLUMN path;
ALTER TABLE documents DROP COLUMN file;
ALTER TABLE layouts DROP COLUMN source;
CREATE TABLE names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    lineage INTEGER NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX names_path ON names (path);
CREATE INDEX names_lineage ON names (lineage)
"""

# What was served before, and when. No passage is of it, so no index can know it.
_VERSIONS = """
CREATE TABLE publications (
    generation INTEGER PRIMARY KEY,
    published TEXT NOT NULL
) STRICT;
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lineage INTEGER NOT NULL,
    path TEXT NOT NULL,
    since TEXT,
    until TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    published TEXT,
    passages INTEGER NOT NULL,
    text BLOB NOT NULL
) STRICT;
CREATE INDEX versions_lineage ON versions (lineage)
"""

# What an owner says of a table decides whether it can be read.
_LABELS = "ALTER TABLE skipped ADD COLUMN labels TEXT NOT NULL DEFAULT ''"

# Files of one size and time may change places. Zero, as no file has it, looks at each once more.
# What a machine did to the process that reads is not held against a file at once.
_TIMES = """
ALTER TABLE files ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE skipped ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN broken_off INTEGER NOT NULL DEFAULT 0;
ALTER TABLE skipped ADD COLUMN broken_off INTEGER NOT NULL DEFAULT 0
"""

STORE = Tables(
    steps=(_FIRST, f"{_FILES};{_MARKS};{_ORIGINS}", f"{_PLACES};{_VERSIONS}", _LABELS, _TIMES),
    remedy="Delete the folder that DATA_DIR names, then run: footnote index",
)
