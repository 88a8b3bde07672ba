"""Paragraphs that speak to the visitor of a site: sign up, log in, accept, share, read on.

A paragraph is one of them only where all of it is: precision counts for more than recall, since
what is marked by mistake can no longer answer anything.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from corpus.boilerplate.copyrights import only_mentions_rights
from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import Phrase, PhraseTable, folded, keys_of
from corpus.boilerplate.rules import Language, Phrases, Rule, languages
from corpus.boilerplate.weighing import is_of_a_site, weighed_reason

LONGEST_NOTICE = 900
"""Code points. What goes on for longer is an article, whatever it speaks of."""

MOST_WORDS = 165
"""With more, length weighs more than all that can speak for a notice; labels are short."""

_LONGEST_LINE = 120
_QUOTED = re.compile(r"[“„«\"](?=\w)[^“”„«»\"]{3,600}[”“»\"]|‘(?=\w)[^‘’]{3,600}’(?!\w)")
_SPOKEN = re.compile(
    r"[“„\"‘‚'](?=\w)[^\n]*[”“\"’‘'][.,]?|»(?=\w)[^\n]*[^\s»]«[.,]?|«(?=\w)[^\n]*[^\s«]»[.,]?"
    r"|«\s[^\n]*[.!?…]\s»[.,]?"
)
"""In quotation marks from end to end; angles with a space inside may be arrows: « Older posts »."""

_WORDS = re.compile(r"\w+")
_QUOTE = 3
"""Words. What is quoted at less length is a button's label or a newsletter's name."""

_THEY = re.compile(r"\b(?:sie|ihnen)\b")
"""The German *they*, which folding would make the polite *you*."""

_SENTENCES = re.compile(r"(?<=[.!?\u2026])[\"')\]]*\s+|\n+|\s+[|\u2022\u00b7\u2192>]\s+")
_DIALOGUE = re.compile(r"\s*[\u2013\u2014]\s*\w")
_HOLDS, _ALSO, _NEVER = range(3)
"""Which list of a rule a phrase is of."""

_COUNT = re.compile(r"[(\[]\s*(\d[\d.,\s]*(?:[^\W\d_]+)?)\s*[)\]]")
_THOUSANDS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
_COUNTED = re.compile(
    r"(?P<label>[^\d()\[\]]{3,40}?)\s*"
    r"[(\[]\s*(?!(?:19|20)\d\d\s*[)\]])(?:\d{1,3}(?:[.,\s]\d{3}){0,3}|\d{1,9})\s*[)\]]"
)
"""Not a year, as behind a title, nor the number of a section."""

_EDGES = re.compile(r"^\W+|[^\w%)]+$")
_NEXT_TO_NOTHING = 6
"""Words. A sentence with no more says little by itself: “It takes less than a minute.”"""

_FOREIGN = 0.2
"""Share of a notice's letters in sentences that are none, and speak to nobody."""

_COMPANY = 6
"""How many times as long as the marked sentences the others may be that speak to the reader."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Which rules a paragraph may meet, as bits: those whose lists have a phrase in it."""

    rules: tuple[tuple[Language, Rule], ...]
    by_key: dict[str, int]
    opened: int
    table: PhraseTable[tuple[int, int]]
    free: tuple[int, int]

    def candidates(self, plain: str) -> Iterator[tuple[Language, Rule]]:
        bits = reduce(or_, (self.by_key.get(key, 0) for key in keys_of(plain)), self.opened)
        if not bits:
            return
        met = [*self.free, 0]
        for _, (asked, rules) in self.table.found(plain):
            met[asked] |= rules
        bits &= met[_HOLDS] & met[_ALSO] & ~met[_NEVER]
        while bits:
            lowest = bits & -bits
            yield self.rules[lowest.bit_length() - 1]
            bits ^= lowest


@cache
def _index() -> _Index:
    rules = tuple((language, rule) for language in languages() for rule in language.rules)
    by_key: dict[str, int] = {}
    opened = 0
    stated: dict[tuple[Phrase, int], int] = {}
    free = [0, 0, 0]
    for place, (_, rule) in enumerate(rules):
        bit = 1 << place
        if not rule.begins.phrases:
            opened |= bit
        for key in rule.begins.keys:
            by_key[key] = by_key.get(key, 0) | bit
        for asked, phrases in enumerate((rule.holds, rule.also, rule.never)):
            if not phrases.phrases:
                free[asked] |= bit
            for it in phrases.phrases:
                stated[it, asked] = stated.get((it, asked), 0) | bit
    table = PhraseTable((it, (asked, bits)) for (it, asked), bits in stated.items())
    return _Index(rules, by_key, opened, table, (free[_HOLDS], free[_ALSO]))


