"""What each command does, in a line: for the menu, the help and the completion."""

from bot.commands import Command
from bot.wording.terminal_commands import DESCRIPTIONS
from bot.wording.translation import _


def description(command: Command) -> str:
    """What ``command`` does."""
    return {
        "ask": _("Ask the documents a question"),
        "more": _("Show further passages for the last question"),
        "new": _("Begin anew: forget what was asked before"),
        "why": _("Why the last passages were chosen, in this order"),
        "verify": _("Hold the last passages against the documents once more"),
        "sources": _("List the documents that answers come from"),
        "help": _("How to ask, and what the answers mean"),
        "start": _("What this bot does"),
        "settings": _("Settings of this group, for its administrators"),
        "language": _("Choose the language that I speak to you"),
        "watch": _("Tell me when a new document answers a question"),
        "watches": _("The questions that I watch for you"),
        "privacy": _("What I keep of you, and for how long"),
        "forget": _("Forget our conversation now"),
        "add": _("Add a document: send it, or name a web page"),
        "remove": _("Remove a document; its name may follow"),
        "reindex": _("Read what has changed in the documents folder"),
        "invite": _("Invite somebody, and see who has come"),
        "stats": _("How much I am asked, and what I answer"),
        "unanswered": _("What people asked me in vain"),
        **DESCRIPTIONS,
    }[command.name]


def argument(command: Command) -> str:
    """What may follow ``command``; empty for nothing."""
    return _("question") if command.takes_question else ""
