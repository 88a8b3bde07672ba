"""Whether a paragraph is a notice by what it is made of, where no rule knows its words.

Each signal is worth points, and a paragraph with enough of them is one. The points are few and
small, so that a person can add them up; ``weighed`` gives the sum with the signals that made it.
"""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.rules import languages
from corpus.boilerplate.signals import Kind, Signal, distinct, signals_in

ENOUGH = 6
"""Points that make a notice."""

_THING, _FURTHER_THING = 3, 2
_PERHAPS, _FURTHER_PERHAPS = 2, 1
_ASKS, _OFFER = 2, 2
_SPOKEN = 1
"""For words to the reader, for the site's words of itself, and for a hint."""

_MOST_HINTS = 2
_MANY = 3
"""Things that others have, too, of which so many are a notice's without a word of the site."""

_BUTTON = 5
"""Words of a button: with so few, a thing and what is asked are all."""

_SHORT, _SHORT_WORDS = 1, 30
_LONG, _LONG_WORDS, _LONGER_WORDS = -1, 45, 15
_ELSEWHERE, _TELLING = -4, -2
_TOLD = 2
"""Different words of telling that make a report of it."""

_TOLD_WORDS = 40
"""Words of a text for each of which another word of telling may stand in a notice that a rule
knows: it may say what to do *before* and *after*."""

_NEEDY = frozenset({Reason.COOKIES, Reason.NAVIGATION})
_LABELS = frozenset({Reason.ADVERTISEMENT, Reason.COPYRIGHT})
"""They ask nothing of anybody: they say who paid, and whose it is."""

_LABEL, _LABEL_ALONE, _LABEL_WORDS = 3, 1, 8
_OWN = frozenset({Kind.SITE, Kind.HERE, Kind.OFFER})
_LONG_REQUEST = 14
"""Words. A longer one that a site makes has its word for itself (*we*), points at the page
(*this*), or offers something; advice about sites in general does none of this."""

_THINGS = frozenset({Kind.THING, Kind.PERHAPS})
_SPEAKING = frozenset({Kind.THING, Kind.PERHAPS, Kind.ASKS, Kind.READER, Kind.SITE, Kind.OFFER})

_WORDS = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?\u2026])[\"')\]]*\s+|\n+")
_SPEECH = re.compile(r"[,!?\u2026] [\u2013\u2014] \w+(?:[аяиіы]л[аио]?|[аи]в|ит|ить|ає|ае|ает)\b")
"""Direct speech without quotation marks, as Russian and Ukrainian print it: ``, — сказал он``."""

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w")
_CONTACT = re.compile(rf"{_MAIL.pattern}|(?:https?://|www\.)\S")
_LITTLE = 6
"""Words. A sentence with no more says little by itself."""

_FOREIGN = 0.25
"""Share of a notice's letters in sentences without any signal."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for a notice.

    Attributes:
        points: their sum.
        reason: the kind whose things are named most.
        signals: what was found.
    """

    points: int
    reason: Reason
    signals: tuple[Signal, ...]


def weighed_reason(plain: str) -> Reason | None:
    """Why ``plain``, which is folded and without quotations, is a notice; None if it is none."""
    weight = weighed(plain)
    return weight.reason if weight is not None and weight.points >= ENOUGH else None


def is_of_a_site(plain: str, code: str, reason: Reason) -> bool:
    """Whether what a rule of the language ``code`` has marked is a site's, as far as words tell.

    A council and a clinic have apps, accounts and e-mails, too, and ask people to use them.
    """
    if reason in _LABELS:
        return True
    signals = signals_in(plain).get(code, ())
    kinds = {it.kind for it in signals}
    words = len(_WORDS.findall(plain))
    told = distinct(signals, Kind.TELLING) >= _TOLD + words // _TOLD_WORDS
    if told or Kind.ELSEWHERE in kinds:
        return False
    if reason not in _NEEDY and _is_advice(kinds, words):
        return False
    return Kind.OUTLET in kinds or words <= _BUTTON


def weighed(plain: str) -> Weight | None:
    """The sum in the language whose lists know most of ``plain``; the heaviest, if several do.

    None where something is missing that every notice has.
    """
    known = {
        code: (len({it.start for it in signals}), signals)
        for code, signals in signals_in(plain).items()
    }
    # A German *spende* is no reason to read an English *spend* by the German lists.
    most = max((places for places, _ in known.values()), default=0)
    found = [
        weight
        for code, (places, signals) in known.items()
        if places == most and (weight := _weighed(plain, signals, code)) is not None
    ]
    return max(found, key=lambda it: it.points, default=None)


