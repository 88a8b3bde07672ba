"""Writes the PDF files of this folder that reportlab and WeasyPrint set.

Neither is needed by the tests, which read what was written. To write it anew, install both and run
from the folder ``tests``: python -m sample_documents.make_pdfs
"""

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)
from weasyprint import HTML

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
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
STYLES = getSampleStyleSheet()
WIDTH, HEIGHT = A4


def flowing(name: str, story: list[object], **options: object) -> None:
    document = SimpleDocTemplate(str(HERE / f"{name}.pdf"), pagesize=A4, invariant=1, **options)
    document.build(story)


def body(texts: list[str]) -> list[object]:
    return [part for text in texts for part in (Paragraph(text, STYLES["BodyText"]), Spacer(1, 4))]


def memo() -> None:
    """One column with headings and a list, as an office writes."""
    story: list[object] = [Paragraph(BRIDGE_TITLE, STYLES["Title"]), *body(BRIDGE[:3])]
    story += [Paragraph(BRIDGE_HEADINGS[0], STYLES["Heading2"]), *body(BRIDGE_DIVERS)]
    story += [Paragraph(BRIDGE_HEADINGS[1], STYLES["Heading2"]), *body(BRIDGE_PAY)]
    story.append(Paragraph("The residents of the upper town ask for:", STYLES["BodyText"]))
    items = [ListItem(Paragraph(demand, STYLES["BodyText"])) for demand in DEMANDS]
    story.append(ListFlowable(items, bulletType="bullet"))
    flowing("memo", story, title=BRIDGE_TITLE, author=BRIDGE_AUTHOR)


def table() -> None:
    """A table between two paragraphs."""
    grid = Table(LEVELS, colWidths=[5 * cm, 3 * cm, 3 * cm, 3 * cm])
    grid.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    story = [Paragraph("Levels of 18 November", STYLES["Heading1"]), *body(BRIDGE_DIVERS[:1])]
    flowing("table", [*story, grid, Spacer(1, 12), *body(BRIDGE_DIVERS[1:])])


def wrapped(canvas: Canvas, text: str, width: float, size: float = 10) -> list[str]:
    lines = [""]
    for word in text.split():
        line = f"{lines[-1]} {word}".strip()
        if canvas.stringWidth(line, "Helvetica", size) <= width:
            lines[-1] = line
        else:
            lines.append(word)
    return lines


