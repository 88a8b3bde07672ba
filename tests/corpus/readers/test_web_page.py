from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction
from corpus.readers.web_page import read_web_page
from golden_text import GoldenText
from shown_extraction import shown

PAGES = Path(__file__).parents[2] / "sample_documents"
STORY = (
    "The old stone bridge over the Ambry will stay closed to all traffic until the end of March."
)
BODY = f"<body><p>{STORY}</p><p>{STORY}</p></body>"


def extract(page: str, encoding: str = "utf-8") -> Extraction:
    return read_web_page(page.encode(encoding))


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_each_kind_of_website(name: str, snapshot: SnapshotAssertion) -> None:
    extraction = read_web_page((PAGES / f"{name}.html").read_bytes())

    assert shown(extraction) == snapshot(name=name, extension_class=GoldenText)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<META http-equiv=Content-Type content='text/html; charset=KOI8-R'>", "koi8-r"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="windows-1251">', "utf-8"),  # saved again, and the old mark left in place
        ("", "utf-16"),
        ('<meta charset="no-such-thing">', "cp1251"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
    ],
)
def test_the_declared_encoding_is_used_unless_it_is_plainly_wrong(head: str, encoding: str) -> None:
    story = "Старый каменный мост через реку Амбру будет закрыт до конца марта, сообщает город."

    assert extract(f"<html>{head}<body><p>{story}</p></body></html>", encoding).text == story


def test_a_declared_latin_1_is_read_as_browsers_do() -> None:
    page = f"<html><meta charset=iso-8859-1><body><p>“Closed” – {STORY}</p></body></html>"

    assert extract(page, "cp1252").text == f"“Closed” – {STORY}"


@pytest.mark.parametrize(
    ("head", "published", "origin"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": '
            '["Thing", "NewsArticle"], "datePublished": "2025-05-16T23:30:00-05:00"}]}</script>',
            date(2025, 5, 16),
            "JSON-LD",
        ),
        (
            '<meta property="article:published_time" content="2025-05-16T08:00:00Z">',
            date(2025, 5, 16),
            "OpenGraph",
        ),
        ('<meta name="DC.date.issued" content="2025-05-16">', date(2025, 5, 16), "HTML head"),
        (
            '<meta property="article:modified_time" content="2025-06-01">'
            '<time itemprop="datePublished" datetime="2025-05-16T10:00">Friday</time>'
            '<time datetime="2024-01-01">last year</time>',
            date(2025, 5, 16),
            "time element",
        ),
        (
            '<link rel="canonical" href="https://example.org/2025/05/16/bridge">',
            date(2025, 5, 16),
            "web address",
        ),
        ('<script type="application/ld+json">{"@type": "Article", broken</script>', None, None),
        ("<time datetime=2025-01-01>a</time><time datetime=2025-05-16>b</time>", None, None),
        ("<p>Updated on 16 May 2025. © 2025 Example</p>", None, None),
        ("<img src='https://example.org/2025/05/16/bridge.jpg'>", None, None),
    ],
)
def test_a_date_is_found_where_the_page_states_one_and_never_guessed(
    head: str, published: date | None, origin: str | None
) -> None:
    metadata = extract(f"<html>{head}{BODY}</html>").metadata

    assert metadata.published == published
    assert metadata.origins.get("published") == origin


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("/relative", None),
        ("javascript:alert(1)", None),
        ("https://user:secret@example.org/", None),
    ],
)
def test_only_a_plain_web_address_is_one(address: str, url: str | None) -> None:
    page = f'<html><head><link rel="canonical" href="{address}"></head>{BODY}</html>'

    assert extract(page).metadata.url == url


def test_a_page_title_loses_the_name_of_its_site() -> None:
    head = (
        "<meta property='og:site_name' content='Harrow Courier'>"
        "<title>Bridge closed - again | Harrow Courier</title>"
    )

    assert extract(f"<html>{head}{BODY}</html>").metadata.title == "Bridge closed - again"


def test_a_heading_that_says_less_than_the_title_is_the_title() -> None:
    page = f"<html><title>Bridge closed | Town</title><body><h1>Bridge closed</h1>{BODY}</html>"

    extraction = extract(page)

    assert extraction.metadata.title == "Bridge closed"
    assert extraction.metadata.origins["title"] == "heading"
    assert "Bridge closed" not in extraction.text


def test_two_texts_of_one_author_list() -> None:
    page = (
        '<script type="application/ld+json">[{"@type": "BlogPosting", "author": [{"name": "A. '
        'Writer"}, "B. Writer"], "publisher": {"name": "R&amp;D"}, "inLanguage": "de-AT"}]</script>'
    )

    metadata = extract(f"<html>{page}{BODY}</html>").metadata

    assert (metadata.author, metadata.publisher, metadata.language) == (
        "A. Writer, B. Writer",
        "R&D",
        "de",
    )


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "blockquote"])
def test_a_page_that_is_nested_too_deeply_keeps_all_its_words(tag: str) -> None:
    assert STORY in extract(f"<html><body>{f'<{tag}>' * 10_000}{STORY}").text


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff"])
def test_a_sign_that_xml_cannot_hold_changes_nothing(sign: str) -> None:
    page = (PAGES / "news.html").read_text()
    damaged = page.replace("</p>", f"{sign}</p>{sign}").replace("<b", f"{sign}<b")

    assert extract(damaged) == extract(page)


@pytest.mark.parametrize("name", ["[{", "{", "{a", "a:b", "1", "=", "<a", "\u00e9"])
def test_an_attribute_may_be_called_anything(name: str) -> None:
    page = f'<meta {name} content="2025-11-18"><time {name} datetime="2025-11-18">x</time>'

    extraction = extract(f"<html><head>{page}</head><body {name}><p {name}='a'>{STORY}</p></body>")

    assert STORY in extraction.text


def test_an_immense_line_is_read_whole() -> None:
    assert extract(f"<p>{STORY * 150_000}</p>").text == STORY * 150_000


def test_entities_of_its_own_are_not_expanded() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        f'<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>&b; &f; {STORY}</p></body></html>'
    )

    text = extract(page).text

    assert "aaaaaaaa" not in text
    assert "root:" not in text
    assert STORY in text


def test_a_page_without_markup_is_its_words() -> None:
    assert extract(f"{STORY}\n").text == STORY


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>alert(1)</script>", "<!-- x -->"])
def test_a_page_without_words_has_no_blocks(page: str) -> None:
    assert extract(page).blocks == ()


def test_a_page_that_is_no_text_is_refused() -> None:
    with pytest.raises(ReadingError, match="binary"):
        read_web_page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")


def test_attributes_that_no_parser_should_let_through_do_no_harm() -> None:
    head = (
        '<meta name="description"\fcontent="a\fb"><meta property="article:publi\fshed" content="2">'
    )

    assert STORY in extract(f"<html><head>{head}</head>{BODY}</html>").text
