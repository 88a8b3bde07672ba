"""The metadata at the head of a Markdown file: YAML or TOML, or neither, or broken."""

from datetime import date

import pytest

from corpus.document import Metadata
from corpus.errors import ReadingError
from markdown_text import extract


def test_front_matter_is_metadata_and_not_text() -> None:
    extraction = extract(
        "---\ntitle: 'Closed: the bridge'\nPublisher: Example Times\nauthor: A. Writer\n"
        "published: 2025-05-19\nurl: https://example.org/a\nlanguage: EN\n"
        "tags: [bridge, river]\nreports: Town council, Reuters\n---\nText.\n"
    )
    assert extraction.text == "Text."
    assert extraction.metadata == Metadata(
        title="Closed: the bridge",
        publisher="Example Times",
        author="A. Writer",
        published=date(2025, 5, 19),
        url="https://example.org/a",
        language="en",
        tags=("bridge", "river"),
        reports=("Town council", "Reuters"),
    )


@pytest.mark.parametrize("source", ["---\n---\nText.", "---\n# nothing\n---\nText.", "\n\nText."])
def test_empty_front_matter_is_none(source: str) -> None:
    assert extract(source).metadata == Metadata()
    assert extract(source).text == "Text."


def test_a_rule_at_the_beginning_is_not_front_matter() -> None:
    assert extract("---\n\nText.").text == "Text."
    assert extract("--- not a rule\n\nText.").text == "--- not a rule\n\nText."


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: [unclosed", 3),
        ("title: x\nauthor: 'unclosed", 4),
        ("a: b: c", 2),
        ("title: x\n\ttabbed: y", 3),
        ("title: x\nurl: \x07", 3),
        ("title: *unknown", 2),
        ("[a]: b", 2),
    ],
)
def test_broken_front_matter_is_named_with_its_line(block: str, line: int) -> None:
    with pytest.raises(ReadingError, match=rf"not valid YAML in line {line}\b"):
        extract(f"---\n{block}\n---\nText.")


@pytest.mark.parametrize("block", ["just words", "- a\n- b", "42"])
def test_front_matter_that_is_no_mapping_is_refused(block: str) -> None:
    with pytest.raises(ReadingError, match="not front matter"):
        extract(f"---\n{block}\n---\nText.")


@pytest.mark.parametrize(
    "block",
    [
        "[" * 60_000,
        "a: " + "{a: " * 10_000,
        "- " * 30_000,
        "x: " + "y" * 70_000,
        '"\\UFFFFFFFF": a',
    ],
)
def test_hostile_front_matter_is_refused_and_crashes_nothing(block: str) -> None:
    with pytest.raises(ReadingError, match="front matter"):
        extract(f"---\n{block}\n---\nText.")


def test_a_reason_does_not_repeat_all_of_a_broken_block() -> None:
    with pytest.raises(ReadingError, match=r"line 2 \(found undefined alias") as it:
        extract(f"---\n*{'b' * 5_000}\n---\nText.")
    assert len(str(it.value)) < 200


def test_an_alias_bomb_is_harmless() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]" for n in range(12)]
    block = "\n".join([*lines, "tags: *a12", "title: *a12"])

    assert extract(f"---\n{block}\n---\nText.").metadata == Metadata()


def test_where_metadata_was_found_is_noted() -> None:
    source = "---\npublished: 2025-05-19\n---\n# The title\n\nText."

    assert extract(source).metadata.origins == {"title": "heading", "published": "front matter"}


def test_toml_front_matter_is_metadata_and_not_text() -> None:
    extraction = extract(
        "\n+++\ntitle = 'Closed: the bridge'\ndate = 2025-05-19T08:00:00+01:00\n"
        'author = "A. Writer"\ntags = ["bridge", 2025]\ndraft = false\n'
        "[params]\nweight = 3\n[[cascade]]\nat = 2025-05-19\n+++\nText.\n"
    )
    assert extraction.text == "Text."
    assert extraction.metadata == Metadata(
        title="Closed: the bridge",
        author="A. Writer",
        published=date(2025, 5, 19),
        tags=("bridge", "2025"),
    )


@pytest.mark.parametrize("day", ["2025-12-01", "'1 December 2025'", "2025-12-01T10:00:00"])
def test_dates_of_toml(day: str) -> None:
    source = f"+++\r\ndate = {day}\r\n+++\r\nText."
    assert extract(source).metadata.published == date(2025, 12, 1)


@pytest.mark.parametrize("source", ["+++\n+++\nText.", "+++\n# nothing\n+++\nText."])
def test_empty_toml_front_matter_is_none(source: str) -> None:
    assert extract(source).metadata == Metadata()
    assert extract(source).text == "Text."


@pytest.mark.parametrize("source", ["+++\n\nText.", "+++ more\n\nText.", "++++\na\n++++"])
def test_pluses_that_no_others_close_are_text(source: str) -> None:
    assert "+++" in extract(source).text


@pytest.mark.parametrize(
    ("block", "line"),
    [("title: x", 2), ("title = 'x'\ntitle = 'y'", 3), ("a = 1\nb = ", 3), ("a = [1,\n2", 3)],
)
def test_broken_toml_is_named_with_its_line(block: str, line: int) -> None:
    with pytest.raises(ReadingError, match=rf"not valid TOML in line {line}\b"):
        extract(f"+++\n{block}\n+++\nText.")


@pytest.mark.parametrize(
    "block",
    ["a = " + "[" * 60_000, "a = " + "{a = " * 10_000, "x = '" + "y" * 70_000 + "'",
     "a = " + "9" * 5_000, "a = 2025-99-99"],
)  # fmt: skip
def test_hostile_toml_is_refused_and_crashes_nothing(block: str) -> None:
    with pytest.raises(ReadingError, match="front matter"):
        extract(f"+++\n{block}\n+++\nText.")


def test_toml_that_is_deep_or_huge_harms_nothing() -> None:
    deep = "a = " + "[" * 100 + "]" * 100
    assert extract(f"+++\n{deep}\nb = 0x{'f' * 20_000}\n+++\nText.").text == "Text."
