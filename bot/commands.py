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
        takes_question: whether a question may follow it.
        repl_only: whether it is of use only where a person tests the bot.
    """

    name: str
    takes_question: bool = False
    repl_only: bool = False


COMMANDS = (
    Command("ask", takes_question=True),
    Command("more"),
    Command("new"),
    Command("full", repl_only=True),
    Command("alone", repl_only=True),
    Command("why"),
    Command("verify"),
    Command("sources"),
    Command("help"),
    Command("start"),
    Command("payload", repl_only=True),
    Command("quit", repl_only=True),
)

SETTINGS = Command("settings")

LANGUAGE = Command("language")
WATCH = Command("watch", takes_question=True)
WATCHES = Command("watches")
PRIVACY = Command("privacy")
FORGET = Command("forget")

INVITE = Command("invite")
STATS = Command("stats")
UNANSWERED = Command("unanswered")

CHAT_COMMANDS = (
    *(command for command in COMMANDS if not command.repl_only),
    WATCH,
    WATCHES,
    LANGUAGE,
    PRIVACY,
    FORGET,
)
"""What can be given in private."""

ADD = Command("add")
REMOVE = Command("remove")
REINDEX = Command("reindex")

OWNER_COMMANDS: tuple[Command, ...] = (ADD, REMOVE, REINDEX, INVITE, STATS, UNANSWERED)
"""What the bot's owners can give as well, in private."""

PERSONAL_COMMANDS: tuple[Command, ...] = (WATCHES, PRIVACY, FORGET)
"""What everybody can give in private, admitted to ask or not: it is about what is kept of them."""

_IN_GROUPS = {"ask", "more", "new", "why", "help", "language"}
GROUP_COMMANDS = tuple(command for command in CHAT_COMMANDS if command.name in _IN_GROUPS)
"""What a group's menu shows to its members; to administrators ``SETTINGS`` too."""


def nearest_command(name: str, commands: Iterable[Command]) -> str | None:
    """The name among ``commands`` that ``name`` may be a slip of, or None."""
    names = [command.name for command in commands]
    nearest = difflib.get_close_matches(name, names, n=1, cutoff=_LIKENESS)
    return nearest[0] if nearest else None
