"""Greetings, thanks and the like: words that look like a question to a search engine and are none.

A message is small talk only if known phrases make up the whole of it. One other word, and it is a
question: nothing that a person wants to know may be lost to politeness.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

from bot.small_talk_phrases import ALONE, BOT_NAMES, COMPANY, PHRASES

_LONGEST_TEXT = 120
"""In code points. Longer small talk is rare, and the work on hostile text stays small."""

_MOST_WORDS = 10

_APOSTROPHES = re.compile("['\u2019\u02bc\u2018`\u00b4]")
_WORD = re.compile(r"[^\W_]+")
_LAUGHTER = re.compile(
    r"[bm]?w?a?(?:h[aeio]){2,}h?|(?:ah){2,}a?|(?:ja){2,}j?|(?=.*х)[ах]{4,}|(?:х[еиі]){2,}х?"
)
_EMOTICON = re.compile(r"(?<![\w:])(?:[:;=]['-]?[)(dpo3*|\]]+|<3+|\^_*\^|\){2,})(?!\w)")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LAST_TWICE = re.compile(r"(.)\1$")


class Talk(StrEnum):
    """Kinds of small talk. Of several in one message, the first in this order gets the reply."""

    ABOUT = "about"
    """Who are you, what can you do, help."""
    HOW_ARE_YOU = "how_are_you"
    FAREWELL = "farewell"
    THANKS = "thanks"
    GREETING = "greeting"
    YES_OR_NO = "yes_or_no"
    ACKNOWLEDGEMENT = "acknowledgement"
    LAUGHTER = "laughter"
    SIGNS = "signs"
    """Emoji or emoticons that neither laugh, greet, thank nor agree, and no word."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What was said.

    Attributes:
        language: of the reply, ISO 639-1: one of en, ru, uk, de, es, fr.
    """

    talk: Talk
    language: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One known phrase: its kind, the languages that have it, and whether others may stand by."""

    talk: Talk
    languages: tuple[str, ...]
    alone: bool = False


_ORDER = list(Talk)
_SIGNS = (
    (Talk.THANKS, frozenset("🙏💐")),
    (Talk.GREETING, frozenset("👋🤝")),
    (Talk.ACKNOWLEDGEMENT, frozenset("👍👌✅✔👏💯")),
    (Talk.LAUGHTER, frozenset("😂🤣😆😄😁😅😹")),
)
_ACCOMPANIED = frozenset({Talk.GREETING, Talk.HOW_ARE_YOU, Talk.THANKS, Talk.FAREWELL})


def small_talk(text: str) -> SmallTalk | None:
    """What ``text`` says if it is wholly small talk, in six languages or in signs; else None."""
    if len(text) > _LONGEST_TEXT:
        return None
    folded = _folded(text)
    words = tuple(_WORD.findall(_EMOTICON.sub(" ", folded)))
    if not words:
        return _of_signs(text, folded)
    if len(words) > _MOST_WORDS:
        return None
    phrases = next(_readings(words, None), None)
    return None if phrases is None else _told(phrases)


def _folded(text: str) -> str:
    """Small letters without accents and apostrophes, ``й`` among them: phrases are folded too."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def _of_signs(text: str, folded: str) -> SmallTalk | None:
    """Emoji and emoticons have no language, so English answers."""
    for talk, signs in _SIGNS:
        if signs.intersection(text):
            return SmallTalk(talk, "en")
    if _EMOJI.search(text) or _EMOTICON.search(folded):
        return SmallTalk(Talk.SIGNS, "en")
    return None


def _readings(words: tuple[str, ...], before: _Phrase | None) -> Iterator[list[_Phrase]]:
    """Each way to read ``words``, after the phrase ``before``, as known phrases and no more."""
    if not words:
        yield []
        return
    known = _known()
    for length in range(min(len(words), _longest_phrase()), 0, -1):
        for spelled in product(*(_spellings(word) for word in words[:length])):
            phrase = known.get(spelled)
            if phrase is None or (phrase.alone and (before or length < len(words))):
                continue
            yield from ([phrase, *rest] for rest in _readings(words[length:], phrase))
    if before and (words[0] in BOT_NAMES or words[0] in COMPANY) and _takes(before, words[0]):
        yield from _readings(words[1:], before)
    if _LAUGHTER.fullmatch(words[0]):
        laughter = _Phrase(Talk.LAUGHTER, _script_languages(words[0]))
        yield from ([laughter, *rest] for rest in _readings(words[1:], laughter))


def _takes(phrase: _Phrase, addressee: str) -> bool:
    """Whether ``addressee`` may follow: "hi all", "good bot", but no "yes all" and no "no bot"."""
    if phrase.talk in _ACCOMPANIED:
        return True
    return addressee in BOT_NAMES and phrase.talk is not Talk.YES_OR_NO


def _spellings(word: str) -> tuple[str, ...]:
    """``word`` and, where letters are drawn out, what was meant: ``hiii``, ``coool``, ``byee``."""
    doubled = _DRAWN_OUT.sub(r"\1\1", word)
    others = (_DRAWN_OUT.sub(r"\1", word), doubled, _LAST_TWICE.sub(r"\1", doubled))
    return tuple(dict.fromkeys((word, *others)))


def _told(phrases: list[_Phrase]) -> SmallTalk:
    """One reply for all: to the first kind in order, in a language that every phrase has."""
    telling = min(phrases, key=lambda phrase: _ORDER.index(phrase.talk))
    shared = [
        language
        for language in telling.languages
        if all(language in phrase.languages for phrase in phrases)
    ]
    return SmallTalk(telling.talk, (shared or telling.languages)[0])


def _script_languages(word: str) -> tuple[str, ...]:
    """Laughter sounds alike in many languages; its letters leave some of them."""
    if word.isascii():
        return ("es",) if word.startswith("ja") else ("en", "de", "fr", "es")
    return ("ru", "uk")


@cache
def _known() -> Mapping[tuple[str, ...], _Phrase]:
    """Every phrase by its folded words; of two kinds in one language, the first listed."""
    found: dict[tuple[str, ...], _Phrase] = {}
    for language, kinds in PHRASES.items():
        for name, listed in kinds.items():
            for phrase in listed.split(";"):
                words = tuple(_WORD.findall(_folded(phrase)))
                alone = " ".join(words) in ALONE
                first = found.get(words, _Phrase(Talk(name), (), alone))
                languages = tuple(dict.fromkeys((*first.languages, language)))
                found[words] = _Phrase(first.talk, languages, alone)
    return found


@cache
def _longest_phrase() -> int:
    return max(map(len, _known()))
