import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.kinds import suffix_of
from bot.web.receiving import Fetched
from corpus.errors import FetchError

URL = "https://news.example/a"


def kind_of(data: bytes, kind: str = "") -> str:
    return suffix_of(Fetched(URL, data, kind))


@pytest.mark.timeout(10)  # what is seen takes no time; what hangs would hang for hours
@pytest.mark.parametrize(
    "piece",
    [
        b"<!---->",
        b"<!-- -->\n",
        b"<!--",
        b"<??>",
        b"<? ?>\n",
        b"<?",
        b"<?xml?>",
        b"\n",
        b"<?><!---->",
    ],
)
@pytest.mark.parametrize("end", [b"", b"x", b"<", b"<htm", b"<!doctype", b"<!--", b"<?"])
def test_what_is_made_to_take_long_does_not(piece: bytes, end: bytes) -> None:
    for count in (60, 1_000):
        with pytest.raises(FetchError, match="of no kind that the server names"):
            kind_of(piece * count + end)


@pytest.mark.timeout(60)
@given(
    st.lists(st.sampled_from(["<!--", "-->", "<?xml", "<?", "?>", ">", " ", "<rss", "<html", "a"]))
)
def test_any_beginning_is_seen_or_told_apart(pieces: list[str]) -> None:
    beginning = "".join(pieces)
    try:
        seen = kind_of(beginning.encode())
    except FetchError as error:
        assert "<rss" in beginning or "it is a feed" not in str(error)  # noqa: PT017 - or a page
        return
    assert seen == ".html"
    assert "<html" in beginning


@pytest.mark.parametrize(
    "before", ["", "<!-- a -->", " <!-- a > b -->\n<!----> ", "<?xml version='1.0'?>\n<!-- a -->"]
)
def test_what_stands_before_a_page_or_a_feed_is_passed_over(before: str) -> None:
    assert kind_of(f"{before}<!DOCTYPE html><p>a".encode()) == ".html"
    with pytest.raises(FetchError, match="it is a feed"):
        kind_of(f"{before}<rss version='2.0'>".encode())
