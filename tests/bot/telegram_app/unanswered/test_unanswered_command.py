from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_app.messages.formatted import LIMIT, utf16_length
from bot.telegram_app.unanswered.grouping import Group, grouped
from bot.telegram_app.unanswered.kept_questions import KeptQuestion, Why
from bot.telegram_app.unanswered.unanswered_command import AT_ONCE, render_page
from bot.wording import unanswered as wording
from bot.wording.translation import LANGUAGES, speaking

TODAY, BEFORE = date(2026, 11, 22), date(2026, 11, 20)


def test_the_same_question_is_told_once() -> None:
    groups = grouped(
        [
            KeptQuestion(TODAY, "en", Why.ABSTAINED, "Where is the Heron?"),
            KeptQuestion(TODAY, "de", Why.CLOSEST, "Wo ist der Reiher?"),
            KeptQuestion(BEFORE, "fr", Why.MARKED, "where is  the heron"),
            KeptQuestion(BEFORE, "en", Why.ABSTAINED, "???"),
            KeptQuestion(BEFORE, "en", Why.ABSTAINED, "!!!"),
        ]
    )
    assert groups == (
        Group("Where is the Heron?", TODAY, "en", 2, 1),
        Group("Wo ist der Reiher?", TODAY, "de", 1, 0),
        Group("???", BEFORE, "en", 1, 0),
        Group("!!!", BEFORE, "en", 1, 0),
    )


def test_a_page() -> None:
    groups = (
        Group("Where is the heron?", TODAY, "en", 3, 1),
        Group("Где\nцапля?\u202e", BEFORE, "ru", 1, 0),
        Group("\u200b", BEFORE, "uk", 1, 1),
    )
    assert render_page(groups, 0, 30).text == (
        "3 questions were asked in vain in private chats, or got 👎. The latest first:\n"
        "• Where is the heron? — 3× · 22 November 2026 · English · 👎 1\n"
        "• Где цапля? — 20 November 2026 · Russian\n"
        "• (nothing that can be seen) — 20 November 2026 · Ukrainian · 👎 1"
    )
    assert render_page((), 5, 1).text == wording.lead(0, 1)


@given(
    st.lists(st.text(min_size=1, max_size=1_000), max_size=30),
    st.integers(0, 9_999),
    st.sampled_from(LANGUAGES),
)
def test_a_page_fits_into_a_message(texts: list[str], page: int, language: str) -> None:
    groups = [Group(text, TODAY, language, 10_000, 10_000) for text in texts]
    with speaking(language):
        shown = render_page(groups, page, 365)
    assert utf16_length(shown.text) < LIMIT
    assert shown.text.count("\n") <= AT_ONCE


def test_every_question_is_on_one_page() -> None:
    groups = [Group(f"question {number}.", TODAY, "en", 1, 0) for number in range(25)]
    pages = [render_page(groups, page, 30) for page in range(3)]
    assert [len(page.buttons[0]) for page in pages] == [1, 2, 1]
    lines = [line for page in pages for line in page.text.split("\n")[1:]]
    assert len(lines) == len({line.partition("—")[0] for line in lines}) == 25
    assert render_page(groups, 999, 30) == pages[-1]
