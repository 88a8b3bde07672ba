"""What the bot says to its owners about the documents folder and its index."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.wording.answers import SEPARATOR, source_line
from bot.wording.conventions import grouped, joined, quoted
from bot.wording.translation import LANGUAGES, _, ngettext, speaking

if TYPE_CHECKING:
    from bot.listing import ListedFile
    from embeddings.indexing.summary import Summary


def installed() -> str:
    """That the documents are not the owner's own."""
    return _(
        "The documents that I answer from came with an installed program, and stay as they are. "
        "Set DOCUMENTS_DIR to a folder of your own first."
    )


def folder_missing() -> str:
    """That there is no documents folder."""
    return _("The documents folder is missing. Check DOCUMENTS_DIR.")


def other_root() -> str:
    """That the index belongs to another folder."""
    return _(
        "The index was made from another folder than DOCUMENTS_DIR names now. Set it back, or give "
        "the other folder a DATA_DIR of its own."
    )


def about(file: "ListedFile") -> str:
    """A file on one line: title, publisher, date, length; or how much it holds."""
    held = passages(sum(it.passages for it in file.documents))
    lead = documents(len(file.documents)) if file.alone is None else source_line(file.alone)
    return SEPARATOR.join([lead, held])


def passages(count: int) -> str:
    """A number of passages."""
    return ngettext("{count} passage", "{count} passages", count).format(count=grouped(count))


def documents(count: int) -> str:
    """A number of documents."""
    return ngettext("{count} document", "{count} documents", count).format(count=grouped(count))


def cancel_button() -> str:
    """The button that leaves all as it is."""
    return _("Cancel")


def remove_button() -> str:
    """The button that removes a document."""
    return _("Remove")


def over() -> str:
    """That a button leads nowhere any more."""
    return _("These buttons have done their work, or are too old. Please begin again.")


def only_owners() -> str:
    """What somebody is told who presses an owner's button."""
    return _("Only the owners of this bot can do that.")


def removed_waits(name: str) -> str:
    """That a file is out of the folder, but not yet of the index."""
    return _("{name} is out of the documents folder. The index is being made…").format(name=name)


def looking() -> str:
    """That ``/reindex`` has begun."""
    return _("Looking for what has changed…")


def reading(done: int, total: int) -> str:
    """How far the indexer is with the files."""
    return _("Reading: {done} of {total}").format(done=grouped(done), total=grouped(total))


def embedding(done: int, total: int) -> str:
    """How far the indexer is with the passages."""
    return _("Embedding passages: {done} of {total}").format(
        done=grouped(done), total=grouped(total)
    )


def removed(name: str, kept: str, done: "Summary | None") -> str:
    """That a document is not answered from any more.

    Args:
        name: the document's.
        kept: where the file is now.
        done: what the indexer did; None where it had nothing to do any more.
    """
    sentence = _(
        "{name} is removed: I do not answer from it any more. The file is kept in {kept}. {known}"
    )
    return sentence.format(name=name, kept=kept, known=known(done) if done else "").rstrip()


def known(done: "Summary") -> str:
    """How much is answered from now."""
    if done.files == done.documents:
        sentence = _("In the index: {documents}, {passages}.")
    else:
        sentence = _("In the index: {documents} (files: {files}), {passages}.")
    return sentence.format(
        documents=documents(done.documents),
        files=grouped(done.files),
        passages=passages(done.passages),
    )


def reindexed(done: "Summary") -> str:
    """What a run of the indexer did, in short."""
    lead = _("The index is up to date.") if done.published else _("Nothing has changed.")
    counts = _("Files read: {read}, unchanged: {unchanged}, removed: {removed}").format(
        read=grouped(done.indexed),
        unchanged=grouped(done.unchanged),
        removed=grouped(done.removed),
    )
    if done.staged != done.indexed:
        told = _("New or changed documents in them: {count}").format(count=grouped(done.staged))
        counts += f"\n{told}"
    if done.renamed:
        counts += "\n" + _("Renamed: {renamed}").format(renamed=grouped(done.renamed))
    return f"{lead} {known(done)}\n{counts}"


def skipped(path: str, why: str) -> str:
    """A file that could not be read."""
    return _("Skipped {path}: {why}").format(path=path, why=reason(why))


def skipped_in_part(path: str, why: str) -> str:
    """A file of which some documents could not be read."""
    return _("Not all of {path} could be read: {why}").format(path=path, why=reason(why))


