"""PDF files put together from objects that no program would write."""

import zlib
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from container_files import BRIDGE, FERRY
from fuzzing.plain import LINES, SPACED, nested

_REFS = st.integers(0, 14).map(lambda number: b"%d 0 R" % number)
_NUMBERS = st.sampled_from(
    [
        b"0", b"1", b"-1", b"12", b"612", b"1e39", b"-1e39", b"0.00001", b"99999999999",
        b"-2147483648", b"4294967296", b"nan", b".", b"--5",
    ]
)  # fmt: skip


def _string(text: str, form: int) -> bytes:
    raw = text.encode(("latin-1", "utf-16-be", "utf-8")[form % 3], "replace")
    raw = b"\xfe\xff" + raw if form % 3 == 1 else raw
    if form % 2:
        return b"<" + raw.hex().encode()[: None if form % 5 else -1] + b">"
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


_WORDS = (
    st.sampled_from([BRIDGE, FERRY, "The old bridge", "3", "- ", "•", "work-", "\ufffe", "\u00ad"])
    | SPACED
)
_STRINGS = st.builds(_string, _WORDS | LINES, st.integers(0, 5)) | st.sampled_from(
    [
        b"(((", b"<d800>", b"<feffd800>", b"<>", b"(\\777\\0)", b"(\xfe\xff\xd8)", b"(D:99999999)",
        b"(D:20250519)", b"<feff>",
    ]
)  # fmt: skip
_OPERATORS = st.one_of(
    _STRINGS.map(lambda text: text + b" Tj"),
    _STRINGS.map(lambda text: b"[" + text + b" -900 " + text + b"] TJ"),
    st.lists(_NUMBERS, min_size=6, max_size=6).map(lambda six: b" ".join(six) + b" Tm"),
    st.tuples(_NUMBERS, _NUMBERS).map(lambda two: b" ".join(two) + b" Td"),
    st.tuples(st.integers(-20, 700), st.integers(-800, 800)).map(lambda two: b"%d %d Td" % two),
    _NUMBERS.map(lambda size: b"/F1 " + size + b" Tf"),
    st.sampled_from(
        [
            b"/F1 12 Tf", b"/F2 9 Tf", b"/F9 12 Tf", b"BT", b"ET", b"q", b"Q", b"/X1 Do",
            b"0 -14 TD", b"T*", b"0 1 -1 0 90 90 Tm", b"3 Tr", b"-100 Tz", b"0 Tz", b"1e9 Tc",
            b"1e9 Tw", b"BI /W 9 /H 9 ID x EI", b"/Span << /ActualText (a) >> BDC", b"EMC",
            b"0 0 0 0 0 0 cm", b"1 0 0 1 0 0 cm", b"q " * 300, b"[", b"<<", b"/", b"(",
            b"1 0 0 -1 0 792 cm",
        ]
    ),
)  # fmt: skip
_CONTENT = st.lists(_OPERATORS, max_size=25).map(
    lambda lines: b"BT /F1 12 Tf 72 700 Td " + b"\n".join(lines) + b" ET"
)
_FILTERS = st.sampled_from(
    [
        *[b""] * 15, b"/FlateDecode", b"/FlateDecode", b"/FlateDecode",
        b"[/FlateDecode /FlateDecode]", b"/LZWDecode", b"/ASCIIHexDecode", b"/ASCII85Decode",
        b"/RunLengthDecode", b"/DCTDecode", b"/JBIG2Decode", b"/JPXDecode", b"/CCITTFaxDecode",
        b"/None",
        b"[" + b"/FlateDecode " * 40 + b"]",
        b"/FlateDecode /DecodeParms << /Predictor 15 /Columns 99999999 /Colors 99 >>",
        b"/Crypt",
    ]
)  # fmt: skip
_LENGTHS = st.sampled_from([None] * 9 + [b"0", b"-1", b"99999999", b"4 0 R", b"(a)"])


def _stream(content: bytes, filters: bytes, length: bytes | None, more: bytes = b"") -> bytes:
    for _ in range(min(filters.count(b"FlateDecode"), 2)):
        content = zlib.compress(content, 1)
    said = b"/Length " + (length if length is not None else b"%d" % len(content))
    way = b" /Filter " + filters if filters else b""
    return b"<< %s%s %s >>\nstream\n%s\nendstream" % (said, way, more, content)


_STREAMS = st.builds(_stream, _CONTENT, _FILTERS, _LENGTHS)
_CMAPS = st.lists(
    st.sampled_from(
        [
            b"1 begincodespacerange <00> <ff> endcodespacerange",
            b"1 beginbfchar <41> <d800> endbfchar", b"endcmap", b"usecmap",
            b"1 beginbfrange <00> <ff> <0000> endbfrange",
            b"1 beginbfrange <00> <ffffffff> <0041> endbfrange", b"<41> <00410301030103>",
            b"1 beginbfrange <40> <70> [<202e> <fffe>] endbfrange", b"99999999 beginbfchar",
            b"1 beginbfchar <74> <0000000a000d> endbfchar",
        ]
    ),
    max_size=5,
).map(lambda lines: _stream(b"\n".join(lines), b"", None))  # fmt: skip

