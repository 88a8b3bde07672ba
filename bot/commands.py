"""The commands that people can give in a chat, in Telegram and in the REPL alike.

One table, so that the menu, the help text, the completion and the handlers cannot disagree.
"""

from dataclasses import dataclass


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
    Command("sources", "", "List the documents that answers come from"),
    Command("help", "", "How to ask, and what the answers mean"),
    Command("start", "", "What this bot does"),
    Command("why", "", "How each passage of the last answer was ranked", repl_only=True),
    Command("payload", "", "The last answer as Telegram would get it", repl_only=True),
    Command("quit", "", "Leave", repl_only=True),
)

CHAT_COMMANDS = tuple(command for command in COMMANDS if not command.repl_only)
