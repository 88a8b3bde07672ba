"""Each refusal of an answer to an inline query or to a guest, in telegram-bot-api's words."""

import time

import pytest

from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person
from telegram_server_tests.refused import Api, buttons, refusal

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(**changes: object) -> dict[str, object]:
    content = {"message_text": "About kites"}
    return {
        "type": "article", "id": "1", "title": "Kites", "input_message_content": content, **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"results": [article(id=str(n)) for n in range(51)]}, "too many inline query results"),
        ({"results": [article(id="é" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(id="")]}, "RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(caption="x")]}, "caption is no field of"),
        ({"results": [article(input_message_content={"message_text": "x" * 4097})]}, "too long"),
        ({"results": [article(input_message_content={"message_text": " \n"})]}, "non-empty"),
        (
            {
                "results": [
                    article(
                        input_message_content={
                            "message_text": "abc",
                            "entities": [{"type": "bold", "offset": 0, "length": 9}],
                        }
                    )
                ]
            },
            "ends after the end of the text",
        ),
        ({"results": [article(reply_markup=buttons(url="nowhere"))]}, "BUTTON_URL_INVALID"),
        ({"results": [], "next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Go", "start_parameter": "a b"}}, "START_PARAM"),
        ({"results": [], "button": {"text": "", "start_parameter": "a"}}, "SWITCH_PM_TEXT_EMPTY"),
    ],
)
def test_answer_inline_query(
    api: Api, ada: Person, params: dict[str, object], description: str
) -> None:
    query = ada.types("kites")
    assert description in refusal(api("answerInlineQuery", inline_query_id=query.id, **params))
    assert query.answer is None
    assert api("answerInlineQuery", inline_query_id=query.id, results=[article()])["ok"]
    assert refusal(api("answerInlineQuery", inline_query_id=query.id, results=[])) == TOO_OLD


def test_entities_that_would_not_be_shown_inline_are_violations(
    server: TelegramServer, api: Api, ada: Person
) -> None:
    crossing = [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "code", "offset": 1, "length": 3},
    ]
    content = {"message_text": "abcdef", "entities": crossing}
    results = [article(input_message_content=content)]
    assert api("answerInlineQuery", inline_query_id=ada.types("x").id, results=results)["ok"]
    assert "cross each other" in server.violations[0]


def test_an_inline_query_expires(server: TelegramServer, api: Api, ada: Person) -> None:
    server.world.query_lifetime = 0.0
    late = ada.types("kites")
    time.sleep(0.01)
    assert refusal(api("answerInlineQuery", inline_query_id=late.id, results=[])) == TOO_OLD
    assert len(ada.types("x" * 300).query) == 256


def test_a_client_asks_nothing_while_inline_mode_is_off(
    server: TelegramServer, ada: Person
) -> None:
    server.world.inline_mode = False
    with pytest.raises(AssertionError, match="inline mode is off"):
        ada.types("kites")


def test_a_guest_answers_once_and_in_time(server: TelegramServer, api: Api, ada: Person) -> None:
    room = server.world.supergroup("Elsewhere", ada)
    query = ada.summons(room, "@footnote_test_bot kites")
    wrong = article(input_message_content={"message_text": "x" * 4097})
    for result, said in (
        (wrong, "message is too long"),
        (article(id="é" * 33), "RESULT_ID_INVALID"),
    ):
        body = api("answerGuestQuery", guest_query_id=query.id, result=result)
        assert said in refusal(body)
    done = api("answerGuestQuery", guest_query_id=query.id, result=article())["result"]
    assert done == {"inline_message_id": f"guest-{query.id}"}
    answer = room.next_message()
    assert (answer.text, answer.reply_to) == ("About kites", query.message)
    assert query.answer is answer
    again = api("answerGuestQuery", guest_query_id=query.id, result=article())
    assert refusal(again) == TOO_OLD
    unknown = api("answerGuestQuery", guest_query_id="1", result=article())
    assert refusal(unknown) == TOO_OLD
    server.world.query_lifetime = 0.0
    late = ada.summons(room, "@footnote_test_bot kites")
    time.sleep(0.01)
    assert refusal(api("answerGuestQuery", guest_query_id=late.id, result=article())) == TOO_OLD
    assert server.violations == []


def test_who_is_no_guest(server: TelegramServer, ada: Person, group: Chat) -> None:
    room = server.world.supergroup("Elsewhere", ada)
    with pytest.raises(AssertionError, match="no guest there"):
        ada.summons(group, "@footnote_test_bot kites")
    with pytest.raises(AssertionError, match="summons nobody"):
        ada.summons(room, "kites")
    server.world.guest_mode = False
    with pytest.raises(AssertionError, match="no guest there"):
        ada.summons(room, "@footnote_test_bot kites")