def more_skipped(count: int) -> str:
    """How many skipped files a list leaves out."""
    sentence = ngettext("and {count} more skipped.", "and {count} more skipped.", count)
    return sentence.format(count=grouped(count))


def unsupported(found: Mapping[str, int], formats: Sequence[str]) -> str:
    """Which files no reader knows; ``found`` counts them by suffix."""
    bare = _("without a suffix")
    kinds = (f"{it or bare} ({grouped(count)})" for it, count in found.items())
    return _("Not read, as I read {formats}: {kinds}").format(
        formats=joined(formats), kinds=", ".join(kinds)
    )


def busy() -> str:
    """That the indexer is at work already."""
    return _("The documents are being indexed already. Please wait until that has finished.")


def saved_but_busy() -> str:
    """That a change is made in the folder, and the index does not know of it."""
    return _(
        "Another program is indexing the documents just now. The folder is changed; send /reindex "
        "later, so that I answer from it as it is."
    )


def saved_but_not_indexed() -> str:
    """That a change is made in the folder, and the index could not follow."""
    return _(
        "The folder is changed, but the index could not be made, and is as it was. My log says "
        "why. Send /reindex once that is put right."
    )


def folder_fails() -> str:
    """That the system does not let us at the documents."""
    return _("The documents folder cannot be changed or read. My log says why.")


def disk_full() -> str:
    """That there is no room for a change of the documents."""
    return _("The disk is full, and the documents are as they were. Make room, then try again.")


def model_fails() -> str:
    """That the model cannot be used."""
    return _("The embedding model cannot be used. The index is as it was; my log says why.")


def index_fails() -> str:
    """That the index could not be made."""
    return _("The index could not be made, and is as it was. My log says why.")


def no_documents() -> str:
    """That there is nothing to remove."""
    return _("There are no documents to remove.")


def choose_to_remove(count: int) -> str:
    """What stands above the documents that can be removed."""
    sentence = ngettext(
        "Which document shall be removed? There is {count}.",
        "Which document shall be removed? There are {count}.",
        count,
    )
    return sentence.format(count=grouped(count))


def meant(name: str) -> str:
    """What stands above the documents that a name may mean."""
    return _("Which one do you mean by {name}?").format(name=quoted(name))


def not_found(name: str) -> str:
    """That no document has a name like this."""
    return _("No document is called anything like {name}. /sources lists them.").format(
        name=quoted(name)
    )


def remove_this(path: str, file: "ListedFile") -> str:
    """The question before a file is removed; ``path`` as it is shown."""
    return _(
        "Remove {path}?\n{document}\nI would not answer from it any more. The file is kept in the "
        "data folder."
    ).format(path=path, document=about(file))


def last_document() -> str:
    """That there would be nothing left."""
    return _("It is the only document. Add another before you remove it: I must have one.")


def nothing_removed() -> str:
    """That all documents stay."""
    return _("Nothing was removed.")


def changed_since(path: str) -> str:
    """That a document is not the one that the button was made for."""
    return _("{path} has changed or gone since. Send /remove again.").format(path=path)


def gone_already(path: str) -> str:
    """That a file is out of the folder before it is taken out."""
    return _(
        "{path} is out of the documents folder already. If I still answer from it, send /reindex."
    ).format(path=path)


def only_a_link(path: str) -> str:
    """That what stands in the folder leads to a file that stands elsewhere in it."""
    return _(
        "In the documents folder {path} is only a link to another file, and I leave links alone. "
        "Delete the link there yourself, then send /reindex."
    ).format(path=path)


def reason(why: str) -> str:
    """Why a file could not be read, where the reason is a common one; others stay in English."""
    with speaking(LANGUAGES[0]):
        told = _reasons()
    return dict(zip(told, _reasons(), strict=True)).get(why, why)


def _reasons() -> tuple[str, ...]:
    """What ``corpus`` says of files that it cannot read."""
    return (
        _("there is no text in it"),
        _("it looks like a binary file, not text; if it is text, save it as UTF-8"),
        _("its text encoding cannot be told; save it as UTF-8"),
        _("its name is not valid UTF-8; rename it"),
        _("there is no permission to read it"),
        _("it is no longer there"),
        _("it is not a regular file"),
        _("it is a link that leads nowhere"),
        _("it is a link to a place outside the documents folder"),
    )
