"""Which language the bot speaks to whom: their own choice, else that of their Telegram.

In a group its administrators may have fixed one. Choices are kept in ``telegram.db``.
"""

from telegram import Update

from bot.telegram_app.groups.settings import Groups
from bot.wording.translation import LANGUAGES, language_for
from corpus.database import Database

CHOSEN_LANGUAGES = """
CREATE TABLE chosen_language (
    person INTEGER PRIMARY KEY,
    language TEXT NOT NULL
) STRICT
"""


class Languages:
    """The languages that people have chosen.

    Args:
        database: has the table ``CHOSEN_LANGUAGES``.
        groups: know the language that is fixed for a group.
    """

    def __init__(self, database: Database, groups: Groups) -> None:
        self._database = database
        self._groups = groups

    def of(self, update: Update) -> str:
        """The language to answer ``update`` in, one of ``LANGUAGES``."""
        chat, person = update.effective_chat, update.effective_user
        fixed = self._groups.settings(chat.id).language if chat and chat.id < 0 else None
        if fixed is not None:
            return fixed
        if person is None:
            return language_for(None)
        return self.chosen(person.id) or language_for(person.language_code)

    def chosen(self, person: int) -> str | None:
        """What a person has chosen; None for what their Telegram says."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT language FROM chosen_language WHERE person = ?", (person,)
            ).fetchone()
        return row[0] if row and row[0] in LANGUAGES else None

    def choose(self, person: int, language: str | None) -> None:
        """Take note of a person's choice; None undoes it."""
        with self._database.writing() as connection:
            if language is None:
                connection.execute("DELETE FROM chosen_language WHERE person = ?", (person,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO chosen_language (person, language) VALUES (?, ?)",
                    (person, language),
                )
