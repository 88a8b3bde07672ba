"""What inputs are made from: files that real programs wrote, and words that readers look for."""

import csv
import io
import json
import re
import zlib
from functools import cache
from pathlib import Path

from container_files import BRIDGE, COST, FERRY, archive, export, jsonl

DOCUMENTS = Path(__file__).parents[1] / "sample_documents"

TOKENS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (
        b"/Parent 2 0 R", b"/Kids [2 0 R]", b"/Count 99999999", b"/Length 99999999", b"/Length -1",
        b"endobj", b"endstream", b"stream\n", b"xref\n0 1\n", b"trailer", b"startxref\n0\n%%EOF",
        b"/Filter [/FlateDecode /FlateDecode]", b"/Rotate 90", b"/Rotate -1",
        b"/MediaBox [0 0 0 0]", b" Tj ", b" 0 0 0 0 0 0 Tm ", b"/ToUnicode 4 0 R", b"/Prev 0",
        b"<<", b">>", b"[", b"(", b"<", b"1e39", b"-2147483648", b"BT", b"ET", b" Do ",
        b"/XObject << /F1 4 0 R >>",
    ),
    ".html": (
        b"<table><tr><td>", b"</table>", b"<h1>", b"<ul><li>", b"<br>", b"<pre><code>\n", b"<!--",
        b"<script>", b"<![CDATA[", b"&#xD800;", b"&#0;", b"&#1114112;", b"&amp", b"\xe2\x80\xae",
        b"<meta charset=utf-16>", b"<p hidden>", b"<time datetime='9999-99-99'>", b"<svg>",
        b"<a href=",
    ),
    ".md": (
        b"---\n", b"\n---\n", b"# ", b"\n- ", b"> ", b"```\n", b"|a|b|\n|-|-|\n", b"[a]: <",
        b"![](", b"<!--", b"&#xD800;", b"\xff", b"\r", b"\xe2\x80\xae", b"\x0c", b"\xc2\x85",
        b"\xe2\x80\xa8", b"***", b"~~",
    ),
    ".csv": (
        b'"', b'""', b",", b"\r\n", b"\r", b";", b"\t", b'"\n', b"\xef\xbb\xbf", b"text,", b"\xff",
        b"\\",
    ),
    ".json": (
        b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\ud800", b"\\u0000", b"\\", b"null", b"NaN",
        b"1e999", b"-0", b'{"text":', b'"id":1,', b"9" * 400, b"[" * 600, b'"messages":[', b"\xff",
        b"\n", b'"text":1',
    ),
    ".zip": (
        b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"../../", b"\0", b"\xff\xff\xff\xff",
        b"\x08\x00", b"\x63\x00",
    ),
    ".xml": (
        b"<w:p>", b"</w:p>", b"<w:t>", b"&a;", b"<!DOCTYPE a [<!ENTITY a 'aaaa'>]>", b"<![CDATA[",
        b"]]>", b'w:val="99999"', b'w:val="-1"', b'w:val=""', b"<w:tbl><w:tr><w:tc>", b"<?xml?>",
        b"&#0;", b"&#xD800;", b"<w:footnoteReference w:id='1'/>", b"<itemref idref='p0'/>",
        b'href="../../x"', b"xmlns=", b"\xff", b"\0",
    ),
}  # fmt: skip
"""Suffix → bytes that mean something in such a file."""

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def tokens(suffix: str) -> tuple[bytes, ...]:
    """The bytes that mean something in a file of ``suffix``."""
    same = {".txt": ".md", ".tsv": ".csv", ".jsonl": ".json", ".docx": ".xml", ".epub": ".xml"}
    return TOKENS[same.get(suffix, suffix)]


@cache
def seeds(suffix: str) -> tuple[bytes, ...]:
    """Whole files of a format."""
    made = _MADE.get(suffix)
    if made is not None:
        return made
    found = [path.read_bytes() for path in sorted(DOCUMENTS.glob(f"*{suffix}"))]
    if suffix == ".pdf":
        found += [unpacked(data) for data in found if b"/FlateDecode" in data]
    return tuple(found)


