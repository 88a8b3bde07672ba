"""What stands in one version of a passage where another says something else: *14* for *12*.

``differences`` says what a version has that the one shown has not. A person wants to see both at
once, so here each of those words gets what stands in its place, where the two texts can be laid
beside one another so closely that there is no doubt what that is.
"""

import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from corpus.stories.differences import (
    Change,
    Token,
    as_written,
    counted_things,
    differences,
    in_order,
    tokens,
)
from corpus.stories.outcomes import opposed

_FEW = 4
"""Words of a stretch that are told as they stand: *found guilty* for *acquitted*."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One thing that two versions say otherwise; one side at least is not empty.

    Attributes:
        told: what the version says, as it writes it; empty where it only lacks a denial.
        instead_of: what the passage shown says there, as it writes it; empty where that is nothing,
            or nobody can tell what.
    """

    told: str
    instead_of: str = ""


def contrasts(shown: str, other: str) -> tuple[Contrast, ...]:
    """What ``other`` says and ``shown``, nearly the same text, does not.

    Returns:
        Those of ``corpus.stories.differences.differences``, in their order; what stands together in
        the place of one thing is one. Empty where nothing is lost if ``shown`` stands for both.
    """
    before, after = tokens(shown), tokens(other)
    told = differences(before, after)
    if not told:
        return ()
    found: dict[str, Contrast] = {}
    lost = _meant(before) - _meant(after)
    ordered = in_order(before, after)
    stretches = list(_stretches(ordered, after))
    for here, there in stretches:
        change = _of(ordered, here), _of(after, there)
        for run, instead_of in _beside(change, frozenset(told), lost, (shown, other)):
            for token in run:
                known = found.get(token.written)
                if known is None or (instead_of and not known.instead_of):
                    found[token.written] = Contrast(as_written(run), instead_of)
    _add_counted(found, before, after, lost)
    _add_outcomes(found, ordered, after, stretches)
    written = {token.written for token in after}
    return tuple(
        dict.fromkeys(
            found.get(it, Contrast(it) if written.issuperset(it.split()) else Contrast("", it))
            for it in told
        )
    )


def _stretches(before: Sequence[Token], after: Sequence[Token]) -> Iterator[tuple[range, range]]:
    """The places of what differs between two words that both have."""
    edits = Levenshtein.opcodes([it.word for it in before], [it.word for it in after])
    for is_equal, stretch in groupby(edits, key=lambda it: it.tag == "equal"):
        if not is_equal:
            parts = list(stretch)
            first, last = parts[0], parts[-1]
            yield range(first.src_start, last.src_end), range(first.dest_start, last.dest_end)


def _of(found: Sequence[Token], places: range) -> Sequence[Token]:
    return found[places.start : places.stop]


def _beside(
    change: Change, told: Set[str], lost: Set[str], texts: tuple[str, str]
) -> Iterator[tuple[Sequence[Token], str]]:
    """Words of ``told`` that stand together in a change, each with what is in their place."""
    one, two = change
    places = range(len(two))
    for is_told, stretch in groupby(places, key=lambda place: two[place].written in told):
        if is_told:
            run = list(stretch)
            there = two[run[0] : run[-1] + 1]
            same = one[run[0] : run[-1] + 1]
            if len(one) == len(two) and all(map(_are_of_one_kind, same, there)):
                yield there, as_written(same)
            else:
                whole = _whole_name(two, run[0], run[-1], texts[1])
                yield whole, _only(one, there, lost, texts[0])


def _whole_name(found: Sequence[Token], first: int, last: int, text: str) -> Sequence[Token]:
    """*New York*, where *York* is at ``first`` and ``last``, if ``text`` has it so."""
    begin, end = first, last + 1
    while begin and found[begin].name and found[begin - 1].name:
        begin -= 1
    while end < len(found) and found[end - 1].name and found[end].name:
        end += 1
    whole = found[begin:end]
    is_there = as_written(whole) in " ".join(unicodedata.normalize("NFC", text).split())
    return whole if is_there else found[first : last + 1]


def _are_of_one_kind(one: Token, two: Token) -> bool:
    return (one.figure is None) == (two.figure is None)


def _only(one: Sequence[Token], there: Sequence[Token], lost: Set[str], shown: str) -> str:
    """The one figure, or the one name, that ``there``, some figure or name, took the place of."""
    if there[0].figure is not None:
        rivals = [[it] for it in one if it.figure in lost]
    elif there[0].name:
        places = [place for place, it in enumerate(one) if it.name and it.word in lost]
        names = [_whole_name(one, place, place, shown) for place in places]
        rivals = [list(name) for name, _ in groupby(names)]
    else:
        return ""
    return as_written(rivals[0]) if len(rivals) == 1 else ""


def _add_counted(
    found: dict[str, Contrast], before: Sequence[Token], after: Sequence[Token], lost: Set[str]
) -> None:
    """Set *15 people* against *12 people*, wherever in the passage either of them stands."""
    of_word = {word: figure for figure, word in counted_things(before).items() if figure in lost}
    of_figure = {token.figure: token.written for token in before}
    for figure, word in counted_things(after).items():
        told = next(token.written for token in after if token.figure == figure)
        if word in of_word and found.get(told) == Contrast(told):
            found[told] = Contrast(told, of_figure[of_word[word]])


def _add_outcomes(
    found: dict[str, Contrast],
    before: Sequence[Token],
    after: Sequence[Token],
    stretches: Sequence[tuple[range, range]],
) -> None:
    """Set an outcome against its opposite; with the words beside them where these are few."""
    for lost, won in opposed([it.word for it in before], [it.word for it in after]):
        here, there = next(
            (
                (one, two)
                for one, two in stretches
                if lost[0] in one and won[0] in two and max(len(one), len(two)) <= _FEW
            ),
            (lost, won),
        )
        contrast = Contrast(as_written(_of(after, there)), as_written(_of(before, here)))
        told = (*_of(after, won), *_of(after, there))
        found |= dict.fromkeys((it.written for it in told), contrast)
        found[as_written(_of(after, won))] = contrast


def _meant(found: Sequence[Token]) -> frozenset[str]:
    return frozenset(it.figure or it.word for it in found)
