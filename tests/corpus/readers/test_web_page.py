from datetime import date
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction
from corpus.readers.html import without_tags
from corpus.readers.web_layout import prepare
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


AFTER = (
    "Engineers found cracks in two of its four piers. A ferry carries people to the other bank "
    "until then, and nobody has to pay for it, the council of the town decided on Monday."
)


def around(inner: str) -> list[str]:
    """What is read between two paragraphs of an article."""
    page = f"<html><body><article><p>{STORY}</p>{inner}<p>{AFTER}</p></article></body></html>"
    first, *between, last = extract(page).text.split("\n\n")
    assert (first, last) == (STORY, AFTER)
    return between


PAY = "Nobody has to pay for the ferry as long as the bridge is closed, the mayor had promised."
CAPTION = "The bridge over the Ambry on Monday morning, when the barriers had been put up."


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure><img src=a.jpg alt=x><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><picture><img src=a.jpg></picture><figcaption><p>{CAPTION}</p></figcaption>"
        "</figure>",
        f"<figure class=media>\n<img src=a.jpg>\n<figcaption class='image-caption'>"
        f"{CAPTION[:40]}<b>{CAPTION[40:]}</b></figcaption></figure>",
        f"<div class='wp-caption alignleft'><img src=a.jpg>"
        f"<p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<figure><figure><img src=a.jpg></figure><figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><img src=a.jpg><figcaption><span class='wp-caption-text'>{CAPTION}</span>"
        "</figcaption></figure>",
    ],
)
def test_a_caption_is_a_paragraph_where_its_figure_stands(figure: str) -> None:
    assert around(figure) == [CAPTION]


@pytest.mark.parametrize("inner", ["span", "p"])
def test_a_caption_within_a_caption_is_one(inner: str) -> None:
    words = f"<{inner} class='wp-caption-text'>On Monday</{inner}>"
    tree = document_fromstring(f"<figure><img><figcaption>{words}</figcaption></figure>")

    prepare(tree)

    assert [str(it.text) for it in tree.iter("p")] == ["On Monday"]


def test_the_caption_of_a_table_stays_beside_it() -> None:
    table = "<table><tr><td>Year</td><td>Cost</td></tr><tr><td>2025</td><td>9</td></tr></table>"
    figure = f"<figure>{table}<figcaption>{CAPTION}</figcaption></figure>"

    assert around(figure) == ["Year | Cost\n2025 | 9", CAPTION]


CODE = "def ferry():\n    return 1"


@pytest.mark.parametrize(
    ("inner", "shown_text"),
    [
        (f"<pre>{CODE}</pre>", CODE),
        (f"<pre><code>{CODE}\n</code></pre>", CODE),
        (f"<div class=code><pre>{CODE}</pre></div>", CODE),
        (f"<blockquote>{PAY}</blockquote>", PAY),
        (f"<blockquote><p>{PAY}</p></blockquote>", PAY),
    ],
)
def test_a_figure_keeps_the_code_or_the_quotation_that_it_shows(
    inner: str, shown_text: str
) -> None:
    bare = f"<figure class='highlight'>{inner}</figure>"
    nested = f"<figure><figure>{inner}</figure><figcaption>{CAPTION}</figcaption></figure>"
    captioned = f"<figure>{inner}<figcaption>{CAPTION}</figcaption></figure>"
    described = f"<figure>{inner}<figcaption><span class=wp-caption-text>{CAPTION}</span>"

    assert around(bare) == [shown_text]
    assert around(nested) == [shown_text, CAPTION]
    assert around(captioned) == [shown_text, CAPTION]
    assert around(f"{described}</figcaption></figure>") == [shown_text, CAPTION]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><a href=/b><img src=b.jpg></a><figcaption><a href=/b>Ten ferries to take before "
        "the end of the summer</a></figcaption></figure>",
        f"<aside><figure><img src=b.jpg><figcaption>{CAPTION}</figcaption></figure></aside>",
        f"<a href=/b><figure><img src=b.jpg><figcaption>{CAPTION}</figcaption></figure></a>",
        f"<footer><figure><img src=b.jpg><figcaption>{CAPTION}</figcaption></figure></footer>",
        "<figure><img src=b.jpg alt='A bridge in the rain'></figure>",
        "<figure><blockquote><a href=/b>Ten ferries to take before the end of the summer</a>"
        "</blockquote></figure>",
    ],
)
def test_what_only_leads_to_another_page_is_no_caption(figure: str) -> None:
    assert around(figure) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "\nThe river rose,\n  and fell again,\nand rose.\n",
            "The river rose,\n  and fell again,\nand rose.",
        ),
        ("one\n\n<b>two</b>\nthree", "one\n\ntwo\nthree"),
        ("a   b\n1\t2", "a   b\n1\t2"),
        ("<code>def ferry():\n    return 1\n</code>", "def ferry():\n    return 1"),
        ("def ferry():\n    return 1\n", "def ferry():\n    return 1"),
        ("{\n  'a': 1\n}", "{\n  'a': 1\n}"),
        ("one<br>two", "one\ntwo"),
    ],
)
def test_preformatted_lines_stay_lines(source: str, text: str) -> None:
    assert around(f"<pre>{source}</pre>") == text.split("\n\n")


def test_a_page_with_the_signs_that_stand_for_white_space() -> None:
    assert around(f"<p>{CAPTION[:8]}\ufdd0\ufdd1\ufdd2{CAPTION[8:]}</p>") == [CAPTION]


@pytest.mark.parametrize("sign", ["&#xFDD0;", "&#64977;", "&#x00fdd2", "&#xFD\ufdd0D0;"])
@pytest.mark.parametrize("tag", ["p", "pre"])
def test_a_page_that_names_the_signs_by_their_numbers(sign: str, tag: str) -> None:
    assert around(f"<{tag}>{CAPTION[:10]}{sign} {CAPTION[11:]}{sign}</{tag}>{sign}") == [CAPTION]


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


def test_a_raised_figure_is_a_power_and_no_digit_more() -> None:
    page = f"<html><body><p>{STORY} It weighs 10<sup> 6 </sup> kg.</p></body></html>"

    assert extract(page).text == f"{STORY} It weighs 10⁶ kg."


def test_a_reference_of_thousands_of_figures_is_no_sign_and_does_no_harm() -> None:
    endless = f"&#{'1' * 5_000};"
    said = f'{{"@type": "NewsArticle", "headline": "The ferry", "author": "{endless}"}}'
    page = (
        f'<html><head><script type="application/ld+json">{said}</script></head>'
        "<body><p>The ferry crosses the bay at noon on every day of the week.</p></body></html>"
    )

    read = read_web_page(page.encode())

    assert read.metadata.title == "The ferry"
    assert without_tags(f"<b>{endless}</b>") == endless
