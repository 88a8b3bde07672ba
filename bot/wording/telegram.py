"""What only Telegram says: buttons, groups, strangers."""

from collections.abc import Sequence

from bot.wording.answers import SEPARATOR, paragraphs
from bot.wording.conventions import grouped, joined
from bot.wording.translation import _, ngettext
from corpus.citation import Citation

BULLET = "• "
GOOD_MARK, BAD_MARK = "👍", "👎"
LINE_SEPARATOR = " — "
PREVIOUS, NEXT = "◂", "▸"
"""What turns the pages of a list."""


def unnamed() -> str:
    """What stands for a title that cannot be seen."""
    return _("unnamed document")


def context_lead() -> str:
    """What stands before the footnote of a passage that is shown in its context."""
    return _("Around ")


def context_alone() -> str:
    """That there is nothing around a passage."""
    return _("The document holds nothing else.")


def alone_button() -> str:
    """The button that asks a follow-up by its own words."""
    return _("Only my own words")


def context_button() -> str:
    """The button that shows what stands around a passage."""
    return _("Context")


def open_button() -> str:
    """The button that opens the page which a passage is from."""
    return _("Open")


def back_button() -> str:
    """The button that leads back to where one came from."""
    return _("◂ Back")


def link_button() -> str:
    """The button that copies a link to the passage."""
    return _("Copy link")


def passage_gone() -> str:
    """That a link leads to what the documents do not hold now."""
    return _(
        "The passage that this link leads to is not in the documents any more: they were changed "
        "or removed since. Ask me what you would like to know."
    )


def noted_good() -> str:
    """What is said to a thumb up."""
    return _("Noted: this helped.")


def noted_bad() -> str:
    """What is said to a thumb down."""
    return _("Noted: this did not help.")


def not_remembered() -> str:
    """That the answer replied to is forgotten."""
    return _("I do not remember that answer any more. Please ask again, then /verify.")


def failed() -> str:
    """That something went wrong."""
    return _("Something went wrong on my side. Please try again.")


def not_yours() -> str:
    """What somebody is told who may not ask."""
    return _("This bot answers only those whom its owner has let in.")


def near_button(count: int) -> str:
    """The button that shows passages which may not answer."""
    return _("Show what is near ({count})").format(count=count)


def more_button(count: int) -> str:
    """The button that shows the next passages."""
    return _("More ({count})").format(count=count)


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
    return (_("Part {part} ▸") if later else _("◂ Part {part}")).format(part=part)


def context_label(citation: Citation, *, cited: bool) -> str:
    """The line above a paragraph that is shown in its context."""
    if not cited:
        return paragraphs(citation)
    return SEPARATOR.join([paragraphs(citation), _("quoted")])


def left_out(number: int) -> str:
    """What stands in place of a passage that does not agree with its original."""
    return _(
        "[{number}] is left out: the stored document does not hold these words at their place."
    ).format(number=number)


def more_sources(count: int) -> str:
    """How many documents a list leaves out."""
    sentence = ngettext("and {count} more document.", "and {count} more documents.", count)
    return sentence.format(count=grouped(count))


def group_start(username: str, *, hears_all: bool) -> str:
    """How to ask in a group.

    Args:
        username: the bot's, without ``@``.
        hears_all: whether Telegram passes every message of a group to the bot.
    """
    how = _(
        "Ask with /ask@{username} and your question, or reply to one of my messages.\n"
        "To ask what somebody wrote, reply to it with /ask@{username}."
    )
    mention = (
        _("Writing @{username} with a question works too.")
        if hears_all
        else _("A mere @{username} may not reach me: Telegram's privacy mode is on.")
    )
    return f"{how}\n{mention}".format(username=username)


def stranger(user_id: int, owners: Sequence[str] = (), *, invites: bool = False) -> str:
    """What somebody is told, once, who may not ask.

    Args:
        user_id: theirs.
        owners: the usernames of those to ask, without ``@``, where they are known.
        invites: whether owners can invite people; otherwise they can list them.
    """
    if not owners:
        hint = (
            _("Your id is {id}: the owner can let you in by an invitation.")
            if invites
            else _("Your id is {id}: the owner can let you in by adding it to ALLOWED_IDS.")
        )
        return f"{not_yours()} {hint.format(id=user_id)}"
    hint = (
        _("Your id is {id}: ask {owner} for an invitation.")
        if invites
        else _("Your id is {id}: ask {owner} to add it to ALLOWED_IDS.")
    )
    names = joined([f"@{name}" for name in owners], "or")
    return f"{not_yours()} {hint.format(id=user_id, owner=names)}"


def strange_group(chat_id: int) -> str:
    """What a group that is not listed is told, once."""
    return _(
        "This bot answers only in groups that its owner has listed. This group's id is {id}: the "
        "owner can let it in by adding it to ALLOWED_IDS."
    ).format(id=chat_id)