@cache
def _lines() -> dict[str, list[tuple[re.Pattern[str], Reason]]]:
    """Whole paragraphs by the key of their first word."""
    found: dict[str, list[tuple[re.Pattern[str], Reason]]] = {}
    for language in languages():
        for reason, phrases in language.lines.items():
            for it in phrases.phrases:
                pattern = Phrases((it,)).whole
                for key in it.keys:
                    found.setdefault(key, []).append((pattern, reason))
    return found


def line_reason(text: str) -> Reason | None:
    """Why ``text`` is a button or a label, if the lists have it as it stands.

    What stands in quotation marks was said by somebody.
    """
    if len(text) > _LONGEST_LINE or _SPOKEN.fullmatch(text.strip()):
        return None
    line = _EDGES.sub("", _plain_count(folded(text)))
    first = _WORDS.search(line)
    if first is None:
        return None
    if _is_counted(folded(text).strip()):
        return Reason.SHARING
    # A number in front is a count: of comments, of minutes.
    keys = {""} if first[0].isdigit() else {"", *keys_of(first[0])}
    for key in keys:
        for pattern, reason in _lines().get(key, ()):
            if pattern.fullmatch(line):
                return reason
    return None


def _is_counted(plain: str) -> bool:
    """Whether ``plain`` is a button with its count: ``Votes (14)``, but not ``Votes: 14``."""
    met = _COUNTED.fullmatch(plain)
    return met is not None and any(
        language.counted.whole.fullmatch(met["label"]) for language in languages()
    )


def lines_reason(text: str) -> Reason | None:
    """Why ``text`` is nothing but buttons and labels, if it is several of them in a row.

    They are not all the same, and one of them has two words at least: “Go back! Go back!” and
    “Back! Print!” may be somebody's shout.
    """
    if len(text) > _LONGEST_LINE or _SPOKEN.fullmatch(text.strip()):
        return None
    parts = [part for part in _SENTENCES.split(text) if _WORDS.search(part)]
    if len({tuple(_WORDS.findall(folded(part))) for part in parts}) < 2:
        return None
    if all(len(_WORDS.findall(part)) < 2 for part in parts):
        return None
    reasons = [line_reason(part) for part in parts]
    return reasons[0] if all(reasons) else None


def _plain_count(plain: str) -> str:
    """Counts without what varies in them: ``(1,204)`` is the 1204 that the lists call ``#``."""
    return _THOUSANDS.sub("", _COUNT.sub(r" \1 ", plain).strip())


def notice_reason(text: str) -> Reason | None:
    """Why ``text`` is a notice, if a rule knows it for one."""
    if len(text) > LONGEST_NOTICE or _DIALOGUE.match(text):
        return None
    reason = _notice_reason(text)
    return None if reason is Reason.COPYRIGHT and only_mentions_rights(text) else reason


def _notice_reason(text: str) -> Reason | None:
    plain = folded(_THEY.sub("jene", _QUOTED.sub(_without_words, text)))
    met: dict[str, list[Rule]] = {}
    for language, rule in _index().candidates(plain):
        met.setdefault(language.code, []).append(rule)
    if not met:
        return weighed_reason(plain)
    sentences = [part for part in _SENTENCES.split(plain) if _WORDS.search(part)]
    for language in languages():
        if language.code in met and not language.report.anywhere.search(plain):
            reason = _judged(sentences, met[language.code], language)
            if reason is not None and is_of_a_site(plain, language.code, reason):
                return reason
    return weighed_reason(plain)


def _without_words(quoted: re.Match[str]) -> str:
    return quoted[0] if len(_WORDS.findall(quoted[0])) < _QUOTE else '""'


def _judged(sentences: list[str], rules: list[Rule], language: Language) -> Reason | None:
    found: Reason | None = None
    marked = small = company = foreign = 0
    for sentence in sentences:
        reason = next((rule.reason for rule in rules if _meets(sentence, rule)), None)
        reason = reason or line_reason(sentence)
        if reason is not None:
            found = found or reason
            marked += len(sentence)
        elif language.reader.anywhere.search(sentence):
            company += len(sentence)
        elif len(_WORDS.findall(sentence)) <= _NEXT_TO_NOTHING:
            small += len(sentence)
        else:
            foreign += len(sentence)
    if foreign > _FOREIGN * (marked + company + foreign):
        return None
    return found if small <= marked and company <= _COMPANY * marked else None


def _meets(sentence: str, rule: Rule) -> bool:
    if rule.begins.phrases and not rule.begins.opening.search(sentence):
        return False
    return not rule.holds.phrases or rule.holds.anywhere.search(sentence) is not None
