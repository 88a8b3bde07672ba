"""What the Telegram bot keeps beyond one run: the file, and its tables."""

from pathlib import Path

from corpus.database import Database, Tables
from corpus.errors import StoreError

_FIRST = """
CREATE TABLE group_settings (
    chat_id INTEGER PRIMARY KEY,
    menu TEXT NOT NULL,
    sources TEXT NOT NULL,
    short INTEGER NOT NULL,
    admins_only INTEGER NOT NULL
) STRICT;
CREATE TABLE moved_groups (
    old_id INTEGER PRIMARY KEY,
    new_id INTEGER NOT NULL
) STRICT;
"""

TELEGRAM = Tables(
    steps=(_FIRST,),
    remedy="Move the file away; what the bot remembered of groups and updates is then forgotten.",
)


def open_database(data_dir: Path) -> Database:
    """The file of the Telegram bot in the data folder, which is made if it is missing.

    Raises:
        StoreError: it cannot be opened, or is damaged.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The data folder {data_dir} cannot be made: {error.strerror}. Check DATA_DIR."
        ) from error
    return Database(data_dir / "telegram.db", TELEGRAM)
