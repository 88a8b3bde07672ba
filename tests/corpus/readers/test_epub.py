import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from corpus.errors import ReadingError
from corpus.readers.epub import read_epub
from golden_text import GoldenText
from sample_documents.make_books import CONTAINER
from shown_extraction import shown

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"
STORY = "The old stone bridge over the Ambry stays closed to all traffic until the end of March."


def made_book(
    *pages: str, metadata: str = "", properties: str = "", more: dict[str, str] | None = None
) -> bytes:
    """A book of these bodies, as pages 0.xhtml, 1.xhtml and so on."""
    items = "".join(
        f'<item id="p{number}" href="{number}.xhtml" media-type="application/xhtml+xml" '
        f'properties="{properties}"/>'
        for number in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(pages)))
    parts = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": (
            '<package xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:opf="http://www.idpf.org/2007/opf">'
            f"<metadata>{metadata}</metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
        **{
            f"OEBPS/{number}.xhtml": (
                f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{page}</body></html>'
            )
            for number, page in enumerate(pages)
        },
        **(more or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def protected(*names: str) -> dict[str, str]:
    references = "".join(
        f'<enc:EncryptedData><enc:CipherReference URI="{name}"/></enc:EncryptedData>'
        for name in names
    )
    return {
        "META-INF/encryption.xml": (
            f'<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#">{references}</encryption>'
        )
    }


def blocks(data: bytes) -> list[str]:
    extraction = read_epub(data)
    return [block.span.of(extraction.text) for block in extraction.blocks]


@pytest.mark.parametrize("name", sorted(path.stem for path in DOCUMENTS.glob("*.epub")))
def test_each_kind_of_book(name: str, snapshot: SnapshotAssertion) -> None:
    extraction = read_epub((DOCUMENTS / f"{name}.epub").read_bytes())

    assert shown(extraction) == snapshot(name=name, extension_class=GoldenText)


def test_pages_come_in_the_order_of_the_spine_and_once() -> None:
    text = read_epub((DOCUMENTS / "ferry.epub").read_bytes()).text

    assert text.count("Последний рейс с правого берега") == 1
    assert text.index("Последний рейс") < text.index("Проезд для жителей")


def test_what_a_web_page_would_lose_is_text_in_a_book() -> None:
    pages = [
        f"<header><p>{STORY}</p></header><div class='comments'><p>We use cookies.</p></div>",
        "<footer><p>Share this.</p></footer><table><tr><td>4.12</td><td>+38</td></tr></table>",
    ]

    assert blocks(made_book(*pages)) == [
        STORY,
        "We use cookies.",
        "Share this.",
        "4.12 | +38",
    ]


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "&#xFFFE;", "&#65535;", "&#xD800;"])
def test_a_sign_that_xml_cannot_hold_costs_no_page(sign: str) -> None:
    page = f"<br><script>null</script>{sign}<p>{STORY}</p>"

    assert STORY in "\n".join(blocks(made_book(page)))


@pytest.mark.parametrize("body", ["<p>{}</p>", "<p>{}<br>", "<p>{}&unknown;</p>&#xFDD1;"])
def test_a_book_that_names_the_signs_for_white_space_by_their_numbers(body: str) -> None:
    (text,) = blocks(made_book(body.format(f"{STORY[:7]}&#xFDD0;&#64977;{STORY[7:]}")))

    assert text.startswith(STORY)


def test_a_raised_figure_is_a_power_and_no_digit_more() -> None:
    assert blocks(made_book(f"<p>{STORY} It weighs 10<sup>6</sup> kg.</p>")) == [
        f"{STORY} It weighs 10⁶ kg."
    ]


def test_contents_and_marks_of_places_are_no_text() -> None:
    links = "".join(f'<p><a href="{number}.xhtml">Chapter {number}</a></p>' for number in range(6))
    nav = "<nav><ol><li><a href='1.xhtml'>One</a></li></ol></nav>"
    hidden = "<p hidden='hidden'>Not shown.</p><script>var a = 1;</script>"
    mark = "<span role='doc-pagebreak'>12</span>"

    extraction = read_epub(made_book(links, f"{nav}<p>{mark}{STORY}</p>{hidden}"))

    assert [block.span.of(extraction.text) for block in extraction.blocks] == [STORY]
    assert "Chapter 3" in extraction.text


