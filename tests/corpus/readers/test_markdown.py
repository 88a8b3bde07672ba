import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadingError
from markdown_text import extract


def blocks(source: str) -> list[tuple[str, str]]:
    extraction = extract(source)
    return [(block.kind, block.span.of(extraction.text)) for block in extraction.blocks]


def paragraphs(source: str) -> list[str]:
    return [text for kind, text in blocks(source) if kind == "paragraph"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It was **bold**, *soft* and ***both***.", "It was bold, soft and both."),
        ("It was ~~wrong~~ right.", "It was wrong right."),
        ("See [the *report*](https://example.org/a_b 'Title') here.", "See the report here."),
        ("See [the report][1] here.\n\n[1]: https://example.org", "See the report here."),
        ("See <https://example.org>.", "See https://example.org."),
        ("Run `make *test*` now.", "Run make *test* now."),
        ("![A *closed* bridge](bridge.png) at night", "A closed bridge at night"),
        ("AT&amp;T &lt;3 &copy; &#8364;5 \\*sic\\*", "AT&T <3 © €5 *sic*"),
        ("A <b>brave</b> <span class='x'>new</span> world", "A brave new world"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("broken to\nkeep lines\nnarrow", "broken to keep lines narrow"),
        ("kept  \napart", "kept\napart"),
        ("snake_case and 2 * 3 * 4 = 24", "snake_case and 2 * 3 * 4 = 24"),
    ],
)
def test_inline_markup_goes_and_its_words_stay(source: str, text: str) -> None:
    assert extract(source).text == text


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("![logo](a.png)", []),
        ("[![Build](a.svg)](https://a.example)\n![b](b.svg)", []),
        ("[![Rain in Oldenburg since 1990](a.png)](b.png)", ["Rain in Oldenburg since 1990"]),
        ("![The old bridge in June](a.png)\n![pier](b.png)", ["The old bridge in June"]),
        ("- ![pier](a.png)\n- A pier.", ["• A pier."]),
        ("> ![The *old* bridge in June][1]\n\n[1]: a.png", ["The old bridge in June"]),
        ("| a | b |\n|---|---|\n| ![c](c.png) | d |", ["a | b\nc | d"]),
        ("| a |\n|---|\n| [![no](a.svg)](b) ![yes](c.svg) |", ["a\nno yes"]),
        ("### ![Footnote](logo.png)", ["Footnote"]),
    ],
)
def test_what_describes_a_picture_is_a_caption_or_nothing(source: str, texts: list[str]) -> None:
    assert [text for _, text in blocks(f"Before.\n\n## H\n\n{source}\n\nAfter.")] == [
        "Before.", "H", *texts, "After."
    ]  # fmt: skip


def test_notes_are_paragraphs_and_their_marks_are_no_words() -> None:
    source = (
        "Closed.[^1] Until *March*[^Note] [^2], see [^a-z] and `[^1]`[^3].\n\n"
        "[^1]: A letter of the\n   engineer.\n[^note]: `Code` [and more](b).[^1]\n\n"
        "[^2]:\nOn a line of its own.\n\n[^3]: https://example.org/a\n\nAfter [x][^3] and ^3.\n"
    )
    assert paragraphs(source) == [
        "Closed. Until March, see [^a-z] and [^1].",
        "A letter of the engineer.",
        "Code and more.",
        "On a line of its own.",
        "After x and ^3.",
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("[^1]: Ibid.", ["Ibid."]),
        ("[^1]: 42%", ["42%"]),
        ('[^1]: Smith "On stars"', ['Smith "On stars"']),
        ("[^1]: Smith 'On\n  stars'\n[^2]: Ibid.", ["Smith 'On stars'", "Ibid."]),
        ("[^1]:\n  Ibid.", ["Ibid."]),
        ("[^1]: mailto:a@example.org", ["mailto:a@example.org"]),
        ("[^1]: Ibid.\n\n[^1]: Cit.", ["Ibid.", "Cit."]),
        ("> [^1]: Ibid.\n>\n> So.", ["Ibid.", "So."]),
        ('[^1]: https://example.org/a "On stars"', ['https://example.org/a "On stars"']),
        ('[^1]: https://example.org/a\n  "On stars"', ['https://example.org/a "On stars"']),
        ("[^1]: https://example.org/a\n[^2]: Ibid.", ["Ibid."]),
        ("[^1]: <https://example.org/a>", []),
        ("[^1]: Ibid.\n[r]: https://example.org/a\n\n[x][r]", ["Ibid.", "x"]),
        ("[^1]: Ibid.\n  and so on\n  [^2]: Cit.", ["Ibid. and so on", "Cit."]),
        ("- [^1]: https://example.org/a\n- [^2]: Cit.", ["Cit."]),
    ],
)
def test_notes_of_a_word_are_no_addresses(source: str, texts: list[str]) -> None:
    told = [text.removeprefix("• ") for _, text in blocks(f"Closed[^1].\n\n{source}")]
    assert told == ["Closed.", *texts]


def test_headings_paragraphs_and_rules() -> None:
    source = "Before.\n\nFirst\n---\n\n### Second *part*\n\nText.\n\n***\n\nAfter."

    assert blocks(source) == [
        ("paragraph", "Before."),
        ("heading", "First"),
        ("heading", "Second part"),
        ("paragraph", "Text."),
        ("paragraph", "After."),
    ]
    assert [block.level for block in extract(source).blocks] == [0, 2, 3, 0, 0]


