"""Every message to an owner fits, whatever names and texts are in it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.library import Library
from bot.library.preview import ManyPreview, Preview, Refusal, Refused, Standing
from bot.listing import ListedFile
from bot.telegram_app.messages.formatted import LIMIT, utf16_length
from bot.telegram_app.messages.rendering import RenderedMessage
from bot.telegram_app.owner import views
from bot.wording import owner as wording
from bot.wording.translation import LANGUAGES, speaking
from corpus.document import DocumentId, Metadata
from corpus.scan import Skipped
from corpus.store import StoredDocument
from embeddings.indexing.summary import Summary

KEY = "AAAAAAAA"
TEXTS = st.one_of(st.text(max_size=60), st.just("😀" * 600), st.just("\u202e\u200b\n\r\x00"))
DONE = Summary(1, True, 1_000, 2, 3, (), {".jpg": 12_000, "": 1}, 1_234, 5_678, 9, 1, 1, 4)
LIBRARY = Library(Path("/documents"), Path("/data"), 1_000_000, lambda: (None, ()), lambda *_: DONE)


def sound(message: RenderedMessage) -> RenderedMessage:
    assert 0 < utf16_length(message.text) <= LIMIT
    assert all(0 <= it.offset < it.end <= utf16_length(message.text) for it in message.entities)
    for row in message.buttons:
        for button in row:
            assert button.text.strip()
            assert len((button.data or "").encode()) <= 64
    return message


@given(title=TEXTS | st.none(), name=TEXTS, opening=TEXTS, lines=st.lists(TEXTS, max_size=6))
@pytest.mark.parametrize("language", LANGUAGES)
def test_previews(
    language: str, title: str | None, name: str, opening: str, lines: list[str]
) -> None:
    metadata = Metadata(title=title, publisher=name, published=date(2025, 5, 16), language="en")
    old = ListedFile((StoredDocument(DocumentId(1), name, metadata, "0" * 64, 1, 1),))
    row = StoredDocument(DocumentId(1), f"{name}/1", metadata, "0" * 64, 1, 1, within=name)
    many = ListedFile((row, row))
    reasons = tuple((line, opening) for line in lines)
    with speaking(language):
        taken = (Standing(name, it, "0" * 64) for it in (None, old, many))
        for standing in (None, *taken):
            preview = Preview(name, metadata, 3, 2, tuple(lines), opening, standing)
            sound(views.preview_message(preview, KEY))
            kinds = dict.fromkeys(lines, 9_999)
            of_many = ManyPreview(
                name, 9, 9_999, tuple(lines), len(lines), reasons, kinds, standing
            )
            sound(views.preview_message(of_many, KEY))
        sound(views.removal_message(old, 9_999, KEY))
        sound(views.removal_message(many, 9_999, KEY))
        for why in Refusal:
            sound(views.refused_message(Refused(why, name, opening), LIBRARY))


def test_a_preview_tells_what_no_reader_takes() -> None:
    preview = ManyPreview("a.zip", 2, 3, ("One", "Two"), 0, (), {"": 1, ".py": 1_200}, None)
    text = views.preview_message(preview, KEY).text
    assert "2 documents · 3 passages\nNot read, as I read .txt, " in text
    assert ": without a suffix (1), .py (1,200)\n" in text


@given(skipped=st.lists(st.tuples(TEXTS, TEXTS), max_size=40))
@pytest.mark.parametrize("language", LANGUAGES)
def test_summaries(language: str, skipped: list[tuple[str, str]]) -> None:
    told = tuple(Skipped(*it, partly=len(it[0]) % 2 == 0) for it in skipped)
    done = Summary(1, True, 1, 2, 3, told, {}, 1, 2, 3, 1, 1)
    with speaking(language):
        sound(views.summary_message(DONE, LIBRARY))
        text = sound(views.summary_message(done, LIBRARY)).text
        for name in {path for path, _ in skipped}:
            sound(views.added_message(name, done))
        if len(skipped) > 12:
            assert wording.more_skipped(len(skipped) - 12) in text


def test_a_name_that_cannot_be_seen_and_pages() -> None:
    documents = [
        ListedFile((StoredDocument(DocumentId(it), "\u200b", Metadata(), "0" * 64, 1, 1),))
        for it in range(17)
    ]
    for page in (0, 1, 2, 9_999_999):
        sound(views.listing_message("Which?", documents, page, KEY))
    last = views.listing_message("Which?", documents, 2, KEY)
    assert [len(row) for row in last.buttons] == [1, 1, 1]  # a document, one turn back, cancel


def test_the_reasons_are_those_of_the_corpus() -> None:
    sources = Path(wording.__file__).parents[2] / "corpus"
    code = "".join(path.read_text(encoding="utf-8") for path in sources.rglob("*.py"))
    with speaking("en"):
        for reason in wording._reasons():
            assert f'"{reason}"' in code
