import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Closest, Question, Reason
from bot.conversation import Page, page
from bot.terminal import READING_WIDTH, console_for, one_line, plain, print_page, visible
from bot.wording import answers as wording
from corpus.document import Metadata
from golden_text import GoldenText
from hand_made import BARE, LONG_PASSAGE, NEWS, TALKS, TOLD_ELSEWHERE, answered, hit

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# Any text, but rich in what a terminal would obey. (An alphabet would make those as rare as any
# other character.)
NASTY = st.lists(
    st.one_of(
        st.sampled_from("\x1b\x07\x08\r\t\n\x7f\x85\x9b\x9d\u2028\u2029\ufeff" + BIDI_CONTROLS),
        st.sampled_from(["a", " ", "ש", "́", "\N{SMILING FACE WITH SUNGLASSES}"]),
        st.text(st.characters(codec="utf-8"), max_size=3),
    )
).map("".join)


def obeyed(text: str) -> list[str]:
    """The characters of ``text`` that a terminal would act upon."""
    return [
        character
        for character in text
        if (unicodedata.category(character) in {"Cc", "Cs"} and character != "\n")
        or unicodedata.bidirectional(character)
        in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or character in "\u061c\u200e\u200f"
    ]


def rich(shown: Page, width: int = 80, whole_by: str | None = None) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system="standard",
        _environ={},
    )
    print_page(shown, console, whole_by)
    return stream.getvalue()


