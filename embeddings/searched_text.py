"""What is searched of a text whose letters or words were damaged on their way into the file.

The shown text is the source's, to the letter; a repaired one stands in for it where it is embedded
and where its words are indexed. What is not damaged comes back as it was, byte for byte, so that
nothing is embedded anew for it; curly quotation marks and dashes are no damage.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from corpus.document import Span
from embeddings.divided import without_divisions
from embeddings.glued import IsWord, without_glue
from embeddings.spelt import HIDDEN

_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_HIDDEN = re.compile(f"[{HIDDEN}\x00-\x08\x0e-\x1f\x7f]")
_SPACE = re.compile(f"[{_SPACES}]")
_FORMS = re.compile("[\ufb00-\ufb06\uff01-\uff5e\u0300-\u036f]")
_MOJIBAKE = re.compile(
    "[ÂÃâÐÑÎÏÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|(?:[РС][\u0400-\u040f\u0450-\u045f\u00a0-\u00bb€‚„…†‡‰‹‘’“”•–—™›Ґґ]|[РС][Ѐ-я]){3}"
    "|вЂ|Ã[ A-Za-z]|\ufffd"
)
_DAMAGE = re.compile(f"{_HIDDEN.pattern}|{_SPACE.pattern}|{_FORMS.pattern}|{_MOJIBAKE.pattern}")
_FEWEST_CAPITALS = 20
_CAPITALS = 0.9
"""Share of capitals above which a text was set in them, and names no more than any other."""


@dataclass(frozen=True, slots=True)
class Mender:
    """Repairs text for the search.

    Attributes:
        is_word: whether a folded word is one, for words that have grown together or are divided;
            None where nobody knows.
    """

    is_word: IsWord | None = None

    def mended(self, text: str, language: str | None) -> str:
        """``text``, in ``language`` (ISO 639-1), as it is searched; itself if it is not damaged."""
        # While soft hyphens still stand where lines end.
        text = without_divisions(text, language, self.is_word)
        if _DAMAGE.search(text):
            text = _repaired(text)
        if _is_set_in_capitals(text):
            text = text.lower()
        return text if self.is_word is None else without_glue(text, language, self.is_word)

    def mended_sentences(
        self, text: str, sentences: tuple[Span, ...], language: str | None
    ) -> tuple[str, tuple[Span, ...]]:
        """As ``mended``, stretch by stretch, and where the sentences lie in what comes out.

        Args:
            text: a passage's.
            sentences: spans into ``text``, in order and disjoint.
            language: of ``text``.
        """
        if self.mended(text, language) == text:
            return text, sentences
        parts: list[str] = []
        spans: list[Span] = []
        position = length = 0
        for sentence in sentences:
            parts.append(self.mended(text[position : sentence.start], language))
            start = length + len(parts[-1])
            # A sentence that shows nothing keeps its place, so that none is lost.
            parts.append(self.mended(sentence.of(text), language) or " ")
            length = start + len(parts[-1])
            spans.append(Span(start, length))
            position = sentence.end
        parts.append(self.mended(text[position:], language))
        return "".join(parts), tuple(spans)


def generation_mender(of_model: Mender, words: Mapping[str, int]) -> Mender:
    """What repairs the words of a generation: ``words`` are those that it holds, counted.

    The embedded text goes by the model's words alone, so that it stays the same whatever else is
    indexed.
    """

    def is_word(word: str) -> bool:
        known = of_model.is_word
        return words.get(word, 0) > 1 or (known is not None and known(word))

    return Mender(is_word)


def _repaired(text: str) -> str:
    from ftfy import fix_encoding
    from ftfy.fixes import fix_character_width, fix_latin_ligatures

    if _MOJIBAKE.search(text):
        text = fix_encoding(text)
    text = fix_latin_ligatures(fix_character_width(text))
    return normalize("NFC", _SPACE.sub(" ", _HIDDEN.sub("", text)))


def _is_set_in_capitals(text: str) -> bool:
    # Most texts are told by their beginning.
    opening = text[:_FEWEST_CAPITALS]
    if opening.upper() != opening:
        return False
    letters = [letter for letter in text if letter.lower() != letter.upper()]
    capitals = sum(map(str.isupper, letters))
    return capitals >= max(_FEWEST_CAPITALS, _CAPITALS * len(letters))
