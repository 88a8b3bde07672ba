"""Files of every format from the folder to the footnote, with a fake model."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.browsing import show_document
from bot.receipts import Filed, Stored
from bot.verifying import verify_passages
from bot.wording import answers as wording
from corpus.passage import Passage
from library import Library

DOCUMENTS = Path(__file__).parents[1] / "sample_documents"
NAMES = (
    "headers.pdf",
    "news.html",
    "report.docx",
    "russian.pdf",
    "yearbook.epub",
    "yearbook.md",
    "yearbook.txt",
)
OF_MANY = ("mixed.zip", "reports.csv", "reports.jsonl", "reports.tsv")
EXPORT = {
    "name": "Town News",
    "type": "public_channel",
    "id": 1234567890,
    "messages": [
        {
            "id": 2,
            "type": "message",
            "date": "2025-05-19T08:30:00",
            "text": [
                "The ",
                {"type": "bold", "text": "old mill"},
                " is open again, says the mayor.",
            ],
        }
    ],
}
DOCUMENTS_IN_ALL = len(NAMES) + 5 + 3 + 3 + 3 + 1


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = Library(tmp_path_factory.mktemp("library"))
    for name in (*NAMES, *OF_MANY, "scan.pdf"):
        shutil.copy(DOCUMENTS / name, library.documents)
    (library.documents / "result.json").write_text(json.dumps(EXPORT))
    library.index()
    yield library
    library.footnote.close()


def passages(library: Library, name: str) -> list[Passage]:
    number = library.footnote.live.current().number
    document = library.footnote.store.document(number, name)
    return library.footnote.store.document_passages(document.id)


def test_all_but_the_scan_are_indexed_and_it_is_named_with_the_reason(library: Library) -> None:
    number = library.footnote.live.current().number

    summary = library.index()

    found = {document.file for document in library.footnote.store.documents(number)}
    assert found == {*NAMES, *OF_MANY, "result.json"}
    whole = [skipped for skipped in summary.skipped if not skipped.partly]
    assert [(skipped.path, "OCR" in skipped.reason) for skipped in whole] == [("scan.pdf", True)]


@pytest.mark.parametrize("file", [*NAMES, *OF_MANY, "result.json"])
def test_every_passage_agrees_with_the_store_and_with_its_file(library: Library, file: str) -> None:
    number = library.footnote.live.current().number
    inside = [it.path for it in library.footnote.store.documents(number) if it.file == file]

    receipts = [
        library.footnote.receipts().receipt(passage)
        for path in inside
        for passage in passages(library, path)
    ]

    assert {(receipt.stored, receipt.filed) for receipt in receipts} == {(Stored.HELD, Filed.SAME)}


def test_verify_holds(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_passages(library.settings)
    assert f"{DOCUMENTS_IN_ALL} documents" in capsys.readouterr().out


def test_a_footnote_names_the_page(library: Library) -> None:
    (passage,) = [
        passage
        for passage in passages(library, "headers.pdf")
        if "Where the piles were exposed to the current" in passage.text
    ]

    assert wording.footnote(passage.citation) == "Annual report · p. 2 · ¶11"


def test_where_metadata_was_found_is_shown(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    show_document(library.settings, "news.html", meta=True)

    assert capsys.readouterr().out == (
        "path: news.html\n"
        "title: Old bridge at Harrow stays closed until spring (JSON-LD)\n"
        "publisher: Harrow Courier (JSON-LD)\n"
        "author: Mara Lindqvist (JSON-LD)\n"
        "published: 18 November 2025 (JSON-LD)\n"
        "address: https://www.harrow-courier.example/2025/11/18/old-bridge-closed "
        "(canonical link)\n"
        "language: English (HTML head)\n"
    )


def test_what_is_not_stated_is_unknown_and_a_language_may_be_detected(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    show_document(library.settings, "russian.pdf", meta=True)

    assert capsys.readouterr().out == (
        "path: russian.pdf\n"
        "title: Паром через Амбру будет ходить ночью (PDF information)\n"
        "publisher: unknown\n"
        "author: unknown\n"
        "published: unknown\n"
        "address: unknown\n"
        "language: Russian (detected in the text)\n"
    )
