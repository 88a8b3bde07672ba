"""What became of everything that people did, as the server saw it.

Every message of the bot's is laid against what was asked in its chat: what fits nothing was sent
unasked, what fits the same question a second time was sent twice, and a question that nothing fits
was lost. A message that names a question must stand in that question's chat.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from e2e.day.counted import miscounted
from e2e.day.ledger import Deed, Fate, Ledger, Press, Reaction, Typed, Words
from e2e.fake_bot import NUMBERED
from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.faults import BadGateway, Dropped, Silent
from telegram_server.server import RecordedCall

_NAMED = re.compile(rf"{NUMBERED}([0-9]+)")
_TOLD = 70
KILL, LOST_CONFIRMATION = "after a kill", "after a lost confirmation"


@dataclass(frozen=True, slots=True)
class Said:
    """What a message of the bot's showed from a moment on; its first version is number 0."""

    message: Message
    version: int

    @property
    def text(self) -> str:
        """The words."""
        return self.message.versions[self.version].text

    @property
    def moment(self) -> float:
        """When it came, in seconds of ``time.monotonic``."""
        return self.message.moments[self.version]

    def __str__(self) -> str:
        line = " ".join(self.text.split())
        return f"{self.message.chat.title}: {line[:_TOLD]}"


@dataclass(slots=True)
class Report:
    """The whole day.

    Attributes:
        fates: of each kind of deed.
        waits: the longest of each kind, in seconds, from asking to the answer.
        amiss: what was lost, or came to something that it should not have come to.
        repeated: how many answers were sent again, by what excuses it.
        repeated_for_nothing: answers that were sent again without an excuse.
        disorder: answers that came after one that was asked later in the same chat.
        unasked: messages that answer nothing.
        misplaced: messages about a question of another chat.
        miscounted: where the bot's own figures differ.
        errors: what calls of the bot met, counted.
        left: updates that nobody took.
    """

    fates: defaultdict[str, Counter[Fate]] = field(default_factory=lambda: defaultdict(Counter))
    waits: dict[str, float] = field(default_factory=dict)
    amiss: list[str] = field(default_factory=list)
    repeated: Counter[str] = field(default_factory=Counter)
    repeated_for_nothing: list[str] = field(default_factory=list)
    disorder: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    left: int = 0

    def total(self, fate: Fate) -> int:
        """How many deeds of all kinds came to this."""
        return sum(counted[fate] for counted in self.fates.values())

    @property
    def faults(self) -> list[str]:
        """Whatever must not happen on any day, a sentence each."""
        named = (
            ("lost or wrong", self.amiss),
            ("sent twice for no reason", self.repeated_for_nothing),
            ("out of order", self.disorder),
            ("sent unasked", self.unasked),
            ("in another chat than its question", self.misplaced),
            ("counted otherwise", self.miscounted),
        )
        faults = [f"{what}: {one}" for what, found in named for one in found]
        return faults + ([f"{self.left} updates were never taken"] if self.left else [])


def audit(server: TelegramServer, ledger: Ledger) -> Report:
    """Read the day from the server's chats, queries and calls."""
    with server.world.watch:
        return _Auditor(server, ledger).report


def answer_to(deed: Words) -> Said | None:
    """What the bot has said to it so far."""
    return next((said for said in _sayings(deed.chat) if _answers(said, deed)), None)


