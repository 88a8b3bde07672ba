"""The rule lists, read once from their files into patterns."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import Phrase, folded, phrase

LANGUAGES = ("en", "ru", "uk", "de", "es", "fr")

_POLITE = r"(?:(?:please|or|and|then|simply|just|also|bitte|oder|und|y|o|et|ou|и|или|і|та|або)\W+)?"
_CLAUSE = rf"(?:^\W*|[,;:(]\s*|\s[\u2013\u2014-]\s){_POLITE}"


@dataclass(frozen=True)
class Phrases:
    """Phrases of which one is enough. Text that they are held against must be folded."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """What the first words of any of them begin with."""
        return frozenset[str]().union(*(it.keys for it in self.phrases))

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        """Finds one of them as whole words."""
        return re.compile(rf"(?<!\w)(?:{self._pattern})(?!\w)")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """Finds one at the beginning of a clause."""
        return re.compile(rf"{_CLAUSE}(?:{self._pattern})(?!\w)")

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Matches where one of them, and a number perhaps, is all there is."""
        return re.compile(rf"(?:{self._pattern})(?:\W*\d+)?")

    @property
    def _pattern(self) -> str:
        return "|".join(it.pattern for it in self.phrases)


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a sentence that of a notice. Empty lists ask for nothing.

    Attributes:
        begins: stands at the beginning of a clause.
        holds: stands in the sentence.
        also: stands in the paragraph.
        never: must not stand in the paragraph.
        example: a paragraph that this rule alone marks.
    """

    reason: Reason
    begins: Phrases
    holds: Phrases
    also: Phrases
    never: Phrases
    example: str


@dataclass(frozen=True, slots=True)
class Language:
    """The lists of one language; README.md beside them says what each is for."""

    code: str
    reader: Phrases
    report: Phrases
    related: Phrases
    reads: Phrases
    menu: Phrases
    byline: Phrases
    byline_words: frozenset[str]
    posts: frozenset[str]
    credits: Phrases
    dated: Phrases
    months: Phrases
    moment_words: frozenset[str]
    counted: Phrases
    lines: Mapping[Reason, Phrases]
    rules: tuple[Rule, ...]


@cache
def languages() -> tuple[Language, ...]:
    """All rule lists. The first call reads the files, in some hundredths of a second."""
    return tuple(map(_language, LANGUAGES))


def _language(code: str) -> Language:
    stated = tomllib.loads((files("corpus.boilerplate") / f"{code}.toml").read_text("utf-8"))

    def listed(key: str) -> Phrases:
        return _phrases(stated[key])

    return Language(
        code=code,
        reader=listed("reader"),
        report=listed("report"),
        related=listed("related"),
        reads=listed("reads"),
        menu=listed("menu"),
        byline=listed("byline"),
        byline_words=frozenset(map(folded, stated["byline_words"])),
        posts=frozenset(map(folded, stated["posts"])),
        credits=listed("credits"),
        dated=listed("dated"),
        months=listed("months"),
        moment_words=frozenset(map(folded, stated["moment_words"])),
        counted=listed("counted"),
        lines={Reason(reason): _phrases(it) for reason, it in stated["lines"].items()},
        rules=tuple(map(_rule, stated["rule"])),
    )


def _rule(stated: Mapping[str, Any]) -> Rule:
    return Rule(
        reason=Reason(stated["reason"]),
        begins=_phrases(stated.get("begins", ())),
        holds=_phrases(stated.get("holds", ())),
        also=_phrases(stated.get("also", ())),
        never=_phrases(stated.get("never", ())),
        example=stated["example"],
    )


def _phrases(written: Iterable[str]) -> Phrases:
    return Phrases(tuple(map(phrase, written)))
