"""``footnote verify``: every quotation is held against the file that it was taken from."""

import sys

from bot.listing import ListedFile, by_file
from bot.receipts import Filed, has_changed, standing
from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import answers as wording
from bot.wording import commands as commands_wording
from corpus.containers import ColumnsOf
from corpus.errors import AccessError, ChangingError, NoIndexError, ReadingError
from corpus.opening import settled
from corpus.reading import Entry, Reading, read_file
from corpus.sources import read_sources
from corpus.store import StoredDocument
from embeddings.generation import NOT_INDEXED


def verify_passages(settings: Settings) -> bool:
    """Read every indexed file again and compare; print what differs, and a closing line.

    Returns:
        Whether every passage is found, code point for code point, where its citation says.

    Raises:
        NoIndexError: if nothing has been indexed yet.
        DocumentsError: if the documents folder is missing, or another than the indexed one.
        SettingError: if its ``sources.toml`` makes no sense.
    """
    footnote = Footnote(settings)
    number = footnote.store.current_generation()
    if number == 0:
        raise NoIndexError(NOT_INDEXED)
    footnote.indexer.require_root(footnote.root)
    documents = footnote.store.documents(number)
    columns = read_sources(footnote.root).columns
    checked = 0
    faults: list[str] = []
    for file in by_file(documents):
        found, wrong = _verify(footnote, file, columns)
        checked += found
        faults.extend(wrong)
    for fault in faults:
        sys.stdout.write(one_line(fault) + "\n")
    sys.stdout.write(commands_wording.verified(checked, len(documents), len(faults)) + "\n")
    return not faults


def _verify(footnote: Footnote, file: ListedFile, columns: ColumnsOf) -> tuple[int, list[str]]:
    """How many passages of ``file`` were compared, and what differs."""
    try:
        return settled(lambda: _compare_file(footnote, file, columns))
    except ChangingError as error:
        return 0, [f"{file.path}: {error}"]


def _compare_file(
    footnote: Footnote, file: ListedFile, columns: ColumnsOf
) -> tuple[int, list[str]]:
    left = {document.path: document for document in file.documents}
    checked = 0
    faults: list[str] = []
    try:
        with read_file(footnote.root, file.path, footnote.max_bytes, columns=columns) as contents:
            for entry in contents.entries:
                document = left.pop(entry.path, None)
                if document is None:
                    continue
                found, wrong = _compare_entry(footnote, document, entry)
                checked += found
                faults.extend(wrong)
    except ChangingError:
        raise
    except ReadingError as error:
        return checked, [*faults, f"{file.path}: {error}"]
    return checked, [*faults, *(f"{path}: {commands_wording.GONE}" for path in left)]


def _compare_entry(
    footnote: Footnote, document: StoredDocument, entry: Entry
) -> tuple[int, list[str]]:
    try:
        reading = entry.read()
    except AccessError:
        raise
    except ReadingError as error:
        return 0, [f"{document.path}: {error}"]
    return _compare(footnote, document, reading)


def _compare(
    footnote: Footnote, document: StoredDocument, reading: Reading
) -> tuple[int, list[str]]:
    passages = footnote.store.document_passages(document.id)
    changed = has_changed(reading, document.sha256)
    wrong = [
        f"{document.path} {wording.paragraphs(passage.citation)}: {commands_wording.DIFFERS}"
        for passage in passages
        if standing(passage, reading.text, changed=changed) in {Filed.MOVED, Filed.LOST}
    ]
    if changed and not wrong:
        wrong = [f"{document.path}: {commands_wording.CHANGED_SINCE}"]
    return len(passages), wrong
