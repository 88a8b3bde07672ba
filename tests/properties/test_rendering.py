"""Whatever a document holds, Telegram gets legal messages and people get its exact words."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Closest, Question, Reason, hits_of
from bot.conversation import page, page_holding
from bot.telegram_app.messages.formatted import clean
from bot.telegram_app.messages.keyboard import target_of
from bot.telegram_app.messages.reading import (
    QUOTED,
    QUOTED_SHORT,
    View,
    first_view,
    part_shown,
    render,
    render_context,
)
from bot.telegram_app.messages.rendering import Json, RenderedMessage, payload
from corpus.document import Metadata
from corpus.stories.contrasts import Contrast
from embeddings.hit import Hit, Version
from hand_made import answered, hit
from telegram_server import formatting
from telegram_server.markup import check_reply_markup
from telegram_server.values import Params, cut_utf16, utf16_length

ANY_CHARACTER = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("\r\n\t \x00\x1b\u030a\u0333\u200b\u200d\u200e\u2028\u202e\u2067\ufeffA𝔘😀🇺a"),
)
BROKEN_BY_SLICING = "\u030a"
"""What becomes something else when the letter before it is cut off."""
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60)
PASSAGE_TEXT = st.one_of(
    ANY_TEXT,
    # Too long for one message, with and without places to cut at.
    st.builds(
        lambda text, length: (text * (length // len(text) + 1))[:length],
        st.one_of(st.text(ANY_CHARACTER, min_size=1, max_size=60), st.text("😀字", min_size=1)),
        st.integers(2_500, 7_000),
    ),
)
URLS = st.one_of(st.none(), ANY_TEXT, ANY_TEXT.map(lambda text: f"https://example.org/{text}"))


@st.composite
def hits(draw: st.DrawFn, ordinal: int = 1) -> Hit:
    text = draw(PASSAGE_TEXT)
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=4))
    title, publisher = draw(st.tuples(st.one_of(st.none(), ANY_TEXT), ANY_TEXT))
    borders = sorted({0, len(text), *draw(st.sets(edges, max_size=6))})
    found = hit(
        text,
        ordinal=ordinal,
        sentences=list(pairwise(borders)),
        highlights=[(start, end) for start, end in spans],
        metadata=Metadata(title=title, publisher=publisher, url=draw(URLS)),
        document=draw(ANY_TEXT),
    )
    return replace(found, versions=tuple(draw(st.lists(versions(), max_size=6))))


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """Of a document that may call itself anything, at any length."""
    name = ANY_TEXT.map(lambda text: text * 20) | ANY_TEXT
    known = Metadata(
        title=draw(st.none() | name),
        publisher=draw(st.none() | name),
        published=draw(st.none() | st.dates()),
        url=draw(URLS),
    )
    passage = hit("…", metadata=known, document=draw(name)).passage
    return Version(
        passage,
        draw(st.booleans()),
        tuple(draw(st.lists(st.builds(Contrast, name, name), max_size=3))),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    found = tuple(draw(st.lists(hits(), min_size=1, max_size=4)))
    if draw(st.booleans()):
        return answered(*found)
    return Closest(Question("?"), found, Reason.WEAK_MATCH, "?", 1.0)


def legal(message: RenderedMessage) -> None:
    """TDLib shows the text as it was sent, with the same entities, and it is not too long."""
    assert utf16_length(message.text) <= 4096
    values: dict[str, Json] = payload(message, 5)
    sent = formatting.read_text(Params(values))
    assert sent.violations == ()
    assert sent.content.text == message.text
    assert len(message.entities) <= 100
    check_reply_markup(Params(values).json("reply_markup"))
    for row in message.buttons:
        for button in row:
            assert (button.data is None) != (button.url is None)
            assert button.data is None or target_of(button.data) is not None
    for entity in message.entities:
        assert 0 <= entity.offset < entity.end <= utf16_length(message.text)
        covered = cut_utf16(
            message.text, entity.offset, entity.end
        )  # fails inside a surrogate pair
        assert covered == covered.strip()
    for one, other in pairwise(sorted(message.entities, key=lambda e: (e.offset, -e.length))):
        assert other.offset >= one.end or other.end <= one.end
    assert any(unicodedata.category(character)[0] in "LN" for character in message.text)


def quotations(message: RenderedMessage) -> list[str]:
    return [
        cut_utf16(message.text, entity.offset, entity.end)
        for entity in message.entities
        if "blockquote" in entity.type
    ]


def expected(found: Hit, limit: int) -> tuple[str, str, str]:
    """The words that an opened passage has to show, between the marks of what is cut off.

    This asks the window which part is shown, and nothing else of how a message is made.
    """
    part = part_shown(found, limit)
    words = clean(part.of(found.passage.text)).strip()
    after = " …" if part.end < len(found.passage.text) else ""
    return "… " if part.start > 0 else "", words, after


@settings(max_examples=80)
@given(answers(), st.booleans(), st.data())
def test_every_view_is_one_legal_message_and_quotes_exactly(
    answer: Answer, short: bool, data: st.DataObject
) -> None:
    limit = QUOTED_SHORT if short else QUOTED
    for place, found in enumerate(hits_of(answer)):
        on = page_holding(answer, place)
        out = frozenset(data.draw(st.sets(st.integers(on.first, on.end - 1), max_size=1)))
        message = render(View(on, place, short, out), "abcdefgh")
        legal(message)
        before, words, after = expected(found, limit)
        if place in out or not words:
            assert quotations(message) == []
            assert f"[{place + 1}] " in message.text
            continue
        (quotation,) = quotations(message)
        (entity,) = [entity for entity in message.entities if "blockquote" in entity.type]
        below = cut_utf16(message.text, entity.end, utf16_length(message.text))
        assert below.startswith(f"\n[{place + 1}] ")
        if utf16_length(words) <= limit:
            assert quotation == before + words + after
        else:
            assert utf16_length(quotation) <= limit + 4
            assert quotation.endswith(" …")
            assert (before + words).startswith(quotation.removesuffix(" …"))
        best = found.best_highlight
        mark = clean(best.of(found.passage.text)).strip() if best else ""
        if mark and not set(mark) & set(BROKEN_BY_SLICING):
            assert mark[:9].strip() in quotation


@given(answers())
def test_a_page_is_legal_as_it_is_sent(answer: Answer) -> None:
    legal(render(first_view(page(answer)), "abcdefgh"))


@settings(max_examples=40)
@given(st.tuples(hits(1), hits(2), hits(3)), st.sampled_from([1, 2, 3]))
def test_every_context_is_legal_and_whole(around: tuple[Hit, Hit, Hit], size: int) -> None:
    passages = [found.passage for found in around][:size]
    cited = around[min(1, size - 1)]
    parts: list[RenderedMessage] = []
    while not parts or len(parts) < 2 or parts[-1] != parts[-2]:
        parts.append(render_context(9, cited, passages, "abcdefgh", len(parts)))
        legal(parts[-1])
    assert render_context(9, cited, passages, "abcdefgh") in parts
    shown = "".join("".join(quotations(part)) for part in parts[:-1])
    words = "".join(clean(passage.text) for passage in passages)
    assert "".join(shown.split()) == "".join(words.split())


@given(hits())
def test_nothing_turns_the_reading_direction(found: Hit) -> None:
    message = render(first_view(page(answered(found, found))))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x1b]", message.text)
    legal(message)


@given(st.text(max_size=40) | st.from_regex(r"[a-z]:[A-Za-z0-9_-]{8}:[0-9]{1,3}(:[0-9]{1,5})?"))
def test_callback_data_is_understood_or_refused(data: str) -> None:
    target = target_of(data)
    if target is not None:
        assert len(target.data.encode()) <= 64
        assert target_of(target.data) == target
        assert len(target.key) == 8
