"""Pressing buttons under answers: in good faith, twice, too late, and forged."""

import re

import pytest

from bot.telegram_app.messages.reading import QUOTED_SHORT
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from e2e.fake_bot import AROUND, LONG
from telegram_server import BotProcess, TelegramServer
from telegram_server.chats import Message
from telegram_server.faults import Dropped, Refusal, too_many_requests
from telegram_server.people import Person
from telegram_server.values import utf16_length


@pytest.fixture
def answer(bot: BotProcess, ada: Person) -> Message:
    """The first three of seven passages."""
    del bot
    ada.writes(ada.chat, "many")
    return ada.chat.next_message()


def rows(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.button_rows]


def quoted(message: Message) -> list[str]:
    return message.texts_of("expandable_blockquote") + message.texts_of("blockquote")


def listed(message: Message) -> list[str]:
    """The numbers at the beginning of lines, in order: the opened passage's first."""
    return re.findall(r"^\[(\d+)\] ", message.text, re.MULTILINE)


def test_one_passage_is_open_and_the_others_are_lines(answer: Message) -> None:
    first, *_ = AROUND
    assert quoted(answer) == [first.passage.text]
    assert answer.texts_of("bold") == ["Paragraph"]
    assert answer.text.splitlines() == [
        "Paragraph 1 stands here.",
        "[1] Talks in Istanbul · Example Times · 16 May 2025\u00a0·\u00a0¶1",
        "",
        "[2] Talks in Istanbul · Example Times · 16 May 2025 — Paragraph",
        "",
        "[3] Talks in Istanbul · Example Times · 16 May 2025 — Paragraph",
    ]
    assert rows(answer) == [["· 1 ·", "2", "3"], ["Context", "Open", "More (4)"], ["👍", "👎"]]
    assert answer.button("Open").action == "url"
    assert str(answer.button("Open").value).endswith("#:~:text=Paragraph")


def test_another_passage_opens_in_its_place(
    server: TelegramServer, answer: Message, ada: Person
) -> None:
    acknowledged = ada.presses(answer, "2")
    assert (acknowledged.text, acknowledged.show_alert) == (None, False)
    answer.next_edit()
    assert quoted(answer) == ["Paragraph 2 stands here."]
    assert listed(answer) == ["2", "1", "3"]
    assert rows(answer)[0] == ["1", "· 2 ·", "3"]
    ada.presses(answer, "3")
    assert quoted(answer.next_edit()) == ["Paragraph 3 stands here."]
    ada.presses(answer, "1")
    assert listed(answer.next_edit()) == ["1", "2", "3"]
    server.world.settled()
    ada.chat.no_message(0.1)


def test_more_lists_the_next_passages_and_leads_back(answer: Message, ada: Person) -> None:
    ada.presses(answer, "More (4)")
    assert listed(answer.next_edit()) == ["4", "5", "6"]
    assert rows(answer)[:2] == [["· 4 ·", "5", "6"], ["◂ 1–3", "Context", "Open", "More (1)"]]
    ada.presses(answer, "More (1)")
    assert listed(answer.next_edit()) == ["7"]
    assert rows(answer)[0] == ["◂ 4–6", "Context", "Open"]
    ada.presses(answer, "◂ 4–6")
    assert listed(answer.next_edit()) == ["4", "5", "6"]
    ada.presses(answer, "◂ 1–3")
    assert listed(answer.next_edit()) == ["1", "2", "3"]
    ada.chat.no_message(0.1)


def test_a_double_tap_changes_nothing_more(
    server: TelegramServer, bot: BotProcess, answer: Message, ada: Person
) -> None:
    data = str(answer.button("More (4)").value)
    taps = [ada.asks_callback(answer, data) for _ in range(3)]
    server.world.wait_for(lambda: all(tap.answer for tap in taps), "three answers")
    assert all(tap.answer is not None and tap.answer.text is None for tap in taps)
    server.world.settled()
    ada.chat.no_message(0.1)
    assert listed(answer) == ["4", "5", "6"]
    assert [call.status for call in server.calls_of("editMessageText")] == [200, 400, 400]
    assert {call.status for call in server.calls_of("answerCallbackQuery")} == {200}
    ada.presses(answer, "· 4 ·")
    server.world.settled()
    assert "Traceback" not in bot.output


def test_more_by_command_and_by_button_go_on_from_each_other(answer: Message, ada: Person) -> None:
    ada.writes(ada.chat, "/more")
    second = ada.chat.next_message()
    assert listed(second) == ["4", "5", "6"]
    assert listed(answer) == ["1", "2", "3"]
    ada.presses(second, "More (1)")
    assert listed(second.next_edit()) == ["7"]
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == wording.nothing_more()
    ada.presses(second, "◂ 4–6")
    second.next_edit()
    ada.writes(ada.chat, "/more")
    assert ada.chat.next_message().text == wording.nothing_more()


