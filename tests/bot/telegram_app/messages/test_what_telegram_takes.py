"""Every message is one that Telegram shows as it is: within its bounds, and formatted legally."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Abstained, Answer, Closest, Question, Reason
from bot.telegram_app.messages.reading import (
    render_context,
)
from bot.telegram_app.messages.rendering import (
    payload,
    render_sources,
    render_text,
)
from corpus.document import DocumentId, Metadata
from corpus.store import StoredDocument
from corpus.stories.contrasts import Contrast
from embeddings.hit import Version
from hand_made import BARE, TALKS, answered, hit
from rendered import KEY, LONG, first, formatted, labels, legal, opened
from telegram_server import formatting, schema
from telegram_server.values import cut_utf16, utf16_length

ROOT = Path(__file__).parents[4]


def test_the_longest_of_everything_fits_into_one_message() -> None:
    """Each part has a limit, and the limits add up to less than Telegram's."""
    text = "word " * 2_000
    metadata = Metadata(
        title="😀" * 300,
        publisher="😀" * 300,
        published=date(2025, 5, 16),
        url="https://a.example/",
    )
    longest = hit(text, highlights=[(5, 9_000)], metadata=metadata, page=10**90)
    voices = (replace(metadata, publisher=f"{'😀' * 300}{number}") for number in range(5_000))
    copies = tuple(Version(hit(text, metadata=it).passage, same=False) for it in voices)
    other = (Contrast("😀" * 99, "😀" * 99),) * 9
    different = tuple(replace(copy, differences=other) for copy in copies)
    longest = replace(longest, versions=copies + different)
    question = Question("😀" * 2_000)
    near = Closest(
        question,
        (longest,) * 9,
        Reason.WEAK_MATCH,
        "😀" * 900,
        1.0,
        ("x" * 900,),
        ("de",) * 99,
        "y",
    )
    for place in range(9):
        message = opened(near, place)
        legal(message)
        assert len(re.findall(r"^\[\d\] ", message.text, re.MULTILINE)) == 3
        assert utf16_length(message.text) > 3_600  # or this is not the longest


def test_a_long_context_is_read_in_parts() -> None:
    cited = hit(LONG, ordinal=2, highlights=[(5_000, 5_039)])
    around = [hit(LONG, ordinal=1).passage, cited.passage, hit("After it.", ordinal=3).passage]
    parts = [render_context(0, cited, around, KEY, number) for number in range(5)]
    assert labels(parts[0].buttons) == [["Part 2 ▸"], ["◂ Back"]]
    assert labels(parts[3].buttons) == [["◂ Part 3"], ["◂ Back"]]
    assert parts[4] == parts[3]
    for part in parts:
        legal(part)
    whole = " ".join(
        cut_utf16(part.text, entity.offset, entity.end)
        for part in parts[:4]
        for entity in part.entities
        if "blockquote" in entity.type
    )
    assert whole == f"{LONG} {LONG} After it."
    first_seen = render_context(0, cited, around, KEY)
    assert first_seen == parts[3]
    marks = [
        cut_utf16(first_seen.text, entity.offset, entity.end)
        for entity in first_seen.entities
        if entity.type == "bold"
    ]
    assert LONG[5_000:5_039] in marks


def test_many_sources_are_cut_and_fit() -> None:
    metadata = Metadata(title="😀" * 300, publisher="P")
    documents = [
        StoredDocument(DocumentId(number), f"{number}.md", metadata, "0" * 64, 1, 1)
        for number in range(500)
    ]
    messages = render_sources(documents)
    assert len(messages) > 1
    assert "\n".join(message.text for message in messages).count("•") == 100
    assert messages[-1].text.endswith("and 400 more documents.")
    for message in messages:
        legal(message)


def test_a_file_name_is_no_website() -> None:
    message = first(answered(hit("Text.", metadata=BARE, document="notes/obmin.md")))
    found = formatting.with_found_entities(formatted(message)).entities
    assert [entity.type for entity in found] == ["expandable_blockquote", "code"]


def test_a_name_that_cannot_be_seen_gives_way() -> None:
    metadata = Metadata(title=" \u200b\u202e ", url="https://example.org/")
    message = first(answered(hit("Text.", metadata=metadata, document="a.txt")))
    assert message.text == "Text.\n[1] a.txt\u00a0·\u00a0¶1"
    message = first(answered(hit("Text.", document="\u200b", metadata=BARE)))
    assert message.text == "Text.\n[1] unnamed document\u00a0·\u00a0¶1"


def test_nothing_to_see_still_makes_a_message() -> None:
    message = first(answered(hit(" \u200b\r\n")))
    assert message.text.endswith(
        "[1] Talks in Istanbul · Example Times · 16 May 2025\u00a0·\u00a0¶1"
    )
    legal(message)


def test_highlights_are_merged_trimmed_and_bounded() -> None:
    text = "abc def ghi " * 30
    spans = [(0, 5), (3, 8), (8, 9), *((12 * n, 12 * n + 3) for n in range(1, 30)), (200, 360)]
    message = first(answered(hit(text, highlights=spans)))
    legal(message)
    bold = [entity for entity in message.entities if entity.type == "bold"]
    assert (bold[0].offset, bold[0].length) == (0, 9)
    assert len(message.entities) <= 100


def test_the_payload_is_what_the_schema_asks_for() -> None:
    message = first(answered(*TALKS))
    sent = payload(message, -100123, thread_id=7, reply_to=9)
    assert list(sent) == [
        "chat_id",
        "text",
        "entities",
        "link_preview_options",
        "message_thread_id",
        "reply_parameters",
        "reply_markup",
    ]
    assert "parse_mode" not in sent
    assert schema.Schema.load().read_call("sendMessage", sent, form=False).violations == ()


def test_plain_sentences() -> None:
    sentence = render_text(" Hello\x00 \U0001f600" + "x" * 5000)
    assert sentence.text.startswith("Hello")
    assert payload(sentence, 5).keys() == {"chat_id", "text", "link_preview_options"}
    legal(sentence)


def answers() -> list[Answer]:
    return [answered(*TALKS), Abstained(Question("?"), Reason.NO_MATCH, "?", 0.1)]


@pytest.mark.parametrize("answer", answers())
def test_golden_answers_are_legal(answer: Answer) -> None:
    legal(first(answer))


def test_rendering_needs_no_telegram_library() -> None:
    program = "import sys, bot.telegram_app.messages.reading; sys.exit('telegram' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
