"""Writes the Word files of this folder, with python-docx and, of their XML, by hand.

``letter.docx`` is LibreOffice's: see README.md here. Run from the folder ``tests``:
python -m sample_documents.make_docx
"""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sample_documents.stories import (
    BRIDGE,
    BRIDGE_AUTHOR,
    BRIDGE_DIVERS,
    BRIDGE_HEADINGS,
    BRIDGE_PUBLISHER,
    BRIDGE_TITLE,
    DEMANDS,
    FERRY,
    FERRY_TITLE,
    HARVEST,
    LEVELS,
)

HERE = Path(__file__).parent


def report() -> None:
    """Headings, lists, a table, a header and a footer, core properties."""
    document = Document()
    document.core_properties.title = BRIDGE_TITLE
    document.core_properties.author = BRIDGE_AUTHOR
    document.core_properties.created = datetime(2025, 11, 18, 9, 30, tzinfo=UTC)
    document.core_properties.language = "en-GB"
    document.sections[0].header.paragraphs[0].text = BRIDGE_PUBLISHER
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading(BRIDGE_TITLE, 0)
    for text in BRIDGE:
        document.add_paragraph(text)
    document.add_heading(BRIDGE_HEADINGS[0], 1)
    paragraph = document.add_paragraph("")
    paragraph.add_run(BRIDGE_DIVERS[0][:40]).bold = True
    paragraph.add_run(BRIDGE_DIVERS[0][40:])
    document.add_heading("Levels", 2)
    table = document.add_table(rows=0, cols=4)
    for row in LEVELS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("The residents of the upper town ask for:")
    for demand in DEMANDS:
        document.add_paragraph(demand, style="List Bullet")
    document.add_paragraph("Then:")
    for text in ("Close the bridge.", "Mend the piers."):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph(HARVEST[0], style="Quote")
    document.save(str(HERE / "report.docx"))


BODY = f"""<w:p><w:r><w:t>Kept. </w:t></w:r><w:del w:id="1" w:author="A">
<w:r><w:delText>Deleted. </w:delText></w:r></w:del><w:ins w:id="2" w:author="A">
<w:r><w:t>Inserted. </w:t></w:r></w:ins><w:hyperlink r:id="rId99"><w:r><w:t>Linked. </w:t></w:r>
</w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>In a field.</w:t></w:r></w:sdtContent></w:sdt></w:p>
<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/>
<w:t>four</w:t><w:softHyphen/><w:t>teen</w:t></w:r></w:p>
<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>A heading by its outline</w:t></w:r></w:p>
<w:p><w:r><w:t>{BRIDGE[0]}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>{BRIDGE[1]}</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>{HARVEST[1]}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>
<w:r><w:t>{BRIDGE[2]}</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>
<w:r><w:t>Shown.</w:t></w:r></w:p>"""

NOTES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r>
</w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r>
<w:t xml:space="preserve">
 The council’s press notice of 18 November 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def marked_up() -> None:
    """Tracked changes, links, fields, boxes and notes, as Word writes them."""
    document = Document()
    body = parse_xml(f"<w:body {nsdecls('w', 'r')}>{BODY}</w:body>")
    for number, element in enumerate(list(body)):
        document.element.body.insert(number, element)
    written = io.BytesIO()
    document.save(written)
    relation = (
        '<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    with (
        zipfile.ZipFile(written) as before,
        zipfile.ZipFile(HERE / "marked-up.docx", "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", relation.encode())
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", kind.encode())
            after.writestr(name, text)
        after.writestr("word/footnotes.xml", NOTES)


def plain() -> None:
    """Bold lines for headings, and Cyrillic."""
    document = Document()
    document.core_properties.title = ""
    document.add_paragraph().add_run(FERRY_TITLE).bold = True
    for text in FERRY:
        document.add_paragraph(text)
    document.save(str(HERE / "plain.docx"))


if __name__ == "__main__":
    report()
    marked_up()
    plain()
