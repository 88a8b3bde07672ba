import re

import pytest

from bot.answer import Answer
from bot.state import ShownAnswers
from hand_made import TALKS, answered


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def answer() -> Answer:
    return answered(*TALKS)


def test_an_answer_is_found_by_its_owner_alone(answer: Answer) -> None:
    shown = ShownAnswers()
    key = shown.keep(answer, owner=5)
    assert re.fullmatch(r"[A-Za-z0-9_-]{8}", key)
    assert shown.find(key, owner=5) is answer
    assert shown.find(key, owner=6) is None
    assert shown.find("AAAAAAAA", owner=5) is None
    assert shown.keep(answer, owner=5) != key


def test_an_answer_expires(answer: Answer, clock: Clock) -> None:
    shown = ShownAnswers(lifetime=60, clock=clock)
    key = shown.keep(answer, owner=5)
    clock.now += 59
    assert shown.find(key, owner=5) is answer
    clock.now += 1
    assert shown.find(key, owner=5) is None
    assert not shown.take(key, 5, 3)


def test_the_oldest_go_first(answer: Answer, clock: Clock) -> None:
    shown = ShownAnswers(lifetime=60, capacity=2, clock=clock)
    keys = [shown.keep(answer, owner=5) for _ in range(3)]
    assert [shown.find(key, 5) is answer for key in keys] == [False, True, True]
    clock.now += 60
    shown.keep(answer, owner=5)
    assert len(shown) == 1


def test_a_page_is_taken_once(answer: Answer) -> None:
    shown = ShownAnswers()
    key = shown.keep(answer, owner=5)
    assert shown.take(key, 5, 3)
    assert not shown.take(key, 5, 3)
    assert shown.take(key, 5, 6)
    assert not shown.take(key, 6, 9)
    assert not shown.take("AAAAAAAA", 5, 3)
    shown.give_back(key, 5, 3)
    assert shown.take(key, 5, 3)


def test_an_owner_is_forgotten_or_gets_another_name(answer: Answer) -> None:
    shown = ShownAnswers()
    mine, theirs = shown.keep(answer, 1), shown.keep(answer, 2)
    shown.note_message(mine, 1, 70, first=0)
    shown.move(1, 3)
    assert shown.find(mine, 1) is None
    assert shown.find(mine, 3) is answer
    # The messages of the other chat have numbers of their own.
    assert shown.find_message(70, 1) is None
    assert shown.find_message(70, 3) is None
    shown.note_message(mine, 3, 7, first=0)
    shown.forget(3)
    assert shown.find(mine, 3) is None
    assert shown.find_message(7, 3) is None
    assert shown.find(theirs, 2) is answer


def test_a_message_leads_to_its_answer_as_long_as_that_is_kept(
    answer: Answer, clock: Clock
) -> None:
    shown = ShownAnswers(lifetime=60, capacity=2, clock=clock)
    key = shown.keep(answer, owner=5)
    shown.note_message(key, 5, message=71, first=3)
    shown.note_message(key, 6, message=72, first=0)  # another chat's
    assert shown.find_message(71, 5) == (answer, 3)
    assert shown.find_message(71, 6) is None
    assert shown.find_message(72, 6) is None
    assert shown.find_message(99, 5) is None
    for _ in range(2):
        shown.keep(answer, owner=5)
    assert shown.find_message(71, 5) is None
    key = shown.keep(answer, owner=5)
    shown.note_message(key, 5, message=73, first=0)
    clock.now += 60
    assert shown.find_message(73, 5) is None
