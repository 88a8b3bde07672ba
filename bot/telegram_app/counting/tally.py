"""The one place that hears of each answer, wherever it was asked for, and of each opinion."""

import logging
from enum import StrEnum

from bot.answer import Abstained, Answer, Answered, hits_of, nothing_asked
from bot.state import Opinion
from bot.telegram_app.counting.counts import Counted, Counts, Kind
from bot.telegram_app.counting.latency import step
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
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    def answered(self, surface: Surface, answer: Answer) -> None:
        """Count a question by what it got; small talk is none."""
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

    def _add(self, *happened: Counted) -> None:
        try:
            self._counts.add(happened)
        except StoreError as error:
            _log.error("something is not counted: %s", error)


def _name(*, good: bool) -> str:
    return "good" if good else "bad"
