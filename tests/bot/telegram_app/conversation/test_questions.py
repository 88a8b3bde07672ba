"""What is remembered of questions, and which edits count."""

import pytest
from telegram import Message, Update

from bot.telegram_app.conversation.questions import FRESH_SECONDS, Questions, Turn


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def message(number: int, chat: int = 5, sent: int = 1_000, edited: int | None = None) -> Message:
    content: dict[str, object] = {
        "message_id": number,
        "date": sent,
        "chat": {"id": chat, "type": "private"},
    }
    if edited is not None:
        content["edit_date"] = edited
    return Message.de_json(content, None)


def edit(update: int, number: int, chat: int = 5) -> Update:
    return Update(update, edited_message=message(number, chat, edited=1_001))


def test_a_turn_is_found_by_its_message() -> None:
    questions, turn = Questions(), Turn("Why?", shown_in=8)
    questions.note(message(7), turn)
    assert questions.find(message(7)) is turn
    assert questions.find(message(7, chat=6)) is None
    assert questions.find(message(8)) is None
    questions.note(message(7, chat=6), turn)
    questions.forget_chat(5)
    assert questions.find(message(7)) is None
    assert questions.find(message(7, chat=6)) is turn


def test_turns_are_few_and_expire() -> None:
    clock = Clock()
    questions = Questions(lifetime=10, capacity=2, clock=clock)
    for number in (1, 2, 1, 3):
        questions.note(message(number), Turn(str(number)))
    assert [questions.find(message(it)) for it in (1, 2, 3)] == [Turn("1"), None, Turn("3")]
    clock.now += 10
    assert questions.find(message(3)) is None


def test_the_newest_edit_counts() -> None:
    questions = Questions(capacity=2)
    first, second, other = edit(10, 7), edit(11, 7), edit(12, 7, chat=6)
    for update in (first, second, other):
        questions.arrived(update)
    assert [questions.is_newest(it) for it in (first, second, other)] == [False, True, True]
    assert questions.is_newest(edit(3, 9))  # taken up after a restart
    again = edit(4, 7)  # after a quiet week Telegram numbers updates anew
    questions.arrived(again)
    assert questions.is_newest(again)
    assert not questions.is_newest(Update(13, message=message(7)))


@pytest.mark.parametrize(
    ("sent", "edited", "private", "group"),
    [
        (1_000, 1_001, True, True),
        (1_000, 1_000 + FRESH_SECONDS, True, True),
        (1_000, 1_001 + FRESH_SECONDS, False, False),
        (999, 1_001, True, False),
        (1_000, None, False, False),
    ],
)
def test_which_edits_open_an_answer(
    sent: int, edited: int | None, private: bool, group: bool
) -> None:
    questions = Questions(wall_clock=lambda: 1_000.9)
    changed = message(7, sent=sent, edited=edited)
    assert questions.may_open(changed, private=True) is private
    assert questions.may_open(changed, private=False) is group
