"""One person's chat: what was asked last, and how far its answer has been shown."""

from dataclasses import dataclass

from bot.answer import PASSAGES_SHOWN, Answer, Answered, Question, hits_of
from bot.answering import Answerer
from corpus.filters import Filters

_FAR_BEHIND = 0.5
"""Share of the best passage's score."""


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of an answer's passages: those from ``first`` (0-based) up to ``end``."""

    answer: Answer
    first: int
    end: int

    @property
    def remaining(self) -> int:
        """How many passages come after this page."""
        return len(hits_of(self.answer)) - self.end


def page(answer: Answer, first: int = 0) -> Page:
    """The page of ``answer`` that begins with passage ``first``.

    The first page of an answer ends before passages that would not even do as near misses and are
    far behind the best: they can be asked for, but nobody should have to read them.
    """
    hits = hits_of(answer)
    end = min(first + PASSAGES_SHOWN, len(hits))
    if first == 0 and isinstance(answer, Answered):
        best = max(hit.score for hit in hits[:end])
        while hits[end - 1].weak and hits[end - 1].score < _FAR_BEHIND * best:
            end -= 1
    return Page(answer, first, end)


class Conversation:
    """The memory of one chat. Not safe for use by two threads at once."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._shown: Page | None = None

    @property
    def last(self) -> Answer | None:
        """The answer to the last question, if there was one."""
        return self._shown.answer if self._shown else None

    @property
    def shown(self) -> Page | None:
        """The page that was shown last."""
        return self._shown

    def ask(self, text: str, filters: Filters = Filters()) -> Page:
        """Answer ``text`` and remember it."""
        self._shown = page(self._answerer.answer(Question(text.strip(), filters)))
        return self._shown

    def next_page(self) -> Page | None:
        """What ``more`` would turn to, without turning to it."""
        if self._shown is None or self._shown.remaining <= 0:
            return None
        return page(self._shown.answer, self._shown.end)

    def more(self) -> Page | None:
        """The next page of the last answer; None when there is nothing more to show."""
        following = self.next_page()
        self._shown = following or self._shown
        return following

    def note(self, shown: Page) -> None:
        """Take note that a page has been shown, so that ``more`` goes on behind it."""
        if self._shown and shown.answer is self._shown.answer and shown.end > self._shown.end:
            self._shown = shown