def test_more_by_command_after_the_button(answer: Message, ada: Person) -> None:
    ada.presses(answer, "More (4)")
    answer.next_edit()
    ada.writes(ada.chat, "/more")
    assert listed(ada.chat.next_message()) == ["7"]


def test_small_talk_leaves_the_page_and_its_buttons(answer: Message, ada: Person) -> None:
    ada.writes(ada.chat, "Thanks!")
    assert ada.chat.next_message().text == "You are welcome."
    ada.writes(ada.chat, "/more")
    assert listed(ada.chat.next_message()) == ["4", "5", "6"]
    ada.presses(answer, "2")
    assert listed(answer.next_edit()) == ["2", "1", "3"]


def test_context_and_back(answer: Message, ada: Person) -> None:
    ada.presses(answer, "2")
    answer.next_edit()
    ada.presses(answer, "Context")
    answer.next_edit()
    assert answer.texts_of("blockquote") == [
        "Paragraph 1 stands here.",
        "Paragraph 2 stands here.",
        "Paragraph 3 stands here.",
    ]
    assert answer.texts_of("bold") == ["¶2 · quoted", "Paragraph"]
    assert answer.text.startswith("Around [2] Talks in Istanbul")
    assert rows(answer) == [["◂ Back", "Copy link"]]
    ada.presses(answer, "◂ Back")
    assert listed(answer.next_edit()) == ["2", "1", "3"]
    ada.chat.no_message(0.1)


@pytest.mark.usefixtures("bot")
def test_context_of_a_document_that_is_gone(ada: Person) -> None:
    ada.writes(ada.chat, "talks")
    answer = ada.chat.next_message()
    ada.presses(answer, "Context")
    assert len(answer.next_edit().texts_of("blockquote")) == 1
    assert telegram_wording.context_alone() in answer.text


@pytest.mark.usefixtures("bot")
def test_a_long_passage_is_read_in_parts(ada: Person) -> None:
    ada.writes(ada.chat, "long")
    answer = ada.chat.next_message()
    (shown,) = quoted(answer)
    assert LONG.startswith(shown.removesuffix(" …"))
    ada.presses(answer, "Context")
    pieces = [quoted(answer.next_edit())]
    while any(button.text.endswith("▸") for button in answer.buttons):
        assert utf16_length(answer.text) <= 4096
        (further,) = [button.text for button in answer.buttons if button.text.endswith("▸")]
        ada.presses(answer, further)
        pieces.append(quoted(answer.next_edit()))
    assert " ".join(piece for (piece,) in pieces) == LONG
    assert rows(answer) == [[f"◂ Part {len(pieces) - 1}"], ["◂ Back", "Copy link"]]
    ada.presses(answer, f"◂ Part {len(pieces) - 1}")
    assert quoted(answer.next_edit()) == pieces[-2]
    ada.presses(answer, "◂ Back")
    assert quoted(answer.next_edit()) == [shown]
    ada.chat.no_message(0.1)


@pytest.mark.usefixtures("bot")
def test_near_misses_wait_behind_a_button(ada: Person) -> None:
    ada.writes(ada.chat, "near")
    answer = ada.chat.next_message()
    assert answer.text == wording.closest_lead()
    assert rows(answer) == [["Show what is near (3)"]]
    ada.presses(answer, "Show what is near (3)")
    answer.next_edit()
    assert answer.text.startswith(
        f"{wording.closest_lead()} {wording.nearest_follow()}\n\nParagraph 1"
    )
    assert listed(answer) == ["1", "2", "3"]
    ada.presses(answer, "More (4)")
    assert answer.next_edit().text.startswith(wording.closest_lead())
    ada.writes(ada.chat, "/more")
    assert listed(ada.chat.next_message()) == ["7"]


@pytest.mark.usefixtures("bot")
def test_more_by_command_begins_with_near_misses_that_were_not_shown(ada: Person) -> None:
    ada.writes(ada.chat, "near")
    ada.chat.next_message()
    for numbers in (["1", "2", "3"], ["4", "5", "6"], ["7"]):
        ada.writes(ada.chat, "/more")
        shown = ada.chat.next_message()
        assert listed(shown) == numbers
        assert shown.text.startswith(wording.closest_lead())


def test_an_opinion_is_noted_and_shown(
    server: TelegramServer, bot: BotProcess, answer: Message, ada: Person
) -> None:
    noted = ada.presses(answer, "👍")
    assert (noted.text, noted.show_alert) == (telegram_wording.noted_good(), False)
    assert rows(answer.next_edit())[-1] == ["👍 ✓", "👎"]
    before = answer.text
    ada.presses(answer, "👍 ✓")
    server.world.settled()
    assert rows(answer)[-1] == ["👍 ✓", "👎"]
    assert ada.presses(answer, "👎").text == telegram_wording.noted_bad()
    assert rows(answer.next_edit())[-1] == ["👍", "👎 ✓"]
    assert answer.text == before
    ada.presses(answer, "2")
    assert rows(answer.next_edit())[-1] == ["👍", "👎 ✓"]
    server.world.settled()
    assert "many" not in bot.output


