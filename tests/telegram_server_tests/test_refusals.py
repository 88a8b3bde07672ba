"""Each refusal, in telegram-bot-api's words, asked for without any client library."""

import time

import httpx
import pytest

from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.people import Person
from telegram_server_tests.refused import Api, buttons, refusal


@pytest.fixture
def sent(api: Api, ada: Person) -> Message:
    api("sendMessage", chat_id=ada.id, text="The answer", reply_markup=buttons(callback_data="m"))
    return ada.chat.next_message()


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n\t"}, "Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "x" * 32_769}, "Bad Request: text is too long"),
        ({"chat_id": 1}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody_here"}, "Bad Request: chat not found"),
        ({"chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"message_thread_id": 1}, "Bad Request: message thread not found"),
        ({"reply_parameters": {"message_id": 9}}, "Bad Request: message to be replied not found"),
        ({"reply_markup": buttons(callback_data="é" * 33)}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"reply_markup": buttons(callback_data="")}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"reply_markup": buttons(url="not a url")}, "Bad Request: BUTTON_URL_INVALID"),
        ({"reply_markup": buttons(url="http://localhost/")}, "Bad Request: BUTTON_URL_INVALID"),
        (
            {"reply_markup": buttons(copy_text={"text": "x" * 257})},
            "Bad Request: BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {"reply_markup": buttons()},
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the "
            "inline keyboard",
        ),
        ({"parse_mode": "Org"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "a *b", "parse_mode": "MarkdownV2"},
            "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 2",
        ),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag "
            '"b"',
        ),
        (
            {"entities": [{"type": "loud", "offset": 0, "length": 1}]},
            "Bad Request: can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at "
            "UTF-16 offset 9",
        ),
        (
            {"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
            "Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 4",
        ),
    ],
)
def test_send_message(api: Api, ada: Person, params: dict[str, object], description: str) -> None:
    assert (
        refusal(api("sendMessage", **{"chat_id": ada.id, "text": "abc", **params})) == description
    )
    assert ada.chat.from_bot == []


def test_half_a_character(server: TelegramServer, ada: Person) -> None:
    body = b'{"chat_id": %d, "text": "\\ud800"}' % ada.id
    url = f"{server.url}/bot{server.token}/sendMessage"
    answer = httpx.post(url, content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("entities", "violation"),
    [
        ([("bold", 0, 3), ("italic", 2, 3)], "cross each other"),
        ([("bold", 0, 0)], "is empty"),
        ([("code", 0, 5), ("bold", 1, 2)], "drops bold"),
        ([("blockquote", 0, 6), ("expandable_blockquote", 1, 2)], "drops expandable_blockquote"),
    ],
)
def test_entities_that_would_not_be_shown_are_violations(
    server: TelegramServer,
    api: Api,
    ada: Person,
    entities: list[tuple[str, int, int]],
    violation: str,
) -> None:
    given = [dict(zip(("type", "offset", "length"), entity, strict=True)) for entity in entities]
    assert api("sendMessage", chat_id=ada.id, text="abcdef", entities=given)["ok"]
    assert len(server.violations) == 1
    assert violation in server.violations[0]


def test_markup_and_entities_together_are_a_violation(
    server: TelegramServer, api: Api, ada: Person
) -> None:
    api("sendMessage", chat_id=ada.id, text="abc", parse_mode="HTML", entities=[])
    assert server.violations == ["parse_mode and entities are both given"]


def test_the_limit_counts_what_is_left_after_cleaning(api: Api, ada: Person) -> None:
    assert api("sendMessage", chat_id=ada.id, text="  " + "x" * 4096 + "\r\n")["ok"]


