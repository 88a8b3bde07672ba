"""Words become index terms here, in one way for passages and for questions.

A term that only one side would make can never match, so both sides come through this module. What
a passage's word becomes depends on the passage's language and on the word's own script; what a
question's word becomes is everything that it could have become in a passage of this corpus.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

from embeddings.spelt import script_of, spelt, words_of
from embeddings.stopwords import STOPWORDS

_PREFIX = 5
"""Letters kept of a word in a language without a stemmer. Ukrainian: nDCG .660 against .552."""

_REMEMBERED = 2**16
"""Words whose terms are kept at hand, by language: most of a text is a few thousand words."""

_TEXTS_REMEMBERED = 8_192
"""Texts whose distinct terms are kept: the sentences of what is found again and again."""

_QUESTIONS_REMEMBERED = 64

_TELLING = 2
"""Stop words that a question must show before its language is believed."""

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_SCRIPT_OF_LANGUAGE = {
    "ru": "cyrillic", "uk": "cyrillic", "be": "cyrillic", "bg": "cyrillic", "mk": "cyrillic",
    "sr": "cyrillic", "kk": "cyrillic", "mn": "cyrillic", "el": "greek", "hy": "armenian",
    "he": "hebrew", "yi": "hebrew", "ar": "arabic", "fa": "arabic", "ur": "arabic",
    "hi": "devanagari", "ne": "devanagari", "mr": "devanagari", "ta": "tamil", "th": "unspaced",
    "ja": "unspaced", "zh": "unspaced",
}  # fmt: skip

_UNKNOWN = STOPWORDS["en"] | STOPWORDS["ru"] | STOPWORDS["uk"]

_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъё]")


class Analyzer:
    """Makes index terms of text. Safe to use from several threads.

    Terms are folded (letter case, compatibility forms, accents of Latin letters), stop words are
    left out, and no term holds white space.
    """

    def __init__(self) -> None:
        self._stemmers = _Stemmers()
        self._term = lru_cache(maxsize=_REMEMBERED)(self._made)
        self._content_terms = lru_cache(maxsize=_TEXTS_REMEMBERED)(self._distinct_terms)
        self._asked_terms = lru_cache(maxsize=_QUESTIONS_REMEMBERED)(self._run_terms)

    def terms(self, text: str, language: str | None) -> list[str]:
        """The terms of a passage in ``language`` (ISO 639-1), in order, with repetitions.

        Without a language, the script decides: Latin words are stemmed as English ones, Cyrillic
        words cut to a prefix. So are words of another script than the language's.
        """
        made = (self._term(word, language) for word in words_of(text))
        return [term for term in made if term is not None]

    def passage_terms(self, text: str, language: str | None) -> list[str]:
        """As ``terms``, in the order in which an index keeps them.

        First the run of words, one after another as they stand; behind it the other spellings of
        some of them (``peacetalks``, ``1,000``), which would tear phrases apart.
        """
        made = [(self._term(word, language), beside) for word, beside in spelt(text)]
        run = [term for term, beside in made if term is not None and not beside]
        return run + [term for term, beside in made if term is not None and beside]

    def wordings(self, text: str, languages: Sequence[str | None]) -> tuple[tuple[str, ...], ...]:
        """The runs of terms that ``text`` may have become in a passage, each of them once.

        Args:
            text: a word or a phrase.
            languages: those of the corpus, as for ``query_terms``.

        Returns:
            One run for each language that makes another one of it. None where all of ``text`` are
            stop words everywhere.
        """
        words = tuple(spelt(text))
        run = [word for word, beside in words if not beside]
        among = tuple(dict.fromkeys(languages)) or (None,)
        made = [[self._term(word, language) for word in run] for language in among]
        joined = [word for word, beside in words if beside]
        if len(text.split()) == 1 and len(joined) == 1:
            # A hyphenated word may also be written as one.
            made += [[self._term(joined[0], language)] for language in among]
        runs = (tuple(term for term in terms if term is not None) for terms in made)
        return tuple(run for run in dict.fromkeys(runs) if run)

    def whole_run(self, text: str, language: str | None) -> list[str]:
        """The run of words in ``text``, as terms, with its stop words among them as they are."""
        run = (word for word, beside in spelt(text) if not beside)
        return [self._term(word, language) or word for word in run]

    def words(self, text: str) -> frozenset[str]:
        """The distinct words of ``text``, folded and not stemmed, without numbers.

        Nor words of scripts that put no space between them.
        """
        return frozenset(
            word
            for word, beside in spelt(text)
            if not beside and not word[0].isdigit() and script_of(word) != "unspaced"
        )

    def word_terms(self, word: str, languages: Sequence[str | None]) -> list[str]:
        """The terms that one word has become in passages in ``languages``.

        None for what is no word, as ``words`` has it, and for a stop word of any language: a
        question may be in another one than the corpus.
        """
        folded = self.words(word)
        if len(folded) != 1 or any(folded & listed for listed in STOPWORDS.values()):
            return []
        return [term for wording in self.wordings(word, languages) for term in wording]

    def content_terms(self, text: str, language: str | None) -> frozenset[str]:
        """The distinct terms of a passage: what it covers."""
        return self._content_terms(text, language)

    def _distinct_terms(self, text: str, language: str | None) -> frozenset[str]:
        return frozenset(self.terms(text, language))

    def asked_terms(self, text: str, language: str | None) -> tuple[str, ...]:
        """The distinct terms of a question, in its order: what an answer would have to cover.

        Each word counts once, however many spellings of it are searched for.
        """
        return self._asked_terms(text, language)

    def _run_terms(self, text: str, language: str | None) -> tuple[str, ...]:
        made = (self._term(word, language) for word, beside in spelt(text) if not beside)
        return tuple(dict.fromkeys(term for term in made if term is not None))

    def query_terms(self, text: str, languages: Sequence[str | None]) -> list[str]:
        """The distinct terms of a question, as passages in any of ``languages`` would hold them.

        Args:
            text: the question, in whatever language.
            languages: those of the corpus; ``None`` among them stands for passages whose language
                is unknown, and so does an empty sequence.
        """
        among = tuple(dict.fromkeys(languages)) or (None,)
        words = list(words_of(text))
        own = _stopwords_of_question(words, among)
        made = (self._term(word, it) for it in among for word in words if word not in own)
        return list(dict.fromkeys(term for term in made if term is not None))

    def _made(self, word: str, language: str | None) -> str | None:
        """The term of ``word``; None for a stop word."""
        script = script_of(word)
        if language is not None and script_of_language(language) != script:
            language = None
        if word in _stopwords(language):
            return None
        if word[0].isdigit() or script == "unspaced":
            return word
        if language is None and script == "latin":
            language = "en"
        algorithm = _SNOWBALL.get(language or "")
        if algorithm is not None:
            word = self._stemmers.stem(algorithm, word)
        elif script == "cyrillic":
            word = word[:_PREFIX]
        return _without_accents(word) if script in {"latin", "greek"} else word


class _Stemmers(threading.local):
    """Snowball stemmers by algorithm: one set a thread, since they keep state while they work."""

    def __init__(self) -> None:
        self._by_algorithm: dict[str, Stemmer.Stemmer] = {}

    def stem(self, algorithm: str, word: str) -> str:
        stemmer = self._by_algorithm.get(algorithm)
        if stemmer is None:
            stemmer = self._by_algorithm[algorithm] = Stemmer.Stemmer(algorithm)
        stem: str = stemmer.stemWord(word)
        return stem


def script_of_language(language: str) -> str:
    """The script of ``language`` (ISO 639-1), by the name that ``script_of`` gives it."""
    return _SCRIPT_OF_LANGUAGE.get(language, "latin")


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _stopwords(language: str | None) -> frozenset[str]:
    return _UNKNOWN if language is None else STOPWORDS.get(language, frozenset())


def _stopwords_of_question(words: Sequence[str], languages: Iterable[str | None]) -> frozenset[str]:
    """Stop words of the language that the question seems to be in, if it shows two or more.

    German *war* is a stop word, English *war* is what the question is about: the language whose
    stop words the question uses most decides, and nothing is guessed from a single word.
    """
    known = {language or "en" for language in languages} | _by_letters(words)
    counts = {
        language: sum(word in STOPWORDS[language] for word in words)
        for language in known & STOPWORDS.keys()
    }
    most = max(counts.values(), default=0)
    guesses = [STOPWORDS[language] for language, count in counts.items() if count == most]
    return guesses[0] if most >= _TELLING and len(guesses) == 1 else frozenset()


def _by_letters(words: Sequence[str]) -> set[str]:
    """Ukrainian or Russian, where a letter that only one of the two has gives it away."""
    text = "".join(words)
    ukrainian, russian = bool(_UKRAINIAN.search(text)), bool(_RUSSIAN.search(text))
    if ukrainian == russian:
        return set()
    return {"uk"} if ukrainian else {"ru"}
