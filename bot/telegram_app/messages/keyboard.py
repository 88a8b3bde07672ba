"""The buttons under an answer, and what they say when they are pressed.

A button says where it leads, never what it toggles: passage 2 opened, part 3 of a context. So a
second press changes nothing, and no message needs a state of its own. What comes back is not
trusted: anyone can forge it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import hits_of, in_context
from bot.conversation import Page, page_holding
from bot.state import NO_VOTES, Votes
from bot.wording import telegram as wording

OPEN = "o"
CONTEXT = "c"
ALONE = "a"
GOOD = "g"
BAD = "b"

_DATA = re.compile(
    rf"([{OPEN}{CONTEXT}{ALONE}{GOOD}{BAD}]):([A-Za-z0-9_-]{{8}}):([0-9]{{1,2}})(?::([0-9]{{1,4}}))?"
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: when it is pressed, one of three things happens.

    Attributes:
        data: comes back to the bot; at most 64 bytes.
        url: opens.
        copied: is in the person's clipboard; at most 256 characters.
    """

    text: str
    data: str | None = None
    url: str | None = None
    copied: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a button leads to.

    Attributes:
        key: the answer's id in ``ShownAnswers``.
        place: the passage meant, from 0; 0 where none is.
        part: of a context, from 0; None for the one that holds the passage.
    """

    kind: str
    key: str
    place: int
    part: int | None = None

    @property
    def data(self) -> str:
        """What the button carries: at most 64 bytes as long as the key has 8 characters."""
        part = "" if self.part is None else f":{self.part}"
        return f"{self.kind}:{self.key}:{self.place}{part}"


def target_of(data: str | None) -> Target | None:
    """What callback data leads to; None if no button of ours can have sent it."""
    found = _DATA.fullmatch(data or "")
    if found is None or (found[4] is not None and found[1] != CONTEXT):
        return None
    return Target(found[1], found[2], int(found[3]), None if found[4] is None else int(found[4]))


def last_page(things: int, at_once: int) -> int:
    """The number of the last page, from 0, where one holds ``at_once`` of ``things``."""
    return max(0, (things - 1) // at_once)


def turning_rows(page: int, last: int, data: Callable[[int], str]) -> Rows:
    """What turns the pages of a list: a row, or none where there is one page.

    Args:
        page: the one that is shown, from 0.
        last: the last one.
        data: what the button to a page carries.
    """
    turns = [Button(wording.PREVIOUS, data(page - 1))] if page > 0 else []
    turns += [Button(wording.NEXT, data(page + 1))] if page < last else []
    return _rows(turns)


def near_rows(page: Page, key: str) -> Rows:
    """What leads to near misses that are not shown yet."""
    near = wording.near_button(page.end - page.first)
    return _rows([Button(near, Target(OPEN, key, page.first).data)], _alone(page, key))


def answer_rows(
    page: Page,
    key: str,
    opened: int,
    *,
    left_out: frozenset[int] = frozenset(),
    url: str | None = None,
    votes: Votes = NO_VOTES,
) -> Rows:
    """What stands under an opened passage and the lines of the others.

    Args:
        page: the passages shown.
        key: the answer's id.
        opened: the opened passage, from 0.
        left_out: passages that cannot be opened.
        url: of the page where the opened one stands, if there is one to link to.
        votes: what people thought of the answer.
    """
    numbers = [
        Button(wording.number_button(it + 1, opened=it == opened), Target(OPEN, key, it).data)
        for it in range(page.first, page.end)
        if it not in left_out
    ]
    ways: list[Button] = []
    if page.first > 0:
        before = page_holding(page.answer, page.first - 1)
        label = wording.earlier_button(before.first + 1, before.end)
        ways.append(Button(label, Target(OPEN, key, before.first).data))
    if opened not in left_out:
        ways.append(Button(wording.context_button(), Target(CONTEXT, key, opened).data))
        ways += [Button(wording.open_button(), url=url)] if url else []
    if page.remaining > 0:
        ways.append(Button(wording.more_button(page.remaining), Target(OPEN, key, page.end).data))
    marks = [
        Button(wording.vote_button(wording.GOOD_MARK, votes.good), Target(GOOD, key, opened).data),
        Button(wording.vote_button(wording.BAD_MARK, votes.bad), Target(BAD, key, opened).data),
    ]
    return _rows(numbers if page.end - page.first > 1 else [], ways, marks, _alone(page, key))


def context_rows(key: str, place: int, part: int, parts: int, link: str | None = None) -> Rows:
    """What stands under a part of a passage's context.

    Args:
        key: the answer's id.
        place: the passage, from 0.
        part: which part, from 0.
        parts: how many there are.
        link: to the passage, for others; None where there is none.
    """
    others = []
    if part > 0:
        label = wording.part_button(part, later=False)
        others.append(Button(label, Target(CONTEXT, key, place, part - 1).data))
    if part + 1 < parts:
        label = wording.part_button(part + 2, later=True)
        others.append(Button(label, Target(CONTEXT, key, place, part + 1).data))
    ways = [Button(wording.back_button(), Target(OPEN, key, place).data)]
    ways += [Button(wording.link_button(), copied=link)] if link else []
    return _rows(others, ways)


def alone_rows(page: Page, key: str) -> Rows:
    """What stands under an answer without passages."""
    return _rows(_alone(page, key))


def can_lead(page: Page) -> bool:
    """Whether anything can stand under ``page``, so that its answer must be remembered."""
    return bool(hits_of(page.answer)) or in_context(page.answer)


def _alone(page: Page, key: str) -> list[Button]:
    if page.first > 0 or not in_context(page.answer):
        return []
    return [Button(wording.alone_button(), Target(ALONE, key, 0).data)]


def _rows(*rows: list[Button]) -> Rows:
    return tuple(tuple(row) for row in rows if row)
