"""What people did in the course of a day, each with what it should come to.

Nothing here says what it did come to: that is read from the server afterwards, by ``audit``.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from telegram_server.chats import Chat, Message
from telegram_server.queries import CallbackQuery, InlineAnswer, InlineQuery


class Fate(StrEnum):
    """What something that a person did comes to.

    ``REFUSED`` is told: a stranger, a forged button, a button whose answer is forgotten.
    ``ADDED`` and ``REMOVED`` are documents. ``TOLD`` is what nobody has just asked for: a notice.
    ``IGNORED`` is silence on purpose. ``UNREACHABLE`` is whoever blocks the bot while it works.
    """

    ANSWERED = "answered"
    REFUSED = "refused"
    ADDED = "added"
    REMOVED = "removed"
    TOLD = "told"
    IGNORED = "ignored"
    UNREACHABLE = "unreachable"
    LOST = "lost"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Something that is answered by a message of the bot's, or by an edit of one.

    Attributes:
        kind: the line of the table that it is counted in.
        due: what it should come to.
        chat: where the answer belongs.
        fits: whether a text of the bot's is the answer.
        replying_to: what the answer must reply to, as answers in groups do.
        by_edit: whether a message that is there already may become the answer.
        ordered: whether it must be answered before what comes after it in its chat.
        once: whether nothing excuses that it comes twice.
        moment: when, in seconds of ``time.monotonic``.
    """

    kind: str
    due: Fate
    chat: Chat
    fits: Callable[[str], bool]
    replying_to: Message | None = None
    by_edit: bool = False
    ordered: bool = True
    once: bool = False
    moment: float = field(default_factory=time.monotonic)

    @property
    def is_owed(self) -> bool:
        """Whether a message must come."""
        return self.due not in {Fate.IGNORED, Fate.UNREACHABLE}


@dataclass(frozen=True, slots=True, eq=False)
class Press:
    """A button that was pressed, or what somebody's own client made of one.

    Attributes:
        kind: as above.
        due: as above.
        query: the press, which holds what the bot said to it.
        said: what it should say for a moment; None for nothing.
        shows: whether a text is what the message should then show; None where it stays.
    """

    kind: str
    due: Fate
    query: CallbackQuery
    said: str | None = None
    shows: Callable[[str], bool] | None = None

    @property
    def moment(self) -> float:
        """When it was pressed."""
        return self.query.asked_at


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A question in inline mode.

    Attributes:
        kind: as above.
        due: as above.
        query: the question, which holds what was offered.
        fits: whether that is an answer.
        overtaken: whether more was typed at once, so that nobody waits for this.
    """

    kind: str
    due: Fate
    query: InlineQuery
    fits: Callable[[InlineAnswer], bool]
    overtaken: bool = False

    @property
    def moment(self) -> float:
        """When it was typed."""
        return self.query.asked_at


@dataclass(frozen=True, slots=True, eq=False)
class Reaction:
    """A reaction to an answer; the buttons under it show the mark when it is shown anew."""

    kind: str
    message: Message
    mark: str
    due: Fate = Fate.ANSWERED
    moment: float = field(default_factory=time.monotonic)


Deed = Words | Press | Typed | Reaction


@dataclass(frozen=True, slots=True)
class Run:
    """A process of the bot: how it got its updates, how long it ran, and what ended it.

    Attributes:
        ended_by: SIGTERM or SIGKILL.
    """

    way: str
    begun: float
    ended: float
    ended_by: str


@dataclass(slots=True)
class Ledger:
    """The day so far.

    Attributes:
        deeds: in the order in which they were done.
        runs: the bot's processes.
        cut_short: what an act waited for in vain, and so did not go on.
    """

    deeds: list[Deed] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cut_short: list[str] = field(default_factory=list)
