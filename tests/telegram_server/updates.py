"""The queue of updates: what waits for the bot, until the bot confirms it."""

from collections.abc import Callable, Collection

from telegram_server.values import JsonObject

# Sent only when they are asked for by name.
OPTIONAL_KINDS = frozenset(["chat_member", "message_reaction", "message_reaction_count"])


class UpdateQueue:
    """Updates in order, numbered, filtered as they arise by what the bot said that it wants.

    Args:
        kinds: All the kinds of update there are.
    """

    def __init__(self, kinds: Collection[str]) -> None:
        self.kinds = frozenset(kinds)
        self.pending: list[JsonObject] = []
        self.on_new: Callable[[], None] = lambda: None
        self._allowed = self.kinds - OPTIONAL_KINDS
        self._next_id = 700_000_001

    def allow(self, kinds: list[str] | None) -> list[str]:
        """Take the wish of getUpdates or setWebhook; return the kinds that do not exist.

        None leaves the wish as it was, an empty list restores the default.
        """
        if kinds is not None:
            wanted = frozenset(kinds)
            self._allowed = (wanted & self.kinds) or (self.kinds - OPTIONAL_KINDS)
        return sorted(set(kinds or []) - self.kinds)

    def add(self, kind: str, content: JsonObject) -> JsonObject:
        """Queue an update if the bot wants its kind; return the update either way."""
        update: JsonObject = {"update_id": self._next_id, kind: content}
        self._next_id += 1
        if kind in self._allowed:
            self.pending.append(update)
            self.on_new()
        return update

    def confirm(self, offset: int) -> None:
        """Drop what getUpdates' offset says is done; a negative one keeps that many at the end."""
        if offset < 0:
            del self.pending[:offset]
        self.pending = [update for update in self.pending if _id(update) >= offset]

    def remove(self, update: JsonObject) -> None:
        """Drop one update: the webhook took it."""
        self.pending.remove(update)

    def clear(self) -> None:
        """Drop everything."""
        self.pending.clear()


def _id(update: JsonObject) -> int:
    number = update["update_id"]
    if not isinstance(number, int):
        raise TypeError(f"update_id is {number!r}")
    return number
