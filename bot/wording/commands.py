"""What the commands report: indexing, verification, the doctor's findings."""

from typing import TYPE_CHECKING

from bot.wording.answers import counted

if TYPE_CHECKING:
    from embeddings.indexer import Summary

READING = "Reading"
EMBEDDING = "Embedding"
DIFFERS = "the file no longer holds this passage at its place. Run: footnote index"
CHANGED_SINCE = "the file has changed since it was indexed. Run: footnote index"


def summary(done: "Summary") -> list[str]:
    """What a run of the indexer did, line by line."""
    lines = [
        f"{counted(done.documents, 'document')}, {counted(done.passages, 'passage')}. "
        f"This time: {done.indexed:,} read, {done.unchanged:,} unchanged, "
        f"{done.removed:,} removed, {counted(done.embedded, 'passage')} embedded."
    ]
    lines += [f"Skipped {skipped.path}: {skipped.reason}" for skipped in done.skipped]
    if done.unsupported:
        kinds = ", ".join(
            f"{count:,} {suffix or 'without a suffix'}"
            for suffix, count in sorted(done.unsupported.items())
        )
        lines.append(f"Not read, as Footnote reads .txt and .md files: {kinds}.")
    return lines


def verified(passages: int, documents: int, faults: int) -> str:
    """The closing line of a verification."""
    held = f"{counted(passages, 'passage')} of {counted(documents, 'document')} compared"
    if faults:
        return f"{held}: {counted(faults, 'difference')}."
    return f"{held}: all stand in their files, character for character."


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


def webhook_fails(url: str, reason: str) -> str:
    """That Telegram could not deliver updates."""
    return f"Telegram could not deliver updates to {url}: {reason}"


def webhook_elsewhere(url: str) -> str:
    """That a webhook is set although this set-up polls."""
    return f"A webhook is set, {url}. footnote telegram will remove it and poll."


def updates_arrive(*, by_webhook: bool) -> str:
    """How updates reach the bot."""
    return f"Updates arrive by {'webhook' if by_webhook else 'polling'}."
