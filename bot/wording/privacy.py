"""What is said about what the bot keeps of people. Each sentence must be true of the code."""

from bot.wording.translation import _, ngettext


def privacy(hours: int) -> str:
    """What is kept, where, and for how long.

    Args:
        hours: how long a conversation is remembered.
    """
    remembered = ngettext(
        "For {count} hour after your last question I remember our conversation, in memory only, so "
        "that you can ask on. /forget ends that at once.",
        "For {count} hours after your last question I remember our conversation, in memory only, "
        "so that you can ask on. /forget ends that at once.",
        hours,
    )
    return "\n\n".join(
        (
            _(
                "Your questions are not kept. Until one is answered it stands in a file on my "
                "owner's computer, so that a restart does not lose it; then it is taken out."
            ),
            remembered.format(count=hours),
            _(
                "A question that you watch is kept until you stop watching it, with a note of what "
                "I have told you. /watches lists what you watch."
            ),
            _(
                "A language that you choose and a group's settings are kept until they are "
                "changed. 👍 and 👎 are counted in memory only."
            ),
            _(
                "My log holds no questions and no names: chats and people stand in it under a "
                "code. Telegram carries all messages and has rules of its own."
            ),
        )
    )


def forgotten() -> str:
    """What ``/forget`` says in private."""
    return _(
        "Forgotten: our conversation, what the buttons under my answers lead to, the questions "
        "that you watch, and the language that you chose."
    )


def forgotten_here() -> str:
    """What ``/forget`` says in a group."""
    return _("Forgotten: your conversation with me in this group.")
