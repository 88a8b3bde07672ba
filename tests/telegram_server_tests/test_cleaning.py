import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegram_server.cleaning import clean
from telegram_server.tdlib import TdlibError
from telegram_server.values import Entity, FormattedText, cut_utf16, utf16_length

# Everything that Telegram treats in its own way, and ordinary text around it.
ODD = "\r\n\t\x00\x07\x0b \u2028\u202e\u200e\u200f\u030a\u0333\ufeff\u200d*_`[]()~|"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])))


@st.composite
def formatted_texts(draw: st.DrawFn) -> FormattedText:
    text = draw(TEXTS)
    places = [0]
    for character in text:
        places.append(places[-1] + utf16_length(character))
    start, end = sorted(draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
    kind = draw(st.sampled_from(["bold", "code", "blockquote", "expandable_blockquote"]))
    return FormattedText(text, (Entity(kind, start, end - start),) if end > start else ())


def test_known_characters() -> None:
    sent = FormattedText("a\tb\rc\u2028d\x00e\u202ef\u030ag")
    assert clean(sent).text == "a bcd efg"


def test_markdown_is_left_alone() -> None:
    text = "*a* __b__ `c` ~~d~~ ||e|| [f](https://example.org)"
    assert clean(FormattedText(text)) == FormattedText(text)


def test_white_space_at_both_ends_goes() -> None:
    sent = FormattedText(" \n one two \n", (Entity("bold", 7, 5),))
    assert clean(sent) == FormattedText("one two", (Entity("bold", 4, 3),))


def test_entities_move_with_the_text() -> None:
    sent = FormattedText("a\r\n\u2028😀 b\r", (Entity("italic", 4, 2), Entity("bold", 7, 2)))
    cleaned = clean(sent)
    assert [cleaned.under(entity) for entity in cleaned.entities] == ["😀", "b"]


@given(formatted_texts())
def test_cleaning_twice_changes_nothing_more(sent: FormattedText) -> None:
    once = clean(sent)
    assert clean(once) == once


@given(formatted_texts())
def test_an_entity_keeps_covering_its_text(sent: FormattedText) -> None:
    cleaned = clean(sent)
    for before in sent.entities:
        covered = clean(FormattedText(sent.under(before))).text
        kept = "".join(cleaned.under(after).strip(" \n") for after in cleaned.entities)
        # Marks that are odd in a row (U+200E, U+200F) depend on their neighbours; all else is kept.
        assert _plain(kept) == _plain(covered)


@given(TEXTS)
def test_what_is_kept_is_in_order(text: str) -> None:
    kept = iter(text)
    cleaned = clean(FormattedText(text)).text
    assert all(character in kept for character in cleaned if character not in " \u200c")


@pytest.mark.parametrize(
    "entity", [Entity("bold", 1, 1), Entity("bold", 0, 1), Entity("bold", 2, 9)]
)
def test_entities_outside_the_text_or_inside_a_character_are_refused(entity: Entity) -> None:
    with pytest.raises(TdlibError):
        clean(FormattedText("😀" if entity.offset < 2 else "ab", (entity,)))


def test_offsets_count_code_units() -> None:
    assert utf16_length("a😀б") == 4
    assert cut_utf16("a😀б", 1, 3) == "😀"


def _plain(text: str) -> str:
    return "".join(c for c in text if c not in "\u200c\u200d\u200e\u200f")
