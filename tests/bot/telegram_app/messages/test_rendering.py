"""What people see in Telegram. The golden files show each message with its entities spelled out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Closest, Question, Reason
from bot.conversation import page
from bot.receipts import Filed, Receipt, Stored
from bot.state import Votes
from bot.telegram_app.messages.keyboard import Button
from bot.telegram_app.messages.reading import (
    QUOTED,
    QUOTED_SHORT,
    first_view,
    render,
    render_context,
)
from bot.telegram_app.messages.rendering import (
    RenderedMessage,
    render_receipts,
    render_sources,
    render_why,
)
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.why import in_short, nothing_ranked, why
from corpus.document import DocumentId, Metadata
from corpus.filters import Filters
from corpus.store import StoredDocument
from golden_text import GoldenText
from hand_made import BARE, LONG_PASSAGE, NEWS, TALKS, TOLD_ELSEWHERE, answered, hit
from rendered import KEY, LONG, first, labels, legal, opened
from telegram_server.values import cut_utf16, utf16_length


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
