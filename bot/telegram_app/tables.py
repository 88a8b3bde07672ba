"""What the Telegram bot keeps on the disk: one SQLite file in the data folder."""

from pathlib import Path

from bot.telegram_app.admission.invitations import INVITATIONS
from bot.telegram_app.counting.counts import DAILY_COUNTS
from bot.telegram_app.groups.settings import GROUPS
from bot.telegram_app.language.languages import CHOSEN_LANGUAGES
from bot.telegram_app.menus import OWNER_MENUS
from bot.telegram_app.owner.unfinished import UNFINISHED_CHANGES
from bot.telegram_app.unanswered.kept_questions import KEPT_QUESTIONS
from bot.telegram_app.watching.known import KNOWN
from bot.telegram_app.watching.watches import WATCHES
from bot.telegram_app.wire.inbox import RECEIVED
from corpus.database import Database, Tables
from corpus.errors import StoreError

FILE_NAME = "telegram.db"

TELEGRAM = Tables(
    steps=(
        f"{RECEIVED};{GROUPS};{CHOSEN_LANGUAGES}",
        f"{KNOWN};{WATCHES};{INVITATIONS};{DAILY_COUNTS};{KEPT_QUESTIONS};{OWNER_MENUS};"
        f"{UNFINISHED_CHANGES}",
    ),
    remedy="Move the file away; what the bot remembered of groups and updates is then forgotten.",
)


def open_database(data_dir: Path) -> Database:
    """The file in ``data_dir``; both are made where they are missing.

    Raises:
        StoreError: it cannot be made, or cannot be used.
    """
    path = data_dir / FILE_NAME
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people watch stands in it
    except OSError as error:
        raise StoreError(
            f"{path} cannot be made: {error.strerror or error}. Check that DATA_DIR names a "
            "folder that you may write to."
        ) from None
    return Database(path, TELEGRAM)
