"""The same question asked several times, told once. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.sameness import same
from bot.telegram_app.unanswered.kept_questions import KeptQuestion, Why


@dataclass(frozen=True, slots=True)
class Group:
    """A question, and how often it was asked in vain.

    Attributes:
        text: as it was written last.
        day: on which that was.
        language: that the bot spoke then.
        count: how often it was asked without an answer, or its answer got 👎.
        marked: how often its answer got 👎.
    """

    text: str
    day: date
    language: str
    count: int
    marked: int


def grouped(questions: Iterable[KeptQuestion]) -> tuple[Group, ...]:
    """The questions, each once, in the order of their latest asking.

    Args:
        questions: the latest first.
    """
    groups: dict[str, Group] = {}
    for question in questions:
        key = same(question.text)
        known = groups.get(key) or Group(question.text, question.day, question.language, 0, 0)
        marked = known.marked + (question.why is Why.MARKED)
        groups[key] = replace(known, count=known.count + 1, marked=marked)
    return tuple(groups.values())
