from bot.telegram_app.conversation.chats import ChatKey, Conversations
from hand_made import FakeAnswerer


def test_a_conversation_is_remembered_for_its_person_and_chat() -> None:
    conversations = Conversations(FakeAnswerer())
    conversations.of(ChatKey(-9, 5)).conversation.ask("talks")
    assert conversations.of(ChatKey(-9, 5)).conversation.last is not None
    for other in ((-9, 6), (5, 5), (-8, 5), (-9, 5, 7)):
        assert conversations.of(ChatKey(*other)).conversation.last is None


def test_memory_is_bounded_in_number_and_time() -> None:
    now = 0.0
    conversations = Conversations(FakeAnswerer(), lifetime=60, capacity=2, clock=lambda: now)
    first = conversations.of(ChatKey(1, 1))
    conversations.of(ChatKey(2, 2))
    assert conversations.of(ChatKey(1, 1)) is first
    conversations.of(ChatKey(3, 3))  # (2, 2) was not used for longest
    assert conversations.of(ChatKey(1, 1)) is first
    now = 61.0
    assert conversations.of(ChatKey(1, 1)) is not first
    assert len(conversations) == 1


def test_a_chat_is_forgotten_whole_and_alone() -> None:
    conversations = Conversations(FakeAnswerer())
    gone = [ChatKey(-9, 5), ChatKey(-9, 6, 3)]
    for key in (*gone, ChatKey(-8, 5)):
        conversations.of(key).conversation.ask("talks")
    conversations.forget_chat(-9)
    assert all(conversations.of(key).conversation.last is None for key in gone)
    assert conversations.of(ChatKey(-8, 5)).conversation.last is not None


def test_a_chat_s_conversations_move_with_it() -> None:
    conversations = Conversations(FakeAnswerer())
    kept = conversations.of(ChatKey(-9, 5))
    anonymous = conversations.of(ChatKey(-9, -9))
    other = conversations.of(ChatKey(-8, 5))
    for _ in range(2):
        conversations.move(-9, -1_009)
        assert conversations.of(ChatKey(-1_009, 5)) is kept
        assert conversations.of(ChatKey(-1_009, -1_009)) is anonymous
        assert conversations.of(ChatKey(-8, 5)) is other


def test_a_memory_apart_is_nobody_s() -> None:
    conversations = Conversations(FakeAnswerer())
    conversations.apart().conversation.ask("talks")
    assert len(conversations) == 0
