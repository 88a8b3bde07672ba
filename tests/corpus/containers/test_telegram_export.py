"""Exports in the shape that Telegram's apps give them; what is said in them is made up."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from container_files import BRIDGE, COST, FERRY, export, found, texts
from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction


def read(value: object) -> dict[str, Extraction | str]:
    return found("result.json", json.dumps(value, indent=1).encode())


def metadata(value: object) -> list[Metadata]:
    return [it.metadata for it in read(value).values() if isinstance(it, Extraction)]


def test_a_channel() -> None:
    channel = export(
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        {"id": 2, "date": "2025-05-19T08:30:00", "date_unixtime": "1747636200",
         "from": "Town News", "from_id": "channel1234567890",
         "text": ["The ", {"type": "bold", "text": "old bridge"}, " is ",
                  {"type": "text_link", "text": "closed", "href": "https://example.org"}, "."],
         "text_entities": [], "edited": "2025-05-20T08:30:00"},
        {"id": 3, "date": "2025-05-20T08:30:00", "photo": "photos/1.jpg", "width": 1, "text": COST},
        {"id": 4, "date": "2025-05-20T08:31:00", "photo": "photos/2.jpg", "text": ""},
        {"id": 5, "date": "2025-05-21T08:31:00", "from": "Town News", "author": "A. Writer",
         "reply_to_message_id": 2, "text": FERRY},
        {"id": 6, "date": "2025-05-21T08:31:00", "forwarded_from": "River Watch", "text": BRIDGE},
    )  # fmt: skip

    documents = read(channel)

    assert texts(documents) == {
        "2": "The old bridge is closed.",
        "3": COST,
        "5": FERRY,
        "6": BRIDGE,
    }
    link = "https://t.me/c/1234567890"
    assert metadata(channel) == [
        Metadata(publisher="Town News", published=date(2025, 5, 19), url=f"{link}/2"),
        Metadata(publisher="Town News", published=date(2025, 5, 20), url=f"{link}/3"),
        Metadata(publisher="Town News", author="A. Writer", published=date(2025, 5, 21),
                 url=f"{link}/5"),
        Metadata(publisher="Town News", author="River Watch", published=date(2025, 5, 21),
                 url=f"{link}/6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chat", "url"),
    [
        ({"username": "townnews"}, "https://t.me/townnews/7"),
        ({"username": "@townnews"}, "https://t.me/townnews/7"),
        ({"username": "../../x?y", "type": "personal_chat"}, None),
        ({"username": "a/b", "type": "public_channel"}, "https://t.me/c/1234567890/7"),
        ({"type": "private_supergroup"}, "https://t.me/c/1234567890/7"),
        ({"type": "private_group"}, None),
        ({"type": "personal_chat"}, None),
    ],
)
def test_links_are_made_only_of_what_is_told(chat: dict[str, object], url: str | None) -> None:
    (known,) = metadata(export({"id": 7, "text": BRIDGE, "from": "Ada, Countess"}, **chat))
    assert known.url == url
    assert known.author == "Ada, Countess"


def test_all_chats_of_an_account() -> None:
    whole = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "Ada"},
        "contacts": {"about": "…", "list": [{"first_name": "B"}]},
        "chats": {"about": "…", "list": [
            export({"id": 1, "text": BRIDGE}),
            export({"id": 1, "text": FERRY}, id=42, name=None, type="personal_chat"),
            7,
        ]},
        "left_chats": {"about": "…", "list": [export({"id": 9, "text": COST}, id=43)]},
    }  # fmt: skip

    assert texts(read(whole)) == {"1234567890/1": BRIDGE, "42/1": FERRY, "43/9": COST}


def test_messages_of_chats_that_have_one_id_stay_apart() -> None:
    chat = export({"id": 1, "text": BRIDGE}, {"id": 1, "text": COST}, id=42)
    twice = json.dumps(chat)[:-1] + ', "messages": [{"type": "message", "id": 2, "text": "more"}]}'
    other = json.dumps(export({"id": 1, "text": FERRY}, id=42))
    lists = f'{{"chats": {{"list": [{twice}, {other}]}}, "left_chats": {{"list": [{other}]}}}}'

    assert texts(found("result.json", lists.encode())) == {
        "42/1": BRIDGE, "42/message-1": COST, "42/2": "more", "42/message-1-1": FERRY,
        "42/message-1-2": FERRY,
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [[], {}, 7, "text", None, [export({"id": 1, "text": BRIDGE})], {"messages": [{"text": "a"}]},
     {"name": "a", "type": 1, "id": 2, "messages": []}, {"chats": []}, {"text": BRIDGE}],
)  # fmt: skip
def test_other_json_is_no_export(value: object) -> None:
    with pytest.raises(ReadingError, match=r"no export of a Telegram chat.*\.jsonl"):
        read(value)


def test_messages_that_make_no_sense() -> None:
    odd = export(
        {"id": "x", "text": BRIDGE}, {"text": FERRY}, {"id": 1, "text": 7}, {"id": 2},
        {"id": 3, "text": [None, 3, ["a"], {"text": 5}, {}]}, {"id": -1, "text": COST},
        {"id": 3, "text": "first"}, {"id": 3, "text": "second"},
    )  # fmt: skip
    odd["messages"] += [None, 7, [], "text"]  # type: ignore[operator]  # a list, as export makes it

    assert texts(read(odd)) == {
        "x": BRIDGE, "message-2": FERRY, "-1": COST, "3": "first", "message-3": "second"
    }  # fmt: skip


def test_an_export_that_breaks_off() -> None:
    data = json.dumps(export({"id": 1, "text": BRIDGE}, {"id": 2, "text": FERRY})).encode()
    for cut in range(1, len(data)):
        with pytest.raises(ReadingError, match=r"broken at character \d|binary|no export"):
            found("result.json", data[:cut])
    with pytest.raises(ReadingError, match="broken"):
        found("result.json", b'{"a": ' + b"[" * 200_000)


def test_a_long_export_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.containers.json_stream._CHUNK", 7)
    whole = export(*({"id": number, "text": f"{number}: {FERRY}"} for number in range(20)))
    whole["messages"].insert(3, 123456789)  # type: ignore[attr-defined]  # a list, as export makes it
    assert texts(read(whole)) == {str(it): f"{it}: {FERRY}" for it in range(20)}


def test_a_value_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.containers.json_stream._CHUNK", 10)
    monkeypatch.setattr("corpus.containers.json_stream._LONGEST_VALUE", 100)
    with pytest.raises(ReadingError, match="too long"):
        read({"data": ["x" * 50] * 10, **export({"id": 1, "text": BRIDGE})})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "text", "date", "from"]), JSON)), st.data())
def test_anything_in_the_place_of_messages(
    messages: list[dict[str, object]], data: st.DataObject
) -> None:
    chat = data.draw(st.dictionaries(st.sampled_from(["name", "type", "username", "extra"]), JSON))
    whole = export(*messages, **chat)
    if isinstance(whole["type"], str):
        read(whole)
    else:
        with pytest.raises(ReadingError, match="no export"):
            read(whole)


@pytest.mark.timeout(20)
def test_an_id_that_many_messages_share_takes_no_longer_for_each() -> None:
    count = 5_000
    channel = export(
        *({"id": 5, "date": "2025-05-19T08:30:00", "text": BRIDGE} for _ in range(count))
    )

    keys = list(read(channel))

    assert len(keys) == count
    assert keys[:3] == ["5", "message-5", "message-5-1"]
    assert max(map(len, keys)) == len("message-5-9999")
