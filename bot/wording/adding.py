"""What the bot says of a document that an owner sends: what it read, and what became of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.wording.answers import SEPARATOR
from bot.wording.conventions import day, grouped, joined, languages, quoted
from bot.wording.owner import about, documents, known, passages, reason
from bot.wording.translation import _, ngettext

if TYPE_CHECKING:
    from bot.library.preview import ManyPreview, Preview
    from bot.listing import ListedFile
    from embeddings.indexing.summary import Summary


def how_to_add(formats: Sequence[str]) -> str:
    """What ``/add`` says by itself."""
    return _(
        "Send me a document here, or reply to one with /add; of a web page its address: /add "
        "https://… I read {formats}, and show what I found before anything is added."
    ).format(formats=joined(formats))


def nameless() -> str:
    """That a file has no name that can be kept."""
    return _("This file has no name that I can keep it under. Rename it and send it again.")


def unknown_format(name: str, formats: Sequence[str]) -> str:
    """That no reader knows a file's suffix."""
    return _("I cannot read {name}. I read {formats}.").format(name=name, formats=joined(formats))


def too_large(name: str, megabytes: int) -> str:
    """That a file is above the owner's own limit."""
    return _(
        "{name} is larger than the {limit} MB that MAX_FILE_MB allows. Raise that setting, or "
        "split the file."
    ).format(name=name, limit=grouped(megabytes))


def too_large_for_telegram(name: str, megabytes: int) -> str:
    """That Telegram does not hand so large a file to bots."""
    return _(
        "{name} is too large: Telegram lets bots fetch up to {limit} MB. Put it into the documents "
        "folder yourself, then send /reindex."
    ).format(name=name, limit=grouped(megabytes))


def not_fetched(name: str) -> str:
    """That a file did not come."""
    return _("I could not fetch {name} from Telegram. Please send it again.").format(name=name)


def unreadable(name: str, why: str) -> str:
    """That a file holds nothing to answer from."""
    return _("I cannot read {name}: {why}.").format(name=name, why=reason(why))


def page_unread(address: str, why: str) -> str:
    """That a page of the web cannot be added."""
    return _("I cannot add {address}: {why}.").format(address=address, why=reason(why))


def page_unchanged(name: str) -> str:
    """That a page of the web is in the documents folder just so."""
    return _("{name} is there already, and has not changed on the web.").format(name=name)


def blocked(name: str) -> str:
    """That a folder or a link has a file's name."""
    return _(
        "In the documents folder {name} is a folder or a link, which I leave alone. Rename the "
        "file and send it again."
    ).format(name=name)


def would_be_added(name: str) -> str:
    """What stands above a preview."""
    return _("I would add {name}:").format(name=name)


def would_be_replaced(name: str, old: "ListedFile | None") -> str:
    """What stands above the preview of a file whose name is taken."""
    if old is None:
        return _("{name} is there already, and I do not answer from it.").format(name=name)
    return _("{name} is there already: {document}. The new one would be:").format(
        name=name, document=about(old)
    )


def facts(preview: "Preview") -> str:
    """What a file says about itself, and how long it is, on one line."""
    known = preview.metadata
    parts = [known.title] if known.title else []
    if known.publisher:
        parts.append(known.publisher)
    if known.published:
        parts.append(day(known.published))
    if known.language:
        parts.append(languages([known.language]))
    sentence = ngettext("{count} paragraph", "{count} paragraphs", preview.paragraphs)
    parts.append(sentence.format(count=grouped(preview.paragraphs)))
    parts.append(passages(preview.passages))
    return SEPARATOR.join(parts)


def facts_of_many(preview: "ManyPreview") -> str:
    """How much a file that holds many documents holds, on one line."""
    return SEPARATOR.join([documents(preview.documents), passages(preview.passages)])


def unread(preview: "ManyPreview") -> str:
    """Which documents of a file cannot be read."""
    sentence = ngettext(
        "{count} document in it cannot be read: {reasons}",
        "{count} documents in it cannot be read: {reasons}",
        preview.unread,
    )
    told = [f"{place}: {reason(why)}" for place, why in preview.reasons]
    more = ["…"] if preview.unread > len(told) else []
    return sentence.format(count=grouped(preview.unread), reasons="; ".join([*told, *more]))


def undated() -> str:
    """That a file names no date."""
    return _("It states no date that I can read.")


def left_out(lines: Sequence[str], count: int) -> str:
    """What of a file is in no passage.

    Args:
        lines: some of them, in short.
        count: how many there are.
    """
    sentence = ngettext(
        "{count} line is left out of the passages: {lines}",
        "{count} lines are left out of the passages: {lines}",
        count,
    )
    shown = ", ".join(map(quoted, lines)) + (", …" if count > len(lines) else "")
    return sentence.format(count=grouped(count), lines=shown)


def nothing_left_out() -> str:
    """That all of a file is in its passages."""
    return _("Nothing is left out of the passages.")


def begins() -> str:
    """What stands before a file's first words."""
    return _("It begins:")


def add_button() -> str:
    """The button that adds a file."""
    return _("Add")


def replace_button() -> str:
    """The button that puts a file in another's place."""
    return _("Replace")


def not_added(name: str) -> str:
    """That a file was not added after all."""
    return _("{name} was not added.").format(name=name)


def added_waits(name: str) -> str:
    """That a file is in the folder, but not yet in the index."""
    return _("{name} is in the documents folder. It is being indexed…").format(name=name)


def added(name: str, done: "Summary") -> str:
    """That a file is answered from now."""
    return _("{name} is live: I answer from it now. {known}").format(name=name, known=known(done))


def added_but_skipped(name: str, why: str) -> str:
    """That a file is in the folder, but the indexer could not read it."""
    return _("{name} is in the documents folder, but cannot be read there: {why}.").format(
        name=name, why=reason(why)
    )
