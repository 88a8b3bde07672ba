"""``footnote ask``: one question from the command line, or a stream of them."""

import sys
from dataclasses import dataclass
from typing import TextIO

from bot.answer import Answer, Answered, Question
from bot.answer_json import answer_to_json, dumps, error_to_json
from bot.answering import Answerer
from bot.conversation import Page, page
from bot.settings import Settings
from bot.streams import speak_utf8
from bot.terminal import console_for, plain, print_page, print_text, visible
from bot.wiring import Footnote
from bot.wording import commands as commands_wording
from bot.wording import terminal as wording
from bot.wording.why import why
from corpus.filters import Filters


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are asked and shown.

    Attributes:
        limit: how many passages an answer holds.
        explain: whether each passage's figures are shown.
        full: whether a person sees long passages whole; programs always do.
    """

    filters: Filters
    limit: int
    as_json: bool
    explain: bool
    full: bool = False

    def one(self, settings: Settings, text: str) -> bool:
        """Ask ``text`` and print the answer; whether the documents answer it.

        Raises:
            FootnoteError: if there is no index, or it cannot be read.
        """
        answer = self._ask(Footnote(settings).answerer(), text)
        self._print(answer)
        return isinstance(answer, Answered)

    def batch(self, settings: Settings, questions: TextIO) -> None:
        """Write one JSON line for each line of ``questions``; a failure takes its line's place.

        Raises:
            Exception: the last failure, whatever it was, if any question failed.
        """
        speak_utf8(questions, sys.stdout)
        answerer: Answerer | None = None
        failure: Exception | None = None
        for text in questions:
            try:
                answerer = answerer or Footnote(settings).answerer()
                line = answer_to_json(self._ask(answerer, text), explain=self.explain)
            except Exception as error:  # the questions after it shall still be answered
                failure = error
                line = error_to_json(commands_wording.failure(error))
            write_line(dumps(line))
        if failure is not None:
            raise failure

    def _ask(self, answerer: Answerer, text: str) -> Answer:
        return answerer.answer(Question(text.strip(), self.filters, self.limit))

    def _print(self, answer: Answer) -> None:
        if self.as_json:
            write_line(dumps(answer_to_json(answer, explain=self.explain)))
            return
        shown = _all(answer)
        if sys.stdout.isatty():
            console = console_for(sys.stdout)
            print_page(shown, console, None if self.full else wording.WHOLE_BY_OPTION)
            if self.explain:
                print_text(f"\n{why(answer, 0, shown.end)}", console)
            return
        sys.stdout.write(plain(shown) + "\n")
        if self.explain:
            sys.stdout.write(f"\n{visible(why(answer, 0, shown.end))}\n")


def _all(answer: Answer) -> Page:
    """Everything that ``answer`` holds, on one page: the person said how much to show."""
    first = page(answer)
    return Page(answer, 0, first.end + first.remaining)


def write_line(line: str) -> None:
    """Write ``line`` so that whoever reads sees it at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
