from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.metadata import date_line, is_title, metadata_from_mapping, parse_date, parse_url


@pytest.mark.parametrize(
    "line",
    [
        "Old Bridge Closed: Council Fears For Its Piers",
        "No Ferry in Sight",
        "Will the bridge open again?",
        "U.S. engineers visit the bridge",
        "“Never again” at the river",
        "2024 in review",
        "Мост закрыт до осени",
        "橋は閉鎖",
    ],
)
def test_titles(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge has been closed.",
        "Already a member? Log in to read on",
        "Subscribe to our newsletter",
        "Please sign in",
        "The bridge is closed. Engineers found cracks",
        "“The bridge is closed.”",
        "and it was closed",
        "The council said:",
        "- Bridge closed",
        "1. Bridge closed",
        "A" * 151,
        "***",
    ],
)
def test_sentences_notices_and_items_are_no_titles(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2025-05-19", date(2025, 5, 19)),
        ("2025-5-9", date(2025, 5, 9)),
        ("2025-05-19T23:10:00Z", date(2025, 5, 19)),
        ("2025-05-19 23:10:00 +02:00", date(2025, 5, 19)),
        ("2025-13-45", None),
        ("0000-01-01", None),
        ("0001-01-01T00:00:00Z", None),
        ("0999-12-31", None),
        ("1000-01-01", date(1000, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
        ("9999-12-31", None),
        ("19.05.2025", None),
        ("May 2025", None),
        ("2025", None),
        ("٢٠٢٥-٠٥-١٩", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated: str | None, expected: date | None) -> None:
    assert parse_date(stated) == expected


def test_date_lines() -> None:
    assert date_line("PUBLISHED:\t2025-05-19") == date(2025, 5, 19)
    assert date_line("Date: 2025-05-19 by A. Writer") is None
    assert date_line("Update: 2025-05-19") is None


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c&d=e#f", "http://пример.рф/путь", "HTTPS://EXAMPLE.ORG"]
)
def test_addresses(url: str) -> None:
    assert parse_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "file:///etc/passwd",
        "data:text/html,x",
        "//example.org",
        "example.org",
        "https://",
        "https:///path",
        "https://example.org/a b",
        "https://example.org/\u202egpj",
        "https://example.org/\n",
        "https://[::1",
        "https://user:secret@example.org/",
        "https://example.org/" + "a" * 2000,
        "",
        None,
    ],
)
def test_what_is_no_safe_address_is_unknown(url: str | None) -> None:
    assert parse_url(url) is None


@pytest.mark.parametrize("code", ["english", "e", "en-US", "e1", "", "~", ["en"]])
def test_unknown_language_codes(code: object) -> None:
    assert metadata_from_mapping({"language": code}).language is None


def test_lists_and_comma_strings_are_the_same() -> None:
    listed = metadata_from_mapping({"tags": ["a", " b ", "", "a", ["nested"], {"c": "d"}]})

    assert listed == metadata_from_mapping({"tags": "a, b ,, a"})
    assert listed.tags == ("a", "b")


@pytest.mark.parametrize("blank", ["\ufeff", "\u200b \u200d", "\u202e", "\u00ad"])
def test_what_shows_nothing_states_nothing(blank: str) -> None:
    stated: dict[str, object] = {"title": blank, "author": [blank], "tags": [blank], "url": blank}
    assert metadata_from_mapping(stated) == Metadata()


def test_what_disturbs_leaves_one_space() -> None:
    stated = metadata_from_mapping(
        {"title": "a \x1b b\u2028c \u202e\u2066 d\x07e", "author": "\x7f f"}
    )
    assert (stated.title, stated.author) == ("a b c de", "f")


def test_several_authors_are_one_line() -> None:
    assert metadata_from_mapping({"author": ["A. Writer", "B. Other"]}).author == (
        "A. Writer, B. Other"
    )


def test_values_are_cleaned_and_kept_short() -> None:
    metadata = metadata_from_mapping(
        {"title": " A\n  title\x00\u202e \ud800", "publisher": "x" * 1000, "tags": ["t"] * 9}
    )
    assert metadata.title == "A title"
    assert metadata.publisher == "x" * 299 + "…"
    assert metadata.tags == ("t",)


@pytest.mark.parametrize("null", ["", "~", "null", " ", {}, [], {"a": "b"}])
def test_nothing_is_unknown(null: object) -> None:
    keys = ("title", "publisher", "author", "published", "url", "language", "tags", "reports")

    assert metadata_from_mapping(dict.fromkeys(keys, null)) == Metadata()


VALUES = st.recursive(
    st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(st.dictionaries(st.sampled_from(["title", "author", "published", "url", "tags"]), VALUES))
def test_no_value_makes_it_fail(stated: dict[str, object]) -> None:
    metadata_from_mapping(stated)


def test_a_long_address_is_whole_or_unknown() -> None:
    long = "https://example.org/" + "a" * 1_000
    assert metadata_from_mapping({"url": long}).url == long
    assert metadata_from_mapping({"url": "https://example.org/" + "a" * 2_000}).url is None
