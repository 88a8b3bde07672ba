"""What the REPL replies to a line, before anything is known about a screen."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import hits_of
from bot.answer_json import dumps
from bot.commands import COMMANDS, nearest_command
from bot.conversation import Conversation, Page
from bot.listing import by_file
from bot.repl.ask_line import AskLine, Refusal, parse_ask
from bot.repl.loading import Loading
from bot.state import ShownAnswers
from bot.terminal import one_line
from bot.wording import answers as wording
from bot.wording import receipts as receipts_wording
from bot.wording import terminal as terminal_wording
from bot.wording import why as why_wording
from corpus.errors import FootnoteError


@dataclass(frozen=True, slots=True)
class Notice:
    """Sentences that are no answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Passages that were shown before, now without anything left out."""

    page: Page


@dataclass(frozen=True, slots=True)
class Printout:
    """Text whose lines must stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that could not be answered because something is wrong, in one sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The person wants to go."""


Reply = Page | Whole | Notice | Printout | Failure | Leave

CHAT_ID = 1
"""The chat that ``/payload`` pretends to write to."""


class Chat:
    """One person's chat with the bot, over an answerer that may still be loading."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self._conversation: Conversation | None = None
        self._page: Page | None = None
        self._shown = ShownAnswers()
        self._commands: dict[str, Callable[[], Reply]] = {
            "more": self._more,
            "full": self._full,
            "new": self.begin_anew,
            "alone": self._alone,
            "sources": self._sources,
            "help": self._help,
            "start": self._start,
            "why": self._why,
            "verify": self._verify,
            "payload": self._payload,
            "quit": Leave,
        }

    def reply(self, line: str) -> Reply | None:
        """The reply to ``line``; None to an empty one."""
        line = line.strip()
        if not line:
            return None
        command, _ = command_of(line)
        if command is None or command == "ask":
            return self.question(line)
        handle = self._commands.get(command)
        if handle is None:
            return _unknown(command)
        try:
            return handle()
        except FootnoteError as error:
            return Failure(str(error))

    def question(self, line: str) -> Page | Notice | Failure:
        """The answer to ``line``, which is a question whatever it begins with.

        Only ``/ask`` keeps its meaning, since limits cannot be stated without it.
        """
        command, argument = command_of(line)
        asked = parse_ask(argument) if command == "ask" else AskLine(line.strip())
        if isinstance(asked, Refusal):
            return Notice(asked.sentence)
        try:
            if self._conversation is None:
                self._conversation = Conversation(self._loading.wait())
            page = self._conversation.ask(asked.question, asked.filters)
        except FootnoteError as error:
            return Failure(str(error))
        self._page = self._conversation.shown
        return page

    def begin_anew(self) -> Notice:
        """Let the next question stand alone."""
        if self._conversation:
            self._conversation.forget()
        return Notice(wording.forgotten())

    def _more(self) -> Reply:
        page = self._conversation.more() if self._conversation else None
        if page is None:
            return Notice(wording.nothing_more() if self._page else wording.nothing_asked())
        self._page = page
        return page

    def _full(self) -> Reply:
        if self._page is None or not hits_of(self._page.answer):
            return Notice(terminal_wording.NOTHING_SHOWN if self._page else wording.nothing_asked())
        return Whole(self._page)

    def _alone(self) -> Reply:
        if self._conversation is None or self._page is None:
            return Notice(wording.nothing_asked())
        self._page = self._conversation.ask_alone(self._page.answer.question)
        return self._page

    def _sources(self) -> Reply:
        documents = self._loading.wait().documents()
        lines = [one_line(wording.listed_line(file)) for file in by_file(documents)]
        return Notice("\n".join([wording.sources_lead(list(documents)), *lines]))

    @staticmethod
    def _help() -> Reply:
        return Notice(f"{wording.help_text(COMMANDS)}\n\n{terminal_wording.ASK_OPTIONS}")

    def _start(self) -> Reply:
        return Notice(wording.start(len(self._loading.wait().documents())))

    def _why(self) -> Reply:
        if self._page is None:
            return Notice(wording.nothing_asked())
        answer = self._page.answer
        why = why_wording.why(answer, self._page.first, self._page.end)
        if answer.searched == answer.question.text:
            return Notice(why)
        return Notice(f"{terminal_wording.searched(one_line(answer.searched))}\n{why}")

    def _verify(self) -> Reply:
        if self._page is None:
            return Notice(wording.nothing_asked())
        hits = hits_of(self._page.answer)[self._page.first : self._page.end]
        receipts = self._loading.wait().receipts
        told = [
            receipts_wording.receipt_text(number, receipts.receipt(hit.passage))
            for number, hit in enumerate(hits, start=self._page.first + 1)
        ]
        return Printout("\n\n".join(told) or receipts_wording.nothing_quoted())

    def _payload(self) -> Reply:
        from bot.telegram_app.messages.reading import first_view, render
        from bot.telegram_app.messages.rendering import payload

        if self._page is None:
            return Notice(wording.nothing_asked())
        key = self._shown.keep(self._page.answer, CHAT_ID)
        message = render(first_view(self._page), key)
        return Printout(dumps(payload(message, CHAT_ID), indent=2))


def command_of(line: str) -> tuple[str | None, str]:
    """The command that ``line`` begins with, in lower case, and what stands behind it."""
    line = line.strip()
    if not line.startswith("/"):
        return None, line
    name, *rest = line[1:].split(maxsplit=1) or [""]
    return name.lower(), rest[0] if rest else ""


def _unknown(name: str) -> Notice:
    return Notice(wording.unknown_command(name, nearest_command(name, COMMANDS)))