_KEYS = st.sampled_from(
    [
        b"/Type", b"/Parent", b"/Kids", b"/Count", b"/Contents", b"/Resources", b"/MediaBox",
        b"/CropBox", b"/Rotate", b"/Font", b"/F1", b"/Subtype", b"/BaseFont", b"/Encoding",
        b"/ToUnicode", b"/DescendantFonts", b"/Widths", b"/FirstChar", b"/LastChar", b"/Lang",
        b"/Title", b"/Author", b"/CreationDate", b"/XObject", b"/X1", b"/UserUnit",
        b"/FontDescriptor", b"/FontFile2", b"/CharProcs", b"/StructTreeRoot", b"/Outlines",
        b"/AcroForm", b"/OpenAction", b"/Annots", b"/Length", b"/Version",
    ]
)  # fmt: skip
_ATOMS = st.one_of(
    _REFS,
    _REFS,
    _NUMBERS,
    _STRINGS,
    st.sampled_from(
        [
            b"/Page", b"/Pages", b"/Catalog", b"/Type0", b"/Type1", b"/Type3", b"/TrueType",
            b"/Identity-H", b"/Helvetica", b"null", b"true", b"/UniJIS-UTF16-H", b"[0 0 612 792]",
            b"[0 0 0 0]", b"[1e9 -1e9 0 5]", b"90", b"45", b"-90", b"/WinAnsiEncoding", b"[",
            b"<<",
        ]
    ),
)  # fmt: skip
_VALUES = nested(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: b"[" + b" ".join(items) + b"]"),
        st.lists(st.tuples(_KEYS, inner), max_size=4).map(
            lambda pairs: b"<< %s >>" % b" ".join(b" ".join(pair) for pair in pairs)
        ),
    ),
)
_INFORMATION = st.lists(
    st.tuples(
        st.sampled_from([b"/Title", b"/Author", b"/CreationDate", b"/Producer"]), _STRINGS | _VALUES
    ),
    max_size=4,
).map(lambda pairs: b"<< %s >>" % b" ".join(b" ".join(pair) for pair in pairs))

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << "
    b"/Font << /F1 3 0 R /F2 8 0 R >> /XObject << /X1 4 0 R >> >> >>"
)
_SOUND: Mapping[int, bytes] = {
    1: b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
    2: b"<< /Type /Pages /Count 2 /Kids [5 0 R 6 0 R] >>",
    3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    5: _PAGE % 4,
    6: _PAGE % 7,
    8: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /ToUnicode 9 0 R >>",
}
_LOOPS = st.sampled_from(
    [
        (2, b"<< /Type /Pages /Count 2 /Kids [2 0 R 5 0 R] >>"),
        (2, b"<< /Type /Pages /Count -1 /Kids [5 0 R] >>"),
        (2, b"<< /Type /Pages /Count 99999999 /Kids [5 0 R] >>"),
        (2, b"<< /Type /Pages /Count 400 /Kids [" + b"5 0 R " * 400 + b"] >>"),
        (2, b"<< /Type /Pages /Count 3 /Kids [10 0 R 5 0 R] >>"),
        (10, b"<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 10 0 R >>"),
        (5, b"5 0 R"),
        (
            3,
            b"<< /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [3 0 R] >>",
        ),
        (
            3,
            b"<< /Subtype /Type3 /CharProcs << /a 4 0 R >> /FontMatrix [0 0 0 0 0 0] >>",
        ),
        (3, b"null"),
        (1, b"<< /Type /Catalog /Pages 1 0 R >>"),
    ]
)
_OBJECTS = st.tuples(st.integers(1, 12), _VALUES | _STREAMS)


def _file(objects: Mapping[int, bytes], table: int, trailer: bytes, tail: bytes) -> bytes:
    """``objects``, with a table of their places that is right if ``table`` is 0."""
    body, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    rows = b"".join(
        b"%010d 00000 %s \n"
        % (max(places.get(number, 0) + table, 0), b"n" if number in places else b"f")
        for number in range(1, size)
    )
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    ends = b"trailer\n<< /Size %d /Root 1 0 R /Info 11 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        start,
    )
    return bytes(body + (head if table < 100 else b"") + ends + tail)


def _put_together(
    streams: tuple[bytes, bytes, bytes, bytes],
    changes: Sequence[tuple[int, bytes]],
    ends: tuple[int, bytes, bytes],
) -> bytes:
    first, second, meanings, information = streams
    objects = {**_SOUND, 4: first, 7: second, 9: meanings, 11: information, **dict(changes)}
    return _file(dict(sorted(objects.items())), *ends)


MADE_PDF = st.builds(
    _put_together,
    st.tuples(_STREAMS, _STREAMS, _CMAPS, _INFORMATION),
    st.lists(_LOOPS | _OBJECTS, max_size=2),
    st.tuples(
        st.sampled_from([0, 0, 0, 0, 1, -7, 50, 100]),
        st.sampled_from(
            [
                *[b""] * 15, b"/Prev 9", b"/Prev 0", b"/Encrypt << /Filter /Standard /V 9 >>",
                b"/Encrypt 3 0 R", b"/XRefStm 9", b"/ID [<00>]",
            ]
        ),
        st.sampled_from(
            [
                b"", b"", b"\0" * 2000, b"\n1 0 obj\n<<>>\nendobj", b"startxref\n0\n%%EOF",
                b"trailer << /Root 9 0 R >>",
            ]
        ),
    ),
)  # fmt: skip
