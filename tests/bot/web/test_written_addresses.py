"""What somebody writes is an address, or is told apart from one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.web.fetching import whole_address
from bot.web.shelf import place
from corpus.errors import FetchError
from fetched_pages import ODD


@pytest.mark.parametrize(
    "url",
    [
        "", "news.example/a", "file:///etc/passwd", "ftp://a.example/b", "http://", "http:///a",
        "http://user:word@a.example/", "http://user@a.example/", "http://[::1", "http://a:99999/",
        "https://a.example/" + "a" * 3_000, "gopher://a.example", "http://a\x00b.example/",
        "https://\udcff.example/", "https://a.example/\udcff", "http://a.example:0/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_told_apart(url: str) -> None:
    with pytest.raises(FetchError):
        whole_address(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://a.example/" + "a" * 2_000, "longer than 2,000 signs"),
        ("https://a.example/" + "ä" * 400, "longer than 2,000 signs"),
        ("http://a.example:22/", "no web pages come from port 22"),
        ("http://a.example:25/%0d%0aHELO", "no web pages come from port 25"),
        ("http://a.example:6667/", "no web pages come from port 6667"),
        ("http://\u2615.example/", "signs in it that need writing in ASCII, with xn--"),
    ],
)
def test_why_it_is_no_address(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        whole_address(url)


@pytest.mark.parametrize(
    "url", ["http://a.example:8080/", "https://a.example:8443/#" + "a" * 9_000]
)
def test_what_is_one(url: str) -> None:
    assert whole_address(url) == url.partition("#")[0]


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError, match="a user's name in the address") as refused:
        whole_address("https://user:word@a.example/")
    assert "word" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        (" HTTP://News.Example:80/a b#c ", "http://news.example/a%20b"),
        ("https://bücher.example/ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("https://a.example", "https://a.example/"),
        ("https://xn--53h.example/", "https://xn--53h.example/"),  # a picture of a cup
    ],
)
def test_an_address_is_whole(given: str, whole: str) -> None:
    assert whole_address(given) in {whole, whole.removesuffix("/")}


@given(st.one_of(st.text(), st.text("htps:/[]@%#?.\\0123456789abx", max_size=40), ODD))
@example("xn--")
@example("xn--53h.example")
@settings(max_examples=300)
def test_any_text_is_an_address_or_is_told_apart(text: str) -> None:
    for url in (text, f"http://{text}", f"https://a.example/{text}"):
        try:
            whole = whole_address(url)
        except FetchError:
            continue
        assert whole_address(whole) == whole
        assert place(whole, ".html").count("/") == 2
