"""Names of languages, for sentences that a person reads."""

from collections.abc import Sequence

_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sr": "Serbian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def languages(codes: Sequence[str]) -> str:
    """``English, Russian and Ukrainian``; a code without a name here stands as it is.

    Args:
        codes: ISO 639-1, at least one.
    """
    *others, last = [_NAMES.get(code, code) for code in codes]
    return f"{', '.join(others)} and {last}" if others else last
