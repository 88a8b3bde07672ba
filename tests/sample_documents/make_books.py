"""Writes the books of this folder: with pandoc and LibreOffice, and one by hand.

Run from the folder ``tests``: python -m sample_documents.make_books
"""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from sample_documents.stories import (
    BRIDGE,
    BRIDGE_AUTHOR,
    BRIDGE_DIVERS,
    BRIDGE_HEADINGS,
    BRIDGE_PAY,
    BRIDGE_PUBLISHER,
    BRIDGE_TITLE,
    DEMANDS,
    FERRY,
    FERRY_TITLE,
    HARVEST,
    HARVEST_TITLE,
    LEVELS,
)

HERE = Path(__file__).parent


def paragraphs(texts: list[str]) -> str:
    return "\n\n".join(texts)


YEARBOOK = f"""---
title: The Ambry yearbook
author: {BRIDGE_AUTHOR}
publisher: {BRIDGE_PUBLISHER}
date: 2025-12-01
lang: en-GB
identifier: https://www.harrow-courier.example/yearbook
---

# {BRIDGE_TITLE}

{paragraphs(BRIDGE)}

## {BRIDGE_HEADINGS[0]}

{BRIDGE_DIVERS[0]}[^1]

> {BRIDGE_DIVERS[1]}

[^1]: The council’s press notice of 18 November 2025.

| {" | ".join(LEVELS[0])} |
|---|---|---|---|
{chr(10).join(f"| {' | '.join(row)} |" for row in LEVELS[1:])}

## {BRIDGE_HEADINGS[1]}

{paragraphs(BRIDGE_PAY)}

{chr(10).join(f"{number}. {demand}" for number, demand in enumerate(DEMANDS, 1))}

# {HARVEST_TITLE}

{paragraphs(HARVEST)}
"""


def by_pandoc() -> None:
    """A yearbook in EPUB 3."""
    command = ["pandoc", "--from", "markdown", "--to", "epub3", "--toc"]
    subprocess.run(
        [*command, "--output", str(HERE / "yearbook.epub")],
        input=YEARBOOK.encode(),
        check=True,
    )


def by_libreoffice() -> None:
    """A report in EPUB 3, from the Word file."""
    office = shutil.which("libreoffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [office, "--headless", "--convert-to", "epub", "--outdir", folder, "report.docx"],
            cwd=HERE,
            check=True,
        )
        shutil.copy(Path(folder) / "report.epub", HERE / "report.epub")


PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>Паром</dc:title>
<dc:creator opf:role="trl">Ivan Petrenko</dc:creator>
<dc:creator opf:role="aut">Mara Lindqvist</dc:creator>
<dc:creator opf:role="aut">Tomas Reyle</dc:creator>
<dc:date opf:event="modification">2025-12-24</dc:date>
<dc:date opf:event="publication">2025-11-30</dc:date>
<dc:identifier id="id" opf:scheme="ISBN">9780000000002</dc:identifier>
<dc:language>ru</dc:language>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="two" href="Text/%D0%B4%D0%B2%D0%B0.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="Text/one.xhtml#top" media-type="application/xhtml+xml"/>
<item id="contents" href="Text/contents.xhtml" media-type="application/xhtml+xml"/>
<item id="lost" href="Text/lost.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg"/>
</manifest>
<spine toc="ncx"><itemref idref="cover"/><itemref idref="contents"/><itemref idref="one"/>
<itemref idref="lost"/><itemref idref="two"/><itemref idref="one"/></spine>
</package>
"""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/content.opf"
media-type="application/oebps-package+xml"/></rootfiles></container>
"""
TOP = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/><style>p {{ margin: 0 }}</style></head>
"""
CONTENTS = "".join(
    f'<p><a href="one.xhtml#{number}">Глава {number}. О реке</a></p>' for number in range(1, 8)
)
ONE = f"""<body><h1><a id="top"/>{FERRY_TITLE}</h1>
<p>{FERRY[0]}<a epub:type="noteref" href="#n1">1</a></p>
<p>{FERRY[1][:60]}<span epub:type="pagebreak" id="p12">12</span>{FERRY[1][60:]}</p>
<pre>  5:00  первый
 01:30  последний</pre>
<aside id="n1" epub:type="footnote"><p><a role="doc-backlink" href="#top">↩</a> Со слов мэрии.</p>
</aside></body></html>
"""
TWO = f"""<body><div><p>{FERRY[2]}&nbsp;&mdash; так решили&hellip;</p>
<p>Не закрыт<br>тег<hr></div></body></html>
"""


def by_hand() -> None:
    """EPUB 2 as scanners' workshops made it: encodings, page marks, a page that is no XML."""
    with zipfile.ZipFile(HERE / "ferry.epub", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/content.opf", PACKAGE)
        archive.writestr("OEBPS/toc.ncx", "<ncx/>")
        archive.writestr("OEBPS/cover.jpg", b"\xff\xd8")
        top = TOP.format(encoding="utf-8")
        archive.writestr("OEBPS/Text/contents.xhtml", f"{top}<body>{CONTENTS}</body></html>")
        archive.writestr("OEBPS/Text/два.xhtml", top + TWO)
        legacy = TOP.format(encoding="windows-1251") + ONE.replace("↩", "&#8617;")
        archive.writestr("OEBPS/Text/one.xhtml", legacy.encode("cp1251"))


if __name__ == "__main__":
    by_pandoc()
    by_libreoffice()
    by_hand()
