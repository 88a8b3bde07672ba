"""Where a passage on the right subject says something else than the question supposes.

Such a passage has all the evidence there is: the same names, nearly the same words. What gives it
away is a single word: the question says *not* and the passage does not, it names a year that stands
nowhere, it asks for the *largest* where the passage tells of the *smallest*. The checks were chosen
on 40 unanswerable and 40 answerable questions of SQuAD 2.0; docs/adr/0011-evidence.md tells how
often they are right, and what else was tried, most of it in vain. A mismatch makes an answer
*closest* at the most; it silences nothing.

Figures are compared in every language, words in English alone: *не* and *ne* stand in too many
questions that deny nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Span
from corpus.passage import Passage
from corpus.stories.telling_words import ENGLISH_NUMBERS


class Mismatch(StrEnum):
    """What the question supposes and the passage does not say."""

    FIGURE = "figure"
    """A number of the question stands nowhere in the passage."""
    NEGATION = "negation"
    """The question denies something, the passage does not."""
    OPPOSITE = "opposite"
    """The passage has the opposite of a word of the question."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The part of a passage that is held against a question.

    Attributes:
        sentence: the one that answers best.
        around: it, the one before and the one after.
        whole: the passage with its title, its headings and its date.
        language: ISO 639-1; None where it is unknown.
    """

    sentence: str
    around: str
    whole: str
    language: str | None


def mismatches(question: str, quoted: Quoted) -> tuple[Mismatch, ...]:
    """What speaks against ``quoted`` as the answer to ``question``; nothing where all is well."""
    found = []
    if _figure_is_missing(question, quoted.whole):
        found.append(Mismatch.FIGURE)
    if quoted.language in {None, "en"}:
        if _denies(question) and not _NEGATIVE.search(quoted.around):
            found.append(Mismatch.NEGATION)
        if _says_the_opposite(question, quoted):
            found.append(Mismatch.OPPOSITE)
    return tuple(found)


_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,:]*\d(?![\w])|(?<![\w.,])\d(?!\w)")
_TIME = re.compile(
    # Days written in figures, and "20 years ago": what they mean is not written like that.
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d{2}"
    r"|\d+ (?:second|minute|hour|day|week|month|year)s? ago",
    re.IGNORECASE,
)


def _figure_is_missing(question: str, text: str) -> bool:
    """Whether a figure of the question stands nowhere in the text, by digits or by its name.

    Single digits are too often counted without being written to count here.
    """
    held = _digits(text)
    return any(
        len(number) > 1 and number not in held and not _is_spelt(number, text)
        for number in (_bare(match[0]) for match in _NUMBER.finditer(_TIME.sub(" ", question)))
    )


def _digits(text: str) -> str:
    """``text`` with its numbers bare: ``1,000`` and ``1 000`` as ``1000``."""
    return re.sub(r"(?<=\d)[.,:\u00a0\u202f ]+(?=\d)", "", text)


def _bare(number: str) -> str:
    return re.sub(r"\D", "", number)


def _is_spelt(number: str, text: str) -> bool:
    value = int(number)
    if value >= len(ENGLISH_NUMBERS):
        return False
    return re.search(rf"\b{ENGLISH_NUMBERS[value]}", text, re.IGNORECASE) is not None


_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nor|neither|without|cannot|\w+n['\u2019]t|unable|fail(?:s|ed)? to)\b"
    r"|\bnon-\w",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    # "Why won't he", "isn't it?", "whether or not", "no longer", "not only": nothing is denied.
    r"\bwhy\b|\w+n['\u2019]t (?:it|he|she|they|you|we)\s*\?|\bor not\b|\bno longer\b|\bnot only\b"
    r"|^\s*(?:\w+n['\u2019]t|no|not)\b|\bcan(?:no|['\u2019])t I\b|\bno\.\s*\d",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    _DENIAL.pattern
    + r"|\b(?:less|fewer|lacks?|lacking|lacked|refus\w+|den(?:y|ies|ied)|reject\w*|prohibit\w*"
    r"|unlike|except|besides|other than|rather than|instead|hardly|rarely|fail\w*"
    r"|prevent\w*|avoid\w*|exclud\w+|absence|absent|ban(?:s|ned)?|forb[ai]d\w*|neglect\w*)\b",
    re.IGNORECASE,
)


def _denies(question: str) -> bool:
    return _DENIAL.search(question) is not None and _NO_DENIAL.search(question) is None


_OPPOSITES = """
    increase increased increases rise rose / decrease decreased decreases decline declined fell
    larger large bigger largest greatest biggest / smaller small smallest
    more most / less least fewer fewest
    before / after
    first earliest / last latest final
    easier easy / harder hard difficult
    higher highest high / lower lowest low
    stronger strong strongest / weaker weak weakest
    better best / worse worst
    longer longest / shorter shortest
    win won wins / lose lost loses
    accept accepted accepts / refuse refused rejects reject rejected
    agree agreed agrees / disagree disagreed
    begin began begins start started / end ended ends
    known / unknown
    common commonly / rare rarely uncommon
    north northern / south southern
    east eastern / west western
    unite united unified / divided separated split
    allow allowed allows / prohibit prohibited forbid forbade banned
    promote promoted support supported / oppose opposed inhibit inhibited
    include included includes / exclude excluded excludes
    internal / external
    public / private
    positive / negative
    legal / illegal
    direct / indirect
    import imported / export exported
    arrive arrived / leave left depart departed
    success successful succeeded / failure failed unsuccessful
    minimum / maximum
    minority / majority
    above / below
    faster fastest accelerate accelerated / slower slowest decelerate decelerated
    hot hotter hottest warm / cold colder coldest cool
    present / absent
    active / inactive passive
    similar / different
    """


def _pairs(table: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    for line in table.strip().splitlines():
        one, other = (frozenset(side.split()) for side in line.split("/"))
        yield one, other
        yield other, one


_OPPOSITE = tuple(_pairs(_OPPOSITES))
_LATIN_WORD = re.compile(r"[a-z]+")


def _says_the_opposite(question: str, quoted: Quoted) -> bool:
    """Whether the sentence has the opposite of a word of the question, and neither has both.

    The question's own word must stand nowhere in the passage, or the opposite is another matter.
    """
    asked = _words(question)
    turned = [
        (one, other)
        for one, other in _OPPOSITE
        if not asked.isdisjoint(one) and asked.isdisjoint(other)
    ]
    if not turned:
        return False
    said, passage = _words(quoted.sentence), _words(quoted.whole)
    return any(passage.isdisjoint(one) and not said.isdisjoint(other) for one, other in turned)


def _words(text: str) -> frozenset[str]:
    return frozenset(_LATIN_WORD.findall(text.casefold()))


def quoted(passage: Passage, best: Span) -> Quoted:
    """What ``mismatches`` needs of ``passage``, where ``best`` of its sentences answers best."""
    metadata = passage.citation.metadata
    place = passage.sentences.index(best)
    around = passage.sentences[max(0, place - 1) : place + 2]
    context = (
        metadata.title,
        passage.heading,
        metadata.published and metadata.published.isoformat(),
    )
    return Quoted(
        sentence=best.of(passage.text),
        around=" ".join(span.of(passage.text) for span in around),
        whole="\n".join([*(part for part in context if part), passage.text]),
        language=metadata.language,
    )
