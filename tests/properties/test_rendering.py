"""Whatever a document holds, Telegram gets legal messages and people get its exact words."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Closest, Question, Reason, hits_of
from bot.conversation import page
from bot.telegram_app.formatted import clean
from bot.telegram_app.rendering import Json, RenderedMessage, payload, render, render_context
from bot.window import window
from corpus.document import Metadata
from embeddings.hit import Hit
from hand_made import answered, hit
from telegram_server import formatting
from telegram_server.values import Params, cut_utf16, utf16_length

ANY_CHARACTER = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from("\r\n\t \x00\x1b\u030a\u0333\u200b\u200d\u200e\u2028\u202e\u2067\ufeffA𝔘😀🇺a"),
)
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
    return hit(
        text,
        ordinal=ordinal,
        sentences=list(pairwise(borders)),
        highlights=[(start, end) for start, end in spans],
        metadata=Metadata(title=title, publisher=publisher, url=draw(URLS)),
        document=draw(ANY_TEXT),
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
    for entity in message.entities:
        assert 0 <= entity.offset < entity.end <= utf16_length(message.text)
        covered = cut_utf16(
            message.text, entity.offset, entity.end
        )  # fails inside a surrogate pair
        assert covered == covered.strip()
    for one, other in pairwise(sorted(message.entities, key=lambda e: (e.offset, -e.length))):
        assert other.offset >= one.end or other.end <= one.end
    assert any(unicodedata.category(character)[0] in "LN" for character in message.text)


def quoted(messages: Sequence[RenderedMessage]) -> dict[int, list[str]]:
    """The quotations by their footnote's number, in pieces."""
    pieces: dict[int, list[str]] = {}
    for message in messages:
        for entity in message.entities:
            if "blockquote" in entity.type:
                after = cut_utf16(message.text, entity.end, utf16_length(message.text))
                number = re.match(r"\n\[(\d+)\] ", after)
                assert number is not None
                piece = cut_utf16(message.text, entity.offset, entity.end)
                pieces.setdefault(int(number[1]), []).append(piece)
    return pieces


@settings(max_examples=60)
@given(answers())
def test_every_page_is_legal_and_quotes_exactly(answer: Answer) -> None:
    for first in range(0, len(hits_of(answer)), 3):
        shown = page(answer, first)
        messages = render(shown, "abcdefgh")
        for message in messages:
            legal(message)
        pieces = quoted(messages)
        for number, found in enumerate(hits_of(answer)[first : shown.end], start=first + 1):
            shown_part = window(found)
            words = clean(shown_part.of(found.passage.text)).strip()
            if words and shown_part.start > 0:
                words = "… " + words
            if words and shown_part.end < len(found.passage.text):
                words += " …"
            parts = pieces.get(number, [])
            assert "".join("".join(parts).split()) == "".join(words.split())
            if len(parts) == 1:
                assert parts == [words]
            else:
                assert words == "" or utf16_length(words) > 3_000


@settings(max_examples=30)
@given(st.tuples(hits(1), hits(2), hits(3)))
def test_every_context_is_legal(around: tuple[Hit, Hit, Hit]) -> None:
    for message in render_context(3, around[1], [found.passage for found in around]):
        legal(message)


@given(hits())
def test_nothing_turns_the_reading_direction(found: Hit) -> None:
    for message in render(page(answered(found))):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x1b]", message.text)
        legal(message)
