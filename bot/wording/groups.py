"""What is said about a group's settings, and to those who may not ask or change them."""

from collections.abc import Sequence

from bot.wording.translation import _, ngettext


def choose_sources() -> str:
    """What stands above the sources."""
    return _(
        "Answers in this group come only from what is ticked here. A name with a slash is a folder."
    )


def sources_button() -> str:
    """The button to the sources."""
    return _("Choose sources")


def all_sources() -> str:
    """The button that admits every document."""
    return _("All documents")


def short_answers() -> str:
    """The button for short answers."""
    return _("Short answers")


def full_answers() -> str:
    """The button for answers as in private."""
    return _("Full answers")


def everyone() -> str:
    """The button that lets everyone ask."""
    return _("Everyone may ask")


def administrators() -> str:
    """The button that lets only administrators ask."""
    return _("Only administrators")


def languages_button() -> str:
    """The button to the languages."""
    return _("Language")


def choose_group_language() -> str:
    """What stands above the languages."""
    return _("Which language shall I speak in this group? The documents stay in theirs.")


def everyones_language() -> str:
    """The button for no language of the group's own."""
    return _("Each person's own")


def menu_gone() -> str:
    """That a button is another menu's."""
    return _("These buttons do not belong to this group's settings. Send /settings for new ones.")


def not_an_administrator() -> str:
    """What somebody is told who may not change the settings."""
    return _("Only administrators of this group can change its settings.")


def only_administrators_ask() -> str:
    """What somebody is told who may not ask in the group."""
    return _("Sorry, in this group only administrators may ask me.")


def settings_are_of_groups() -> str:
    """What ``/settings`` says in private."""
    return _(
        "Settings belong to groups: an administrator sends /settings in the group. Here I answer "
        "from all documents."
    )


def overview(
    sources: Sequence[str], *, more: int, short: bool, admins_only: bool, language: str
) -> str:
    """The settings of a group.

    Args:
        sources: names of what answers come from; none for all documents.
        more: how many further names are left out.
        short: whether answers are short.
        admins_only: whether only administrators may ask.
        language: the name of what the bot speaks there; empty for each person's own.
    """
    named = ", ".join(sources) or _("all documents")
    if more:
        left = ngettext("{names} and {count} more", "{names} and {count} more", more)
        named = left.format(names=named, count=more)
    lines = (
        _("Sources: {names}").format(names=named),
        _("Length: short") if short else _("Length: full"),
        _("Who may ask: administrators") if admins_only else _("Who may ask: everyone"),
        _("Language: {name}").format(name=language)
        if language
        else _("Language: each person's own"),
    )
    lead = _("Settings of this group. Only its administrators can change them.")
    return "\n".join([lead, "", *lines])


def ticked(text: str) -> str:
    """A button that is chosen."""
    return f"✓ {text}"
