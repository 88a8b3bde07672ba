"""The one place that hears of each answer, wherever it was asked for, and of each opinion.

It counts them; what was asked in vain in private it hands on to be kept, if the owner wants that.
"""

import logging
from collections.abc import Callable
from enum import StrEnum

from bot.answer import Abstained, Answer, Answered, Reason, hits_of, nothing_asked
from bot.state import Opinion
from bot.telegram_app.counting.counts import Counted, Counts, Kind
from bot.telegram_app.counting.latency import step
from bot.telegram_app.unanswered.kept_questions import KeptQuestions, Why
from corpus.errors import StoreError

_log = logging.getLogger(__name__)


class Surface(StrEnum):
    """Where something was asked."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"
    GUEST = "guest"


class Tally:
    """Counts answers and opinions. A disk that fails costs a count, never an answer.

    Args:
        counts: keeps the numbers.
        kept: keeps the words of what was asked in vain, or nothing.
    """

    def __init__(self, counts: Counts, kept: KeptQuestions) -> None:
        self._counts = counts
        self._kept = kept

    def answered(self, surface: Surface, answer: Answer, asker: int | None = None) -> None:
        """Count a question by what it got; small talk is none.

        Args:
            surface: where it was asked.
            answer: what it got.
            asker: who asked, in private; None elsewhere, where no words are kept.
        """
        if nothing_asked(answer):
            return
        if isinstance(answer, Abstained):
            kind = Kind.ABSTAINED
        else:
            kind = Kind.ANSWERED if isinstance(answer, Answered) else Kind.CLOSEST
        happened = [
            Counted(kind, surface),
            Counted(Kind.LATENCY, str(step(answer.took_ms))),
        ]
        if isinstance(answer, Answered):
            first = hits_of(answer)[0].passage.citation
            happened.append(Counted(Kind.DOCUMENT, first.document))
        self._add(*happened)
        why = _why(answer)
        if asker is not None and why is not None:
            _tried(lambda: self._kept.note(answer.question.text, why, asker))

    def chosen(self) -> None:
        """Count a passage that somebody has chosen in inline mode: nobody knows which it was.

        What is merely typed there is half a question, and is not counted.
        """
        self._add(Counted(Kind.ANSWERED, Surface.INLINE))

    def marked(self, opinion: Opinion) -> None:
        """Count somebody's opinion of an answer, in place of their earlier one."""
        happened = []
        if opinion.before is not None:
            happened.append(Counted(Kind.MARK, _name(good=opinion.before), -1))
        if opinion.now is not None:
            happened.append(Counted(Kind.MARK, _name(good=opinion.now)))
        self._add(*happened)
        # In private a chat has its person's id. What was not answered is kept already.
        if opinion.owner != opinion.voter or not isinstance(opinion.answer, Answered):
            return
        text, person = opinion.answer.question.text, opinion.voter
        if opinion.now is False:
            _tried(lambda: self._kept.note(text, Why.MARKED, person))
        elif opinion.before is False:
            _tried(lambda: self._kept.take_back_mark(text, person))

    def _add(self, *happened: Counted) -> None:
        _tried(lambda: self._counts.add(happened))


def _tried(note: Callable[[], None]) -> None:
    try:
        note()
    except StoreError as error:
        _log.error("something is not counted: %s", error)


def _why(answer: Answer) -> Why | None:
    """Why to keep the question of ``answer``; None where there is no reason to."""
    if isinstance(answer, Abstained):
        return None if answer.reason is Reason.NO_DOCUMENTS else Why.ABSTAINED
    return None if isinstance(answer, Answered) else Why.CLOSEST


def _name(*, good: bool) -> str:
    return "good" if good else "bad"
