"""What is said about a group's settings, and to those who may not ask or change them."""

from collections.abc import Sequence

from bot.wording.telegram import UNNAMED

CHOOSE_SOURCES = (
    "Answers in this group come only from what is ticked here. A name with a slash is a folder."
)
SOURCES_BUTTON = "Choose sources"
ALL_SOURCES = "All documents"
SHORT_ANSWERS = "Short answers"
FULL_ANSWERS = "Full answers"
EVERYONE = "Everyone may ask"
ADMINISTRATORS = "Only administrators"
PREVIOUS = "‹"
NEXT = "›"
BACK = "Back"
UNNAMED_SOURCE = UNNAMED
MENU_GONE = "These buttons do not belong to this group's settings. Send /settings for new ones."
NOT_AN_ADMINISTRATOR = "Only administrators of this group can change its settings."
ONLY_ADMINISTRATORS_ASK = "Sorry, in this group only administrators may ask me."
SETTINGS_ARE_OF_GROUPS = (
    "Settings belong to groups: an administrator sends /settings in the group. Here I answer from "
    "all documents."
)


def overview(sources: Sequence[str], *, more: int, short: bool, admins_only: bool) -> str:
    """The settings of a group.

    Args:
        sources: names of what answers come from; none for all documents.
        more: how many further names are left out.
        short: whether answers are short.
        admins_only: whether only administrators may ask.
    """
    named = ", ".join(sources) + (f" and {more} more" if more else "")
    return (
        "Settings of this group. Only its administrators can change them.\n\n"
        f"Sources: {named or 'all documents'}\n"
        f"Length: {'short' if short else 'full'}\n"
        f"Who may ask: {'administrators' if admins_only else 'everyone'}"
    )


def ticked(text: str) -> str:
    """A button that is chosen."""
    return f"✓ {text}"
