"""What a quote receipt says."""

from dataclasses import dataclass
from typing import assert_never

from bot.receipts import Filed, Receipt, Stored
from bot.wording.answers import SEPARATOR, paragraphs
from bot.wording.translation import _

_NAME = "{document}"


@dataclass(frozen=True, slots=True)
class Told:
    """A receipt, in the order in which it is read.

    Attributes:
        before: what stands before the document's name: number and verdict.
        document: its name.
        behind: what stands behind it on that line.
        findings: what differs, a sentence each; empty where all is as it was.
        details: what was compared and is as it was, on one line.
        hashes: for passage and document: what it is of, and the SHA-256.
    """

    before: str
    document: str
    behind: str
    findings: tuple[str, ...]
    details: str
    hashes: tuple[tuple[str, str], ...]


def nothing_quoted() -> str:
    """That there is nothing to give a receipt for."""
    return _("No passage was quoted for the last question.")


def told(number: int, receipt: Receipt) -> Told:
    """What there is to say of ``receipt``, which is of footnote ``number``."""
    passage = receipt.passage
    before, _name, behind = f"[{number}] {_verdict(receipt)}".partition(_NAME)
    well = {_stored(receipt.stored): receipt.stored is Stored.HELD}
    well[_filed(receipt)] = receipt.filed is Filed.SAME
    place = _("Characters {start}–{end}.").format(start=passage.span.start, end=passage.span.end)
    return Told(
        before,
        passage.citation.document,
        f"{behind}{SEPARATOR}{paragraphs(passage.citation)}",
        tuple(sentence for sentence, is_well in well.items() if not is_well),
        " ".join([place, *(sentence for sentence, is_well in well.items() if is_well)]),
        (
            (_("Passage SHA-256:"), passage.sha256),
            (_("Document SHA-256:"), passage.citation.document_sha256),
        ),
    )


def _verdict(receipt: Receipt) -> str:
    """Whether the words are the file's, with a place for the document's name."""
    if receipt.stored is Stored.DIFFERS or receipt.filed is Filed.LOST:
        return _("✗ not word for word as in {document}")
    if receipt.filed is Filed.UNREADABLE:
        return _("? cannot be compared with {document}")
    return _("✓ word for word as in {document}")


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
    it = told(number, receipt)
    hashes = [f"{of} {sha256}" for of, sha256 in it.hashes]
    return "\n".join([f"{it.before}{it.document}{it.behind}", *it.findings, it.details, *hashes])
