"""What the bot keeps on the disk, each room of it once: they share how traces are removed."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import Settings
from bot.telegram_app.counting.counts import Counts
from bot.telegram_app.groups.settings import Groups
from bot.telegram_app.language.languages import Languages
from bot.telegram_app.traces import Traces
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from bot.telegram_app.watching.watches import Watches
from bot.telegram_app.wire.client import bot_number
from bot.telegram_app.wire.inbox import FOLDER_NAME, Inbox
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class Storage:
    """The rooms that more than one other asks, and those that hold what comes and goes.

    Attributes:
        database: for the other rooms.
        inbox: what has come and is not dealt with.
        groups: what is set for them.
        languages: what people chose.
        counts: how often things happened.
        kept: what was asked in vain.
        watches: what people watch.
        traces: of what was deleted.
    """

    database: Database
    inbox: Inbox
    groups: Groups
    languages: Languages
    counts: Counts
    kept: KeptQuestions
    watches: Watches
    traces: Traces

    def upkeep(self) -> tuple[Callable[[], None], ...]:
        """What lets go of what is old, traces last."""
        return self.counts.trim, self.kept.trim, self.traces.remove


def storage_in(database: Database, settings: Settings) -> Storage:
    """The rooms over ``database``, which lies in the data folder.

    Raises:
        SettingError: there is no token, or it cannot be one.
        StoreError: the data folder cannot be written.
    """
    traces, groups = Traces(database), Groups(database)
    return Storage(
        database,
        Inbox(database, settings.data_dir / FOLDER_NAME, bot_number(settings)),
        groups,
        Languages(database, groups),
        Counts(database),
        KeptQuestions(database, traces, settings),
        Watches(database, traces),
        traces,
    )
