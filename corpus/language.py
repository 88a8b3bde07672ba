"""Which language a text is in, where the document does not say.

Footnote has stems and stop words for six languages, so only these are told apart; py3langid takes
short texts for a neighbouring language when all of its hundreds compete. Where one of the others
fits so well that the text is hardly in any of the six, the answer is that it is unknown.
"""

import re
import tempfile
from functools import cache
from typing import Protocol

from corpus.errors import StoreError

LANGUAGES = ("en", "ru", "uk", "de", "es", "fr")

_SHORTEST = 40
_SAMPLE = 4000
# Of 3,162 single questions of at least 40 letters in English, German and Spanish, these two limits
# leave 25 unknown and take none for another language.
_SURE = 0.9
_FOREIGN = 0.9
_LETTER = re.compile(r"[^\W\d_]")


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, or ``None`` if that is not certain.

    Texts with fewer than 40 letters say too little. The first call loads the model.

    Raises:
        StoreError: if the model cannot be unpacked, for want of room in the temporary folder.
    """
    sample = text[:_SAMPLE]
    if len(_LETTER.findall(sample)) < _SHORTEST:
        return None
    ranked = _identifier().rank(sample)
    best, certainty = ranked[0]
    if best not in LANGUAGES and certainty >= _FOREIGN:
        return None
    ours = [(code, share) for code, share in ranked if code in LANGUAGES]
    total = sum(share for _, share in ours)
    code, share = ours[0]
    return code if total > 0 and share >= _SURE * total else None


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        # The library unpacks its model into a temporary file.
        raise StoreError(
            f"The temporary folder {tempfile.gettempdir()} cannot be written: "
            f"{error.strerror or error}. Make room there, or set TMPDIR to another folder."
        ) from error
    return identifier
