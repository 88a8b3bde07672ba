"""Word files and books: archives whose parts are of any shape, or not there at all."""

from hypothesis import strategies as st

from fuzzing.archives import packed
from fuzzing.markup import SOUP, trees, xml_text
from fuzzing.plain import LINES, SPACED, TEXTS

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SMALL = ("0", "1", "2", "-1", "9", "99999999999", "a", "", "²")
_VALUES = {
    "w:val": (
        *_SMALL,
        "Heading1", "decimal", "lowerLetter", "none", "false", "s1", "toc 1", "heading 9", "Title",
    ),
    "w:id": _SMALL,
    "w:type": ("separator", "normal"),
    "w:styleId": ("s1", "s2", "Heading1"),
    "w:numId": _SMALL,
    "w:abstractNumId": _SMALL,
    "w:ilvl": _SMALL,
}  # fmt: skip
_BODY = (
    "w:p", "w:p", "w:r", "w:r", "w:t", "w:t", "w:pPr", "w:rPr", "w:pStyle", "w:numPr", "w:numId",
    "w:ilvl", "w:tbl", "w:tr", "w:tc", "w:br", "w:tab", "w:del", "w:ins", "w:sdt", "w:sdtContent",
    "w:txbxContent", "w:footnoteReference", "w:endnoteReference", "w:footnote", "w:vanish", "w:b",
    "w:outlineLvl", "w:hyperlink", "w:rt", "w:body", "w:document", "a",
)  # fmt: skip
_LISTED = (
    "w:style", "w:name", "w:basedOn", "w:pPr", "w:numPr", "w:numId", "w:ilvl", "w:outlineLvl",
    "w:abstractNum", "w:lvl", "w:numFmt", "w:num", "w:abstractNumId",
)  # fmt: skip
_WORD_TREES = trees(_BODY, _VALUES, SPACED)
_STYLE_TREES = trees(_LISTED, _VALUES, st.just(""))
_CORE = st.lists(
    st.builds(
        lambda name, text: f"<{name}>{xml_text(text)}</{name}>",
        st.sampled_from(["title", "creator", "created", "language", "x"]),
        LINES,
    ),
    max_size=5,
).map("".join)
_BEFORE = st.sampled_from(
    [
        *[""] * 9, "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE a [<!ENTITY a 'bbbb'>]>",
        "\ufeff", "<?xml version='1.1'?>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>", " ",
        "<!DOCTYPE a [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>&a;",
    ]
)  # fmt: skip
_PARAGRAPHS = st.lists(
    st.builds(
        lambda style, text: (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"<w:r><w:t>{xml_text(text)}</w:t></w:r></w:p>"
        ),
        st.sampled_from(["s1", "Heading1", "x"]),
        TEXTS,
    ),
    max_size=5,
).map("".join)


def _part(before: str, name: str, inner: str) -> bytes:
    return f"{before}<{name} {_WORD}>{inner}</{name}>".encode("utf-8", "replace")


def _parts(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return st.builds(_part, _BEFORE, st.just(name), inner)


_RELATIONS = st.sampled_from(
    [
        "word/document.xml", "/word/document.xml", "word/document.xml", "../x", "",
        "WORD/document.xml", "a" * 999,
    ]
).map(
    lambda target: (
        f'<a><Relationship Type="x/officeDocument" Target="{target}"/></a>'.encode()
    )
)  # fmt: skip
_OTHER = st.binary(max_size=30) | st.just(b"")
MADE_DOCX = st.fixed_dictionaries(
    {
        "word/document.xml": st.builds(
            lambda before, one, two: _part(before, "w:document", f"<w:body>{one}{two}</w:body>"),
            _BEFORE,
            _PARAGRAPHS,
            st.lists(_WORD_TREES, max_size=4).map("".join),
        ),
    },
    optional={
        "word/styles.xml": _parts("w:styles", st.lists(_STYLE_TREES, max_size=4).map("".join))
        | _OTHER,
        "word/numbering.xml": _parts("w:numbering", st.lists(_STYLE_TREES, max_size=4).map("".join))
        | _OTHER,
        "word/footnotes.xml": _parts("w:footnotes", _WORD_TREES) | _OTHER,
        "word/endnotes.xml": _parts("w:endnotes", _WORD_TREES),
        "docProps/core.xml": _parts("cp", _CORE) | _OTHER,
        "_rels/.rels": _RELATIONS,
    },
).flatmap(packed)

_HREFS = st.sampled_from(
    [
        "0.xhtml", "1.xhtml", "../0.xhtml", "%2e%2e/0.xhtml", "/0.xhtml", "0.xhtml#a", "", "%00",
        "%FF", "content.opf", "a" * 500,
    ]
)  # fmt: skip
_DUBLIN = st.lists(
    st.builds(
        lambda name, said, text: f"<dc:{name} {said}>{xml_text(text)}</dc:{name}>",
        st.sampled_from(
            ["title", "creator", "date", "language", "identifier", "publisher", "source", "meta"]
        ),
        st.sampled_from(
            ["", 'id="a"', 'event="publication"', 'refines="#a" property="role"', 'opf:role="aut"']
        ),
        LINES,
    ),
    max_size=6,
).map("".join)


def _package(metadata: str, hrefs: list[str], twice: int) -> bytes:
    items = "".join(
        f'<item id="p{number}" href="{xml_text(href)}" media-type="application/xhtml+xml"/>'
        for number, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number in range(len(hrefs))) * twice
    return (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    ).encode("utf-8", "replace")


_XHTML = trees(
    (
        "p", "div", "span", "h1", "h2", "ul", "ol", "li", "table", "tr", "td", "br", "a", "nav",
        "pre", "script", "dl", "dd", "x",
    ),
    {
        "hidden": ("hidden",),
        "href": ("0.xhtml", "#"),
        "role": ("doc-pagebreak",),
        "type": ("noteref",),
        "rend": ("h1",),
    },
    SPACED,
)  # fmt: skip
_BOOK_PAGES = st.one_of(
    st.lists(_XHTML, max_size=4).map(lambda inner: f"<html><body>{''.join(inner)}</body></html>"),
    SOUP,
).map(lambda page: page.encode("utf-8", "replace"))
_WHERE = b'<container><rootfiles><rootfile full-path="%s"/></rootfiles></container>'
MADE_EPUB = st.fixed_dictionaries(
    {
        "META-INF/container.xml": st.sampled_from(
            [_WHERE % b"O/content.opf"] * 60 + [_WHERE % b"../x", b"", _WHERE % b""]
        ),
        "O/content.opf": st.builds(
            _package,
            _DUBLIN,
            st.lists(_HREFS, max_size=3).map(lambda hrefs: ["0.xhtml", *hrefs]),
            st.sampled_from([1, 3]),
        ),
        "O/0.xhtml": _BOOK_PAGES,
    },
    optional={
        "O/1.xhtml": _BOOK_PAGES | _OTHER,
        "META-INF/encryption.xml": st.just(
            b'<e><CipherReference URI="%FF"/><CipherReference URI="O/9.xhtml"/></e>'
        ),
    },
).flatmap(packed)