def test_list_items_are_blocks_with_a_mark() -> None:
    source = (
        "Three:\n\n- one\n  goes on\n- two\n\n  more of two\n  1. nested\n\n7) seven\n8) eight\n"
    )

    assert blocks(source) == [
        ("paragraph", "Three:"),
        ("item", "• one goes on"),
        ("item", "• two"),
        ("item", "more of two"),
        ("item", "1. nested"),
        ("item", "7) seven"),
        ("item", "8) eight"),
    ]
    assert extract("- a\n- b\n\nc").text == "• a\n• b\n\nc"


def test_empty_items_and_headings_leave_no_trace() -> None:
    assert blocks("-\n- \n\n#\n\nText.") == [("paragraph", "Text.")]


def test_a_quotation_is_a_paragraph_and_its_heading_opens_no_section() -> None:
    assert blocks("> # He said\n>\n> It is *over*.\n\nText.") == [
        ("paragraph", "He said"),
        ("paragraph", "It is over."),
        ("paragraph", "Text."),
    ]


def test_code_is_kept_as_it_stands() -> None:
    assert paragraphs("```py\nif *a*:\n    b  # c\n\nd\n```\n") == ["if *a*:\n    b  # c\n\nd"]


def test_tables_are_read_row_by_row() -> None:
    source = "| Pier | *Crack* |\n|---|:-:|\n| 1 | 3&nbsp;mm |\n| 2 | |\n"

    assert paragraphs(source) == ["Pier | Crack\n1 | 3\u00a0mm\n2 |"]


def test_raw_html_loses_its_tags_scripts_and_comments() -> None:
    source = (
        "<div class='a'>\n<p>Hello &amp; <b>welcome</b></p><p>a < b</p>\n"
        "<script>if (a<b) alert('x')</script><!-- not\nthis --></div>\n\nText.\n\n"
        "<!-- hidden -->\n\n<style>p { color: red }</style>\n\nEnd <!-- nor this -->."
    )
    assert paragraphs(source) == ["Hello & welcome\na < b", "Text.", "End ."]


def test_unclosed_html_hides_only_itself() -> None:
    assert paragraphs("Before.\n\n<script>\nx\n\ny") == ["Before."]
    assert paragraphs("Before.\n\n<!-- x\n\ny") == ["Before."]


@pytest.mark.parametrize(
    ("source", "title", "headings"),
    [
        ("# The title\n\nText.\n\n## Part\n\nMore.", "The title", ["Part"]),
        ("Preface.\n\n# The title\n\nText.", "The title", []),
        ("# One\n\nText.\n\n# Two\n\nText.", "One", ["Two"]),
        ("Preface.\n\n# One\n\nText.\n\n# Two\n\nText.", None, ["One", "Two"]),
        ("---\ntitle: Stated\n---\n# Other\n\nText.", "Stated", ["Other"]),
        ("---\ntitle: Stated\n---\n# Stated\n\nText.", "Stated", []),
        ("## Part\n\nText.", None, ["Part"]),
        ("# All there is", None, ["All there is"]),
        (f"# {'Long ' * 80}\n\nText.", None, [("Long " * 80).strip()]),
    ],
)
def test_the_outermost_heading_is_the_title_where_none_is_stated(
    source: str, title: str | None, headings: list[str]
) -> None:
    assert extract(source).metadata.title == title
    assert [text for kind, text in blocks(source) if kind == "heading"] == headings


def test_more_paragraphs_than_any_document_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.drafts._MOST_BLOCKS", 3)
    assert len(extract("a\n\nb\n\nc").blocks) == 3
    with pytest.raises(ReadingError, match="more than 3 paragraphs; split the file"):
        extract("a\n\nb\n\nc\n\nd")


@pytest.mark.parametrize(
    "source",
    [
        "[" * 30_000,
        "![" * 15_000,
        "*a_ " * 10_000,
        ">" * 50_000,
        "- " * 20_000,
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "`" * 30_000,
        "<!--" * 20_000,
        "<a " * 20_000,
        "|a" * 10_000 + "\n" + "|-" * 10_000 + "\n",
        "[^a]:\n" * 20_000,
        "[^a]: b\n" * 20_000,
        "[^a]: b\n" + "c\n" * 20_000,
    ],
    ids=range(13),
)
@pytest.mark.timeout(20)
def test_hostile_markup_neither_crashes_nor_hangs(source: str) -> None:
    extract(source)


WORD = st.integers(0, 999).map(lambda number: f"w{number}w")
PIECES = st.sampled_from(
    ["{}", "# {}", "## {}", "- {}", "1. {}", "> {}", "> - {}", "**{}** {}", "[{}]({})", "`{}`",
     "    {}", "```\n{}\n```", "| {} | {} |\n|---|---|\n| {} | {} |", "<p>{}</p>", "{}\n===",
     "- {}\n\n  {}\n  - {}", "<i>{}", "See ![{}](a.png)", "~~{}~~ *{}", "\\{} &amp; {}",
     "[^n]: {}", "[^n]: {} '{}'\n[^m]: {}", "| {} |\n|---|\n| ![{}](a.png) |",
     "[![{} {} {} {}](a.png)](b.png)"]
)  # fmt: skip


@given(st.lists(st.tuples(PIECES, st.lists(WORD, min_size=4, max_size=4)), max_size=10))
def test_no_word_is_lost(parts: list[tuple[str, list[str]]]) -> None:
    source = "\n\n".join(piece.format(*words) for piece, words in parts)
    hidden = {words[1] for piece, words in parts if piece == "[{}]({})"}
    wanted = {word for piece, words in parts for word in words[: piece.count("{}")]} - hidden

    extraction = extract(source)
    found = f"{extraction.metadata.title} {extraction.text}"

    assert [word for word in sorted(wanted) if word not in found] == []
