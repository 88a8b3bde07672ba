"""What is said about standing questions."""

from bot.wording.conventions import grouped, quoted
from bot.wording.translation import _, ngettext


def how_to_watch() -> str:
    """What ``/watch`` says where there is nothing to watch."""
    return _(
        "Write the question behind the command, or send /watch after an answer or in reply to a "
        "question of yours. When a new document answers it, I tell you."
    )


def watched(question: str) -> str:
    """That a question is watched from now on."""
    return _(
        "I watch this question for you: {question}\n\nWhen a document that is new or changed from "
        "now on answers it, I tell you here, once. /watches lists what you watch."
    ).format(question=quoted(question))


def watched_already(question: str) -> str:
    """That nothing changes."""
    return _("I watch this question for you already: {question}").format(question=quoted(question))


def too_many(most: int) -> str:
    """That a person watches as many questions as they may."""
    sentence = ngettext(
        "You watch {count} question, and I cannot watch more for one person. /watches lists it, "
        "and one tap stops it.",
        "You watch {count} questions, and I cannot watch more for one person. /watches lists "
        "them, and one tap stops one.",
        most,
    )
    return sentence.format(count=grouped(most))


def only_in_private() -> str:
    """What the commands say in a group."""
    return _("I watch questions for you in our private chat: send /watch there.")


def private_button() -> str:
    """The button that leads to the private chat."""
    return _("Open our chat")


def watching_nothing() -> str:
    """What ``/watches`` says where there is nothing to list."""
    return _("I watch no question for you. /watch with a question behind it begins.")


def list_lead(count: int) -> str:
    """What stands above the list of a person's watches."""
    sentence = ngettext(
        "I watch {count} question for you. A tap on its button stops it.",
        "I watch {count} questions for you. A tap on its button stops one.",
        count,
    )
    return sentence.format(count=grouped(count))


def stop_button() -> str:
    """The button that stops a watch."""
    return _("Stop watching")


def stop_numbered(number: int) -> str:
    """The button that stops a watch of a list."""
    return _("Stop {number}").format(number=number)


def stopped() -> str:
    """That a watch has been stopped, for a moment."""
    return _("Stopped: I do not watch this question any more.")


def stopped_question(question: str) -> str:
    """What stands in place of the confirmation of a watch that was stopped."""
    return _("I do not watch this question any more: {question}").format(question=quoted(question))


def stopped_before() -> str:
    """That there is nothing to stop."""
    return _("I do not watch this question; nothing has to be stopped.")


def new_in_documents(question: str) -> str:
    """What stands above passages that answer a standing question."""
    return _("New in the documents, on your question {question}:").format(question=quoted(question))