def columns_line_by_line() -> None:
    """Two columns whose lines were written across the page, as some printing systems do."""
    canvas = Canvas(str(HERE / "columns-line-by-line.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, HEIGHT - 70, HARVEST_TITLE)
    canvas.setFont("Helvetica", 10)
    left = [line for text in HARVEST[:2] for line in [*wrapped(canvas, text, 220), ""]]
    right = [line for text in HARVEST[2:4] for line in [*wrapped(canvas, text, 220), ""]]
    for number in range(max(len(left), len(right))):
        y = HEIGHT - 100 - 13 * number
        for x, lines in ((60, left), (310, right)):
            if number < len(lines):
                canvas.drawString(x, y, lines[number])
    canvas.save()


def words_apart() -> None:
    """Each word is placed for itself, and no space is ever written."""
    canvas = Canvas(str(HERE / "words-apart.pdf"), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    y = HEIGHT - 80
    for text in BRIDGE[:3]:
        for line in wrapped(canvas, text, WIDTH - 140):
            x = 70.0
            for word in line.split():
                canvas.drawString(x, y, word)
                x += canvas.stringWidth(f"{word} ", "Helvetica", 10)
            y -= 13
        y -= 10
    canvas.save()


def rotated() -> None:
    """A page that was scanned or printed across and is shown upright."""
    canvas = Canvas(str(HERE / "rotated.pdf"), pagesize=landscape(A4), invariant=1)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -HEIGHT)
    canvas.setFont("Helvetica", 11)
    y = HEIGHT - 60
    for text in BRIDGE_PAY:
        for line in wrapped(canvas, text, WIDTH - 160, 11):
            canvas.drawString(60, y, line)
            y -= 14
        y -= 12
    canvas.save()


def picture(text: str) -> ImageReader:
    from PIL import Image, ImageDraw

    image = Image.new("1", (600, 200), 1)
    ImageDraw.Draw(image).text((10, 20), text)
    data = io.BytesIO()
    image.save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def scans() -> None:
    """A scan without text; one page of text between scans; a scan with its text beneath."""
    canvas = Canvas(str(HERE / "scan.pdf"), pagesize=A4, invariant=1)
    for number in range(2):
        canvas.drawImage(picture(BRIDGE[number][:80]), 0, 400, WIDTH, 200)
        canvas.showPage()
    canvas.save()
    canvas = Canvas(str(HERE / "scan-and-text.pdf"), pagesize=A4, invariant=1)
    canvas.drawImage(picture("a cover"), 0, 400, WIDTH, 200)
    canvas.showPage()
    for number, line in enumerate(wrapped(canvas, BRIDGE[0], WIDTH - 140)):
        canvas.drawString(70, HEIGHT - 80 - 14 * number, line)
    canvas.showPage()
    canvas.drawImage(picture(BRIDGE[3][:80]), 0, 400, WIDTH, 200)
    beneath = canvas.beginText(70, 600)
    beneath.setTextRenderMode(3)
    for line in wrapped(canvas, BRIDGE[3], WIDTH - 140):
        beneath.textLine(line)
    canvas.drawText(beneath)
    canvas.save()


def locked() -> None:
    """One file that asks for a password, and one that anybody may open but not print."""
    for name, user in (("locked", "secret"), ("not-to-be-printed", "")):
        encryption = StandardEncryption(user, ownerPassword="owner", canPrint=0, strength=128)
        flowing(name, body(BRIDGE[:2]), encrypt=encryption)


def russian() -> None:
    """Cyrillic letters in an embedded part of a font."""
    pdfmetrics.registerFont(TTFont("DejaVu", DEJAVU))
    style = STYLES["BodyText"].clone("Cyrillic", fontName="DejaVu")
    heading = STYLES["Heading1"].clone("CyrillicHeading", fontName="DejaVu")
    story: list[object] = [Paragraph(FERRY_TITLE, heading)]
    story += [part for text in FERRY for part in (Paragraph(text, style), Spacer(1, 6))]
    flowing("russian", story, title=FERRY_TITLE)


def slides() -> None:
    """A talk: few words a page, large."""
    canvas = Canvas(str(HERE / "slides.pdf"), pagesize=landscape(A4), invariant=1)
    pages = [(BRIDGE_HEADINGS[0], BRIDGE_DIVERS), ("What the residents ask for", DEMANDS)]
    for number, (heading, lines) in enumerate(pages, 1):
        canvas.setFont("Helvetica-Bold", 32)
        canvas.drawString(60, 500, heading)
        canvas.setFont("Helvetica", 20)
        y = 430.0
        for text in lines:
            for place, line in enumerate(wrapped(canvas, text, 660, 20)):
                canvas.drawString(60, y, "•" if place == 0 else "")
                canvas.drawString(85, y, line)
                y -= 25
            y -= 12
        canvas.setFont("Helvetica", 10)
        canvas.drawString(760, 20, str(number))
        canvas.showPage()
    canvas.save()


def bare() -> None:
    """Text alone, no title, no spacing between paragraphs, but their first lines set in."""
    style = STYLES["BodyText"].clone("Indented", firstLineIndent=14, spaceBefore=0, alignment=4)
    flowing("indented", [Paragraph(text, style) for text in [*HARVEST, *BRIDGE]])


def long_report() -> None:
    """Chapters on pages of their own."""
    story: list[object] = []
    for title, texts in ((BRIDGE_TITLE, BRIDGE), (HARVEST_TITLE, HARVEST)):
        story += [Paragraph(title, STYLES["Heading1"]), *body(texts), PageBreak()]
    flowing("chapters", story)


NEWSPAPER = f"""<html lang="en"><head><title>{BRIDGE_TITLE}</title>
<meta name="author" content="{BRIDGE_AUTHOR}">
<meta name="dcterms.created" content="2025-11-18">
<style>@page {{ size: A4; margin: 2cm 1.5cm }} body {{ font: 9pt/1.35 'DejaVu Serif' }}
h1 {{ font-size: 22pt; margin: 0 0 8pt }} h2 {{ font-size: 11pt }}
.c {{ columns: 3; column-gap: 14pt; text-align: justify; hyphens: auto }}
p {{ margin: 0; text-indent: 1em; orphans: 2; widows: 2 }}
h2 + p, p:first-child {{ text-indent: 0 }}
</style></head><body><h1>{BRIDGE_TITLE}</h1><div class="c">
{"".join(f"<p>{text}</p>" for text in BRIDGE)}<h2>{BRIDGE_HEADINGS[0]}</h2>
{"".join(f"<p>{text}</p>" for text in BRIDGE_DIVERS)}<h2>{BRIDGE_HEADINGS[1]}</h2>
{"".join(f"<p>{text}</p>" for text in BRIDGE_PAY)}</div></body></html>"""

HEADERS = f"""<html lang="en"><head><title>Annual report</title>
<style>@page {{ size: A5; margin: 2cm; @top-left {{ content: "{BRIDGE_PUBLISHER}" }}
@top-right {{ content: "Annual report 2025" }}
@bottom-center {{ content: "Page " counter(page) " of " counter(pages) }} }}
body {{ font: 11pt/1.4 'DejaVu Sans' }} h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt }}
p {{ margin: 0 0 8pt; hyphens: auto; text-align: justify }}</style></head><body>
<h1>{HARVEST_TITLE}</h1>{"".join(f"<p>{text}</p>" for text in HARVEST)}
<h2>{BRIDGE_TITLE}</h2>
{"".join(f"<p>{text}</p>" for text in [*BRIDGE, *BRIDGE_DIVERS, *BRIDGE_PAY])}</body></html>"""

NOTES = f"""<html lang="en"><head><title>Notes</title>
<style>@page {{ size: A5; margin: 2cm; @footnote {{ border-top: 0.5pt solid; padding-top: 4pt }} }}
body {{ font: 11pt/1.4 'DejaVu Serif' }} .n {{ float: footnote; font-size: 8pt }}
p {{ margin: 0 0 8pt }}</style></head><body><h1>{BRIDGE_TITLE}</h1>
<p>{BRIDGE[0]}<span class="n">The council’s press notice of 18 November 2025.</span></p>
<p>{BRIDGE[1]}</p><p>{BRIDGE[2]}<span class="n">Count of 12 September 2025, both directions
together, without bicycles.</span></p>
{"".join(f"<p>{text}</p>" for text in [BRIDGE[3], *BRIDGE_DIVERS, *BRIDGE_PAY])}</body></html>"""

SIDEBAR = f"""<html lang="en"><head><title>{HARVEST_TITLE}</title>
<style>@page {{ size: A4; margin: 2cm }} body {{ font: 10pt/1.4 'DejaVu Sans' }}
.box {{ float: right; width: 5.5cm; margin-left: 1cm; padding: 8pt; background: #eee;
font-size: 9pt }} p {{ margin: 0 0 7pt }}</style></head><body><h1>{HARVEST_TITLE}</h1>
<div class="box"><b>Hops in figures</b><p>The valley has 140 growers and 1,900 hectares of hop
gardens, the fourth largest area in the country.</p><p>In an ordinary year they bring in 4,700
tonnes.</p></div>{"".join(f"<p>{text}</p>" for text in HARVEST)}</body></html>"""


def main() -> None:
    for make in (memo, table, columns_line_by_line, words_apart, rotated, scans, locked, russian):
        make()
    for make in (slides, bare, long_report):
        make()
    pages = {"newspaper": NEWSPAPER, "headers": HEADERS, "footnotes": NOTES, "sidebar": SIDEBAR}
    for name, page in pages.items():
        HTML(string=page).write_pdf(HERE / f"{name}.pdf")


if __name__ == "__main__":
    main()
