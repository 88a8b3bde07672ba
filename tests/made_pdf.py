"""PDF files written by hand, for tests of what no program would write."""

import zlib

WORDS = b"The old stone bridge over the Ambry stays closed to all traffic until the end of March."
ONE_LINE = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % WORDS


def made_pdf(
    content: bytes = ONE_LINE,
    *,
    pages: int = 1,
    page: bytes = b"",
    info: bytes = b"",
    packed: bool = False,
) -> bytes:
    """A PDF file of ``pages`` pages that all have ``content``.

    Args:
        content: what is drawn.
        page: more entries of each page's dictionary.
        info: entries of the dictionary that tells of the file.
        packed: whether the content is compressed.
    """
    data = zlib.compress(content, 9) if packed else content
    way = b" /Filter /FlateDecode" if packed else b""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + pages))
    one = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> %s >>" % page
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), way, data),
        *([one] * pages),
        b"<< %s >>" % info,
    ]
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return bytes(
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, len(objects))
        + b"startxref\n%d\n%%%%EOF" % len(written)
    )
