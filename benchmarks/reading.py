"""How well and how fast documents are read, beside the bare libraries and others that do the same.

Reads the files of ``tests/sample_documents``, whose words are known. For each reader and format:

- whole: paragraphs that come out in one piece, white space aside;
- alone: those of them that come out by themselves, nothing before or behind them;
- order: share of neighbouring paragraphs that come in the right order;
- stray: pieces of running headers, menus and banners among the passages;
- ms: of computing for all the files, the median of several rounds;
- times: how many times as long Footnote takes, round by round, in the median of them.

All readers of a format read by turns, so that what else the machine does slows down each of them.
Libraries that Footnote does not use are measured where they are installed. Run from the checkout:
python benchmarks/reading.py
"""

import importlib.util
import io
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import truediv
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).parents[1]
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "tests")]

from corpus.readers import READERS  # noqa: E402 - as above
from sample_documents import stories  # noqa: E402 - the tests' folder is put on the path first

DOCUMENTS = CHECKOUT / "tests" / "sample_documents"
ROUNDS = 21
LONG = 40
"""Times that a file's pages are repeated, to see what a page costs beside opening a file."""

NEWS = [
    *stories.BRIDGE[:3], *stories.BRIDGE_DIVERS, stories.BRIDGE[3], *stories.BRIDGE_PAY,
]  # fmt: skip
WANTED: dict[str, Sequence[str]] = {
    "news.html": NEWS,
    "blog.html": stories.HARVEST,
    "divs-only.html": stories.HARVEST,
    "old-tables-windows-1251.html": stories.FERRY,
    "fragment.html": stories.BRIDGE[:1],
    "faq.html": ["Only at Fell. The ferry carries no lorries.", stories.BRIDGE[3]],
    "live.html": ["Sandbags can be had at the fire station. Bring a shovel."],
    "manual.html": ["Boats must be moored twice.", "Report a broken staff at once."],
    "chapters.pdf": [*stories.BRIDGE, *stories.HARVEST],
    "columns-line-by-line.pdf": stories.HARVEST[:4],
    "footnotes.pdf": [*stories.BRIDGE[3:], *stories.BRIDGE_DIVERS, *stories.BRIDGE_PAY],
    "headers.pdf": [
        *stories.HARVEST, *stories.BRIDGE, *stories.BRIDGE_DIVERS, *stories.BRIDGE_PAY,
    ],
    "indented.pdf": [*stories.HARVEST, *stories.BRIDGE],
    "memo.pdf": [*stories.BRIDGE[:3], *stories.BRIDGE_DIVERS, *stories.BRIDGE_PAY],
    "newspaper.pdf": [*stories.BRIDGE, *stories.BRIDGE_DIVERS, *stories.BRIDGE_PAY],
    "not-to-be-printed.pdf": stories.BRIDGE[:2],
    "rotated.pdf": stories.BRIDGE_PAY,
    "russian.pdf": stories.FERRY,
    "scan-and-text.pdf": [stories.BRIDGE[0], stories.BRIDGE[3]],
    "sidebar.pdf": stories.HARVEST,
    "table.pdf": stories.BRIDGE_DIVERS,
    "words-apart.pdf": stories.BRIDGE[:3],
    "report.docx": [*stories.BRIDGE, stories.BRIDGE_DIVERS[0], stories.HARVEST[0]],
    "marked-up.docx": [*stories.BRIDGE[:3], stories.HARVEST[1]],
    "plain.docx": stories.FERRY,
}  # fmt: skip
STRAY = (
    "Read also", "We use cookies", "Share on", "Subscribe to our newsletter", "Privacy policy",
    "twenty years ago!", "Powered by", "Главная", "Archive", "Annual report", "Page 2 of 3",
    "4 CONCLUSION", "Advertisement",
)  # fmt: skip

Pieces = list[str]
"""A document's paragraphs, as somebody reads them off the file."""


def _journal() -> list[str]:
    """The paragraphs of ``journal.tex``, without those whose notes readers may number or not."""
    source = (DOCUMENTS / "journal.tex").read_text()
    body = source.partition("\\section{Introduction}")[2].partition("\\end{document}")[0]
    body = re.sub(r"\\begin\{table\}.*?\\end\{table\}", "\n", body, flags=re.DOTALL)
    body = body.replace("Table~\\ref{t}", "Table 1")
    body = re.sub(r"\\section\{\w+\}", "\n\n", body)
    return [_flat(part) for part in body.split("\n\n") if part.strip() and "\\footnote" not in part]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _ours(suffix: str) -> Callable[[bytes], Pieces]:
    def read(data: bytes) -> Pieces:
        extraction = READERS[suffix](data)
        return [block.span.of(extraction.text) for block in extraction.blocks]

    return read


def _split(text: str) -> Pieces:
    return re.split(r"\n\s*\n", text.replace("\r\n", "\n"))


