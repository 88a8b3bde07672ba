"""One person's chat: what was asked last, and how far its answer has been shown."""

from dataclasses import dataclass, replace

from bot.answer import PASSAGES_SHOWN, Answer, Answered, Question, hits_of, nothing_asked
from bot.answering import Answerer
from bot.follow_ups.follow_up import Past, after, context_of, context_of_reply
from corpus.filters import Filters
from embeddings.first_page import FAR_BEHIND
from embeddings.hit import Hit


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
        while hits[end - 1].weak and hits[end - 1].score < FAR_BEHIND * best:
            end -= 1
    return Page(answer, first, end)


def page_holding(answer: Answer, place: int) -> Page:
    """The page of ``answer`` that passage ``place`` (counted from 0) stands on.

    Raises:
        ValueError: if ``answer`` has no such passage.
    """
    if not 0 <= place < len(hits_of(answer)):
        raise ValueError(f"there is no passage {place} among {len(hits_of(answer))}")
    found = page(answer)
    while found.end <= place:
        found = page(answer, found.end)
    return found


_NOTHING_SAID = Past()


@dataclass(frozen=True, slots=True)
class Cited:
    """One footnote of an answer that was shown."""

    answer: Answer
    hit: Hit


class Conversation:
    """The memory of one chat. Not safe for use by two threads at once.

    Args:
        answerer: knows the documents.
        past: what was said before, for a conversation that goes on from another's beginning.

    Attributes:
        past: what the next question may lean on.
    """

    def __init__(self, answerer: Answerer, past: Past = _NOTHING_SAID) -> None:
        self.past = past
        self._answerer = answerer
        self._shown: Page | None = None

    @property
    def last(self) -> Answer | None:
        """The answer to the last question, if there was one; small talk is none."""
        return self._shown.answer if self._shown else None

    @property
    def shown(self) -> Page | None:
        """The page that was shown last; what was said to small talk does not count."""
        return self._shown

    def ask(self, text: str, filters: Filters = Filters(), cited: Cited | None = None) -> Page:
        """Answer ``text`` and remember it.

        Args:
            text: the question.
            filters: limits that the person stated.
            cited: the footnote that the person replied to, if they did.
        """
        text = text.strip()
        if cited is None:
            context = context_of(text, self.past)
        else:
            title = cited.hit.passage.citation.metadata.title
            context = context_of_reply(text, cited.answer.question.text, title)
        return self._ask(Question(text, filters, context=context))

    def ask_alone(self, question: Question) -> Page:
        """Answer ``question`` by its own words only; what was said before it is forgotten."""
        self.forget()
        return self._ask(replace(question, context=None))

    def forget(self) -> None:
        """Let the next question stand alone."""
        self.past = _NOTHING_SAID

    def _ask(self, question: Question) -> Page:
        answer = self._answerer.answer(question)
        self.past = after(self.past, answer)
        shown = page(answer)
        if not nothing_asked(answer):
            self._shown = shown
        return shown

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