class _Auditor:
    """Fills a report; the server's lock is held."""

    def __init__(self, server: TelegramServer, ledger: Ledger) -> None:
        self._server = server
        self._ledger = ledger
        self._answers: dict[Words, Said] = {}
        self.report = Report(left=len(server.world.updates.pending))
        words = [deed for deed in ledger.deeds if isinstance(deed, Words)]
        for chat in server.world.chats.values():
            asked = sorted((it for it in words if it.chat is chat), key=lambda it: it.moment)
            for said in sorted(_sayings(chat), key=lambda it: it.moment):
                self._lay(said, asked)
            self._check_order(asked)
        for deed in ledger.deeds:
            self._count(deed)
        told = {deed.kind: said.text for deed, said in self._answers.items()}
        self.report.miscounted = miscounted(self.report.fates, told)
        for call in server.calls:
            self.report.errors.update(_error(call))

    def _lay(self, said: Said, asked: list[Words]) -> None:
        """Lay one message against what was asked in its chat."""
        fitting = [deed for deed in asked if _answers(said, deed)]
        open_yet = next((deed for deed in fitting if deed not in self._answers), None)
        if open_yet is not None:
            self._answers[open_yet] = said
        elif fitting and said.version == 0:
            first = self._answers[fitting[0]]
            excuse = None if fitting[0].once else self._excuse(first, said)
            if excuse is not None:
                self.report.repeated[excuse] += 1
            else:
                self.report.repeated_for_nothing.append(str(said))
        elif not fitting and said.version == 0:
            self.report.unasked.append(str(said))
        for number in _NAMED.findall(said.text):
            if not any(deed.fits(f"{NUMBERED}{number}") for deed in asked):
                self.report.misplaced.append(str(said))

    def _excuse(self, first: Said, again: Said) -> str | None:
        """Why an answer could not but be sent again; None where it could."""
        for run in self._ledger.runs:
            if run.ended_by == "SIGKILL" and first.moment <= run.ended <= again.moment:
                return KILL
        unconfirmed = [
            call
            for call in self._server.calls
            if isinstance(call.fault, Dropped | Silent)
            and call.fault.after_doing
            and call.time <= again.moment
            and call.params.get("chat_id") == again.message.chat.id
            and call.params.get("text") == again.text
        ]
        return LOST_CONFIRMATION if unconfirmed else None

    def _check_order(self, asked: list[Words]) -> None:
        latest = 0.0
        for deed in asked:
            said = self._answers.get(deed)
            if said is None or not deed.ordered or deed.by_edit:
                continue
            if said.moment < latest:
                self.report.disorder.append(str(said))
            latest = max(latest, said.moment)

    def _count(self, deed: Deed) -> None:
        fate, answered = self._fate(deed)
        self.report.fates[deed.kind][fate] += 1
        if fate in {Fate.LOST, Fate.WRONG}:
            self.report.amiss.append(f"{fate}: {_told(deed)}")
        if answered is not None:
            wait = answered - deed.moment
            self.report.waits[deed.kind] = max(wait, self.report.waits.get(deed.kind, 0.0))

    def _fate(self, deed: Deed) -> tuple[Fate, float | None]:
        """What it came to, and when it was answered."""
        match deed:
            case Words():
                return self._fate_of_words(deed)
            case Press():
                return self._fate_of_press(deed)
            case Typed(query=query):
                if query.answer is None:
                    return (Fate.IGNORED if deed.overtaken else Fate.LOST), None
                moment = self._answered_at("inline_query_id", query.id)
                return (deed.due if deed.fits(query.answer) else Fate.WRONG), moment
            case Reaction(message=message, mark=mark):
                shown = any(button.text.startswith(mark) for button in message.buttons)
                return (deed.due if shown else Fate.LOST), None
            case _:
                assert_never(deed)

    def _fate_of_words(self, deed: Words) -> tuple[Fate, float | None]:
        said = self._answers.get(deed)
        if said is not None:
            # Whoever blocks the bot may have got the answer a moment before.
            got_through = Fate.ANSWERED if deed.due is Fate.UNREACHABLE else Fate.WRONG
            return (deed.due if deed.is_owed else got_through), said.moment
        if deed.due is Fate.IGNORED:
            return Fate.IGNORED, None
        forbidden = any(
            call.status == 403 and call.params.get("chat_id") == deed.chat.id
            for call in self._server.calls
        )
        blocked = deed.due is Fate.UNREACHABLE and forbidden
        return (Fate.UNREACHABLE if blocked else Fate.LOST), None

    def _fate_of_press(self, deed: Press) -> tuple[Fate, float | None]:
        answer, message = deed.query.answer, deed.query.message
        if answer is None:
            return Fate.LOST, None
        if answer.text != deed.said:
            return Fate.WRONG, None
        acknowledged = self._answered_at("callback_query_id", deed.query.id)
        if deed.shows is None:
            return deed.due, acknowledged
        before = sum(moment < deed.moment for moment in message.moments)
        later = (Said(message, it) for it in range(max(0, before - 1), len(message.versions)))
        shown = next((said for said in later if deed.shows(said.text)), None)
        if shown is None:
            return Fate.LOST, None
        return deed.due, max(shown.moment, acknowledged or 0.0)

    def _answered_at(self, name: str, query_id: str) -> float | None:
        calls = (it for it in self._server.calls if it.params.get(name) == query_id)
        return next((call.time for call in calls if call.status == 200), None)


def _sayings(chat: Chat) -> Iterator[Said]:
    """Everything that the bot's messages in a chat have shown, message by message."""
    for message in chat.history:
        if message.sender.id == chat.bot_id:
            for version in range(len(message.versions)):
                yield Said(message, version)


def _answers(said: Said, deed: Words) -> bool:
    if said.moment < deed.moment or (said.version and not deed.by_edit):
        return False
    replied = deed.replying_to is None or said.message.reply_to is deed.replying_to
    return replied and deed.fits(said.text)


def _error(call: RecordedCall) -> list[str]:
    """What a call met, in words under which it can be counted; nothing where all went well."""
    match call.fault:
        case BadGateway():
            return ["502 with a page of HTML"]
        case Dropped(after_doing=late):
            return ["connection lost" + (" after the work was done" if late else "")]
        case Silent(after_doing=late):
            return ["no answer at all" + (" after the work was done" if late else "")]
    if call.status >= 400:
        said = re.sub("[0-9]+", "…", call.description).removeprefix("Bad Request: ")
        return [f"{call.status} {said}"]
    if call.status == 0 and call.method != "getUpdates":  # a long poll ends with its process
        return ["cut off by the end of the process"]
    return []


def _told(deed: Deed) -> str:
    match deed:
        case Words(chat=chat):
            place = chat.title
        case Press(query=query):
            got = None if query.answer is None else query.answer.text
            place = f"{query.message.chat.title}, {query.data}, told {got!r}"
        case Typed(query=query):
            place = query.query
        case Reaction(message=message):
            place = message.chat.title
    return f"{deed.kind} ({place})"
