"""``footnote ask``: one question from the command line, or a stream of them."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer import Answer, Answered, Question
from bot.answer_json import answer_to_json, dumps, error_to_json
from bot.answering import Answerer
from bot.conversation import Page, page
from bot.settings import Settings
from bot.terminal import console_for, plain, print_page, print_text
from bot.wiring import Footnote
from bot.wording import terminal as wording
from corpus.errors import FootnoteError
from corpus.filters import Filters


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are asked and shown.

    Attributes:
        limit: how many passages an answer holds.
        explain: whether each passage's figures are shown.
    """

    filters: Filters
    limit: int
    as_json: bool
    explain: bool

    def one(self, settings: Settings, text: str) -> bool:
        """Ask ``text`` and print the answer; whether the documents answer it.

        Raises:
            FootnoteError: if there is no index, or it cannot be read.
        """
        try:
            answer = self._ask(Footnote(settings).answerer(), text)
        except FootnoteError as error:
            if self.as_json:
                _write_line(dumps(error_to_json(str(error))))
            raise
        self._print(answer)
        return isinstance(answer, Answered)

    def batch(self, settings: Settings, questions: Iterable[str]) -> None:
        """Write one JSON line for each line of ``questions``; a failure takes its own line.

        Raises:
            FootnoteError: the last failure, if any question failed.
        """
        answerer = Footnote(settings).answerer()
        failure: FootnoteError | None = None
        for text in questions:
            try:
                line = answer_to_json(self._ask(answerer, text), explain=self.explain)
            except FootnoteError as error:
                failure = error
                line = error_to_json(str(error))
            _write_line(dumps(line))
        if failure is not None:
            raise failure

    def _ask(self, answerer: Answerer, text: str) -> Answer:
        return answerer.answer(Question(text.strip(), self.filters, self.limit))

    def _print(self, answer: Answer) -> None:
        if self.as_json:
            _write_line(dumps(answer_to_json(answer, explain=self.explain)))
            return
        shown = _all(answer)
        if sys.stdout.isatty():
            console = console_for(sys.stdout)
            print_page(shown, console)
            if self.explain:
                print_text(wording.why(answer), console)
            return
        sys.stdout.write(plain(shown) + "\n")
        if self.explain:
            sys.stdout.write(wording.why(answer) + "\n")


def _all(answer: Answer) -> Page:
    """Everything that ``answer`` holds, on one page: the person said how much to show."""
    first = page(answer)
    return Page(answer, 0, first.end + first.remaining)


def _write_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
