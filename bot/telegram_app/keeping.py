"""What the bot keeps in ``telegram.db``, opened for one run: each room's part of it."""

from dataclasses import dataclass
from typing import Self

from bot.settings import Settings
from bot.telegram_app.access.doorkeeper import Doorkeeper
from bot.telegram_app.admission.invitations import Invitations
from bot.telegram_app.counting.counts import Counts
from bot.telegram_app.groups.settings import Groups
from bot.telegram_app.language.languages import Languages
from bot.telegram_app.owner.unfinished import UnfinishedChanges
from bot.telegram_app.unanswered.kept_questions import KeptQuestions
from bot.telegram_app.watching.watches import Watches
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class Keeping:
    """What outlives the process and more than one room asks for, or nobody else opens."""

    groups: Groups
    languages: Languages
    counts: Counts
    questions: KeptQuestions
    watches: Watches
    invitations: Invitations
    unfinished: UnfinishedChanges

    @classmethod
    def opened(cls, database: Database, settings: Settings, doorkeeper: Doorkeeper) -> Self:
        """Everything in ``database``; ``doorkeeper`` is told of those who came by invitation.

        Raises:
            SettingError: there is no token, or it cannot be one.
            StoreError: something cannot be read.
        """
        groups = Groups(database)
        return cls(
            groups=groups,
            languages=Languages(database, groups),
            counts=Counts(database),
            questions=KeptQuestions(database, settings),
            watches=Watches(database),
            invitations=Invitations(database, doorkeeper),
            unfinished=UnfinishedChanges(database, settings),
        )