def without_styles(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def letters(text: str) -> str:
    """``text`` without white space and the bars of quotations."""
    return re.sub(r"[\s▎]", "", text)


@given(NASTY)
def test_nothing_that_is_shown_is_obeyed(text: str) -> None:
    assert obeyed(visible(text)) == []
    assert obeyed(one_line(text)) == []
    assert len(one_line(text).splitlines()) <= 1


@given(NASTY)
def test_a_page_is_harmless_and_keeps_every_word(text: str) -> None:
    metadata = Metadata(title=text or None, publisher=text, url=f"https://e.org/{text}")
    shown = page(answered(hit(text, highlights=[(len(text) // 3, len(text))], metadata=metadata)))
    bare, styled = plain(shown), without_styles(rich(shown))
    for rendered in (bare, styled):
        assert obeyed(rendered) == []
        assert letters(visible(text)) in letters(rendered)
    assert bare.startswith(visible(text) + "\n[1] ")


def test_no_control_is_left_out() -> None:
    controls = [*map(chr, [*range(0x20), *range(0x7F, 0xA0)]), *BIDI_CONTROLS]
    assert obeyed("".join(controls)) == [one for one in controls if one != "\n"]
    assert obeyed(visible("".join(controls))) == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"))))
def test_harmless_text_is_quoted_exactly(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("a\tb\nc", "a b\nc"),
        ("\x9b31mred", "\ufffd31mred"),
        ("evil\u202egnp.exe", "evil\ufffdgnp.exe"),
        ("\u200fשלום\u200f", "שלום"),
        ("one\u2028two", "one\ntwo"),
        ("\udcff", "\ufffd"),
        ("\x7f\r\0", "␡␍␀"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_title_cannot_add_a_line() -> None:
    metadata = Metadata(title="Real\n[2] Forged", publisher="P\u2028Q", url="https://e.org/\n[3]")
    text = plain(page(answered(hit("Words.", metadata=metadata))))
    assert text == "Words.\n[1] Real [2] Forged · P Q · ¶1\n    https://e.org/ [3]"


def test_a_quotation_cannot_pass_for_a_footnote() -> None:
    text = without_styles(rich(page(answered(hit("Words.\n[9] Forged · ¶1", metadata=BARE)))))
    assert "\n▎ [9] Forged" in text


def test_the_highlight_is_bold_and_stays_in_place_when_text_before_it_changes_length() -> None:
    text = "\u200f\u200f\x1bA. The answer. B."
    shown = rich(page(answered(hit(text, highlights=[(6, 17)]))))
    assert "\x1b[1mThe answer.\x1b[0m" in shown
    assert "\x1b[1m" not in plain(page(answered(hit(text, highlights=[(6, 17)]))))


def test_lines_are_wrapped_for_a_person_and_not_for_a_pipe() -> None:
    text = "word " * 60 + "end."
    shown = page(answered(hit(text, metadata=Metadata(title="long title " * 12))))
    for width in (20, 40, 300):
        lines = without_styles(rich(shown, width)).splitlines()
        assert max(map(len, lines)) <= min(width, READING_WIDTH)
        assert len(lines) > 5
    assert plain(shown).splitlines()[0] == text


def test_an_address_stays_in_one_piece() -> None:
    url = "https://example.org/" + "path/" * 40
    shown = page(answered(hit("Words.", metadata=Metadata(title="T", url=url))))
    assert f"    {url}\n" in without_styles(rich(shown, 40))


def test_a_page_without_a_lead_begins_with_the_quotation() -> None:
    assert without_styles(rich(page(answered(*TALKS)))).startswith("▎ The talks")


def test_the_next_page_goes_on_counting_and_repeats_no_lead() -> None:
    answer = Closest(Question("?"), TALKS, Reason.WEAK_MATCH, "?", 1.0)
    assert plain(page(answer, 3)) == (
        "A second round was left open.\n"
        "[4] Talks in Istanbul · Example Times · 16 May 2025 · ¶4\n"
        "    https://example.org/2025/talks?id=1&part=2"
    )


def test_no_style_survives_where_nobody_sees_it() -> None:
    stream = io.StringIO()
    print_page(page(answered(*TALKS)), console_for(stream))
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("render", [plain, rich], ids=["plain", "rich"])
def test_an_answer(render: Callable[[Page], str], snapshot: SnapshotAssertion) -> None:
    assert render(page(answered(*TALKS))) == snapshot(extension_class=GoldenText)


@pytest.mark.parametrize("render", [plain, rich], ids=["plain", "rich"])
def test_near_misses(render: Callable[[Page], str], snapshot: SnapshotAssertion) -> None:
    answer = Closest(Question("?"), (hit("Rain.", metadata=NEWS),), Reason.WEAK_MATCH, "?", 1.0)
    assert render(page(answer)) == snapshot(extension_class=GoldenText)


@pytest.mark.parametrize("render", [plain, rich], ids=["plain", "rich"])
def test_versions(render: Callable[[Page], str], snapshot: SnapshotAssertion) -> None:
    assert render(page(answered(TOLD_ELSEWHERE))) == snapshot(extension_class=GoldenText)


def test_a_person_sees_a_part_of_a_long_passage(snapshot: SnapshotAssertion) -> None:
    text = rich(page(answered(LONG_PASSAGE, TALKS[1])), whole_by="Say please.")
    assert text == snapshot(extension_class=GoldenText)


def test_whoever_wants_the_whole_gets_it() -> None:
    words = LONG_PASSAGE.passage.text
    shown = page(answered(LONG_PASSAGE))
    assert letters(words) in letters(without_styles(rich(shown)))
    assert plain(shown).startswith(words + "\n")
    assert "Say please." not in rich(page(answered(*TALKS)), whole_by="Say please.")


@pytest.mark.parametrize("reason", list(Reason))
def test_silence_is_a_sentence(reason: Reason) -> None:
    shown = page(Abstained(Question("?"), reason, "?", 1.0))
    assert plain(shown) == " ".join(without_styles(rich(shown, 300)).split())
    assert plain(shown)


@pytest.mark.parametrize(
    ("asked", "searched", "told"),
    [
        ("Where were the taks?", "Where were the talks?", "Searched: Where were the talks?"),
        ('Where were the "talks" -Minsk?', "Where were the talks?", None),
        ("Where were the\n  talks?", "Where were the\n  talks?", None),
    ],
)
def test_a_mended_spelling_is_told_but_no_operator(
    asked: str, searched: str, told: str | None
) -> None:
    answer = replace(answered(*TALKS, question=asked), searched=searched)
    assert wording.searched(answer) == told
