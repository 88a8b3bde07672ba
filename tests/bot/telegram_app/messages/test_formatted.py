import pytest

from bot.telegram_app.messages.formatted import (
    Styled,
    clean,
    clean_with_offsets,
    is_visible,
    one_line,
    packed,
    shortened,
    utf16_length,
)
from telegram_server.cleaning import clean as telegram_clean
from telegram_server.values import FormattedText


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\tc\x00d\x1b[31m", "a\nb c d [31m"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("left \u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c", "left gnp.exe x "),
        ("c1\x85control", "c1 control"),
        ("A\u030angstro\u0308m x\u030a", "Ångstro\u0308m x"),
        ("\u030a alone", " alone"),
        ("double\u0333 over\u033f", "double over"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("family 👨‍👩‍👧 and שלום", "family 👨‍👩‍👧 and שלום"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_telegram_has_nothing_left_to_clean() -> None:
    everything = [*range(0x300), *range(0x300, 0x370), *range(0x2000, 0x2070), 0xFEFF, 0x1F600]
    shown = "x".join(clean(chr(code)) for code in everything)
    assert telegram_clean(FormattedText(f"a{shown}b")).text == f"a{shown}b"


def test_offsets_follow_what_is_cleaned() -> None:
    text = "\u202ea\r\nA\u030ab"
    cleaned, offsets = clean_with_offsets(text)
    assert cleaned == "a\nÅb"
    assert offsets == [0, 0, 1, 1, 2, 3, 3, 4]


def test_styled_counts_utf16() -> None:
    styled = Styled("😀 ") + Styled("b").wrapped("bold") + "!"
    assert styled.text == "😀 b!"
    assert [(entity.type, entity.offset, entity.length) for entity in styled.entities] == [
        ("bold", 3, 1)
    ]
    assert styled.wrapped("blockquote").entities[0].length == 5
    assert Styled().wrapped("bold").entities == ()


def test_packed_fills_each_message() -> None:
    blocks = [Styled("aaa"), Styled("bb"), Styled("cccc"), Styled("d")]
    assert [message.text for message in packed(blocks, "\n", limit=6)] == ["aaa\nbb", "cccc\nd"]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("😀😀", 3, "😀…"),
        ("a  bcd", 4, "a…"),
        ("😀", 2, "😀"),
        ("one two three", 9, "one two…"),
        ("one two three", 12, "one two…"),
        ("a rhinoceros", 8, "a rhino…"),
    ],
)
def test_shortened(text: str, limit: int, shown: str) -> None:
    assert shortened(text, limit) == shown
    assert utf16_length(shortened(text, limit)) <= limit


def test_one_line_and_visibility() -> None:
    assert one_line(" A\n\u2028title\t ") == "A title"
    assert is_visible("a")
    assert not is_visible(" \u200b\u202e\n")
