"""What the bot hears of what people do, and what the world shows of what the bot does."""

from collections.abc import Callable

import httpx
import pytest

from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person
from telegram_server_tests.refused import Api

Heard = Callable[[], list[dict[str, dict[str, object]]]]


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.world.user("Ada", language_code="en", username="ada_l")


@pytest.fixture
def heard(api: Api) -> Heard:
    """Return the updates since the last time, and confirm them."""
    offset = 0

    def updates() -> list[dict[str, dict[str, object]]]:
        nonlocal offset
        batch = api("getUpdates", offset=offset)["result"]
        assert isinstance(batch, list)
        offset = max([offset, *(update["update_id"] + 1 for update in batch)])
        return batch

    return updates


def texts(updates: list[dict[str, dict[str, object]]]) -> list[object]:
    return [update["message"].get("text") for update in updates if "message" in update]


def grouped(server: TelegramServer, ada: Person, heard: Heard, admin: bool = False) -> Chat:
    group = server.world.group("Reading circle", ada)
    server.world.adds_bot_to(group, by=ada, admin=admin)
    kinds = [next(kind for kind in update if kind != "update_id") for update in heard()]
    assert kinds == ["my_chat_member", "message"]
    return group


def test_a_private_message(ada: Person, heard: Heard) -> None:
    ada.starts("doc-4")
    ada.writes(ada.chat, " See https://example.org\t@someone ")
    start, plain = heard()
    assert start["message"]["text"] == "/start doc-4"
    assert start["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert plain["message"]["text"] == "See https://example.org @someone"
    assert plain["message"]["from"] == {
        "id": ada.id,
        "is_bot": False,
        "first_name": "Ada",
        "username": "ada_l",
        "language_code": "en",
    }


def test_privacy_mode(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    group = grouped(server, ada, heard)
    assert api("sendMessage", chat_id=group.id, text="Ask me.")["ok"]
    mine = group.next_message()
    for text in ["hello", "@footnote_test_bot hello", "/ask@another_bot a", "not /ask b"]:
        ada.writes(group, text)
    ada.writes(group, "/ask@Footnote_Test_Bot c")
    ada.writes(group, "/ask d")
    answered = ada.writes(group, "a reply", reply_to=mine)
    ada.writes(group, "a reply to a person", reply_to=answered)
    assert texts(heard()) == ["/ask@Footnote_Test_Bot c", "/ask d", "a reply"]


def test_a_bare_command_goes_to_the_bot_that_spoke_last(
    server: TelegramServer, ada: Person, heard: Heard
) -> None:
    group = grouped(server, ada, heard)
    server.world.user("Other", is_bot=True).writes(group, "I am a bot too.")
    ada.writes(group, "/ask a")
    ada.writes(group, "/ask@footnote_test_bot b")
    assert texts(heard()) == ["/ask@footnote_test_bot b"]


@pytest.mark.parametrize(("privacy", "admin"), [(False, False), (True, True)])
def test_without_privacy_everything_is_heard(
    server: TelegramServer, ada: Person, heard: Heard, api: Api, privacy: bool, admin: bool
) -> None:
    server.world.privacy_mode = privacy
    group = grouped(server, ada, heard, admin=admin)
    ada.writes(group, "hello")
    assert texts(heard()) == ["hello"]
    me = api("getMe")["result"]
    assert isinstance(me, dict)
    assert me["can_read_all_group_messages"] is not privacy


def test_edits_and_deletions(ada: Person, heard: Heard) -> None:
    message = ada.writes(ada.chat, "helo")
    ada.edits(message, "hello")
    ada.deletes(message)
    first, second = heard()
    assert first["message"]["text"] == "helo"
    assert second["edited_message"]["text"] == "hello"
    assert "edit_date" in second["edited_message"]
    assert ada.chat.messages == []


def test_topics(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    forum = server.world.supergroup("Forum", ada, forum=True)
    server.world.adds_bot_to(forum, by=ada)
    topic = server.world.opens_topic(forum, "Questions", by=ada)
    heard()
    ada.writes(forum, "/ask a", thread=topic)
    general = ada.writes(forum, "/ask b")
    ada.writes(forum, "/ask c", reply_to=general)
    in_topic, in_general, reply = [update["message"] for update in heard()]
    assert (in_topic["message_thread_id"], in_topic["is_topic_message"]) == (topic, True)
    opener = in_topic["reply_to_message"]
    assert isinstance(opener, dict)
    assert "forum_topic_created" in opener, "Telegram shows the opening message as replied to"
    assert "message_thread_id" not in in_general
    assert reply["message_thread_id"] == general.id
    assert "is_topic_message" not in reply
    assert api("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic)["ok"]
    assert forum.next_message().thread_id == topic
    for thread in (1, general.id):
        refused = api("sendMessage", chat_id=forum.id, text="a", message_thread_id=thread)
        assert refused["description"] == "Bad Request: message thread not found"
    answered = {"message_id": in_topic["message_id"]}
    assert api("sendMessage", chat_id=forum.id, text="b", reply_parameters=answered)["ok"]
    assert forum.next_message().thread_id == topic


def test_channels(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    channel = server.world.channel("News", ada, username="daily_news")
    ada.writes(channel, "unheard")
    server.world.adds_bot_to(channel, by=ada, admin=True)
    heard()
    post = ada.writes(channel, "heard")
    ada.edits(post, "heard again")
    kinds = [sorted(update.keys() - {"update_id"}) for update in heard()]
    assert kinds == [["channel_post"], ["edited_channel_post"]]
    assert api("sendMessage", chat_id="@Daily_News", text="a")["ok"]


def test_optional_updates_are_asked_for(ada: Person, heard: Heard, api: Api) -> None:
    message = ada.starts()
    heard()
    ada.reacts(message, "👍")
    assert heard() == []
    api("getUpdates", allowed_updates=["message_reaction"])
    ada.reacts(message)
    ada.writes(ada.chat, "not asked for any more")
    (update,) = heard()
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


def test_reactions_in_a_group_are_its_administrators_to_hear(
    server: TelegramServer, ada: Person, heard: Heard, api: Api
) -> None:
    api("getUpdates", allowed_updates=["message", "message_reaction", "my_chat_member"])
    group = grouped(server, ada, heard)
    message = ada.writes(group, "/ask it")
    heard()
    ada.reacts(message, "👍")
    assert heard() == []
    server.world.adds_bot_to(group, by=ada, admin=True)
    heard()
    ada.reacts(message, "🔥", under=group)
    (update,) = heard()
    assert "user" not in update["message_reaction"]
    assert update["message_reaction"]["actor_chat"] == update["message_reaction"]["chat"]


def test_a_pressed_button(ada: Person, heard: Heard, api: Api) -> None:
    ada.starts()
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m:1"}]]}
    api("sendMessage", chat_id=ada.id, text="An answer", reply_markup=keyboard)
    answer = ada.chat.next_message()
    heard()
    ada.asks_callback(answer, str(answer.button("More").value))
    answer.deleted = True
    ada.asks_callback(answer, "forged")
    pressed, forged = heard()
    assert pressed["callback_query"]["data"] == "m:1"
    message = forged["callback_query"]["message"]
    assert isinstance(message, dict)
    assert message["date"] == 0, "a message that is gone is inaccessible"
    with pytest.raises(AssertionError, match="no button 'Less' among"):
        answer.button("Less")


def test_inline_mode(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    group = grouped(server, ada, heard)
    with pytest.raises(AssertionError, match="results for 'kites'"):
        ada.inline("kites", timeout=0.01)
    (update,) = heard()
    result = {
        "type": "article",
        "id": "1",
        "title": "Kites",
        "input_message_content": {"message_text": "About <b>kites</b>", "parse_mode": "HTML"},
    }
    query = update["inline_query"]["id"]
    assert api("answerInlineQuery", inline_query_id=query, results=[result])["ok"]
    answer = server.world.inline_queries[str(query)].answer
    assert answer is not None
    assert answer.titles == ["Kites"]
    sent = ada.sends_result(group, answer)
    assert (sent.text, sent.texts_of("bold")) == ("About kites", ["kites"])
    chosen, message = heard()
    assert chosen["chosen_inline_result"]["result_id"] == "1"
    assert message["message"]["via_bot"]
    too_many = api("answerInlineQuery", inline_query_id=query, results=[result] * 51)
    assert "query is too old" in str(too_many["description"])


def test_files(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    ada.sends_document(ada.chat, "a.md", b"# A", caption="read this")
    (update,) = heard()
    document = update["message"]["document"]
    assert isinstance(document, dict)
    assert (document["file_name"], document["file_size"]) == ("a.md", 3)
    file = api("getFile", file_id=document["file_id"])["result"]
    assert isinstance(file, dict)
    url = f"{server.url}/file/bot{server.token}/{file['file_path']}"
    assert httpx.get(url).content == b"# A"
    assert httpx.get(f"{url}x").status_code == 404
    url = f"{server.url}/bot{server.token}/sendDocument"
    upload = {"document": ("b.txt", b"text")}
    sent = httpx.post(url, data={"chat_id": str(ada.id), "caption": "here"}, files=upload)
    assert sent.json()["ok"], sent.text
    stored = ada.chat.next_message().document
    assert stored is not None
    assert (stored.name, stored.content) == ("b.txt", b"text")
    big = server.world.store("big.bin", bytes(20 * 1024 * 1024 + 1), "document")
    assert api("getFile", file_id=big.file_id)["description"] == "Bad Request: file is too big"


def test_what_telegram_shows_of_a_message(server: TelegramServer, ada: Person, api: Api) -> None:
    ada.starts()
    entities = [{"type": "expandable_blockquote", "offset": 0, "length": 7}]
    api("sendMessage", chat_id=ada.id, text="a\tquote\r\n/ask", entities=entities)
    message = ada.chat.next_message()
    assert message.text == "a quote\n/ask"
    assert message.texts_of("expandable_blockquote") == ["a quote"]
    assert message.texts_of("bot_command") == ["/ask"]
    assert [entity.type for entity in message.formatting] == ["expandable_blockquote"]
    assert server.violations == []


def test_the_bots_own_page(server: TelegramServer, api: Api) -> None:
    bot = server.world.bot
    commands = [{"command": "ask", "description": "Ask a question"}]
    scope = {"type": "all_private_chats"}
    assert api("setMyCommands", commands=commands, scope=scope, language_code="uk")["ok"]
    assert bot.menu("all_private_chats", "uk") == {"ask": "Ask a question"}
    assert bot.menu() == {}
    listed = api("getMyCommands", scope=scope, language_code="uk")["result"]
    assert listed == commands
    assert api("deleteMyCommands", scope=scope, language_code="uk")["ok"]
    assert bot.commands == {}
    assert api("setMyDescription", description="Ask your documents.")["ok"]
    assert api("setMyShortDescription", short_description="Footnotes", language_code="de")["ok"]
    assert (bot.descriptions, bot.short_descriptions) == (
        {"": "Ask your documents."},
        {"de": "Footnotes"},
    )
    assert api("setMyShortDescription", short_description="x" * 121)["error_code"] == 400
    assert api("close")["result"] is api("logOut")["result"] is True


def test_a_photo(server: TelegramServer, ada: Person) -> None:
    ada.starts()
    url = f"{server.url}/bot{server.token}/sendPhoto"
    data = {"chat_id": str(ada.id), "photo": "attach://plot"}
    sent = httpx.post(url, data=data, files={"plot": ("plot.png", b"png")}).json()
    assert sent["ok"], sent
    assert list(server.world.schema.check("Message", sent["result"])) == []
    photo = ada.chat.next_message().document
    assert photo is not None
    assert photo.kind == "photo"


def test_nothing_is_found_inside_code(ada: Person, api: Api) -> None:
    ada.starts()
    text = "/ask https://example.org"
    entities = [{"type": "code", "offset": 0, "length": 12}]
    api("sendMessage", chat_id=ada.id, text=text, entities=entities)
    assert [entity.type for entity in ada.chat.next_message().entities] == ["code"]


def test_members(server: TelegramServer, ada: Person, heard: Heard, api: Api) -> None:
    group = grouped(server, ada, heard)
    members = api("getChatAdministrators", chat_id=group.id)["result"]
    assert isinstance(members, list)
    assert [member["status"] for member in members] == ["creator"]
    server.world.adds_bot_to(group, by=ada, admin=True)
    member = api("getChatMember", chat_id=group.id, user_id=server.world.bot.account.id)["result"]
    assert isinstance(member, dict)
    assert member["status"] == "administrator"
    assert list(server.world.schema.check("ChatMember", member)) == []
    chat = api("getChat", chat_id=group.id)["result"]
    assert isinstance(chat, dict)
    assert list(server.world.schema.check("ChatFullInfo", chat)) == []
    assert api("leaveChat", chat_id=group.id)["ok"]
    assert api("getChat", chat_id=group.id)["error_code"] == 403


def test_results_fit_the_schema(server: TelegramServer, ada: Person, api: Api) -> None:
    ada.starts()
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    entities = [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": ada.id}}]
    user = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
    entities[0]["user"] = user
    question = ada.writes(ada.chat, "one two")
    reply = {"message_id": question.id, "quote": "two", "quote_position": 4}
    preview = {"is_disabled": True}
    body = api(
        "sendMessage",
        chat_id=ada.id,
        text="abc",
        reply_markup=keyboard,
        entities=entities,
        reply_parameters=reply,
        link_preview_options=preview,
    )
    message = body["result"]
    assert isinstance(message, dict)
    assert list(server.world.schema.check("Message", message)) == []
    assert {"quote", "reply_to_message", "reply_markup", "entities"} <= message.keys()


def test_waiting_says_what_it_waited_for(server: TelegramServer, ada: Person) -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.01 s in vain for a message in 'Ada'"):
        ada.chat.next_message(timeout=0.01)
    ada.chat.no_message(0.01)
    ada.starts()
    with pytest.raises(AssertionError, match="did not come to rest"):
        server.world.settled(timeout=0.05)
