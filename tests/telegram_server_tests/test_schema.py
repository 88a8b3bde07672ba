import json
from pathlib import Path

import pytest

from telegram_server.schema import SCHEMA_FILE, Schema
from telegram_server.values import JsonObject, Upload, Value


@pytest.fixture(scope="module")
def schema() -> Schema:
    assert SCHEMA_FILE.exists(), f"run python tests/fetch_telegram_schema.py {SCHEMA_FILE}"
    return Schema.load()


MESSAGE: JsonObject = {"message_id": 1, "date": 2, "chat": {"id": 3, "type": "private"}}


def test_the_whole_schema_is_read(schema: Schema) -> None:
    assert len(schema.methods) == 185
    assert schema.method("SENDMESSAGE") == "sendMessage"
    assert schema.method("sendMassage") is None
    assert {"message", "callback_query", "guest_message"} <= schema.fields_of("Update")


def test_every_type_that_is_named_is_known(schema: Schema) -> None:
    # An unknown name would raise KeyError; an object is wrong for a scalar, and right for itself.
    for fields in schema.methods.values():
        for field in fields.values():
            list(schema.check(field.type, {"no": "such field"}))
            list(schema.check(field.type, [{"no": "such field"}]))


def test_form_fields_get_their_types(schema: Schema) -> None:
    sent: dict[str, Value] = {
        "chat_id": "-1001",
        "text": "007",
        "disable_notification": "true",
        "entities": '[{"type": "bold", "offset": 0, "length": 3}]',
        "link_preview_options": '{"is_disabled": true}',
    }
    call = schema.read_call("sendMessage", sent, form=True)
    assert call.violations == ()
    assert call.params["chat_id"] == -1001
    assert call.params["text"] == "007"
    assert call.params["disable_notification"] is True
    assert call.params["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


def test_a_username_stays_a_string(schema: Schema) -> None:
    call = schema.read_call("sendMessage", {"chat_id": "@x", "text": "a"}, form=True)
    assert call.params["chat_id"] == "@x"


def test_a_file_may_be_attached_under_another_name(schema: Schema) -> None:
    file = Upload("a.txt", b"a")
    sent: dict[str, Value] = {"chat_id": "1", "document": "attach://f", "f": file}
    call = schema.read_call("sendDocument", sent, form=True)
    assert (call.params, call.violations) == ({"chat_id": 1, "document": file}, ())


@pytest.mark.parametrize(
    ("method", "sent", "violation"),
    [
        ("sendMessage", {"chat_id": "1"}, "lacks its required parameter text"),
        ("sendMessage", {"chat_id": "1", "text": "a", "x": "1"}, "no parameter x"),
        ("sendMessage", {"chat_id": "1", "text": "a", "message_thread_id": "b"}, "not Integer"),
        ("sendMessage", {"chat_id": "1", "text": "a", "protect_content": "yes"}, "not Boolean"),
        ("sendMessage", {"chat_id": "1", "text": "a", "entities": "{}"}, "not an array"),
        ("sendMessage", {"chat_id": "1", "text": "a", "entities": '[{"type": "bold"}]'}, "offset"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "reply_markup": '{"inline_keyboard": [[{"txt": "a"}]]}'},
            "reply_markup",
        ),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "nobody"}'}, "scope.type"),
        ("getUpdates", {"allowed_updates": "[1]"}, "not String"),
        (
            "sendDocument",
            {"chat_id": "1", "document": "a", "x": Upload("a", b"")},
            "no parameter x",
        ),
        ("getMe", {"limit": "1"}, "no parameter limit"),
    ],
)
def test_breaches(schema: Schema, method: str, sent: dict[str, Value], violation: str) -> None:
    violations = schema.read_call(method, sent, form=True).violations
    assert violation in violations[0]


@pytest.mark.parametrize(
    ("change", "violation"),
    [
        ({"text": 3}, "Message.text is 3, not String"),
        ({"date": True}, "Message.date is true, not Integer"),
        ({"txt": "a"}, "Message.txt is no field of Message"),
        ({"group_chat_created": False}, "can only be true or absent"),
        ({"entities": [{"type": "bold", "offset": 0}]}, "Message.entities[0] lacks"),
        ({"reply_to_message": {"message_id": 1}}, "Message.reply_to_message lacks"),
        ({"message_id": None}, "Message.message_id is null, not Integer"),
    ],
)
def test_breaches_inside_an_object(schema: Schema, change: JsonObject, violation: str) -> None:
    assert list(schema.check("Message", MESSAGE)) == []
    assert violation in "; ".join(schema.check("Message", {**MESSAGE, **change}))


def test_a_union_is_told_apart_by_its_constant(schema: Schema) -> None:
    user: JsonObject = {"id": 1, "is_bot": False, "first_name": "Ada"}
    assert list(schema.check("ChatMember", {"status": "member", "user": user})) == []
    assert list(schema.check("ChatMember", {"status": "friend", "user": user})) != []


def test_a_missing_schema_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="fetch_telegram_schema"):
        Schema.load(tmp_path / "schema.json")


def test_a_schema_can_be_loaded_from_any_path(tmp_path: Path) -> None:
    item = {"name": "getMe", "description": "", "annotations": []}
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"items": [{"children": [item]}]}), encoding="utf-8")
    assert list(Schema.load(path).methods) == ["getMe"]
