"""Writes ``serif.pdf`` with LibreOffice: a font whose height the file does not tell, and a note.

Run from the folder ``tests``: python -m sample_documents.make_serif
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from sample_documents.stories import (
    BRIDGE,
    BRIDGE_DIVERS,
    BRIDGE_HEADINGS,
    BRIDGE_PAY,
    BRIDGE_TITLE,
)

HERE = Path(__file__).parent


# PDFium begins a line behind a raised number in the middle of one.
NOTED = "summer.<sup>1</sup> It moves on."
PAGE = f"""<html lang="en"><head><meta charset="utf-8"><title>{BRIDGE_TITLE}</title>
<style>p {{ margin-right: 3cm; font: 12pt 'Liberation Serif' }}
h1, h2 {{ font-family: 'Liberation Serif' }}</style>
</head><body><h1>{BRIDGE_TITLE}</h1>
{"".join(f"<p>{text}</p>" for text in BRIDGE).replace("summer.", NOTED)}
<h2>{BRIDGE_HEADINGS[0]}</h2>{"".join(f"<p>{text}</p>" for text in BRIDGE_DIVERS)}
<h2>{BRIDGE_HEADINGS[1]}</h2>{"".join(f"<p>{text}</p>" for text in BRIDGE_PAY)}</body></html>"""


def main() -> None:
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "serif.html"
        page.write_text(PAGE, encoding="utf-8")
        subprocess.run(
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export",
             "--outdir", str(HERE), str(page)],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
