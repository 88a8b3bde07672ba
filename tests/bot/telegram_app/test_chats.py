from bot.telegram_app.chats import Conversations
from hand_made import FakeAnswerer


def test_a_conversation_is_remembered_for_its_person_and_chat() -> None:
    conversations = Conversations(FakeAnswerer())
    conversations.of((-9, 5)).conversation.ask("talks")
    assert conversations.of((-9, 5)).conversation.last is not None
    for other in ((-9, 6), (5, 5), (-8, 5)):
        assert conversations.of(other).conversation.last is None


def test_memory_is_bounded_in_number_and_time() -> None:
    now = 0.0
    conversations = Conversations(FakeAnswerer(), lifetime=60, capacity=2, clock=lambda: now)
    first = conversations.of((1, 1))
    conversations.of((2, 2))
    assert conversations.of((1, 1)) is first
    conversations.of((3, 3))  # (2, 2) was not used for longest
    assert conversations.of((1, 1)) is first
    now = 61.0
    assert conversations.of((1, 1)) is not first
    assert len(conversations) == 1


def test_a_chat_is_forgotten_with_all_its_people() -> None:
    conversations = Conversations(FakeAnswerer())
    kept = conversations.of((5, 5))
    gone = conversations.of((-9, 5)), conversations.of((-9, 6))
    conversations.forget_chat(-9)
    assert conversations.of((5, 5)) is kept
    assert conversations.of((-9, 5)) is not gone[0]
    assert conversations.of((-9, 6)) is not gone[1]