@pytest.mark.usefixtures("bot")
def test_opinions_in_a_group_are_counted_by_person(
    server: TelegramServer, ada: Person, bob: Person
) -> None:
    group = server.world.supergroup("Reading circle", ada, bob)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()  # how to ask
    ada.writes(group, "/ask@footnote_test_bot many")
    answer = group.next_message()
    ada.presses(answer, "👍")
    answer.next_edit()
    bob.presses(answer, "👍 ✓")
    assert rows(answer.next_edit())[-1] == ["👍 ✓ 2", "👎"]


def test_a_group_gets_the_short_form(bot: BotProcess, server: TelegramServer, ada: Person) -> None:
    group = server.world.supergroup("Reading circle", ada)
    server.world.adds_bot_to(group, by=ada)
    group.next_message()  # how to ask
    ada.writes(group, "/ask@footnote_test_bot long")
    in_group = group.next_message()
    ada.writes(ada.chat, "long")
    (short,), (whole,) = quoted(in_group), quoted(ada.chat.next_message())
    assert utf16_length(short) <= QUOTED_SHORT + 2 < utf16_length(whole)
    ada.presses(in_group, "Context")
    assert quoted(in_group.next_edit())[0].startswith(short.removesuffix(" …"))
    ada.presses(in_group, "◂ Back")
    assert quoted(in_group.next_edit()) == [short]
    assert "Traceback" not in bot.output


@pytest.mark.parametrize(
    "forged",
    [
        "o:AAAAAAAA:3",
        "c:AAAAAAAA:0",
        "o:{key}:7",
        "o:{key}:99",
        "o:{key}:100",
        "o:{key}:1:1",
        "c:{key}:-1",
        "c:{key}:1:12345",
        "c:{key}:1:",
        "g:{key}:7",
        "b:AAAAAAAA:0",
        "m:{key}:3",
        "x",
        "o::",
        "o:{key}:3 ",
    ],
)
def test_forged_data(server: TelegramServer, answer: Message, ada: Person, forged: str) -> None:
    key = str(answer.buttons[0].value).split(":")[1]
    refused = ada.sends_callback(answer, forged.format(key=key))
    assert (refused.text, refused.show_alert) == (wording.expired(), True)
    server.world.settled()
    ada.chat.no_message(0.1)
    assert server.calls_of("editMessageText") == []


def test_a_part_that_is_not_there_is_the_last_one(answer: Message, ada: Person) -> None:
    key = str(answer.buttons[0].value).split(":")[1]
    assert ada.sends_callback(answer, f"c:{key}:1:9999").text is None
    assert answer.next_edit().text.startswith("Around [2]")


def test_another_chat_s_button(answer: Message, bob: Person) -> None:
    bob.writes(bob.chat, "talks")
    his = bob.chat.next_message()
    assert bob.sends_callback(his, str(answer.buttons[0].value)).text == wording.expired()


@pytest.mark.parametrize("label", ["More (4)", "Context", "👍"])
def test_a_press_on_a_message_that_is_gone_is_acknowledged_and_that_is_all(
    server: TelegramServer, bot: BotProcess, answer: Message, ada: Person, label: str
) -> None:
    data = str(answer.button(label).value)
    ada.deletes(answer)
    ada.sends_callback(answer, data)
    server.world.settled()
    ada.chat.no_message(0.1)
    assert "cannot be edited" in bot.output
    assert "Traceback" not in bot.output


@pytest.mark.parametrize(
    "fault", [too_many_requests(1), Dropped(), Dropped(after_doing=True)], ids=repr
)
def test_an_edit_is_tried_again(
    server: TelegramServer, bot: BotProcess, answer: Message, ada: Person, fault: Refusal | Dropped
) -> None:
    server.fails("editMessageText", fault, times=1)
    ada.presses(answer, "2")
    assert listed(answer.next_edit()) == ["2", "1", "3"]
    server.world.settled()
    assert "Traceback" not in bot.output
    ada.chat.no_message(0.1)


def test_an_edit_that_is_refused_is_owned_up_to(
    server: TelegramServer, answer: Message, ada: Person
) -> None:
    server.fails("editMessageText", Refusal(400, "Bad Request: something odd"), times=1)
    ada.presses(answer, "2")
    assert ada.chat.next_message().text == telegram_wording.failed()
    ada.presses(answer, "2")
    assert listed(answer.next_edit()) == ["2", "1", "3"]
