"""What people can do in the course of a day: each deed is entered into the ledger as it is done."""

import itertools
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from e2e.day.audit import answer_to
from e2e.day.ledger import Fate, Ledger, Press, Reaction, Typed, Words
from e2e.day.town import Town
from e2e.fake_bot import NUMBERED, WAITS_FOR
from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.people import Person
from telegram_server.queries import InlineAnswer
from telegram_server.values import JsonObject

ME = "footnote_test_bot"
ASK = f"/ask@{ME} "
PATIENCE_SECONDS = 20.0
"""How long a person waits for an answer before they give up; it then counts as lost."""

Does = Callable[[], Message]
Fits = Callable[[str], bool]


class Stage:
    """A day that is being played.

    Args:
        server: the world, and what the bot calls.
        folder: for signals.
        seed: of everything that is left to chance.
    """

    def __init__(self, server: TelegramServer, folder: Path, seed: int) -> None:
        self.server = server
        self.world = server.world
        self.town = Town(server, folder)
        self.ledger = Ledger()
        self.seed = seed
        self._numbers = itertools.count(1)

    def chance(self, act: str) -> random.Random:
        """Chance for one act, the same on each day of this seed."""
        return random.Random(f"{self.seed} {act}")  # noqa: S311 - no secret depends on it

    def question(self) -> str:
        """A question that nobody has asked yet; its answer names it."""
        return f"{NUMBERED}{next(self._numbers)}"

    def slow_question(self) -> tuple[str, Path]:
        """A question that is answered only once there is a file, and the file."""
        question = self.question()
        signal = self.town.signal(question.replace(" ", "-"))
        return f"{question}: {WAITS_FOR}{signal}", signal

    def asks(
        self,
        person: Person,
        question: str,
        kind: str,
        *,
        due: Fate = Fate.ANSWERED,
        does: Does | None = None,
        chat: Chat | None = None,
        ordered: bool = True,
    ) -> Words:
        """Ask a numbered question, in private unless told otherwise.

        Args:
            person: who.
            question: from ``question``.
            kind: the line of the table.
            due: what it should come to.
            does: how it is asked; returns what was written.
            chat: where it is asked and answered.
            ordered: as in ``Words``.
        """
        where = chat or person.chat
        act = does or (lambda: person.writes(where, question))
        return self.expects(kind, where, naming(question), act, due=due, ordered=ordered)

    def says(self, person: Person, text: str, kind: str, fits: Fits) -> Words:
        """Write something in private whose answer has no number."""
        return self.expects(kind, person.chat, fits, lambda: person.writes(person.chat, text))

    def expects(
        self,
        kind: str,
        chat: Chat,
        fits: Fits,
        does: Does,
        *,
        due: Fate = Fate.ANSWERED,
        ordered: bool = True,
        replied: bool | None = None,
    ) -> Words:
        """Do something that a message should answer.

        Args:
            kind: as above.
            chat: where the answer belongs.
            fits: whether a text is the answer.
            does: does it, and returns what was written.
            due: as above.
            ordered: as above.
            replied: whether the answer must reply; by default it must in groups.
        """
        with self.world.watch:  # so that moments are in the order of the messages
            moment = time.monotonic()
            written = does()
            replies = chat.type != "private" if replied is None else replied
            replying_to = written if replies else None
            deed = Words(kind, due, chat, fits, replying_to, ordered=ordered, moment=moment)
            self.ledger.deeds.append(deed)
        return deed

    def is_told(
        self, person: Person, kind: str, fits: Fits, due: Fate = Fate.TOLD, *, once: bool = True
    ) -> Words:
        """Enter what somebody is to be told from now on without having just asked for it."""
        deed = Words(kind, due, person.chat, fits, ordered=False, once=once)
        self.ledger.deeds.append(deed)
        return deed

    def becomes(self, asked: Words, kind: str, fits: Fits, due: Fate) -> Words:
        """Enter what the answer to ``asked`` is to become by edits."""
        deed = Words(kind, due, asked.chat, fits, by_edit=True, moment=asked.moment)
        self.ledger.deeds.append(deed)
        return deed

    def edits(self, person: Person, asked: Message, question: str, text: str, kind: str) -> Words:
        """Change what was asked; the answer that is there should change, or a new one come."""
        chat = asked.chat
        replying_to = None if chat.type == "private" else asked
        with self.world.watch:
            deed = Words(kind, Fate.ANSWERED, chat, naming(question), replying_to, by_edit=True)
            self.ledger.deeds.append(deed)
            person.edits(asked, text)
        return deed

    def presses(
        self,
        person: Person,
        message: Message,
        button: str,
        kind: str,
        *,
        data: str | None = None,
        due: Fate = Fate.ANSWERED,
        said: str | None = None,
        shows: Fits | None = None,
    ) -> Press:
        """Press a button, or send data that no button has; without waiting."""
        carried = data if data is not None else str(message.button(button).value)
        with self.world.watch:
            query = person.asks_callback(message, carried)
            deed = Press(kind, due, query, said, shows)
            self.ledger.deeds.append(deed)
        return deed

    def reacts(self, person: Person, message: Message, emoji: str, mark: str) -> None:
        """React to an answer."""
        with self.world.watch:
            self.ledger.deeds.append(Reaction("reaction to an answer", message, mark))
            person.reacts(message, emoji)

    def types(
        self,
        person: Person,
        text: str,
        kind: str,
        fits: Callable[[InlineAnswer], bool],
        *,
        due: Fate = Fate.ANSWERED,
        overtaken: bool = False,
    ) -> Typed:
        """Type behind the bot's name in any chat; without waiting."""
        with self.world.watch:
            deed = Typed(kind, due, person.types(text), fits, overtaken)
            self.ledger.deeds.append(deed)
        return deed

    def answer(self, deed: Words, timeout: float = PATIENCE_SECONDS) -> Message:
        """Wait for the message that answers.

        Raises:
            AssertionError: it did not come in time.
        """
        self.world.wait_for(lambda: answer_to(deed) is not None, f"{deed.kind}", timeout)
        said = answer_to(deed)
        if said is None:
            raise AssertionError("the answer went away")
        return said.message

    def results(self, deed: Typed) -> InlineAnswer:
        """Wait for what is offered.

        Raises:
            AssertionError: nothing was offered in time.
        """
        query = deed.query
        self.world.wait_for(lambda: query.answer is not None, deed.kind, PATIENCE_SECONDS)
        if query.answer is None:
            raise AssertionError("the answer went away")
        return query.answer

    def done(self, press: Press) -> None:
        """Wait until a press is acknowledged, and the message shows what it should.

        Raises:
            AssertionError: that did not happen in time.
        """
        query, shows = press.query, press.shows
        self.world.wait_for(lambda: query.answer is not None, press.kind, PATIENCE_SECONDS)
        if shows is not None:
            message = query.message
            self.world.wait_for(lambda: shows(message.text), press.kind, PATIENCE_SECONDS)

    def last_update(self) -> JsonObject:
        """The newest update that waits; hold the world's lock from its cause to here."""
        return self.world.updates.pending[-1]

    def delivered_again(self, update: JsonObject) -> None:
        """Let Telegram deliver an update once more."""
        with self.world.watch:
            self.world.updates.pending.insert(0, update)
            self.world.updates.on_new()


def naming(question: str) -> Fits:
    """Whether a text names that question, and not one whose number begins alike."""
    pattern = re.compile(rf"{re.escape(question.partition(':')[0])}(?![0-9])")
    return lambda text: pattern.search(text) is not None


def says_only(text: str) -> Fits:
    """Whether a text is this one."""
    return lambda told: told == text


def begins(beginning: str) -> Fits:
    """Whether a text begins so."""
    return lambda told: told.startswith(beginning)


def has(part: str) -> Fits:
    """Whether a text holds this."""
    return lambda told: part in told
