"""What the bot says to what has no words: it answers written questions only, and says so kindly."""

from bot.wording.translation import _


def wordless(kind: str) -> str:
    """What somebody is told who sends a message without words.

    Args:
        kind: Telegram's name for what it holds (``voice``).
    """
    match kind:
        case "voice" | "audio" | "video_note":
            return _("I cannot listen to recordings. Please write your question as a message.")
        case "photo" | "live_photo" | "video" | "paid_media":
            return _(
                "I cannot see pictures or videos. Please write your question, here or as a caption."
            )
        case "sticker" | "animation" | "dice" | "game":
            return _("That is nice, but I understand words only. What would you like to know?")
        case "document":
            return _(
                "I do not read files that are sent to me: /sources lists what I answer from. "
                "Please write your question as a message."
            )
        case _other:
            return _("I understand words only. Please write your question as a message.")
