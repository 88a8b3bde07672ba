"""What the bot says to what has no words: it answers written questions only, and says so kindly."""

_UNHEARD = "I cannot listen to recordings. Please write your question as a message."
_UNSEEN = "I cannot see pictures or videos. Please write your question, here or as a caption."
_PLAYFUL = "That is nice, but I understand words only. What would you like to know?"
_UNREAD = (
    "I do not read files that are sent to me: /sources lists what I answer from. "
    "Please write your question as a message."
)
_OTHER = "I understand words only. Please write your question as a message."
_SENTENCES = {
    "voice": _UNHEARD,
    "audio": _UNHEARD,
    "video_note": _UNHEARD,
    "photo": _UNSEEN,
    "live_photo": _UNSEEN,
    "video": _UNSEEN,
    "paid_media": _UNSEEN,
    "sticker": _PLAYFUL,
    "animation": _PLAYFUL,
    "dice": _PLAYFUL,
    "game": _PLAYFUL,
    "document": _UNREAD,
}


def wordless(kind: str) -> str:
    """What somebody is told who sends a message without words.

    Args:
        kind: Telegram's name for what it holds (``voice``).
    """
    return _SENTENCES.get(kind, _OTHER)
