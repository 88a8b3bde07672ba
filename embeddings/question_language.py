"""Whether a question is in a language that no document is in: only where that is beyond doubt.

A short question says little about its language, and a wrong guess would be told to a person. So a
question counts as foreign by its script, or by several function words that no document's language
has, and by nothing less.
"""

from collections.abc import Iterable, Sequence

from embeddings.analyzer import script_of_language
from embeddings.spelt import script_of, words_of
from embeddings.stopwords import STOPWORDS

_OWN_WORDS = 2
"""Function words that a question must have of a language that it shall be said to be in."""

_FEWEST_WORDS = 3
"""With fewer words of its own script a question shows no language: *die war* may be English."""


def is_foreign(text: str, languages: Sequence[str | None]) -> bool:
    """Whether ``text`` is in none of ``languages``, those of the documents.

    Args:
        text: the question.
        languages: ISO 639-1 codes; with ``None`` among them, a language that nobody knows,
            nothing is foreign for certain. Neither is anything where there are no documents.
    """
    known = {language for language in languages if language is not None}
    words = [word for word in words_of(text) if word[0].isalpha()]
    if not words or not known or None in languages:
        return False
    scripts = {script_of_language(language) for language in known}
    other = [word for word in words if script_of(word) not in scripts]
    if other:
        # Names stay in their own script: what the question says about them tells its language.
        return 2 * len(other) >= len(words) and not _function_words(words, known)
    return _has_foreign_function_words(words, known)


def _has_foreign_function_words(words: Sequence[str], known: set[str]) -> bool:
    """Whether ``words`` show function words of another language, and none of ``known`` alone."""
    if len(words) < _FEWEST_WORDS or not known <= STOPWORDS.keys():
        return False
    ours = frozenset[str]().union(*(STOPWORDS[language] for language in known))
    for language in STOPWORDS.keys() - known:
        theirs = set(words) & (STOPWORDS[language] - ours)
        if len(theirs) >= _OWN_WORDS:
            return not set(words) & (ours - STOPWORDS[language])
    return False


def _function_words(words: Iterable[str], languages: Iterable[str]) -> set[str]:
    return {it for it in words for language in languages if it in STOPWORDS.get(language, ())}
