"""What the commands report: indexing, verification, failures, the doctor's findings."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wording.conventions import day, languages
from corpus.boilerplate.mark import Mark
from corpus.errors import FootnoteError
from corpus.formats import FORMATS
from corpus.scan import SOURCES

if TYPE_CHECKING:
    from corpus.document import Document
    from corpus.scan import Skipped
    from embeddings.indexing.summary import Summary

READING = "Reading"
FETCHING = "Fetching"
EMBEDDING = "Embedding"
DIFFERS = "the file no longer holds this passage at its place. Run: footnote index"
GONE = "it is no longer in its file. Run: footnote index"
_SHOWN = {"url": "address"}
CHANGED_SINCE = "the file has changed since it was indexed. Run: footnote index"


def summary(done: "Summary") -> list[str]:
    """What a run of the indexer did, line by line."""
    lines = [
        f"{held(done)}. This time: {read(done)}, {done.unchanged:,} unchanged, "
        f"{done.removed:,} removed, {counted(done.embedded, 'passage')} embedded."
    ]
    lines += [skipped(it) for it in done.skipped]
    return [*lines, *not_read(done.unsupported), *unmatched(done.unmatched)]


def held(done: "Summary") -> str:
    """What is in the index; files too where they are not one a document."""
    files = "" if done.files == done.documents else f" in {counted(done.files, 'file')}"
    return f"{counted(done.documents, 'document')}{files}, {counted(done.passages, 'passage')}"


def read(done: "Summary") -> str:
    """What a run read and found elsewhere: files, and their documents where these are others."""
    count = f"{done.indexed:,} read"
    if done.staged != done.indexed:
        count = f"{counted(done.indexed, 'file')} read ({counted(done.staged, 'document')})"
    return f"{count}, {done.renamed:,} renamed" if done.renamed else count


def skipped(it: "Skipped") -> str:
    """What of the folder is not in the index, and why."""
    return f"Skipped {it.path}{', in part' if it.partly else ''}: {it.reason}"


def not_read(unsupported: Mapping[str, int]) -> list[str]:
    """The files of formats that Footnote does not read, by suffix; no line if there are none."""
    if not unsupported:
        return []
    kinds = ", ".join(
        f"{count:,} {suffix or 'without a suffix'}" for suffix, count in sorted(unsupported.items())
    )
    return [f"Not read, as Footnote reads {', '.join(FORMATS)} files: {kinds}."]


def unmatched(globs: Sequence[str]) -> list[str]:
    """The tables of ``sources.toml`` that say nothing of any file, a line each."""
    return [f'In {SOURCES} the table ["{glob}"] matches no file that is read.' for glob in globs]


def metadata(document: "Document", origins: Mapping[str, str]) -> list[str]:
    """What is known of a document, line by line, each with where it was found."""
    known = document.metadata
    values = {
        "title": known.title,
        "publisher": known.publisher,
        "author": known.author,
        "published": day(known.published) if known.published else None,
        "url": known.url,
        "language": languages([known.language]) if known.language else None,
        **({"note": known.note} if known.note else {}),
    }
    lines = [f"path: {document.path}"]
    for name, value in values.items():
        where = f" ({origins[name]})" if value and name in origins else ""
        lines.append(f"{_SHOWN.get(name, name)}: {value or 'unknown'}{where}")
    return lines


def verified(passages: int, documents: int, faults: int) -> str:
    """The closing line of a verification."""
    held = f"{counted(passages, 'passage')} of {counted(documents, 'document')} compared"
    if faults:
        return f"{held}: {counted(faults, 'difference')}."
    return f"{held}: all stand in their files, character for character."


def not_served(mark: Mark) -> str:
    """Why a stretch of a document is no passage."""
    why = f"not served: {mark.reason.described}"
    return why if mark.paragraph is None else f"¶{mark.paragraph} · {why}"


def failure(error: Exception) -> str:
    """What went wrong; an error that is not ours is named, with the way to find out more."""
    if isinstance(error, FootnoteError):
        return str(error)
    return (
        f"Something unforeseen went wrong ({type(error).__name__}: {error}). "
        "Run the command again with --debug before its name to see where."
    )


SETTINGS_READ = "The settings can be read."


def documents_missing(root: Path) -> str:
    """That DOCUMENTS_DIR names no folder."""
    return f"The documents folder {root} is missing. Check DOCUMENTS_DIR."


def documents_locked(root: Path) -> str:
    """That the documents folder's permissions keep us out."""
    return f"The documents folder {root} may not be read. Check its permissions."


def documents_read(root: Path) -> str:
    """Where documents come from."""
    return f"Documents are read from {root}."