def test_edits(api: Api, ada: Person, sent: Message) -> None:
    edit = {"chat_id": ada.id, "message_id": sent.id, "text": "The answer"}
    same = api("editMessageText", **edit, reply_markup=buttons(callback_data="m"))
    assert refusal(same).startswith("Bad Request: message is not modified: specified new message")
    long = api("editMessageText", **{**edit, "text": "x" * 4097})
    assert refusal(long) == "Bad Request: MESSAGE_TOO_LONG"
    lost = api("editMessageText", **{**edit, "message_id": 99_999})
    assert refusal(lost) == "Bad Request: message to edit not found"
    theirs = api("editMessageText", **{**edit, "message_id": ada.writes(ada.chat, "hi").id})
    assert refusal(theirs) == "Bad Request: message can't be edited"
    assert api("editMessageText", **edit)["ok"], "without its button the message is another one"
    again = api("editMessageReplyMarkup", chat_id=ada.id, message_id=sent.id)
    assert refusal(again).startswith("Bad Request: message is not modified")


def test_deleting(api: Api, ada: Person, group: Chat, sent: Message) -> None:
    assert api("deleteMessage", chat_id=ada.id, message_id=sent.id)["result"] is True
    gone = api("deleteMessage", chat_id=ada.id, message_id=sent.id)
    assert refusal(gone) == "Bad Request: message to delete not found"
    theirs = ada.writes(group, "mine")
    denied = api("deleteMessage", chat_id=group.id, message_id=theirs.id)
    assert refusal(denied) == "Bad Request: message can't be deleted"


def test_a_reply_to_nothing_may_be_sent_without_it(api: Api, ada: Person) -> None:
    missing = {"message_id": 99_999, "allow_sending_without_reply": True}
    assert api("sendMessage", chat_id=ada.id, text="a", reply_parameters=missing)["ok"]
    assert ada.chat.next_message().reply_to is None


def test_a_quote_must_stand_in_the_message(api: Api, ada: Person) -> None:
    asked = ada.writes(ada.chat, "one two one")
    reply = {"message_id": asked.id, "quote": "three"}
    body = api("sendMessage", chat_id=ada.id, text="a", reply_parameters=reply)
    assert refusal(body) == "Bad Request: QUOTE_TEXT_INVALID"
    reply = {"message_id": asked.id, "quote": "one", "quote_position": 7}
    assert api("sendMessage", chat_id=ada.id, text="a", reply_parameters=reply)["ok"]
    quote = ada.chat.next_message().quote
    assert quote is not None
    assert (quote.quoted.text, quote.position) == ("one", 8)


def test_blocked_kicked_and_never_met(
    server: TelegramServer, api: Api, ada: Person, group: Chat
) -> None:
    stranger, colleague = server.world.user("Eve"), server.world.user("Bob")
    colleague.writes(group, "hello")
    say = {"text": "hello"}
    assert refusal(api("sendMessage", chat_id=stranger.id, **say)) == "Bad Request: chat not found"
    unopened = refusal(api("sendMessage", chat_id=colleague.id, **say))
    assert unopened == "Forbidden: bot can't initiate conversation with a user"
    ada.blocks_bot()
    blocked = refusal(api("sendMessage", chat_id=ada.id, **say))
    assert blocked == "Forbidden: bot was blocked by the user"
    ada.unblocks_bot()
    assert api("sendMessage", chat_id=ada.id, **say)["ok"]
    server.world.removes_bot_from(group, by=ada)
    kicked = refusal(api("sendMessage", chat_id=group.id, **say))
    assert kicked == "Forbidden: bot was kicked from the group chat"
    other = server.world.supergroup("Elsewhere", ada)
    outside = refusal(api("sendMessage", chat_id=other.id, **say))
    assert outside == "Forbidden: bot is not a member of the supergroup chat"


def test_a_callback_is_answered_once_and_in_time(
    server: TelegramServer, api: Api, ada: Person, sent: Message
) -> None:
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    query = ada.asks_callback(sent, "m")
    assert api("answerCallbackQuery", callback_query_id=query.id, text="ok")["ok"]
    assert query.answer is not None
    assert query.answer.text == "ok"
    assert refusal(api("answerCallbackQuery", callback_query_id=query.id)) == too_old
    assert refusal(api("answerCallbackQuery", callback_query_id="1")) == too_old
    server.world.query_lifetime = 0.0
    late = ada.asks_callback(sent, "m")
    time.sleep(0.01)
    assert refusal(api("answerCallbackQuery", callback_query_id=late.id)) == too_old


