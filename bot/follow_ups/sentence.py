"""A question as the lists of its language see it: words, names, dates, and what it is about."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.follow_ups.word_lists import Words
from bot.follow_ups.words import WORDS
from embeddings.stopwords import STOPWORDS

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=[^\W\d_]{1,})", re.IGNORECASE)
_APOSTROPHES = re.compile("[\u2019\u02bc\u2018\u0060\u00b4]")
_TELLING_LETTERS = (
    ("uk", re.compile("[іїєґ]")), ("ru", re.compile("[ыэъё]")), ("es", re.compile("[ñ¿¡]")),
    ("de", re.compile("[ßäö]")), ("fr", re.compile("[çœèêâîôû]|(?:^| )[ldjcnsqu]{1,2}'")),
)  # fmt: skip
_CYRILLIC = re.compile("[а-яіїєґё]")


@dataclass(frozen=True, slots=True)
class _Token:
    """One word: as it is looked up, and as it was written."""

    word: str
    written: str


class Sentence:
    """A question's words, seen with the lists of its language."""

    def __init__(self, text: str, language: str) -> None:
        self.words: Words = WORDS[language]
        self.tokens = _tokens(text)
        self._stop = STOPWORDS[language]

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words without the commas between them."""
        return tuple(token.word for token in self.tokens if token.word != ",")

    def is_content(self, place: int) -> bool:
        """Whether the word at ``place`` says what the question is about."""
        word = self.tokens[place].word
        return not (
            word == ","
            or word in self._stop
            or word in self.words.empty
            or word in self.words.helpers
            or word in self.words.months
            or word in self.words.further
            or word in self.words.deixis
            or word.isdigit()
            or len(word) == 1
        )

    def is_date(self, place: int) -> bool:
        """Whether the word at ``place`` is a month or a number."""
        word = self.tokens[place].word
        return word in self.words.months or word.isdigit()

    def is_name(self, place: int) -> bool:
        """Whether the word at ``place`` is written as a name (in German: or as any noun).

        The first word is one only before another word with a meaning: "give me …" is none.
        """
        return (
            self.tokens[place].written[0].isupper()
            and self.is_content(place)
            and (place > 0 or 1 in self.content)
        )

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Places of the words that say what the question is about."""
        return tuple(place for place in range(len(self.tokens)) if self.is_content(place))

    @cached_property
    def said_of_anything(self) -> tuple[int, ...]:
        """Places of words that say nothing of a subject by themselves."""
        words = self.words.empty
        return tuple(at for at, token in enumerate(self.tokens) if token.word in words)

    @cached_property
    def has_name(self) -> bool:
        """Whether it names anything (in German: holds a noun)."""
        return any(map(self.is_name, range(len(self.tokens))))


def language_of(text: str, before: str = "") -> str | None:
    """Which of the six languages a question is in; None for letters of another script.

    Its function words decide, then its letters, then those of the question ``before`` it.
    """
    for said in (text, f"{text} {before}"):
        votes = _votes(said)
        most = max(votes.values(), default=0)
        best = [language for language, count in votes.items() if count == most]
        if most and (len(best) == 1 or said != text or not before):
            return best[0]
    return next(iter(_votes(text)), None)


def _votes(text: str) -> dict[str, int]:
    folded = _APOSTROPHES.sub("'", text.casefold())
    words = [token.word for token in _tokens(text)]
    if not words:
        return {}
    cyrillic = bool(_CYRILLIC.search(folded))
    if not cyrillic and not any(word[0] < "\u0250" for word in words):
        return {}
    among = ("uk", "ru") if cyrillic else ("en", "de", "es", "fr")
    votes = {
        language: sum(
            word in STOPWORDS[language]
            or word in WORDS[language].subjects
            or word in WORDS[language].openers
            for word in words
        )
        for language in among
    }
    for language, letters in _TELLING_LETTERS:
        if language in votes and letters.search(folded):
            votes[language] += 2
    return votes


def _tokens(text: str) -> tuple[_Token, ...]:
    text = _ELISION.sub("", _APOSTROPHES.sub("'", text))
    return tuple(_Token(_folded(match[0]), match[0]) for match in _TOKEN.finditer(text))


def _folded(word: str) -> str:
    return word.casefold().replace("'", "").replace("ё", "е")
