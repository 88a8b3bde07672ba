"""Lines that only say who made something, and when: bylines, credits, dates of publication."""

import re

from corpus.boilerplate.phrases import folded, keys_of
from corpus.boilerplate.rules import Language, Phrases, languages

_LONGEST = 160
_MOST_WORDS = 16
_LONGEST_LEAD = 40
_TOKEN = re.compile(r"[^\s,;|/·•–—()\[\]]+")
_NUMBER = re.compile(r"[\d.:,h]+(?:st|nd|rd|th|er|º|ª)?\.?|[ap]\.?m\.?|UTC|GMT|[A-Z]{2,4}T")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "la", "le", "el", "al", "bin",
    "du", "dos", "ten", "zu", "af", "и", "та", "й", "and", "und", "et", "y", "&",
})  # fmt: skip
_STAFF = frozenset({"staff", "reuters", "ap", "afp", "dpa", "efe", "тасс", "агентство"})


def is_credit(text: str) -> bool:
    """Whether ``text`` is a byline, credits or a date of publication, and nothing else."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        return False
    first = keys_of(folded(line[:_LONGEST_LEAD]).split(" ")[0])
    return any(
        _is_credit(line, language)
        for language in languages()
        if not first.isdisjoint(_keys(language))
    )


def _keys(language: Language) -> frozenset[str]:
    return language.byline.keys | language.credits.keys | language.dated.keys


def _is_credit(line: str, language: Language) -> bool:
    rest = _behind(line, language.byline)
    if rest is not None and line[-1] not in ".?!:;,":
        # “By: John Smith” is a signature; Cyrillic bylines are labels, and have the colon.
        labelled = rest.lstrip().startswith(":")
        if labelled == (language.code in {"ru", "uk"}) and _names(rest, language) >= 2:
            return _behind(rest.strip(" :"), language.byline) is None
    rest = _behind(line, language.credits)
    if rest is not None and (" " in _lead(line, rest).strip() or rest.lstrip().startswith(":")):
        return _are_credits(rest, language)
    rest = _behind(line, language.dated)
    return rest is not None and _is_date(rest, language) and _names(rest, language) >= 0


def _is_date(rest: str, language: Language) -> bool:
    """Whether a day is named in ``rest``; a year alone is something that books have."""
    tokens = _TOKEN.findall(rest)
    months = any(language.months.whole.fullmatch(folded(token).strip(".")) for token in tokens)
    return _DAY.search(rest) is not None or (months and any(map(_NUMBER.fullmatch, tokens)))


def _are_credits(rest: str, language: Language) -> bool:
    """Names behind a credit, perhaps with other credits among them: ``Text: A. B; Foto: C. D``."""
    for part in re.split(r"[,;|]|\.\s", rest.strip(" :.")):
        inner = _behind(part.strip(), language.credits)
        if _names(part if inner is None else inner, language) < 1:
            return False
    return True


def _lead(line: str, rest: str) -> str:
    return line[: len(line) - len(rest)]


def _behind(line: str, leads: Phrases) -> str | None:
    """What follows one of ``leads`` at the beginning of ``line``; None where none stands there."""
    words = line.split(" ")
    for count in range(min(5, len(words)), 0, -1):
        head = " ".join(words[:count])
        if leads.whole.fullmatch(folded(head).rstrip(":").strip()):
            return line[len(head) - len(head) + len(head.rstrip(":")) :]
    return None


def _names(rest: str, language: Language) -> int:
    """How many names, or parts of names, are in ``rest``; -1 where other words are."""
    tokens = _TOKEN.findall(rest.strip(" :"))
    if not 1 <= len(tokens) <= _MOST_WORDS:
        return -1
    names = 0
    for place, token in enumerate(tokens):
        plain = folded(token).strip(".:'\"")
        if _NUMBER.fullmatch(token) or language.months.whole.fullmatch(plain):
            continue
        if token[0].isupper() or token[0] in '«"“@':
            if plain in language.byline_words and plain not in _STAFF:
                continue
            names += 2 if plain in _STAFF or (token.startswith("@") and place == 0) else 1
        elif plain and plain not in _PARTICLES and plain not in language.byline_words:
            return -1
    return names