def test_the_contents_of_epub_3_are_left_out() -> None:
    assert blocks(made_book(f"<p>{STORY}</p>", properties="nav")) == []


def test_a_chapter_that_is_marked_as_one_place_stays() -> None:
    assert blocks(made_book(f"<div role='doc-pagebreak'><p>{STORY}</p></div>")) == [STORY]


def test_entities_of_html_are_known_and_others_are_not_expanded() -> None:
    page = "<p>mind&nbsp;the&mdash;gap &amp; &lt;b&gt;</p>"
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<html><body><p>&a;&f; {STORY}</p></body></html>"
    )

    text = read_epub(made_book(page, "<p/>", more={"OEBPS/1.xhtml": bomb})).text

    assert "mind\xa0the—gap & <b>" in text
    assert STORY in text
    assert "aaaa" not in text
    assert "root:" not in text


def test_a_page_of_any_depth_gives_its_words() -> None:
    assert STORY in read_epub(made_book("<div>" * 3_000 + STORY + "</div>" * 3_000)).text


@pytest.mark.parametrize(
    ("metadata", "field", "value"),
    [
        ("<dc:title>A</dc:title><dc:title>B</dc:title>", "title", "A"),
        (
            "<dc:title id='a'>A</dc:title><dc:title id='b'>B</dc:title>"
            "<meta refines='#b' property='title-type'>main</meta>",
            "title",
            "B",
        ),
        (
            "<dc:creator id='a'>A</dc:creator><dc:creator id='b'>B</dc:creator>"
            "<meta refines='#a' property='role'>ill</meta>",
            "author",
            "B",
        ),
        ("<dc-metadata><dc:creator>A</dc:creator></dc-metadata>", "author", "A"),
        ("<dc:date>2025-11-30T10:00:00Z</dc:date>", "published", "2025-11-30"),
        ("<dc:date>2025</dc:date>", "published", "None"),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", "published", "None"),
        ("<dc:date opf:event='creation'>2025-11-30</dc:date>", "published", "None"),
        ("<dc:identifier>urn:uuid:1</dc:identifier>", "url", "None"),
        (
            "<dc:identifier>urn:uuid:1</dc:identifier><dc:source>https://a.example/b</dc:source>",
            "url",
            "https://a.example/b",
        ),
    ],
)
def test_what_a_book_says_of_itself(metadata: str, field: str, value: str) -> None:
    known = read_epub(made_book(f"<p>{STORY}</p>", metadata=metadata)).metadata

    assert str(getattr(known, field)) == value


def test_protected_fonts_do_no_harm() -> None:
    book = made_book(f"<p>{STORY}</p>", more=protected("OEBPS/font.otf"))

    assert blocks(book) == [STORY]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lambda: b"", "it is empty"),
        (lambda: made_book("<p/>")[:-40], "no .epub file"),
        (lambda: made_book(more={"META-INF/container.xml": "<container/>"}), "where its pages are"),
        (lambda: made_book(more={"OEBPS/content.opf": "<package>"}), "not valid XML"),
        (lambda: made_book("<p/>", more=protected("OEBPS/0.xhtml")), "protected against copying"),
        (lambda: made_book(" " * 100_000_001), "more than 100 MB when it is unpacked"),
        (lambda: made_book(*(["<p/>" + " " * 70_000_000] * 3)), "more than 200 MB when"),
    ],
)
def test_what_is_damaged_or_meant_to_do_harm_is_refused(
    data: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_epub(data())


def test_a_package_elsewhere_is_no_book() -> None:
    elsewhere = CONTAINER.replace("OEBPS/content.opf", "../../etc/passwd")

    with pytest.raises(ReadingError, match="its list of pages is missing"):
        read_epub(made_book(more={"META-INF/container.xml": elsewhere}))
