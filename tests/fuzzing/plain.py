"""Texts that nobody would write, in any encoding; Markdown, tables and JSON made of them."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from container_files import BRIDGE, COST, FERRY

_ENCODINGS = (
    *["utf-8"] * 50, "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1251",
    "cp1252", "koi8-r", "cp866", "cp437", "shift_jis", "gb18030", "big5", "euc_kr", "iso2022_jp",
    "iso8859-7", "cp1255", "cp1256", "mac-roman", "cp500",
)  # fmt: skip
_ODD = (
    "\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u061c",
    "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x1f", "\x7f", "\x85",
    "\x9b", "\xa0", "\u2028", "\u2029", "\ufffd", "\ufffe", "\U0010ffff", "\ue000",
    "e\u0301\u0301\u0301", "\u0301", "👩\u200d🚀", "ﷺ", "İ", "ß", "ſ", "١٢٣", "²", "：",
    "。", "مرحبا", "שלום", "ไทย", "中文",
)  # fmt: skip
_COMMON = (
    "a", "Kyiv", "said", "U.S.", "т. е.", "“No.”", "1.", "•", "- ", "—", "...", "end.", "Why?",
    "x" * 1300, " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\n \n",
    BRIDGE,
    FERRY,
    COST,
    "Мост закрыт до утра.", "Published: 2025-05-19", "Published: 0000-00-00", "Date: 9999-12-31",
    "date: ٢٠٢٥-٠١-٠١", "https://example.org/a", "http://[::1", "javascript:alert(1)",
    "http://u:p@h/", "Subscribe to our newsletter", "Read more", "© 2025", "Share", "Home", "News",
    "About", "Contact", "Related articles", "By A. Writer", "By\n", "Photo: ", "Page 3 of 7",
    "(1)", "Chapter 1", "Table of contents", "123456789" * 20, "А" * 700,
)  # fmt: skip
_DATES = (
    "2025-05-19", "0001-01-01T00:00:00Z", "9999-12-31", "10000-01-01", "2025-02-30", "-1", "1e9",
    "2025-05-19T", "", "٢٠٢٥-٠٥-١٩", "19.05.2025", "0000-00-00", "999999999999",
    "2025-05-19T25:61:61+99:99",
)  # fmt: skip
_LINKS = (
    "https://example.org/a", "javascript:alert(1)", "http://[", "http://\u202e.org", "//x",
    "http://a b", "HTTP://X.ORG", "https://u:p@h/",
    "http://" + "a" * 3000,
    "https://x.org:99999/",
    "data:text/html,x",
    "http://x\n.org",
    "https://[v1.a]/",
)  # fmt: skip

T = TypeVar("T")


def nested(
    leaves: st.SearchStrategy[T],
    around: Callable[[st.SearchStrategy[T]], st.SearchStrategy[T]],
    levels: int = 3,
) -> st.SearchStrategy[T]:
    """``leaves``, and what ``around`` makes of them, over and over.

    ``st.recursive`` counts the leaves of each example anew, which takes longer than to read it.
    """
    grown = leaves
    for _ in range(levels):
        grown = st.one_of(st.one_of(leaves), around(grown))
    return grown


WORDS = st.sampled_from(_COMMON) | st.sampled_from(_ODD) | st.text(max_size=12)
TEXTS = st.lists(WORDS, max_size=40).map("".join)
SPACED = st.lists(WORDS, max_size=60).map(" ".join)
LINES = WORDS | st.sampled_from(_DATES) | st.sampled_from(_LINKS) | st.just("T" * 400)


def _encoded(text: str, encoding: str) -> bytes:
    if encoding.startswith("utf"):
        return text.encode(encoding, "surrogatepass" if encoding != "utf-7" else "replace")
    return text.encode(encoding, "replace")


def encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """``texts`` in any encoding."""
    return st.builds(_encoded, texts, st.sampled_from(_ENCODINGS))


PLAIN = encoded(TEXTS | SPACED)

_MARKS = st.sampled_from(
    [
        "# ", "## ", "####### ", "\n===\n", "\n---\n", "- ", "* ", "1. ", "999999999. ", "> ",
        "    ", "\t", "```", "~~~", "`", "``", "|", "\n|-|:-:|\n", "[", "](", ")", "[a]: <b>\n",
        "![", "*", "**", "_", "~~", "\\", "&amp;", "&#0;", "&#xD800;", "&#x110000;", "&nosuch;",
        "<br>", "<!--", "-->", "<script>", "</script>", "<b", "<?", "<![CDATA[", "\n", "\n\n",
        "  \n", "<https://x>", "\n- \n  - \n", "\n> > > ", "[" * 200, "> " * 120, "- " * 120,
        "*a_" * 60, "`" * 99,
    ]
)  # fmt: skip
_YAML = st.sampled_from(
    [
        "title: ", "Title: ", "date: ", "published: ", "author: ", "url: ", "language: ", "tags: ",
        "reports: ", "? ", "- ", "&a ", "*a", "!!python/object:os.system ", "!!binary ", "!!int ",
        "<<: *a", "[", "]", "{", "}", ": ", "|\n  ", ">-\n", "\n", "\n", "\n  ", "\t", "'", '"',
        "\\", "\\x", '"\\ud800"', "%YAML 9.9", "---", "...", "@", "`", "~", "null", "2025-05-19",
        "[" * 300, "a: " * 50, "#", ",", "0x", ".nan", "yes",
        "*" + "b" * 3_000,
        "\u2028",
        "k" * 1_100 + ": v",
    ]
)  # fmt: skip
_STATED = st.builds(
    lambda key, value: f"{key}: {json.dumps(value, ensure_ascii=False)}\n",
    st.sampled_from(
        ["title", "date", "published", "author", "url", "language", "tags", "reports", "x"]
    ),
    LINES,
)
_FRONT = st.builds(
    lambda stated, parts: f"---\n{''.join(stated)}{''.join(parts)}\n---\n",
    st.lists(_STATED, max_size=6),
    st.just([]) | st.lists(_YAML | LINES, max_size=5),
)
MARKDOWN = encoded(
    st.builds(
        lambda front, parts: front + "".join(parts),
        st.just("") | _FRONT,
        st.lists(_MARKS | WORDS, max_size=50),
    )
)

_COLUMNS = st.sampled_from(
    [
        "text", "Text", "body", "title", "url", "date", "published", "id", "_id", "author", "tags",
        "language", "metadata", "source", "reports", "", " ", "text\n", "\u202etext", "x" * 900,
        "\x1b[2J", "\ufefftext",
    ]
)  # fmt: skip
_CELLS = (
    LINES
    | SPACED
    | st.sampled_from(
        ['"', '""', "'", ",", ";", "\\", '"a"b', '"a\nb"', "a\r", "=1+1", "1", "a/b#c", ".."]
    )
)
_QUOTED = ("", "", '"', "'", '"""')