def _pypdfium2(data: bytes) -> Pieces:
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    pieces = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pieces += _split(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return pieces


def _pypdf(data: bytes) -> Pieces:
    from pypdf import PdfReader

    return [
        piece for page in PdfReader(io.BytesIO(data)).pages for piece in _split(page.extract_text())
    ]


def _pdfminer(data: bytes) -> Pieces:
    from pdfminer.high_level import extract_text

    return _split(extract_text(io.BytesIO(data)))


def _pdfplumber(data: bytes) -> Pieces:
    from pdfplumber import open as opened

    with opened(io.BytesIO(data)) as document:
        return [piece for page in document.pages for piece in _split(page.extract_text())]


def _trafilatura(data: bytes) -> Pieces:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(data, include_comments=False, with_metadata=True)
    return (found.text or "").split("\n") if isinstance(found, Document) else []


def _readability(data: bytes) -> Pieces:
    from lxml.html import fromstring
    from readability import Document

    tree = fromstring(Document(data.decode("utf-8", "replace")).summary())
    return [element.text_content() for element in tree.iter("p", "li", "h2", "h3", "td")]


def _justext(data: bytes) -> Pieces:
    from justext import get_stoplist
    from justext import justext as classified

    found = classified(data, get_stoplist("English"))
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


def _python_docx(data: bytes) -> Pieces:
    from docx import Document

    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


READ: dict[str, dict[str, Callable[[bytes], Pieces]]] = {
    ".pdf": {
        "pypdfium2": _pypdfium2,
        "pypdf": _pypdf,
        "pdfminer": _pdfminer,
        "pdfplumber": _pdfplumber,
    },
    ".html": {"trafilatura": _trafilatura, "readability": _readability, "justext": _justext},
    ".docx": {"docx": _python_docx},
}


def quality(read: Callable[[bytes], Pieces], names: Sequence[str]) -> tuple[float, ...]:
    """Whole, alone, order and stray, as the module says."""
    wanted = whole = alone = in_order = neighbours = stray = 0
    for name in names:
        try:
            pieces = [_flat(piece) for piece in read((DOCUMENTS / name).read_bytes())]
        except Exception as error:  # a library's own failure is a result, too
            print(f"  {name}: {type(error).__name__}: {error}"[:100])
            pieces = []
        text = "\n".join(pieces).replace("\n", " ")
        places = [text.find(_flat(paragraph)) for paragraph in WANTED[name]]
        wanted += len(places)
        whole += sum(place >= 0 for place in places)
        alone += sum(_flat(paragraph) in pieces for paragraph in WANTED[name])
        found = [place for place in places if place >= 0]
        neighbours += len(places) - 1
        in_order += sum(before < after for before, after in pairwise(found))
        stray += sum(words in text for words in STRAY)
    return whole / wanted, alone / wanted, in_order / max(neighbours, 1), stray


def timed(
    readers: Sequence[Callable[[bytes], Pieces]], files: Sequence[bytes]
) -> list[tuple[float, float]]:
    """What each reader takes for all ``files``; all of them by turns.

    Returns:
        For each one the median of ms of computing, and of how many times as long the first takes.
    """
    took: list[list[float]] = [[] for _ in readers]
    for _ in range(ROUNDS):
        for times, read in zip(took, readers, strict=True):
            begun = time.process_time()
            for data in files:
                read(data)
            times.append(time.process_time() - begun)
    return [(1000 * median(times), median(map(truediv, took[0], times))) for times in took]


def many_pages(name: str) -> bytes:
    """A file of ``LONG`` times the pages of ``name``."""
    from pypdfium2 import PdfDocument

    longer = PdfDocument.new()
    with PdfDocument(DOCUMENTS / name) as document:
        for _ in range(LONG):
            longer.import_pages(document)
    written = io.BytesIO()
    longer.save(written)
    return written.getvalue()


def main() -> None:
    """Measure and print."""
    WANTED["journal.pdf"] = _journal()
    for suffix, others in READ.items():
        names = sorted(name for name in WANTED if name.endswith(suffix))
        files = [(DOCUMENTS / name).read_bytes() for name in names]
        print(f"\n{suffix[1:]}, {len(names)} files: whole, alone, order, stray, ms, times")
        installed = {name: read for name, read in others.items() if importlib.util.find_spec(name)}
        readers = {"Footnote": _ours(suffix), **installed}
        found = [quality(read, names) for read in readers.values()]
        spent = timed(list(readers.values()), files)
        for name, shares, (took, ratio) in zip(readers, found, spent, strict=True):
            whole, alone, order, stray = shares
            print(
                f"{name:12} {whole:6.2f} {alone:6.2f} {order:6.2f} {stray:6.0f}"
                f" {took:8.1f} {ratio:6.2f}"
            )
    print(f"\n{LONG} times the pages of a file, ms: Footnote, pypdfium2, times")
    for name in ("journal.pdf", "headers.pdf", "newspaper.pdf", "memo.pdf", "letter.pdf"):
        (one, _), (other, ratio) = timed([_ours(".pdf"), _pypdfium2], [many_pages(name)])
        print(f"{name:14} {one:7.1f} {other:7.1f} {ratio:6.2f}")


if __name__ == "__main__":
    main()