def unpacked(pdf: bytes) -> bytes:
    """A PDF file whose streams lie open as far as they can, its table of objects left broken."""

    def opened(match: re.Match[bytes]) -> bytes:
        try:
            content = zlib.decompress(match[1])
        except zlib.error:
            return match[0]
        return b"stream\n%s\nendstream" % content

    return _STREAM.sub(opened, pdf).replace(b"/Filter /FlateDecode", b"")


def _table(delimiter: str, encoding: str) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(["id", "title", "text", "published", "url", "language", "tags"])
    for number, text in enumerate(
        [BRIDGE, FERRY, f'{COST}\n\nHe said "no", twice.', "Мост закрыт."]
    ):
        day = f"2025-05-{number + 1:02}"
        link = f"https://example.org/{number}"
        table.writerow([f"n{number}", f"Title {number}", text, day, link, "en", "town, bridge"])
    return written.getvalue().encode(encoding)


_TEXTS = (
    f"Published: 2025-05-19\nThe bridge is closed\n\n{BRIDGE}\n\n{FERRY}\n{COST}\nhttps://example.org/a",
    "\n".join(
        [BRIDGE[:60], BRIDGE[60:], "", "1. one", "2. two", "", "Chapter 1", "", FERRY + COST]
    ),
    "Міст через річку закрили в понеділок, повідомив міський голова.\n\nПором возитиме людей.",
)
_PAGE = (
    "---\ntitle: The bridge\ndate: 2025-05-19\ntags: [town, bridge]\n---\n"
    f"# The bridge\n\n{BRIDGE}\n\n"
    f"- {FERRY}\n  1. one\n  2. two\n\n> {COST}\n\n|a|b|\n|-|-|\n|1|2|\n\n"
    "```\ncode\n```\n[x](y) *z* <b>b</b>"
)
_ROWS = [
    {
        "_id": "a",
        "title": "One",
        "text": BRIDGE,
        "metadata": {"url": "https://example.org", "date": "2025-05-19"},
    },
    {"id": 7, "text": [FERRY, COST], "author": ["A", "B"], "language": "en-GB", "tags": ["x"]},
    {"text": "Мост закрыт.", "published": 20250519},
]
_CHAT = export(
    {"id": 1, "date": "2025-05-19T10:00:00", "text": BRIDGE, "from": "A"},
    {
        "id": 2,
        "text": ["See ", {"type": "link", "text": "https://example.org"}, f" {FERRY}"],
        "author": "B",
    },
    {"id": 3, "type": "service", "text": ""},
)
_MEMBERS = {
    "a.txt": _TEXTS[0].encode(),
    "b/c.md": _PAGE.encode(),
    "d.csv": _table(",", "utf-8"),
    "e.jsonl": jsonl(*_ROWS),
    "f.html": f"<html><title>T</title><body><p>{BRIDGE}</p></body></html>".encode(),
    "g.bin": b"\0\1",
}
_MADE: dict[str, tuple[bytes, ...]] = {
    ".txt": (
        *(text.encode(code) for text in _TEXTS for code in ("utf-8", "utf-16")),
        _TEXTS[2].encode("cp1251"),
        _TEXTS[0].encode("utf-8-sig"),
    ),
    ".md": (
        _PAGE.encode(),
        _PAGE.replace("\n", "\r\n").encode(),
        _PAGE[_PAGE.index("# ") :].encode(),
    ),
    ".csv": (_table(",", "utf-8"), _table(";", "cp1251"), _table("|", "utf-16")),
    ".tsv": (_table("\t", "utf-8"), _table("\t", "utf-8-sig")),
    ".jsonl": (jsonl(*_ROWS), jsonl(*_ROWS * 9)),
    ".json": (
        json.dumps(_CHAT, ensure_ascii=False).encode(),
        json.dumps(
            {"about": "x", "chats": {"list": [_CHAT, _CHAT]}, "left_chats": {"list": []}}
        ).encode(),
    ),
    ".zip": (archive(_MEMBERS), archive({"x.zip": archive(_MEMBERS), "a.txt": _TEXTS[0].encode()})),
}
