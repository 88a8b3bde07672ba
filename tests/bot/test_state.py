import re

import pytest

from bot.answer import Answer
from bot.state import NO_VOTES, VOTERS, ShownAnswers, Votes
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
    assert not shown.claim(key, 5)
    shown.vote(key, 5, 1, good=True)
    assert shown.votes(key, 5) == NO_VOTES


def test_the_oldest_go_first(answer: Answer, clock: Clock) -> None:
    shown = ShownAnswers(lifetime=60, capacity=2, clock=clock)
    keys = [shown.keep(answer, owner=5) for _ in range(3)]
    assert [shown.find(key, 5) is answer for key in keys] == [False, True, True]
    clock.now += 60
    shown.keep(answer, owner=5)
    assert len(shown) == 1


def test_what_is_done_once_is_claimed_once(answer: Answer) -> None:
    shown = ShownAnswers()
    key = shown.keep(answer, owner=5)
    assert not shown.claim(key, 6)
    assert shown.claim(key, 5)
    assert not shown.claim(key, 5)
    assert not shown.claim("AAAAAAAA", 5)
    shown.give_back(key, 5)
    assert shown.claim(key, 5)


def test_each_person_has_one_vote(answer: Answer) -> None:
    shown = ShownAnswers()
    key = shown.keep(answer, owner=-5)
    for voter, good in ((1, True), (2, False), (2, False), (3, True), (1, False)):
        shown.vote(key, -5, voter, good=good)
    shown.vote(key, -6, 4, good=True)  # from another chat
    assert shown.votes(key, -5) == Votes(good=1, bad=2)
    assert shown.votes(key, -6) == NO_VOTES
    for voter in range(10, 10 + VOTERS):
        shown.vote(key, -5, voter, good=True)
    assert shown.votes(key, -5) == Votes(good=VOTERS - 2, bad=2)
    shown.vote(key, -5, 2, good=True)
    assert shown.votes(key, -5) == Votes(good=VOTERS - 1, bad=1)


def test_an_owner_is_forgotten_or_gets_another_name(answer: Answer) -> None:
    shown = ShownAnswers()
    mine, theirs = shown.keep(answer, 1), shown.keep(answer, 2)
    shown.note_message(mine, 1, 70, opened=0)
    shown.move(1, 3)
    assert shown.find(mine, 1) is None
    assert shown.find(mine, 3) is answer
    # The messages of the other chat have numbers of their own.
    assert shown.find_message(70, 1) is None
    assert shown.find_message(70, 3) is None
    shown.note_message(mine, 3, 7, opened=0)
    shown.forget(3)
    assert shown.find(mine, 3) is None
    assert shown.find_message(7, 3) is None
    assert shown.find(theirs, 2) is answer


def test_a_message_leads_to_its_answer_as_long_as_that_is_kept(
    answer: Answer, clock: Clock
) -> None:
    shown = ShownAnswers(lifetime=60, capacity=2, clock=clock)
    key = shown.keep(answer, owner=5)
    shown.note_message(key, 5, message=71, opened=3)
    shown.note_message(key, 6, message=72, opened=0)  # another chat's
    assert shown.find_message(71, 5) == (answer, 3)
    shown.note_message(key, 5, message=71, opened=4)
    assert shown.find_message(71, 5) == (answer, 4)
    assert shown.find_message(71, 6) is None
    assert shown.find_message(72, 6) is None
    assert shown.find_message(99, 5) is None
    for _ in range(2):
        shown.keep(answer, owner=5)
    assert shown.find_message(71, 5) is None
    key = shown.keep(answer, owner=5)
    shown.note_message(key, 5, message=73, opened=0)
    clock.now += 60
    assert shown.find_message(73, 5) is None


def test_a_chat_is_forgotten(answer: Answer) -> None:
    shown = ShownAnswers()
    gone, kept = shown.keep(answer, owner=5), shown.keep(answer, owner=6)
    shown.note_message(gone, 5, message=71, opened=0)
    shown.forget(5)
    assert shown.find(gone, 5) is None
    assert shown.find_message(71, 5) is None
    assert shown.find(kept, 6) is answer


def test_a_message_shows_one_answer_at_a_time(answer: Answer, clock: Clock) -> None:
    shown = ShownAnswers(lifetime=10, clock=clock)
    first = shown.keep(answer, 5)
    shown.note_message(first, 5, 70, opened=0)
    clock.now += 6
    second = shown.keep(answer, 5)
    shown.note_message(second, 5, 70, opened=1)
    assert shown.key_of_message(70, 5) == second
    clock.now += 6
    assert shown.find(first, 5) is None
    shown.keep(answer, 5)  # the first is dropped, and must not take the message along
    assert shown.find_message(70, 5) == (answer, 1)
    shown.forget_message(5, 70)
    assert shown.find_message(70, 5) is None
    assert shown.key_of_message(70, 6) is None


def test_a_mark_is_taken_back_if_it_is_still_that_one(answer: Answer) -> None:
    shown = ShownAnswers()
    key = shown.keep(answer, 5)
    shown.vote(key, 5, 1, good=False)
    shown.take_back(key, 5, 1, good=True)
    assert shown.votes(key, 5) == Votes(0, 1)
    shown.take_back(key, 5, 1, good=False)
    shown.take_back(key, 5, 2, good=False)
    assert shown.votes(key, 5) == Votes(0, 0)
