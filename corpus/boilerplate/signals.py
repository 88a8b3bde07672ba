"""What a site's notice is made of, whatever its words: signals, each worth some points.

A notice asks something of its reader, names a thing that only a site has, speaks as the site, and
says little else. The words for that are lists, a file a language (``*.signals.toml``), which README
explains; here they are found in one walk over a paragraph's words, those of all languages at once.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import PhraseTable, phrase
from corpus.boilerplate.rules import LANGUAGES

_OPENING = re.compile(r"(?:^|[.!?\u2026,;:(\n|\u2022\u00b7\u2192>]|\s[\u2013\u2014-]\s)\W*")
_POLITE = re.compile(
    r"(?:please|and|or|then|simply|just|also|so|now|but|why not|bitte|oder|und|jetzt|einfach|dann|"
    r"y|e|o|por favor|ahora|et|ou|puis|alors|merci de|и|или|просто|также|пожалуйста|а|і|й|та|або|"
    r"просто|також|будь ласка)(?!\w)\W*"
)


class Kind(StrEnum):
    """What a signal says about the paragraph; the names of the lists."""

    THING = "things"
    PERHAPS = "perhaps"
    ASKS = "asks"
    READER = "reader"
    SITE = "site"
    OFFER = "offers"
    HINT = "hints"
    OUTLET = "outlet"
    ELSEWHERE = "elsewhere"
    HERE = "here"
    TELLING = "telling"
    PARDON = "pardoned"
    NEED = "needs"


_PLAIN = (
    Kind.ASKS, Kind.READER, Kind.SITE, Kind.OFFER, Kind.HINT, Kind.OUTLET,
    Kind.ELSEWHERE, Kind.HERE, Kind.TELLING, Kind.PARDON,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase of the lists that stands in a text.

    Attributes:
        start: where, in the folded text.
        words: what stands there.
        reason: what a thing is a sign of, and what needs it; None for other kinds.
    """

    kind: Kind
    start: int
    words: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    language: str
    kind: Kind
    reason: Reason | None
    opens: bool


@cache
def _table() -> PhraseTable[_Entry]:
    """The phrases of all languages."""
    return PhraseTable(
        (phrase(written), _Entry(language, kind, reason, opens))
        for language in LANGUAGES
        for written, kind, reason, opens in _listed(language)
    )


def _listed(language: str) -> Iterator[tuple[str, Kind, Reason | None, bool]]:
    source = files("corpus.boilerplate") / f"{language}.signals.toml"
    stated = tomllib.loads(source.read_text("utf-8"))
    for written in stated["asks_begin"]:
        yield written, Kind.ASKS, None, True
    for kind in _PLAIN:
        for written in stated[kind]:
            yield written, kind, None, False
    for kind in (Kind.THING, Kind.PERHAPS, Kind.NEED):
        for reason, phrases in stated[kind].items():
            for written in phrases:
                yield written, kind, Reason(reason), False


def signals_in(plain: str) -> dict[str, list[Signal]]:
    """The signals in ``plain``, which is folded, by the language of the list, in their order."""
    openings: set[int] | None = None
    found: defaultdict[str, list[Signal]] = defaultdict(list)
    for met, entry in _table().found(plain):
        if entry.opens:
            openings = _openings(plain) if openings is None else openings
            if met.start() not in openings:
                continue
        found[entry.language].append(Signal(entry.kind, met.start(), met[0], entry.reason))
    return found


def _openings(plain: str) -> set[int]:
    """Where clauses begin, polite words and conjunctions aside."""
    places: set[int] = set()
    for opening in _OPENING.finditer(plain):
        place = opening.end()
        places.add(place)
        while (polite := _POLITE.match(plain, place)) is not None:
            place = polite.end()
            places.add(place)
    return places


def distinct(signals: Sequence[Signal], kind: Kind) -> int:
    """How many different words of ``kind`` are among ``signals``."""
    return len({it.words for it in signals if it.kind is kind})
