"""Boilerplate in its place: among the other blocks of a document, and between the passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.marking import marked_blocks
from corpus.document import Span
from corpus.readers.extraction import Block
from corpus.readers.markdown import read_markdown
from corpus.readers.text import read_text
from corpus.segment import marks, segment

TALKS = (
    "The talks in Istanbul lasted two hours and brought no ceasefire, though both delegations "
    "agreed to exchange a thousand prisoners each."
)
RIVER = (
    "Troops crossed the river at dawn under cover of fog, and by noon a first bridge carried "
    "supplies to the far bank."
)
NOTICE = "Already a subscriber? Log in to continue reading this article."


def marked(document: str, *, markdown: bool = False) -> dict[str, Reason]:
    extraction = (read_markdown if markdown else read_text)(document.encode())
    found = marked_blocks(extraction.text, extraction.blocks)
    return {block.span.of(extraction.text): reason for block, reason in found.items()}


def cut(document: str, *, markdown: bool = False) -> tuple[list[str], list[tuple[int | None, str]]]:
    extraction = (read_markdown if markdown else read_text)(document.encode())
    text, blocks = extraction.text, extraction.blocks
    found = marked_blocks(text, blocks)
    passages = [it.span.of(text) for it in segment(text, blocks, "en", found)]
    left = [(mark.paragraph, mark.span.of(text)) for mark in marks(text, blocks, found)]
    return passages, left


def test_a_notice_between_two_paragraphs_is_in_neither() -> None:
    passages, left = cut(f"{TALKS}\n\n{NOTICE}\n\n{RIVER}\n")
    assert passages == [TALKS, RIVER]
    assert left == [(2, NOTICE)]


def test_short_paragraphs_on_both_sides_of_a_notice_stay_apart() -> None:
    passages, _ = cut(f"{TALKS}\n\nNobody answered.\n\nAdvertisement\n\nHe left.\n\n{RIVER}\n")
    assert passages == [f"{TALKS}\n\nNobody answered.", f"He left.\n\n{RIVER}"]


def test_numbers_go_on_counting_what_a_reader_sees() -> None:
    extraction = read_text(f"{NOTICE}\n\n{TALKS}\n\nAdvertisement\n\n{RIVER}\n".encode())
    found = marked_blocks(extraction.text, extraction.blocks)
    segments = segment(extraction.text, extraction.blocks, "en", found)
    assert [it.paragraph for it in segments] == [2, 4]


def test_titles_under_a_lead_go_with_it() -> None:
    titles = "- Zelensky visits the front\n- Prices rise again\n- A winter without gas?"
    found = marked(f"{TALKS}\n\n{RIVER}\n\n## Related articles\n\n{titles}\n", markdown=True)
    assert set(found.values()) == {Reason.RELATED}
    assert len(found) == 4


def test_facts_under_a_heading_of_their_own_are_served() -> None:
    assert (
        marked(f"{TALKS}\n\n## Related facts\n\n- 412 metres\n- two tracks\n", markdown=True) == {}
    )


def test_a_menu_of_paragraphs_is_one() -> None:
    menu = ["News", "Sport", "Culture", "Contacts"]
    found = marked("\n\n".join([TALKS, *menu, RIVER]))
    assert found == dict.fromkeys(menu, Reason.NAVIGATION)
    assert marked(f"{TALKS}\n\nSport\n\n{RIVER}\n") == {}


def test_an_address_that_a_sentence_announces_is_served() -> None:
    address = "https://stats.example.org/prisoners"
    assert marked(f"{TALKS}\n\n{address}\n\n{RIVER}\n") == {address: Reason.ADDRESS}
    assert marked(f"{TALKS} The lists are at:\n\n{address}\n\n{RIVER}\n") == {}


def test_a_heading_over_nothing_but_boilerplate_goes_with_it() -> None:
    prompt = "Sign up for our newsletter and get the best stories in your inbox."
    found = marked(
        f"{TALKS}\n\n## Stay close\n\n{prompt}\n\n## The river\n\n{RIVER}\n", markdown=True
    )
    assert found == {"Stay close": Reason.NEWSLETTER, prompt: Reason.NEWSLETTER}


def test_a_heading_that_a_notice_cuts_off_stays_the_context() -> None:
    document = f"{TALKS}\n\n## The river\n\nAdvertisement\n\n{RIVER}\n"
    extraction = read_markdown(document.encode())
    found = marked_blocks(extraction.text, extraction.blocks)
    assert sorted(found.values()) == [Reason.ADVERTISEMENT, Reason.HEADING]
    last = segment(extraction.text, extraction.blocks, "en", found)[-1]
    assert last.span.of(extraction.text) == RIVER
    assert last.heading == "The river"


LABELLED = [
    "Updated: 12 March 2025", "Aktualisiert: 12. März 2025, 10:22", "Mis à jour le 12 mars 2025",
    "Actualizado: 12 de marzo de 2025", "Обновлено: 12 марта 2025", "Оновлено: 12 березня 2025",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELLED)
@pytest.mark.parametrize("behind", ["", "Advertisement\n\n", "12 comments\n\n"])
def test_when_a_page_was_changed_is_a_date_line_and_no_heading(label: str, behind: str) -> None:
    assert marked(f"{label}\n\n{behind}{TALKS}\n\n{RIVER}\n")[label] is Reason.BYLINE
    assert marked(f"{TALKS}\n\n{RIVER}\n\n{behind}{label}\n")[label] is Reason.BYLINE


@pytest.mark.parametrize("label", LABELLED)
def test_a_label_among_the_paragraphs_dates_what_follows_it(label: str) -> None:
    found = marked(f"{TALKS}\n\n{label}\n\n{RIVER}\n")
    assert found == {}
    cut_off = marked(f"{TALKS}\n\n{label}\n\nAdvertisement\n\n{RIVER}\n")
    assert cut_off[label] is Reason.BYLINE
    log = "".join(f"## Updated: {day} March 2025\n\n{RIVER}\n\n" for day in (14, 13, 12))
    assert marked(log, markdown=True) == {}


def test_a_byline_that_is_cut_off_is_one() -> None:
    found = marked(f"{TALKS}\n\nBy Anna Reed\n\nVotes (14)\n\n{RIVER}\n")
    assert found == {"By Anna Reed": Reason.BYLINE, "Votes (14)": Reason.SHARING}


def test_a_heading_at_the_end_does_not_reach_across_a_notice() -> None:
    passages, left = cut(f"{TALKS}\n\n{NOTICE}\n\n## Notes\n", markdown=True)
    assert passages == [TALKS, "Notes"]
    assert left == [(2, NOTICE)]


ENTRY = "The reactor was shut down and the shift waited for orders."


@pytest.mark.parametrize(
    "times",
    [
        ["26 April 1986, 01:23", "26 April 1986, 01:26", "26 April 1986, 05:00"],
        ["26 April 1986, 01:23", "26 April 1986, 05:00"],
        ["26 April 1986, 01:23", "01:26", "02:10"],
        ["26 April 1986, 01:23", "27 April 1986"],
        ["26.04.1986, 01:23 Uhr", "27. April, 14:02 Uhr"],
        ["- 26 April 1986, 01:23", "- 26 April 1986, 01:26"],
        ["26 April 1986, 01:23", "## 26 April 1986, 01:26"],
    ],
)
@pytest.mark.parametrize("entry", [TALKS, ENTRY, "Smoke."])
def test_the_times_of_a_chronology_are_served(times: list[str], entry: str) -> None:
    entries = "\n\n".join(f"{time}\n\n{entry}" for time in times)
    assert marked(f"# Timeline\n\n{entries}\n", markdown=True) == {}
    assert marked(f"# Log\n\n{RIVER}\n\n{entries}\n", markdown=True) == {}
    assert marked(f"# Log\n\n{RIVER}\n\n{times[0]}\n\n{entry}\n", markdown=True) == {}


@pytest.mark.parametrize("behind", ["26 April 1986, 01:23\n\n26 April 1986, 01:26", "01:26"])
def test_times_behind_their_entries_are_served(behind: str) -> None:
    log = f"{TALKS}\n\n26 April 1986, 01:02\n\n{RIVER}\n\n{behind}\n"
    assert marked(log, markdown=True) == {}


def test_three_moments_are_a_list() -> None:
    times = [f"26 April 1986, 01:2{minute}" for minute in (3, 4, 6)]
    for markdown in (False, True):
        assert marked("\n\n".join([*times, TALKS]), markdown=markdown) == {}


PUBLISHED, UPDATED = "14 March 2025, 10:32", "14 March 2025, 11:47"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ([PUBLISHED], []), ([], [PUBLISHED]), ([PUBLISHED], [UPDATED]),
        ([PUBLISHED, UPDATED], []), (["By Anna Kovac", PUBLISHED], []),
        (["World", PUBLISHED], []), (["# The talks", PUBLISHED, "By Anna Kovac"], [UPDATED]),
    ],
)  # fmt: skip
def test_when_a_page_was_published_is_marked(before: list[str], behind: list[str]) -> None:
    found = marked("\n\n".join([*before, TALKS, RIVER, *behind]), markdown=True)
    dates = {it for it in [*before, *behind] if it in (PUBLISHED, UPDATED)}
    assert {text for text in found if text != "By Anna Kovac"} == dates


def test_the_dates_of_related_articles_make_no_chronology() -> None:
    related = f"Related articles\n\nPrices rise again\n\n{UPDATED}\n\nThe river\n\n{UPDATED}"
    found = marked(f"{PUBLISHED}\n\n{TALKS}\n\n{related}\n", markdown=True)
    assert found[PUBLISHED] is Reason.BYLINE
    assert found[UPDATED] is Reason.RELATED


PARAGRAPHS = st.sampled_from([
    TALKS, RIVER, NOTICE, "Advertisement", "Share", "Nobody answered.", "## The river", "# War",
    "### Related articles", "- one thing", "- another", "By Anna Kovac", "https://example.org/a",
    "Home | News | Sport", "Read also: Prices rise", "Home", "News", "Sport", "Contacts",
])  # fmt: skip


@given(st.lists(PARAGRAPHS, min_size=1, max_size=12))
def test_every_block_is_in_a_passage_or_marked_and_never_both(paragraphs: list[str]) -> None:
    extraction = read_markdown("\n\n".join(paragraphs).encode())
    text, blocks = extraction.text, extraction.blocks
    found = marked_blocks(text, blocks)
    segments = segment(text, blocks, "en", found)
    left = marks(text, blocks, found)
    assert [mark.span for mark in left] == [block.span for block in blocks if block in found]
    for block in blocks:
        within = [it for it in segments if overlap(it.span, block.span)]
        assert (not within) == (block in found)
    ends = 0
    for it in segments:
        assert ends <= it.span.start
        ends = it.span.end
    numbered = [mark.paragraph for mark in left if mark.paragraph is not None]
    assert len(set(numbered)) == len(numbered)
    served = {n for it in segments for n in range(it.paragraph, it.paragraph_end + 1)}
    if any(block.kind != "heading" and block not in found for block in blocks):
        assert served.isdisjoint(numbered)


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@pytest.mark.parametrize("kind", ["paragraph", "item"])
def test_a_list_mark_does_not_hide_a_notice(kind: str) -> None:
    text = (
        "- Share this article on Facebook" if kind == "item" else "Share this article on Facebook"
    )
    block = Block(Span(0, len(text)), "item" if kind == "item" else "paragraph")
    assert marked_blocks(text, (block,)) == {block: Reason.SHARING}