def test_commands(api: Api) -> None:
    def answer(command: str, description: str) -> str:
        listed = [{"command": command, "description": description}]
        return str(api("setMyCommands", commands=listed).get("description"))

    assert answer("Ask", "Ask a question") == "Bad Request: BOT_COMMAND_INVALID"
    assert answer("ask", " ") == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    assert answer("ask", "x" * 257) == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    assert answer("ask", "Ask a question") == "None"
    assert api("getMyCommands")["result"] == [{"command": "ask", "description": "Ask a question"}]


def test_flood_control(server: TelegramServer, api: Api, ada: Person, group: Chat) -> None:
    server.world.flood_limit.messages = 1
    server.world.flood_limit.seconds = 30.0
    assert api("sendMessage", chat_id=ada.id, text="a")["ok"]
    body = api("sendMessage", chat_id=ada.id, text="b")
    assert refusal(body) == "Too Many Requests: retry after 30"
    assert body["parameters"] == {"retry_after": 30}
    assert api("sendMessage", chat_id=group.id, text="c")["ok"], "another chat is not held up"


def test_a_wrong_token_and_an_unknown_method(server: TelegramServer) -> None:
    wrong = httpx.get(f"{server.url}/bot{server.token}x/getMe")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    unknown = httpx.get(f"{server.url}/bot{server.token}/getUs")
    assert unknown.status_code == 404
    assert httpx.get(f"{server.url}/bot{server.token}").status_code == 404
    assert server.violations == ["there is no method getUs"]


def test_a_method_that_is_not_carried_out(server: TelegramServer, api: Api, ada: Person) -> None:
    body = api("sendDice", chat_id=ada.id)
    assert body["error_code"] == 501
    assert server.violations == ["this server does not carry out sendDice"]


def test_a_breach_of_the_schema_is_refused_and_recorded(
    server: TelegramServer, api: Api, ada: Person
) -> None:
    body = api("sendMessage", chat_id=ada.id, text="a", disable_web_page_preview=True)
    assert refusal(body).endswith("sendMessage has no parameter disable_web_page_preview")
    assert server.violations == ["sendMessage has no parameter disable_web_page_preview"]


def test_reactions(api: Api, ada: Person, sent: Message) -> None:
    def react(emoji: str) -> dict[str, object]:
        reaction = [{"type": "emoji", "emoji": emoji}]
        return api("setMessageReaction", chat_id=ada.id, message_id=sent.id, reaction=reaction)

    assert react("👍")["ok"]
    assert refusal(react("🧭")) == "Bad Request: REACTION_INVALID"


def test_captions(api: Api, ada: Person) -> None:
    file = ada.sends_document(ada.chat, "a.txt", b"text").document
    assert file is not None
    body = api("sendDocument", chat_id=ada.id, document=file.file_id, caption="x" * 1025)
    assert refusal(body) == "Bad Request: message caption is too long"
    unknown = refusal(api("sendDocument", chat_id=ada.id, document="nothing"))
    assert unknown == "Bad Request: wrong file identifier/HTTP URL specified"


def test_chat_actions(api: Api, ada: Person) -> None:
    assert api("sendChatAction", chat_id=ada.id, action="typing")["ok"]
    assert ada.chat.actions == ["typing"]
    wrong = refusal(api("sendChatAction", chat_id=ada.id, action="thinking"))
    assert wrong == "Bad Request: wrong parameter action in request"


def test_a_menu_for_somebody_whom_the_bot_has_never_met(server: TelegramServer, api: Api) -> None:
    zoe = server.world.user("Zoe")

    def answered(method: str) -> object:
        commands = [{"command": "ask", "description": "Ask a question"}]
        scope = {"type": "chat", "chat_id": zoe.id}
        given = {"commands": commands} if method == "setMyCommands" else {}
        answer = api(method, scope=scope, **given)
        return answer.get("description", answer["ok"])

    for method in ("setMyCommands", "getMyCommands", "deleteMyCommands"):
        assert answered(method) == "Bad Request: chat not found"
    zoe.starts()
    assert answered("setMyCommands") is True
