"""Which inputs each reader is tried on: damaged files, and files made of nothing but oddities."""

from hypothesis import strategies as st

from fuzzing.archives import MADE_ZIP, damaged_inside
from fuzzing.damage import damaged
from fuzzing.markup import PAGES
from fuzzing.packages import MADE_DOCX, MADE_EPUB
from fuzzing.pdfs import MADE_PDF
from fuzzing.plain import EXPORTS, JSON_LINES, MARKDOWN, PLAIN, TABLES

FORMATS: dict[str, tuple[str, tuple[st.SearchStrategy[bytes], ...]]] = {
    "txt": ("a.txt", (PLAIN, damaged(".txt"))),
    "md": ("a.md", (MARKDOWN, damaged(".md"))),
    "html": ("a.html", (PAGES, damaged(".html"))),
    "pdf": ("a.pdf", (MADE_PDF, damaged(".pdf"))),
    "docx": ("a.docx", (MADE_DOCX, damaged_inside(".docx"), damaged(".docx"))),
    "epub": ("a.epub", (MADE_EPUB, damaged_inside(".epub", ".html"), damaged(".epub"))),
    "csv": ("a.csv", (TABLES, damaged(".csv"))),
    "tsv": ("a.tsv", (TABLES, damaged(".tsv"))),
    "jsonl": ("a.jsonl", (JSON_LINES, damaged(".jsonl"))),
    "json": ("result.json", (EXPORTS, damaged(".json"))),
    "zip": ("a.zip", (MADE_ZIP, damaged_inside(".zip", ".md"), damaged(".zip"))),
}
"""Reader → the name of its file, and what may stand in it."""


def inputs(reader: str) -> st.SearchStrategy[bytes]:
    """What the reader is tried on."""
    return st.one_of(FORMATS[reader][1])
