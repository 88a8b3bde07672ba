"""What is said about what the bot keeps of people. Each sentence must be true of the code."""

from bot.wording.translation import _, ngettext


def privacy(hours: int, counted_days: int, *, questions_days: int = 0, guests: bool = False) -> str:
    """What is kept, where, and for how long.

    Args:
        hours: how long a conversation is remembered.
        counted_days: how long counts are kept.
        questions_days: how long questions without an answer are kept; 0 for not at all.
        guests: whether people come by invitation, or have come so.
    """
    told = (
        _kept(questions_days) if questions_days else None,
        _under_way(others=bool(questions_days)),
        _remembered(hours),
        _(
            "A question that you watch is kept until you stop watching it, with a note of what I "
            "have told you. /watches lists what you watch."
        ),
        _("A language that you choose and a group's settings are kept until they are changed."),
        _counted(counted_days),
        _(
            "What is deleted is gone from my files as well, within a minute, and with /forget at "
            "once."
        ),
        _invited() if guests else None,
        _(
            "My log holds no questions and no names: chats and people stand in it under a code. "
            "Telegram carries all messages and has rules of its own."
        ),
    )
    return "\n\n".join(paragraph for paragraph in told if paragraph is not None)


def _under_way(*, others: bool) -> str:
    """What becomes of a question, or of the others, where some are kept."""
    if others:
        return _(
            "Other questions are not kept. Until one is answered it stands in a file on my "
            "owner's computer, so that a restart does not lose it; then that file is deleted."
        )
    return _(
        "Your questions are not kept. Until one is answered it stands in a file on my owner's "
        "computer, so that a restart does not lose it; then that file is deleted."
    )


def _remembered(hours: int) -> str:
    return ngettext(
        "For {count} hour after your last question I remember our conversation, in memory only, so "
        "that you can ask on. /forget ends that at once.",
        "For {count} hours after your last question I remember our conversation, in memory only, "
        "so that you can ask on. /forget ends that at once.",
        hours,
    ).format(count=hours)


def _counted(days: int) -> str:
    return ngettext(
        "How many questions, answers, 👍 and 👎 there were on a day, and which documents answered, "
        "is kept for {count} day, without words and without people.",
        "How many questions, answers, 👍 and 👎 there were on a day, and which documents answered, "
        "is kept for {count} days, without words and without people.",
        days,
    ).format(count=days)


def _invited() -> str:
    return _(
        "Of who has accepted an invitation I keep the Telegram id and the day until the owner "
        "takes that back: it is how I know them. Whoever invited them is told their name and id."
    )


def _kept(days: int) -> str:
    """What is kept where the owner has switched that on."""
    return ngettext(
        "A question that you ask me in private is kept for {count} day if I cannot answer it or "
        "you mark the answer with 👎: its words, the day and your language, so that my owner sees "
        "what the documents lack. Your name and id are not kept with it, only a code made from "
        "your id, by which /forget finds and deletes what is yours.",
        "A question that you ask me in private is kept for {count} days if I cannot answer it or "
        "you mark the answer with 👎: its words, the day and your language, so that my owner sees "
        "what the documents lack. Your name and id are not kept with it, only a code made from "
        "your id, by which /forget finds and deletes what is yours.",
        days,
    ).format(count=days)


def forgotten(*, questions: bool = False) -> str:
    """What ``/forget`` says in private.

    Args:
        questions: whether questions without an answer are kept, and were deleted.
    """
    said = _(
        "Forgotten: our conversation, what the buttons under my answers lead to, the questions "
        "that you watch, and the language that you chose."
    )
    if not questions:
        return said
    deleted = _("What was kept of your questions is deleted.")
    return f"{said} {deleted}"


def forgotten_here() -> str:
    """What ``/forget`` says in a group."""
    return _("Forgotten: your conversation with me in this group.")