def data_kept(folder: Path) -> str:
    """Where data lies."""
    return f"Data is kept in {folder}."


def data_is_no_folder(folder: Path, file: Path) -> str:
    """That a file is in the data folder's way."""
    return f"The data folder {folder} cannot be made: {file} is a file. Check DATA_DIR."


def data_locked(folder: Path) -> str:
    """That the data folder's permissions keep us out."""
    return f"The data folder {folder} cannot be written. Check DATA_DIR and its permissions."


def cannot_look(error: OSError) -> str:
    """That the system does not let the doctor look at something."""
    return f"{error.filename or 'Something'} cannot be looked at: {error.strerror or error}."


def model_there(model: str, dim: int) -> str:
    """That the model can be loaded."""
    return f"The model {model} is there ({dim} dimensions)."


def reranker_there(model: str) -> str:
    """That a model is there to order what is found."""
    return f"The model {model} is there, to order the passages that are found."


def other_root(indexed: str, root: Path) -> str:
    """That the index belongs to another documents folder."""
    return (
        f"The index was made from {indexed}, but DOCUMENTS_DIR is {root}. Set it back, "
        "or give the other folder a DATA_DIR of its own."
    )


def index_damaged(folder: Path) -> str:
    """That index files are gone or changed."""
    return f"The index files in {folder} are damaged. Run: footnote index"


def other_model(indexed: str, model: str) -> str:
    """That the index was made with another model."""
    return (
        f"The index was made with the model {indexed}, but EMBEDDING_MODEL is {model}. "
        "Set it back, or run: footnote index"
    )


def index_whole(number: int, documents: int) -> str:
    """That the index can be used."""
    return f"The index is whole: generation {number}, {counted(documents, 'document')}."


NOBODY_MAY_ASK = (
    "Nobody may ask the bot in Telegram yet: list numeric ids in ALLOWED_IDS, or set ACCESS=open. "
    "Whoever writes to the bot is told their id."
)
NOBODY_CAN_INVITE = (
    "Nobody can invite people yet, as ACCESS=invite lets owners do: list your own numeric id in "
    "ADMIN_IDS. Whoever writes to the bot is told their id."
)
NO_BOT_YET = (
    "No Telegram bot is set up: TELEGRAM_BOT_TOKEN is empty. The terminal works without one."
)


def unreachable(server: str, reason: str) -> str:
    """That the Bot API server does not answer."""
    return (
        f"Telegram cannot be reached at {server}: {reason}. Check the network, TELEGRAM_PROXY and "
        "TELEGRAM_API_BASE_URL."
    )


def bot_found(username: str) -> str:
    """That the token belongs to a bot."""
    return f"Telegram knows the bot @{username}."


def joins_groups(*, allowed: bool) -> str:
    """Whether the bot may be added to groups."""
    if allowed:
        return "It may be added to groups."
    return "It may not be added to groups. Change that with BotFather's /setjoingroups."


def hears_groups(*, everything: bool) -> str:
    """What the bot hears in groups, and how to change it."""
    if everything:
        return "It hears every message of its groups, and answers only when it is addressed."
    return (
        "Privacy mode is on: in groups it hears /ask and replies to its own messages. To let it "
        "hear mentions, use BotFather's /setprivacy, then remove it from the group and add it "
        "again."
    )


def inline_mode(*, on: bool) -> str:
    """Whether the bot can be asked from any chat, and how to change it."""
    if on:
        return "Inline mode is on: its name and a question, typed in any chat, bring passages."
    return (
        "Inline mode is off: to ask from any chat by typing the bot's name, switch it on with "
        "BotFather's /setinline."
    )


def guest_mode(*, on: bool) -> str:
    """Whether the bot can be summoned into chats that it has not joined."""
    if on:
        return "Guest mode is on: it answers once wherever its name is written with a question."
    return (
        "Guest mode is off: to let people summon the bot into chats that it has not joined, "
        "switch it on in BotFather, among the bot's settings."
    )


def webhook_fails(url: str, reason: str) -> str:
    """That Telegram could not deliver updates."""
    return f"Telegram could not deliver updates to {url}: {reason}"


def webhook_elsewhere(url: str) -> str:
    """That a webhook is set although this set-up polls."""
    return f"A webhook is set, {url}. footnote telegram will remove it and poll."


def updates_arrive(*, by_webhook: bool) -> str:
    """How updates reach the bot."""
    return f"Updates arrive by {'webhook' if by_webhook else 'polling'}."


def counted(count: int, thing: str) -> str:
    """``1 document``, ``2 documents``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
