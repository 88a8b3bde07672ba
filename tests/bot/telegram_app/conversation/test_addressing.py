from collections.abc import Mapping

import pytest
from telegram import Message, User

from bot.telegram_app.conversation.addressing import (
    Asked,
    Commanded,
    Heard,
    Linked,
    Wordless,
    hear,
    summoned,
)

ME = User(7, "Footnote", is_bot=True, username="footnote_bot")
ADA: dict[str, object] = {"id": 5, "first_name": "Ada", "is_bot": False}
PRIVATE: dict[str, object] = {"id": 5, "type": "private"}
GROUP: dict[str, object] = {"id": -9, "type": "supergroup", "title": "Readers"}
CHANNEL: dict[str, object] = {"id": -77, "type": "channel", "title": "News"}
MINE: dict[str, object] = {
    "message_id": 3,
    "date": 0,
    "chat": GROUP,
    "from": {"id": 7, "first_name": "Footnote", "is_bot": True, "username": "footnote_bot"},
    "text": "An answer of mine.",
}
THEIRS: dict[str, object] = {
    "message_id": 4,
    "date": 0,
    "chat": GROUP,
    "from": {"id": 6, "first_name": "Bob", "is_bot": False},
    "text": " Where were the talks held? ",
}


def heard(
    text: str | None, chat: Mapping[str, object] = GROUP, /, **fields: object
) -> Heard | None:
    content = {"message_id": 10, "date": 0, "chat": chat, "from": ADA, **fields}
    if text is not None:
        content["text"] = text
    return hear(Message.de_json(content, None), ME)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Where were the talks?", Asked("Where were the talks?")),
        ("@footnote_bot where?", Asked("@footnote_bot where?")),
        ("/ask Where\nwere they?", Asked("Where\nwere they?", outright=True)),
        ("/ASK@Footnote_Bot\twhere?", Asked("where?", outright=True)),
        ("/ask", Asked("", outright=True)),
        ("/start doc-4", Linked("doc-4")),
        ("/start ", Commanded("start")),
        ("/Help", Commanded("help")),
        ("/nonsense", Commanded("nonsense")),
        ("/ask@other_bot where?", None),
        ("/etc/passwd", Asked("/etc/passwd")),
        ("/", Asked("/")),
        ("/ask, where?", Asked("/ask, where?")),
    ],
)
def test_in_private_everything_is_for_the_bot(text: str, meant: Heard | None) -> None:
    assert heard(text, PRIVATE) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Where were the talks?", None),
        ("/ask where?", Asked("where?", outright=True)),
        ("/ask@footnote_bot where?", Asked("where?", outright=True)),
        ("/ask@footnote_bot2 where?", None),
        ("/ask@other_bot where? @footnote_bot", None),
        ("/more", Commanded("more")),
        ("/start@footnote_bot q_V2h5Pw", Commanded("start", "q_V2h5Pw")),
        ("/nonsense", None),
        ("/nonsense@footnote_bot", Commanded("nonsense")),
        ("@footnote_bot where?", Asked("where?")),
        ("so, @Footnote_Bot, where\nwere they?", Asked("so, , where were they?")),
        ("@footnote_bot", Asked("")),
        ("@footnote_bot2 where?", None),
        ("me@footnote_bot", None),
        ("https://t.me/@footnote_bot", None),
    ],
)
def test_in_groups_only_what_is_addressed(text: str, meant: Heard | None) -> None:
    assert heard(text) == meant


def test_replies_in_groups() -> None:
    assert heard("and the second round?", reply_to_message=MINE) == Asked("and the second round?")
    assert heard("quite so", reply_to_message=THEIRS) is None
    opening = {**MINE, "text": None, "forum_topic_created": {"name": "T", "icon_color": 1}}
    assert heard("chatter in a topic", reply_to_message=opening) is None


def test_asking_what_somebody_wrote() -> None:
    question = "Where were the talks held?"
    assert heard("/ask", reply_to_message=THEIRS) == Asked(question, outright=True)
    assert heard("@footnote_bot", reply_to_message=THEIRS) == Asked(question)
    assert heard("/ask why?", reply_to_message=THEIRS) == Asked("why?", outright=True)
    assert heard("/ask", reply_to_message=MINE) == Asked("", outright=True)
    quote = {"text": "the talks", "position": 11, "is_manual": True}
    assert heard("/ask", reply_to_message=THEIRS, quote=quote) == Asked("the talks", outright=True)
    captioned = {**THEIRS, "text": None, "caption": "What is this?"}
    assert heard("/ask", reply_to_message=captioned) == Asked("What is this?", outright=True)