def _weighed(plain: str, signals: Sequence[Signal], code: str) -> Weight | None:
    wanting = _NEEDY - {it.reason for it in signals if it.kind is Kind.NEED}
    signals = [it for it in signals if it.kind not in _THINGS or it.reason not in wanting]
    things = _apart(signals)
    kinds = {it.kind for it in signals}
    if _MAIL.search(plain) is not None:
        kinds |= {Kind.ASKS, Kind.HINT}
    spoken = (Kind.READER in kinds) + (Kind.SITE in kinds)
    words = len(_WORDS.findall(plain))
    bare = words <= _LABEL_WORDS and "," not in plain
    labels = _labels(things, bare=bare)
    if not _is_asked_for(things, labels, kinds, words) or _is_mostly_foreign(plain, signals):
        return None
    told = 0 if labels else distinct(signals, Kind.TELLING)
    if told >= _TOLD or _reports(plain, signals, code):
        return None
    if not labels and Kind.OUTLET not in kinds and words > _BUTTON:
        return None
    points = _for_things(things)
    points += _ASKS * (Kind.ASKS in kinds) + _OFFER * (Kind.OFFER in kinds)
    points += _SPOKEN * spoken
    hints = len(
        {it.words for it in signals if it.kind is Kind.HINT and not _within(it, things)}
    ) + (_CONTACT.search(plain) is not None)
    points += _SPOKEN * min(hints, _MOST_HINTS)
    if labels:
        points += _LABEL + _LABEL_ALONE * (bare and labels[0].start <= 1)
    points += _SHORT * (words <= _SHORT_WORDS)
    points += _LONG * (max(0, words - _LONG_WORDS) // _LONGER_WORDS)
    points += _ELSEWHERE * distinct(signals, Kind.ELSEWHERE)
    points += _TELLING * told
    reasons = Counter(it.reason for it in things for _ in range(1 + (it.kind is Kind.THING)))
    reason = next((it for it, _ in reasons.most_common(1) if it), Reason.PAYWALL)
    if not labels and reason not in _NEEDY and _is_advice(kinds, words):
        return None
    return Weight(points, reason, tuple(signals))


def _is_advice(kinds: Set[Kind], words: int) -> bool:
    """Whether so many words ask for something, and nobody says for whom, where, or for what."""
    return words >= _LONG_REQUEST and kinds.isdisjoint(_OWN)


def _labels(things: Sequence[Signal], *, bare: bool) -> list[Signal]:
    """The things that make a label: sure ones, two others, or one that all the rest is behind."""
    stated = [it for it in things if it.reason in _LABELS]
    sure = [it for it in stated if it.kind is Kind.THING]
    if sure or len(stated) > 1:
        return stated
    return [it for it in stated if bare and it.start <= 1]


def _is_asked_for(
    things: Sequence[Signal], labels: Sequence[Signal], kinds: Set[Kind], words: int
) -> bool:
    """Whether what every notice has is there: somebody asks for something, and whose it is."""
    if labels or not things:
        return bool(labels)
    asks, offers, reader, site, hint = (
        it in kinds for it in (Kind.ASKS, Kind.OFFER, Kind.READER, Kind.SITE, Kind.HINT)
    )
    several = len(things) > 1
    sure = sum(it.kind is Kind.THING for it in things)
    beside = reader or hint or offers or several or (site and sure > 0)
    if not (beside or words <= _BUTTON):
        return False
    if not sure:
        return asks and (site or offers or len(things) >= _MANY)
    if asks or (reader and site):
        return True
    return (offers and (reader or several)) or (site and sure > 1)


def _apart(signals: Sequence[Signal]) -> list[Signal]:
    """The things that do not overlap, the surer ones first."""
    found: list[Signal] = []
    for kind in (Kind.THING, Kind.PERHAPS):
        for it in signals:
            if it.kind is kind and all(
                it.start + len(it.words) <= other.start
                or other.start + len(other.words) <= it.start
                for other in found
            ):
                found.append(it)
    return found


def _within(signal: Signal, things: Sequence[Signal]) -> bool:
    """Whether ``signal`` is part of a thing, which has its points already."""
    end = signal.start + len(signal.words)
    return any(it.start <= signal.start and end <= it.start + len(it.words) for it in things)


def _for_things(things: Sequence[Signal]) -> int:
    points = _THING if things[0].kind is Kind.THING else _PERHAPS
    if len(things) > 1:
        points += _FURTHER_THING if things[1].kind is Kind.THING else _FURTHER_PERHAPS
    return points


def _is_mostly_foreign(plain: str, signals: Sequence[Signal]) -> bool:
    starts = [it.start for it in signals if it.kind in _SPEAKING]
    foreign = place = 0
    for end in [*(it.end() for it in _SENTENCE.finditer(plain)), len(plain)]:
        sentence = plain[place:end]
        speaks = any(place <= start < end for start in starts)
        if not speaks and len(_WORDS.findall(sentence)) > _LITTLE:
            foreign += len(sentence)
        place = end
    return foreign > _FOREIGN * len(plain)


def _reports(plain: str, signals: Sequence[Signal], code: str) -> bool:
    """Whether somebody is quoted or told of, in words that are not pardoned."""
    if _SPEECH.search(plain) is not None:
        return True
    report = next(it.report for it in languages() if it.code == code)
    pardoned = [(it.start, it.start + len(it.words)) for it in signals if it.kind is Kind.PARDON]
    return any(
        not any(start <= met.start() < end for start, end in pardoned)
        for met in report.anywhere.finditer(plain)
    )
