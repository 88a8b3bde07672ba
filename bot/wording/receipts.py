"""What a quote receipt says."""

from bot.receipts import Filed, Receipt, Stored
from bot.wording.answers import SEPARATOR, paragraphs

NOTHING_QUOTED = "No passage was quoted for the last question."
_SHORT_HASH = 12
_STORED = {
    Stored.HELD: "The stored text holds it there, character for character.",
    Stored.DIFFERS: "The stored text does not hold it there.",
    Stored.GONE: "The stored text is gone: the document was replaced or removed.",
}
_FILED = {
    Filed.SAME: "The file still reads as it was indexed.",
    Filed.AT_PLACE: "The file has changed since; it still holds the passage at its place.",
    Filed.MOVED: "The file has changed since; it still holds the passage, at another place.",
    Filed.LOST: "The file has changed since and no longer holds the passage.",
    Filed.UNREADABLE: "The file cannot be read again",
}


def place(number: int, receipt: Receipt) -> tuple[str, str, str]:
    """Where the quotation stands, in three parts of one line: number, document, offsets."""
    passage = receipt.passage
    offsets = f"characters {passage.span.start}–{passage.span.end}"
    behind = f"{SEPARATOR}{paragraphs(passage.citation)}{SEPARATOR}{offsets}"
    return f"[{number}] ", passage.citation.document, behind


def hashes(receipt: Receipt) -> tuple[tuple[str, str], ...]:
    """For passage and document: a line with the short SHA-256, and the full one."""
    known = (
        ("Passage", receipt.passage.sha256),
        ("Document", receipt.passage.citation.document_sha256),
    )
    return tuple((f"{name} SHA-256 {full[:_SHORT_HASH]}…", full) for name, full in known)


def findings(receipt: Receipt) -> str:
    """What the stored text and the file say, a sentence each on a line."""
    filed = _FILED[receipt.filed]
    if receipt.problem is not None:
        filed = f"{filed}: {receipt.problem}."
    return f"{_STORED[receipt.stored]}\n{filed}"


def receipt_text(number: int, receipt: Receipt) -> str:
    """The whole receipt in plain text."""
    lines = ["".join(place(number, receipt))]
    for short, full in hashes(receipt):
        lines += [short, full]
    return "\n".join([*lines, findings(receipt)])