def test_asking_what_is_quoted_from_another_chat() -> None:
    quote = {"text": "the talks", "position": 11, "is_manual": True}
    assert heard("/ask", quote=quote) == Asked("the talks", outright=True)


def test_what_is_passed_on_was_said_to_others() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Eve"}
    for text in ("/ask where?", "@footnote_bot where?"):
        assert heard(text, forward_origin=origin) is None
    assert heard("where?", PRIVATE, forward_origin=origin) == Asked("where?")


@pytest.mark.parametrize(
    "fields",
    [
        {"from": {"id": 8, "first_name": "Other", "is_bot": True}},
        {"from": None},
        {"sender_chat": CHANNEL},
        {"from": {"id": 777000, "first_name": "Telegram", "is_bot": False}, "sender_chat": CHANNEL},
        {"via_bot": {"id": 7, "first_name": "Footnote", "is_bot": True}},
    ],
)
def test_bots_and_channels_are_not_heard(fields: dict[str, object]) -> None:
    assert heard("/ask where?", **fields) is None


def test_a_channel_s_own_post_is_not_heard() -> None:
    assert heard("where?", CHANNEL, sender_chat=CHANNEL) is None


def test_an_anonymous_administrator_is_a_person() -> None:
    anonymous = {"id": 1087968824, "first_name": "Group", "is_bot": True}
    fields: dict[str, object] = {"from": anonymous, "sender_chat": GROUP}
    sent = heard("/ask where?", GROUP, **fields)
    assert sent == Asked("where?", outright=True)


def test_what_has_no_text() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    contact = {"phone_number": "1", "first_name": "Bob"}
    holding: dict[str, dict[str, object]] = {
        "photo": {"photo": photo},
        "contact": {"contact": contact},
        "animation": {
            "animation": {**photo[0], "duration": 1},
            "document": {"file_id": "a", "file_unique_id": "b"},
        },
    }
    for kind, fields in holding.items():
        assert heard(None, PRIVATE, **fields) == Wordless(kind)
        assert heard(None, GROUP, **fields) is None
        assert heard(None, GROUP, reply_to_message=MINE, **fields) is None
    assert heard(None, PRIVATE, photo=photo, media_group_id="7") == Wordless("photo", "7")
    assert heard(None, PRIVATE, pinned_message=THEIRS) is None
    assert heard(None, GROUP, new_chat_members=[ADA]) is None


def summons(text: str | None, /, **fields: object) -> Asked | None:
    content = {"message_id": 10, "date": 0, "chat": GROUP, "from": ADA, **fields}
    if text is not None:
        content["text"] = text
    return summoned(Message.de_json(content, None), ME)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@footnote_bot where\nwere they?", Asked("where were they?")),
        ("Where were they, @Footnote_Bot?", Asked("Where were they, ?")),
        ("Where were they?", Asked("Where were they?")),  # in reply to the bot
        ("/ask@footnote_bot where?", Asked("where?", outright=True)),
        ("/start@footnote_bot", Asked("")),
        ("/start@other_bot", Asked("")),
        ("@footnote_bot", Asked("")),
        (None, Asked("")),
    ],
)
def test_a_guest_is_asked_something_always(text: str | None, asked: Asked) -> None:
    assert summons(text) == asked


def test_a_guest_is_asked_about_what_somebody_wrote() -> None:
    assert summons("@footnote_bot", reply_to_message=THEIRS) == Asked("Where were the talks held?")
    assert summons("@footnote_bot", reply_to_message=MINE) == Asked("")
    assert summons(None, caption="@footnote_bot where?") == Asked("where?")


def test_a_guest_answers_people_only() -> None:
    bot = {"id": 8, "first_name": "Other", "is_bot": True}
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bob"}
    assert summons("@footnote_bot where?", **{"from": bot}) is None
    assert summons("@footnote_bot where?", via_bot=bot) is None
    assert summons("@footnote_bot where?", sender_chat=CHANNEL) is None
    assert summons("@footnote_bot where?", forward_origin=origin) is None
    assert summons("@footnote_bot where?", sender_chat=GROUP) == Asked("where?")


def test_a_caption_is_addressed_as_a_text_is() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert heard(None, PRIVATE, photo=photo, caption="where?") == Asked("where?")
    assert heard(None, PRIVATE, photo=photo, caption="/help") == Commanded("help")
    assert heard(None, GROUP, photo=photo, caption="where?") is None
    assert heard(None, GROUP, photo=photo, caption="@footnote_bot where?") == Asked("where?")
    asked = heard(None, GROUP, photo=photo, caption="/ask@footnote_bot where?")
    assert asked == Asked("where?", outright=True)
    replied = heard(None, GROUP, photo=photo, caption="where?", reply_to_message=MINE)
    assert replied == Asked("where?")
