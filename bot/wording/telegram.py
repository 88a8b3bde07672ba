"""What only Telegram says: buttons, groups, strangers."""

from bot.wording.answers import SEPARATOR, paragraphs
from corpus.citation import Citation

UNNAMED = "unnamed document"
CONTEXT_LEAD = "Around "
BULLET = "• "
CONTEXT_ALONE = "The document holds nothing else."
ALONE_BUTTON = "Only my own words"
CONTEXT_BUTTON = "Context"
OPEN_BUTTON = "Open"
BACK_BUTTON = "◂ Back"
LINK_BUTTON = "Copy link"
PASSAGE_GONE = (
    "The passage that this link leads to is not in the documents any more: they were changed or "
    "removed since. Ask me what you would like to know."
)
GOOD_MARK, BAD_MARK = "👍", "👎"
NOTED_GOOD = "Noted: this helped."
NOTED_BAD = "Noted: this did not help."
LINE_SEPARATOR = " — "
NOT_REMEMBERED = "I do not remember that answer any more. Please ask again, then /verify."
FAILED = "Something went wrong on my side. Please try again."
NOT_YOURS = "This bot answers only those whom its owner has listed."


def near_button(count: int) -> str:
    """The button that shows passages which may not answer."""
    return f"Show what is near ({count})"


def more_button(count: int) -> str:
    """The button that shows the next passages."""
    return f"More ({count})"


def earlier_button(first: int, last: int) -> str:
    """The button that leads back to passages ``first`` to ``last``."""
    return f"◂ {first}–{last}" if last > first else f"◂ {first}"


def number_button(number: int, *, opened: bool) -> str:
    """The button that opens passage ``number``."""
    return f"· {number} ·" if opened else str(number)


def vote_button(mark: str, count: int) -> str:
    """A button for a person's opinion, with how many have pressed it."""
    if not count:
        return mark
    return f"{mark} ✓" if count == 1 else f"{mark} ✓ {count}"


def part_button(part: int, *, later: bool) -> str:
    """The button to another part of a context that is too long for one message."""
    return f"Part {part} ▸" if later else f"◂ Part {part}"


def context_label(citation: Citation, *, cited: bool) -> str:
    """The line above a paragraph that is shown in its context."""
    return f"{paragraphs(citation)}{SEPARATOR}quoted" if cited else paragraphs(citation)


def left_out(number: int) -> str:
    """What stands in place of a passage that does not agree with its original."""
    return f"[{number}] is left out: the stored document does not hold these words at their place."


def more_sources(count: int) -> str:
    """How many documents a list leaves out."""
    return f"and {count} more document{'' if count == 1 else 's'}."


def group_start(username: str, *, hears_all: bool) -> str:
    """How to ask in a group.

    Args:
        username: the bot's, without ``@``.
        hears_all: whether Telegram passes every message of a group to the bot.
    """
    mention = (
        f"Writing @{username} with a question works too."
        if hears_all
        else f"A mere @{username} may not reach me: Telegram's privacy mode is on."
    )
    return (
        f"Ask with /ask@{username} and your question, or reply to one of my messages.\n"
        f"To ask what somebody wrote, reply to it with /ask@{username}.\n{mention}"
    )


def stranger(user_id: int) -> str:
    """What somebody who is not listed is told, once."""
    return (
        f"{NOT_YOURS} Your id is {user_id}: the owner can let you in by adding it to ALLOWED_IDS."
    )


def strange_group(chat_id: int) -> str:
    """What a group that is not listed is told, once."""
    return (
        f"This bot answers only in groups that its owner has listed. This group's id is "
        f"{chat_id}: the owner can let it in by adding it to ALLOWED_IDS."
    )
