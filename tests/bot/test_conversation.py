from dataclasses import replace

import pytest

from bot.answer import Answered, Closest, Question, Reason, hits_of
from bot.conversation import Conversation, Page, page
from hand_made import TALKS, FakeAnswerer, hit

SEVEN = tuple(hit(f"Passage {number}.", ordinal=number) for number in range(1, 8))


def spans(pages: list[Page | None]) -> list[tuple[int, int, int] | None]:
    return [(shown.first, shown.end, shown.remaining) if shown else None for shown in pages]


def test_an_answer_is_shown_page_by_page() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    first = conversation.ask(" the talks ")
    rest = [conversation.more() for _ in range(4)]
    assert spans([first, *rest]) == [(0, 3, 4), (3, 6, 1), (6, 7, 0), None, None]
    assert conversation.last is first.answer
    assert first.answer.question.text == "the talks"


@pytest.mark.parametrize(
    ("weak", "end"),
    [("", 3), ("3", 2), ("23", 1), ("2", 3), ("13", 2), ("34", 2)],
)
def test_the_first_page_of_an_answer_ends_before_what_is_weak(weak: str, end: int) -> None:
    hits = tuple(
        replace(it, weak=True, score=0.3) if str(number) in weak else it
        for number, it in enumerate(SEVEN, start=1)
    )
    conversation = Conversation(FakeAnswerer(hits))
    shown = [conversation.ask("talks"), conversation.more()]
    assert spans(list(shown)) == [(0, end, 7 - end), (end, end + 3, 4 - end)]
    near = tuple(replace(it, score=0.4) for it in hits)
    assert page(Answered(Question("?"), near, "?", 1.0)).end == 3  # none is far behind the best
    apart = (SEVEN[0], replace(SEVEN[1], score=0.3))
    assert page(Answered(Question("?"), apart, "?", 1.0)).end == 2  # a near miss by itself
    assert page(Closest(Question("?"), hits, Reason.WEAK_MATCH, "?", 1.0)).end == 3


def test_looking_at_the_next_page_does_not_turn_to_it() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    assert conversation.next_page() is None
    conversation.ask("talks")
    looked = [conversation.next_page(), conversation.next_page(), conversation.more()]
    assert spans(looked) == [(3, 6, 1)] * 3


def test_nothing_asked_or_nothing_found() -> None:
    conversation = Conversation(FakeAnswerer())
    assert conversation.last is None
    assert conversation.more() is None
    abstained = conversation.ask("the best cook")
    assert hits_of(abstained.answer) == ()
    assert conversation.more() is None


def test_each_question_begins_anew() -> None:
    conversation = Conversation(FakeAnswerer())
    conversation.ask("talks")
    conversation.ask("talks in Istanbul")
    assert spans([conversation.more()]) == [(3, 4, 0)]


def test_a_page_shown_by_a_button_is_not_shown_again() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    asked = conversation.ask("talks")
    conversation.note(page(asked.answer, 3))
    conversation.note(asked)  # an older page does not turn it back
    assert spans([conversation.more()]) == [(6, 7, 0)]


def test_a_button_of_another_answer_changes_nothing() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    other = Answered(Question("talks"), TALKS, "talks", 1.0)
    conversation.note(page(other, 3))
    conversation.ask("talks")
    conversation.note(page(other, 3))
    assert spans([conversation.more()]) == [(3, 6, 1)]
