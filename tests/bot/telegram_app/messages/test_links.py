from urllib.parse import unquote

import pytest

from bot.telegram_app.messages.links import sentence_url
from telegram_server import tdlib
from telegram_server.values import Entity, FormattedText

PAGE = "https://example.org/a?b=1&c=2"


@pytest.mark.parametrize(
    ("sentence", "fragment"),
    [
        ("Held on Friday.", "text=Held%20on%20Friday."),
        ("a-b, c & d", "text=a%2Db%2C%20c%20%26%20d"),
        ("100 % «так» 😀", "text=100%20%25%20%C2%AB%D1%82%D0%B0%D0%BA%C2%BB%20%F0%9F%98%80"),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen.",
            "text=One%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen.",
        ),
        ("over\n two\tlines", "text=over%20two%20lines"),
    ],
)
def test_the_fragment_names_the_sentence(sentence: str, fragment: str) -> None:
    assert sentence_url(PAGE, sentence) == f"{PAGE}#:~:{fragment}"


def test_a_page_s_own_fragment_stays_and_a_text_fragment_goes() -> None:
    assert sentence_url("https://a.org/x#part", "word") == "https://a.org/x#part:~:text=word"
    assert sentence_url("https://a.org/x#p:~:text=old", "new") == "https://a.org/x#p:~:text=new"


def test_without_a_sentence_or_with_too_long_a_one_the_page_is_linked() -> None:
    assert sentence_url(PAGE, " \n") == PAGE
    assert sentence_url(PAGE, "字" * 900) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://localhost/",
        "https://no-dot/",
        "https://example.org:99999/",
        "https://example.org:0/",
        "https://bank.example@evil.example/",
        "https://[::1]/",
        "https://exa mple.org/",
        "https://a..b/",
        "https://" + "a" * 64 + ".org/",
        "https://example.org/" + "x" * 3000,
        "https://[broken/",
        "example.org",
    ],
)
def test_no_link_where_telegram_would_refuse_or_a_reader_be_deceived(url: str | None) -> None:
    assert sentence_url(url, "word") is None


@pytest.mark.parametrize(
    "url",
    [
        "HTTP://Example.ORG",
        "https://приклад.укр/шлях?питання=так",
        'https://a.org/<>"{}|\\^` \u202e\x00\n',
        "https://a.org/100%25?q=%zz",
        "http://127.0.0.1:8080/x",
        "https://a_b.org./x",
        "https://a.org/a#b#c",
        "https://a.org/\ud800",
    ],
)
def test_telegram_takes_every_link_that_is_made(url: str) -> None:
    link = sentence_url(url, "word - other")
    if link is None:
        return
    assert link.isascii()
    assert link.isprintable()
    tdlib.settle(FormattedText("abc", (Entity("text_link", 0, 3, link),)))


def test_international_addresses_are_kept() -> None:
    link = sentence_url("https://приклад.укр/шлях", "так")
    assert link is not None
    assert link.startswith("https://xn--")
    assert unquote(link).endswith("/шлях#:~:text=так")
