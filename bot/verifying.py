"""``footnote verify``: every quotation is held against the file that it was taken from."""

import sys

from bot.receipts import Filed, has_changed, standing
from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import answers as wording
from bot.wording import commands as commands_wording
from corpus.errors import NoIndexError, ReadingError
from corpus.reading import Reading, read_document
from corpus.store import StoredDocument
from embeddings.generation import NOT_INDEXED


def verify_passages(settings: Settings) -> bool:
    """Read every indexed file again and compare; print what differs, and a closing line.

    Returns:
        Whether every passage is found, code point for code point, where its citation says.

    Raises:
        NoIndexError: if nothing has been indexed yet.
        DocumentsError: if the documents folder is missing, or another than the indexed one.
    """
    footnote = Footnote(settings)
    number = footnote.store.current_generation()
    if number == 0:
        raise NoIndexError(NOT_INDEXED)
    footnote.indexer.require_root(footnote.root)
    documents = footnote.store.documents(number)
    checked = 0
    faults: list[str] = []
    for document in documents:
        try:
            reading = read_document(footnote.root, document.path, footnote.max_bytes)
        except ReadingError as error:
            faults.append(f"{document.path}: {error}")
            continue
        found, wrong = _compare(footnote, document, reading)
        checked += found
        faults.extend(wrong)
    for fault in faults:
        sys.stdout.write(one_line(fault) + "\n")
    sys.stdout.write(commands_wording.verified(checked, len(documents), len(faults)) + "\n")
    return not faults


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
