"""What a quote receipt says."""

from typing import assert_never

from bot.receipts import Filed, Receipt, Stored
from bot.wording.answers import SEPARATOR, paragraphs
from bot.wording.translation import _

_SHORT_HASH = 12


def nothing_quoted() -> str:
    """That there is nothing to give a receipt for."""
    return _("No passage was quoted for the last question.")


def place(number: int, receipt: Receipt) -> tuple[str, str, str]:
    """Where the quotation stands, in three parts of one line: number, document, offsets."""
    passage = receipt.passage
    span = _("characters {start}–{end}").format(start=passage.span.start, end=passage.span.end)
    behind = f"{SEPARATOR}{paragraphs(passage.citation)}{SEPARATOR}{span}"
    return f"[{number}] ", passage.citation.document, behind


def hashes(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """For passage and document: a line with the short SHA-256, and the full one."""
    known = (
        (_("Passage SHA-256 {hash}…"), receipt.passage.sha256),
        (_("Document SHA-256 {hash}…"), receipt.passage.citation.document_sha256),
    )
    return tuple((line.format(hash=full[:_SHORT_HASH]), full) for line, full in known)


def findings(receipt: Receipt) -> str:
    """What the stored text and the file say, a sentence each on a line."""
    return f"{_stored(receipt.stored)}\n{_filed(receipt)}"


def _stored(stored: Stored) -> str:
    match stored:
        case Stored.HELD:
            return _("The stored text holds it there, character for character.")
        case Stored.DIFFERS:
            return _("The stored text does not hold it there.")
        case Stored.GONE:
            return _("The stored text is gone: the document was replaced or removed.")
        case never:
            assert_never(never)


def _filed(receipt: Receipt) -> str:
    match receipt.filed:
        case Filed.SAME:
            return _("The file still reads as it was indexed.")
        case Filed.AT_PLACE:
            return _("The file has changed since; it still holds the passage at its place.")
        case Filed.MOVED:
            return _("The file has changed since; it still holds the passage, at another place.")
        case Filed.LOST:
            return _("The file has changed since and no longer holds the passage.")
        case Filed.UNREADABLE:
            sentence = _("The file cannot be read again: {problem}.")
            return sentence.format(problem=receipt.problem)
        case never:
            assert_never(never)


def receipt_text(number: int, receipt: Receipt) -> str:
    """The whole receipt in plain text."""
    lines = ["".join(place(number, receipt))]
    for short, full in hashes(receipt):
        lines += [short, full]
    return "\n".join([*lines, findings(receipt)])
