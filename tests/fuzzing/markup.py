"""Pages of soup, and XML of any shape in the words of Word files and books."""

import re
from collections.abc import Mapping, Sequence
from html import escape

from hypothesis import strategies as st

from fuzzing.plain import LINES, SPACED, TEXTS, VALUES, encoded, nested

_TAGS = st.sampled_from(
    [
        "p", "div", "b", "i", "a", "h1", "h2", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
        "tr", "td", "th", "thead", "br", "hr", "pre", "code", "blockquote", "article", "main",
        "section", "nav", "aside", "header", "footer", "script", "style", "template", "noscript",
        "iframe", "svg", "math", "form", "input", "details", "summary", "figure", "figcaption",
        "time", "title", "head", "body", "html", "meta", "link", "base", "object", "frameset",
        "plaintext", "xmp", "x:y", "ruby", "rt", "rp", "span", "font", "center", "img", "video",
        "q", "del", "sub", "textarea", "select", "option", "p" * 300,
    ]
)  # fmt: skip
_KEYS = st.sampled_from(
    [
        "class", "id", "href", "src", "rend", "hidden", "lang", "datetime", "content", "name",
        "property", "charset", "type", "role", "style", "itemprop", "rel", "http-equiv", "colspan",
        "rowspan", "epub:type", "xml:lang", "on", "", "a" * 200,
    ]
)  # fmt: skip
_SAID = st.sampled_from(
    [
        "og:title", "og:url", "article:published_time", "date", "author", "datePublished",
        "canonical", "application/ld+json", "comments", "sidebar", "menu", "post-content",
        "utf-16", "utf-7", "windows-1251", "text/html;charset=x", "display:none", "99999999999",
        "-1", "pagebreak", "noteref", "doc-backlink", "h9", "ol",
    ]
)  # fmt: skip
_ATTRIBUTES = st.lists(st.tuples(_KEYS, _SAID | LINES), max_size=3)
_PIECES = st.sampled_from(
    [
        "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "&b;", "&#0;", "&#xD800;", "&#1114112;", "&amp", "&lt;", "<", ">", "</", "<a", "<a b=",
        '"', "<?xml version='1.0' encoding='utf-16'?>", "\0", "<div>" * 120, "<b>" * 400,
        "<table><tr><td>" * 60, "</p>" * 50, "<br>" * 50, "</div></body></html>", "<ul><li>" * 90,
    ]
)  # fmt: skip


def _tag(name: str, attributes: Sequence[tuple[str, str]], quote: str) -> str:
    stated = "".join(f" {key}={quote}{value}{quote}" for key, value in attributes)
    return f"<{name}{stated}>"


_OPENING = st.builds(_tag, _TAGS, _ATTRIBUTES, st.sampled_from(['"', '"', "'", ""]))
_WHOLE = st.builds(
    lambda tag, words: f"{tag}{words}</{tag[1:].split('>')[0].split(' ')[0]}>", _OPENING, SPACED
)
_LINKED = VALUES.map(lambda value: f'<script type="application/ld+json">{value}</script>')
SOUP = st.lists(
    st.one_of(_WHOLE, _WHOLE, _OPENING, _PIECES, TEXTS, _LINKED, _TAGS.map("</{}>".format)),
    max_size=30,
).map("".join)
"""HTML as text."""

PAGES = encoded(SOUP)


def trees(
    names: Sequence[str], attributes: Mapping[str, Sequence[str]], texts: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Elements of any of ``names`` in one another, as text.

    Args:
        names: of elements.
        attributes: name → values that mean something; any other may stand there too.
        texts: what stands in elements; mostly escaped, as XML wants it.
    """
    stated = st.sampled_from(sorted(attributes)).flatmap(
        lambda key: st.tuples(st.just(key), st.sampled_from(attributes[key]) | LINES)
    )
    leaves = texts.map(xml_text) | texts.map(xml_text) | st.sampled_from(_ROUGH)
    return nested(
        leaves,
        lambda inner: st.builds(
            _element,
            st.sampled_from(names),
            st.lists(stated, max_size=2, unique_by=lambda pair: pair[0]),
            st.lists(inner, max_size=4),
        ),
        levels=4,
    )


_ROUGH = ("<![CDATA[x]]>", "<!-- -->", "<?a b?>", "&lt;", "&#160;", "", "")


_UNFIT = re.compile("[\\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """``text`` as XML can hold it."""
    return escape(_UNFIT.sub("", text))


def _element(name: str, attributes: Sequence[tuple[str, str]], inner: Sequence[str]) -> str:
    said = "".join(f' {key}="{xml_text(value)}"' for key, value in attributes)
    return f"<{name}{said}>{''.join(inner)}</{name}>"
