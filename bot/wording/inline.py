"""What inline mode and guest mode say: articles, and the button above them."""

from bot.wording.translation import _


def start_button() -> str:
    """Above what is offered to somebody whom the bot does not know yet."""
    return _("New here? See what I can do")


def nothing_found_button() -> str:
    """In place of passages: the documents do not answer."""
    return _("Nothing found. Ask me in private")


def strangers_button() -> str:
    """In place of passages, for whom the owner has not let in."""
    return _("Not open to you yet. See your id")


def may_not_answer(description: str) -> str:
    """The line under the title of a near miss."""
    return _("May not answer: {description}").format(description=description)


def ask_in_private_button() -> str:
    """Under an answer in somebody else's chat: leads to where more can be shown."""
    return _("Ask me in private")


def answer_title() -> str:
    """What Telegram calls the answer to a guest's question, where it shows a name at all."""
    return _("Answer")
