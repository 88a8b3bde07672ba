"""The pages that ``docs/make_pictures.py`` makes: true to the entities, and inert."""

from html.parser import HTMLParser
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import page as first_page
from bot.telegram_app.messages.reading import first_view, render
from bot.telegram_app.messages.rendering import payload
from docs.chat_html import Entity, Json, JsonObject, Results, Screen, entities_of, formatted, page
from e2e.fake_bot import HOSTILE
from hand_made import answered, hit

READER = 7
_EMPTY = {"meta", "br"}


class Read(HTMLParser):
    """What a browser would make of a page: its text, its tags, and what stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def sent(**fields: object) -> JsonObject:
    """A message of the bot's in a private chat."""
    chat = {"id": READER, "type": "private", "first_name": "Ada"}
    sender = {"id": 1, "is_bot": True, "first_name": "Footnote"}
    return cast("JsonObject", {"message_id": 1, "chat": chat, "from": sender, **fields})


def screen(*messages: JsonObject) -> Screen:
    return Screen("Footnote", "bot", READER, messages)


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("a<b", [], "a&lt;b"),
        ("😀 bold 😀", [("bold", 3, 4)], "😀 <b>bold</b> 😀"),
        (
            "😀 in a quote\nbehind",
            [("blockquote", 0, 13), ("bold", 3, 2)],
            "<blockquote>😀 <b>in</b> a quote</blockquote>behind",
        ),
        (
            "both 😀 at once",
            [("bold", 5, 2), ("blockquote", 0, 15)],
            "<blockquote>both <b>😀</b> at once</blockquote>",
        ),
        ("ab cd", [("bold", 0, 3), ("italic", 1, 4)], "<b>a<i>b </i></b>cd"),
        ("beyond", [("bold", 2, 400), ("code", 90, 3)], "be<b>yond</b>"),
        ("none", [("bold", 2, 0), ("bold", -1, 3), ("bold", 1, 1)], "n<b>o</b>ne"),
        ("unknown", [("sparkle", 0, 7)], "unknown"),
        ("half 😀", [("bold", 5, 1)], "half <b>\ufffd</b>\ufffd"),
        ("x" * 200, [("expandable_blockquote", 0, 200)], None),
        ("short", [("expandable_blockquote", 0, 5)], "<blockquote>short</blockquote>"),
    ],
)
def test_entities_count_utf_16(
    text: str, entities: list[tuple[str, int, int]], html: str | None
) -> None:
    given = [{"type": kind, "offset": start, "length": length} for kind, start, length in entities]
    made = formatted(text, entities_of(cast("Json", given)))
    if html is None:
        html = f'<blockquote class="folded"><div>{text}</div></blockquote>'
    assert made == html


@given(
    text=st.text(st.sampled_from("ab <>&\"'😀é\n\u202e"), max_size=40),
    spans=st.lists(
        st.tuples(
            st.sampled_from(["bold", "italic", "code", "text_link", "url", "sparkle"]),
            st.integers(0, 50),
            st.integers(1, 50),
        ),
        max_size=8,
    ),
)
def test_every_character_is_shown_once_and_nothing_else(
    text: str, spans: list[tuple[str, int, int]]
) -> None:
    whole = {0}  # where a code point begins, in code units; a half of one cannot be shown
    for character in text:
        whole.add(max(whole) + 1 + (character > "\uffff"))
    entities = [
        Entity(kind, start, start + length, "https://example.org/?a=1&b=2")
        for kind, start, length in spans
        if {start, min(start + length, max(whole))} <= whole
    ]
    read = Read(formatted(text, entities))
    assert read.text == text
    assert read.open == []


HOSTILE_TEXT = '</div></main><script>alert(1)</script><img src=x onerror="alert(1)">&amp;'


def test_a_document_that_wants_to_be_a_program_is_only_read() -> None:
    links = [
        {"type": "text_link", "offset": 0, "length": 3, "url": "javascript:alert(1)"},
        {"type": "text_link", "offset": 4, "length": 3, "url": 'https://x.example/"onclick="a'},
    ]
    rows = [[{"text": HOSTILE_TEXT, "callback_data": "x"}, {"text": "y", "url": "javascript:1"}]]
    replied = sent(text=HOSTILE_TEXT)
    message = sent(
        text=HOSTILE_TEXT,
        entities=links,
        reply_markup={"inline_keyboard": rows},
        reply_to_message=replied,
    )
    article = cast("JsonObject", {"title": HOSTILE_TEXT, "description": HOSTILE_TEXT})
    shown = Screen(
        HOSTILE_TEXT, HOSTILE_TEXT, READER, (message,), Results(HOSTILE_TEXT, (article,))
    )
    read = Read(page(shown))
    assert {"script", "img", "iframe", "object", "link"}.isdisjoint(read.tags)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert [value for name, value in read.attributes if name in {"href", "src"}] == [
        'https://x.example/"onclick="a'
    ]
    assert read.text.count(HOSTILE_TEXT) == 9
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in read.attributes


def test_what_the_bot_renders_is_shown_as_it_was_sent() -> None:
    emoji = hit("😀 The bridge is closed. 😀 <b>Until May.</b>", highlights=[(2, 23)])
    for hits in (HOSTILE, (emoji,)):
        message = render(first_view(first_page(answered(*hits))), "Ab-_0123")
        made = sent(**payload(message, READER))
        read = Read(page(screen(made)))
        for line in filter(None, message.text.splitlines()):
            assert line in read.text
        for row in message.buttons:
            assert all(button.text in read.text for button in row)
    assert "<b>The bridge is closed.</b>" in page(screen(made))
    assert "&lt;b&gt;Until May.&lt;/b&gt;" in page(screen(made))
