"""What is said about the language that the bot speaks."""

from bot.wording.translation import _


def choose_language() -> str:
    """What stands above the languages."""
    return _("Which language shall I speak to you? The documents stay in theirs.")


def language_chosen() -> str:
    """What somebody is told who has chosen; translated, it names the other language."""
    return _("I speak English to you now.")


def as_in_telegram() -> str:
    """The button for the language of the person's Telegram."""
    return _("As my Telegram")
