"""What people see in Telegram. The golden files show each message with its entities spelled out."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Answer, Closest, Question, Reason
from bot.conversation import page, page_holding
from bot.receipts import Filed, Receipt, Stored
from bot.state import NO_VOTES, Votes
from bot.telegram_app.messages.keyboard import Button, Rows
from bot.telegram_app.messages.reading import (
    QUOTED,
    QUOTED_SHORT,
    View,
    first_view,
    render,
    render_context,
)
from bot.telegram_app.messages.rendering import (
    Json,
    RenderedMessage,
    payload,
    render_receipts,
    render_sources,
    render_text,
    render_why,
)
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.why import in_short, nothing_ranked, why
from corpus.document import DocumentId, Metadata
from corpus.filters import Filters
from corpus.store import StoredDocument
from corpus.stories.contrasts import Contrast
from embeddings.hit import Version
from golden_text import GoldenText
from hand_made import BARE, LONG_PASSAGE, NEWS, TALKS, TOLD_ELSEWHERE, answered, hit
from telegram_server import formatting, schema
from telegram_server.values import Entity as SentEntity
from telegram_server.values import FormattedText, Params, cut_utf16, utf16_length

KEY = "Ab-_0123"
ROOT = Path(__file__).parents[4]
LONG = " ".join(f"Sentence {number} is followed by another one." for number in range(150))


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(GoldenText)


def spelled_out(messages: Sequence[RenderedMessage]) -> str:
    parts = []
    for message in messages:
        lines = [message.text, ""]
        for entity in message.entities:
            covered = cut_utf16(message.text, entity.offset, entity.end)
            shown = covered if len(covered) <= 60 else f"{covered[:28]} … {covered[-28:]}"
            link = f" → {entity.url}" if entity.url else ""
            lines.append(f"{entity.type} {entity.offset}+{entity.length} {shown!r}{link}")
        lines += [" ".join(f"[{b.text}|{b.data or b.url}]" for b in row) for row in message.buttons]
        parts.append("\n".join(lines).rstrip())
    return "\n\n=== next message ===\n\n".join(parts) + "\n"


def first(answer: Answer, start: int = 0) -> RenderedMessage:
    """The message for a page as it is sent."""
    return render(first_view(page(answer, start)), KEY)


def opened(
    answer: Answer, place: int, *, short: bool = False, votes: Votes = NO_VOTES
) -> RenderedMessage:
    """The message with passage ``place`` opened."""
    return render(View(page_holding(answer, place), place, short, votes=votes), KEY)


def labels(rows: Rows) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


def test_answered(golden: SnapshotAssertion) -> None:
    assert spelled_out([first(answered(*TALKS))]) == golden


def test_versions_are_named(golden: SnapshotAssertion) -> None:
    assert spelled_out([first(answered(TOLD_ELSEWHERE, TALKS[1]))]) == golden


def test_another_passage_is_opened_in_its_place(golden: SnapshotAssertion) -> None:
    assert spelled_out([opened(answered(*TALKS), 1, votes=Votes(good=1, bad=2))]) == golden


def test_second_page(golden: SnapshotAssertion) -> None:
    assert spelled_out([first(answered(*TALKS), 3)]) == golden


def test_closest(golden: SnapshotAssertion) -> None:
    near = hit("It rained.", metadata=replace(NEWS, url=None), highlights=[(0, 10)])
    question = Question("What was the weather?")
    answer = Closest(question, (near,), Reason.WEAK_MATCH, question.text, 1.0)
    assert spelled_out([first(answer), opened(answer, 0)]) == golden


def test_near_misses_are_called_so_on_every_page() -> None:
    near = Closest(Question("?"), (*TALKS, *TALKS), Reason.WEAK_MATCH, "?", 1.0)
    for place in (0, 2, 3, 7):
        assert opened(near, place).text.startswith(wording.closest_lead())
    hidden = first(near)
    assert labels(hidden.buttons) == [["Show what is near (3)"]]
    assert "Istanbul" not in hidden.text
    assert labels(opened(near, 0).buttons)[1] == ["Context", "Open", "More (5)"]


@pytest.mark.parametrize("reason", Reason)
def test_abstained(golden: SnapshotAssertion, reason: Reason) -> None:
    question = Question("Why?", Filters(("Example Times",), since=date(2025, 5, 1)))
    answer = Abstained(question, reason, "Why?", 1.0)
    assert spelled_out([first(answer)]) == golden


def test_long_passages(golden: SnapshotAssertion) -> None:
    unbroken = hit(LONG, highlights=[(39, 78), (3000, 3111)])
    second = hit(LONG[:1200], ordinal=2, highlights=[(599, 639)], metadata=BARE)
    answer = answered(unbroken, second)
    assert spelled_out([first(answer), opened(answer, 1)]) == golden


def test_a_long_passage_is_shown_around_what_is_marked(golden: SnapshotAssertion) -> None:
    message = first(answered(LONG_PASSAGE))
    assert spelled_out([message]) == golden
    assert "Sentence 21 " not in message.text
    assert "Sentence 09 " in message.text
    around = render_context(0, LONG_PASSAGE, [LONG_PASSAGE.passage])
    assert LONG_PASSAGE.passage.text in around.text


def test_what_answers_is_never_folded_away() -> None:
    text = "Early words. " * 8 + "The answer."
    for begins in (0, 65, 78, 91, len(text) - 11):
        message = first(answered(hit(text, highlights=[(begins, begins + 11)])))
        (kind,) = [it.type for it in message.entities if "blockquote" in it.type]
        assert kind == ("expandable_blockquote" if begins <= 80 else "blockquote")


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


def test_the_short_form() -> None:
    passages = (LONG_PASSAGE, hit("x " * 3_000, ordinal=2, highlights=[(2_000, 2_999)]), *TALKS)
    answer = answered(*passages)
    for place, limit in ((0, QUOTED_SHORT), (1, QUOTED_SHORT)):
        message = opened(answer, place, short=True)
        (quotation,) = [it for it in message.entities if "blockquote" in it.type]
        assert quotation.length <= limit + 4
        assert len(re.findall(r"^\[\d\] ", message.text, re.MULTILINE)) == 3
        legal(message)
    (whole,) = [it for it in opened(answer, 1).entities if "blockquote" in it.type]
    assert QUOTED_SHORT < whole.length <= QUOTED + 4


def test_the_title_and_the_button_open_the_page_at_the_best_sentence() -> None:
    second = replace(LONG_PASSAGE, best=1)
    for shown, number in ((LONG_PASSAGE, 10), (second, 12)):
        message = first(answered(shown))
        (url,) = (entity.url for entity in message.entities if entity.url)
        assert url is not None
        assert f"text=Sentence%20{number}%20" in url
        assert Button("Open", url=url) in message.buttons[0]


def test_a_passage_that_differs_from_its_original_is_not_quoted() -> None:
    answer = answered(*TALKS)
    message = render(first_view(page(answer), left_out=frozenset({0, 2})), KEY)
    assert message.text.startswith(TALKS[1].passage.text)
    assert "ceasefire" not in message.text
    assert "prisoners" not in message.text
    assert telegram_wording.left_out(1) in message.text
    assert telegram_wording.left_out(3) in message.text
    assert labels(message.buttons)[0] == ["· 2 ·"]
    nothing = render(first_view(page(answer), left_out=frozenset(range(3))), KEY)
    assert [it.type for it in nothing.entities if "blockquote" in it.type] == []
    assert labels(nothing.buttons) == [["More (1)"], ["👍", "👎"]]


def test_any_script(golden: SnapshotAssertion) -> None:
    hits = (
        hit(
            "👩‍👩‍👧‍👦 A family 🇺🇦 spoke. שלום עולם. They left.",
            highlights=[(8, 26)],
            metadata=Metadata(title="عنوان \u202eevil", publisher="新聞 😀"),
        ),
        hit("  \r\n\tA\u030angstro\u0308m\u2028units  ", ordinal=2, highlights=[(0, 22)]),
    )
    answer = answered(*hits)
    assert spelled_out([first(answer), opened(answer, 1)]) == golden


def test_context(golden: SnapshotAssertion) -> None:
    around = [TALKS[0].passage, TALKS[1].passage, TALKS[2].passage]
    assert spelled_out([render_context(1, TALKS[1], around, KEY)]) == golden


def test_context_of_the_only_paragraph(golden: SnapshotAssertion) -> None:
    assert spelled_out([render_context(0, TALKS[0], [TALKS[0].passage], KEY)]) == golden


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


def test_receipts(golden: SnapshotAssertion) -> None:
    told = [
        (1, Receipt(TALKS[0].passage, Stored.HELD, Filed.SAME)),
        (2, Receipt(TALKS[1].passage, Stored.DIFFERS, Filed.UNREADABLE, "it is no longer there")),
        (3, Receipt(TALKS[2].passage, Stored.GONE, Filed.MOVED)),
    ]
    messages = render_receipts(told)
    assert spelled_out(messages) == golden
    for message in messages:
        legal(message)
    odd = replace(TALKS[0].passage, citation=replace(TALKS[0].passage.citation, document="\u200b"))
    legal(render_receipts([(1, Receipt(odd, Stored.HELD, Filed.SAME))])[0])


def test_sources(golden: SnapshotAssertion) -> None:
    documents = [
        StoredDocument(DocumentId(1), "talks/istanbul.md", NEWS, "0" * 64, 4, 900),
        StoredDocument(DocumentId(2), "notes/obmin.md", BARE, "1" * 64, 1, 63),
    ]
    assert spelled_out(render_sources(documents)) == golden


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


def formatted(message: RenderedMessage) -> FormattedText:
    entities = tuple(
        SentEntity(entity.type, entity.offset, entity.length, entity.url)
        for entity in message.entities
    )
    return FormattedText(message.text, entities)


def legal(message: RenderedMessage) -> None:
    """Telegram shows exactly this text, with exactly these entities."""
    values: dict[str, Json] = payload(message, 5)
    sent = formatting.read_text(Params(values))
    assert sent.violations == ()
    assert (sent.content.text, sent.formatting) == (message.text, formatted(message).entities)
    formatting.check_length(sent.content, formatting.TEXT_LIMIT, "message is too long")


def answers() -> list[Answer]:
    return [answered(*TALKS), Abstained(Question("?"), Reason.NO_MATCH, "?", 0.1)]


@pytest.mark.parametrize("answer", answers())
def test_golden_answers_are_legal(answer: Answer) -> None:
    legal(first(answer))


def test_rendering_needs_no_telegram_library() -> None:
    program = "import sys, bot.telegram_app.messages.reading; sys.exit('telegram' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_why_shows_a_line_a_passage_and_folds_the_figures(golden: SnapshotAssertion) -> None:
    answer = answered(*TALKS)
    message = render_why(in_short(answer, 0, 3), why(answer, 0, 3))
    assert spelled_out([message]) == golden
    legal(message)
    endless = ["word " * 300] * 9
    long = render_why(endless, "\n\n".join(endless))
    legal(long)
    assert utf16_length(long.text) > 4_000
    nothing = Abstained(Question("?"), Reason.NO_MATCH, "?", 1.0)
    told = render_why(in_short(nothing, 0, 3), why(nothing, 0, 3))
    assert told.text == nothing_ranked()
    legal(told)


def test_what_marks_everything_marks_nothing() -> None:
    text = "The talks began. They ended at noon."
    whole = hit(text, sentences=[(0, 16), (17, 36)], highlights=[(0, 16), (17, 36)])
    marked = replace(whole, best=1)
    for message in (first(answered(marked)), render_context(0, marked, [marked.passage])):
        assert covered(message, "bold")[-1] == "They ended at noon."
    only = hit("The talks began.", highlights=[(0, 16)])
    assert covered(first(answered(only)), "bold") == ["The talks began."]


@pytest.mark.parametrize(
    ("document", "page", "below"),
    [
        ("a.txt", None, "[1] a.txt\u00a0·\u00a0¶1"),
        ("a.txt", 12, "[1] a.txt\u00a0·\u00a0p.\u00a012\u00a0·\u00a0¶1"),
        ("a" * 16, None, f"[1] {'a' * 16}\u00a0·\u00a0¶1"),
        ("a" * 17, None, f"[1] {'a' * 17} ·\u00a0¶1"),
        ("a b " * 9, None, f"[1] {'a b ' * 8}a b\u00a0·\u00a0¶1"),
    ],
)
def test_where_a_passage_stands_is_on_no_line_of_its_own(
    document: str, page: int | None, below: str
) -> None:
    message = first(answered(hit("Text.", document=document, metadata=BARE, page=page)))
    assert message.text == f"Text.\n{below}"
    legal(message)


def test_titles_are_set_apart() -> None:
    bare = replace(NEWS, url=None)
    message = first(answered(TALKS[0], hit("Other words.", ordinal=2, metadata=bare)))
    assert covered(message, "italic") == ["Talks in Istanbul"] * 2
    assert covered(message, "text_link") == ["Talks in Istanbul"]
    unnamed = first(answered(hit("Text.", metadata=BARE)))
    assert covered(unnamed, "italic") == []
    for shown in (message, unnamed):
        legal(shown)


def covered(message: RenderedMessage, kind: str) -> list[str]:
    return [
        cut_utf16(message.text, entity.offset, entity.end)
        for entity in message.entities
        if entity.type == kind
    ]
