"""What a document goes by that has no title."""

from datetime import date

import pytest

from bot.telegram_app.messages.footnotes import footnote as on_a_phone
from bot.wording.answers import footnote
from bot.wording.naming import name
from bot.wording.translation import LANGUAGES, speaking
from corpus.document import Metadata
from hand_made import hit

DESK = Metadata(publisher="City Desk", published=date(2026, 3, 4))
TOLD = {
    "en": "City Desk, no. 2",
    "de": "City Desk, Nr. 2",
    "es": "City Desk, n.º 2",
    "fr": "City Desk, n° 2",
    "ru": "City Desk, № 2",
    "uk": "City Desk, № 2",
}


def _footnote(document: str, metadata: Metadata) -> str:
    shown = hit("The harbour opens again.", metadata=metadata, document=document)
    told = footnote(shown.passage.citation)
    assert on_a_phone(1, shown).text.replace("\u00a0", " ") == f"[1] {told}"
    return told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_post_goes_by_its_channel_and_number(language: str) -> None:
    post = hit("…", metadata=DESK, document="all.zip/inner/export/result.json/2")
    with speaking(language):
        assert name(post.passage.citation).replace("\u00a0", " ") == TOLD[language]


def test_a_footnote_says_the_publisher_once() -> None:
    noted = Metadata(publisher="City Desk", note="state-run", published=DESK.published)
    assert _footnote("result.json/2", DESK) == "City Desk, no. 2 · 4 March 2026 · ¶1"
    assert _footnote("result.json/2", noted) == ("City Desk (state-run), no. 2 · 4 March 2026 · ¶1")
    assert _footnote("posts.csv/row-17", DESK) == "City Desk, no. 17 · 4 March 2026 · ¶1"
    assert _footnote("posts.jsonl/line-3", DESK) == "City Desk, no. 3 · 4 March 2026 · ¶1"
    assert _footnote("result.json/99/2", DESK) == "City Desk, no. 2 · 4 March 2026 · ¶1"


@pytest.mark.parametrize(
    ("document", "metadata"),
    [
        ("result.json/2", Metadata(title="A title", publisher="City Desk")),
        ("result.json/2", Metadata(note="state-run")),
        ("posts.csv/covid-19", DESK),
        ("posts.csv/row-17-", DESK),
        ("posts.jsonl/a²", DESK),
        ("all.zip/2.txt", DESK),
        ("all.zip/2", DESK),
        ("2.csv", DESK),
        ("folder/2", DESK),
    ],
)
def test_others_go_by_their_title_or_path(document: str, metadata: Metadata) -> None:
    assert name(hit("…", metadata=metadata, document=document).passage.citation) == (
        metadata.title or document
    )
