"""The commands that people can give in a chat, in Telegram and in the REPL alike.

One table, so that the menu, the help text, the completion and the handlers cannot disagree.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

_LIKENESS = 0.5
"""Least ``difflib`` ratio at which a command counts as a likely slip of another's name."""


@dataclass(frozen=True, slots=True)
class Command:
    """One chat command.

    Attributes:
        argument: what may follow it, as the help shows it; empty for nothing.
        repl_only: whether it is of use only where a person tests the bot.
    """

    name: str
    argument: str
    description: str
    repl_only: bool = False


COMMANDS = (
    Command("ask", "question", "Ask the documents a question"),
    Command("more", "", "Show further passages for the last question"),
    Command("new", "", "Begin anew: forget what was asked before"),
    Command("full", "", "The last passages whole, where a part was shown", repl_only=True),
    Command("alone", "", "Ask the last question again by its own words", repl_only=True),
    Command("why", "", "Why the last passages were chosen, in this order"),
    Command("verify", "", "Hold the last passages against the documents once more"),
    Command("sources", "", "List the documents that answers come from"),
    Command("help", "", "How to ask, and what the answers mean"),
    Command("start", "", "What this bot does"),
    Command("payload", "", "The last answer as Telegram would get it", repl_only=True),
    Command("quit", "", "Leave", repl_only=True),
)

SETTINGS = Command("settings", "", "Settings of this group, for its administrators")

CHAT_COMMANDS = tuple(command for command in COMMANDS if not command.repl_only)
"""What can be given in private."""

GROUP_COMMANDS = tuple(
    command for command in CHAT_COMMANDS if command.name in {"ask", "more", "new", "why", "help"}
)
"""What a group's menu shows to its members; to administrators ``SETTINGS`` too."""


def nearest_command(name: str, commands: Iterable[Command]) -> str | None:
    """The name among ``commands`` that ``name`` may be a slip of, or None."""
    names = [command.name for command in commands]
    nearest = difflib.get_close_matches(name, names, n=1, cutoff=_LIKENESS)
    return nearest[0] if nearest else None