def _table(rows: Sequence[Sequence[str]], signs: tuple[str, str, str]) -> str:
    delimiter, quote, end = signs
    return end.join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)


TABLES = encoded(
    st.builds(
        _table,
        st.builds(
            lambda header, rows: [header, *rows],
            st.lists(_COLUMNS, max_size=6)
            | st.permutations(["id", "text", "title", "url"]).map(list),
            st.lists(st.lists(_CELLS, max_size=5), max_size=8),
        ),
        st.tuples(
            st.sampled_from([",", ";", "\t", "|", ":", ",", "\t"]),
            st.sampled_from(_QUOTED),
            st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
        ),
    )
)

_LITERALS = st.sampled_from(
    [
        "null", "true", "false", "NaN", "-Infinity", "1e999", "-0", "0.1",
        "1" * 5_000,
        "-" + "9" * 30,
        "1e-400", '"\\ud800"', '"\\u0000"', '"\\u202e"', '"\\udc00\\ud800"', '"', "[", "{", "]",
        "}", "[" * 400, '{"a":' * 300, "[]", "{}", "[[[]]]", "'a'", '"\\x"', '"\n"', "undefined",
        "// x", "\ufeff", "",
    ]
)  # fmt: skip
_NAMES = st.sampled_from(
    [
        "text", "title", "id", "_id", "url", "date", "author", "language", "tags", "metadata",
        "type", "name", "username", "from", "messages", "forwarded_from", "reports", "\ud800", "",
        "x",
    ]
)  # fmt: skip
_LEAVES = st.one_of(
    _LITERALS, _CELLS.map(json.dumps), st.integers().map(str), st.floats().map(json.dumps)
)


def _object(pairs: Sequence[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)}: {value}" for name, value in pairs) + "}"


VALUES = nested(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{','.join(items)}]"),
        st.lists(st.tuples(_NAMES, inner), max_size=5).map(_object),
    ),
)
"""JSON values as text, some of them broken."""

_SAID = SPACED.map(json.dumps)
_ROWS = st.builds(
    lambda text, more: _object([("text", text), *more]),
    _SAID,
    st.lists(st.tuples(_NAMES, VALUES), max_size=5),
)
JSON_LINES = encoded(st.lists(_ROWS | VALUES | st.just(""), max_size=8).map("\n".join))

_MESSAGES = st.builds(
    lambda kind, text, more: _object([("type", kind), ("text", text), *more]),
    st.sampled_from(['"message"'] * 9 + ['"service"', "7", "{}"]),
    st.one_of(_SAID, _SAID, VALUES),
    st.lists(st.tuples(_NAMES, VALUES), max_size=4),
)
_CHATS = st.builds(
    lambda more, messages, later: _object([*more, ("messages", f"[{','.join(messages)}]"), *later]),
    st.builds(
        lambda more: [
            ("type", '"public_channel"'),
            ("id", "7"),
            ("username", '"town_news"'),
            *more,
        ],
        st.lists(st.tuples(_NAMES, VALUES), max_size=2),
    ),
    st.lists(_MESSAGES, max_size=6),
    st.lists(st.tuples(_NAMES, VALUES), max_size=2),
)
EXPORTS = encoded(
    st.one_of(
        *[_CHATS] * 5,
        VALUES,
        *[
            st.lists(_CHATS, max_size=3).map(
                lambda chats: f'{{"chats":{{"list":[{",".join(chats)}]}}}}'
            )
        ]
        * 3,
    )
)
