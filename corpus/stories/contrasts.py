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

from corpus.stories.denials import turned
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

Places = tuple[range, range]
"""Where something stands in the passage shown, and what is in its place in the version."""

_FEW = 4
"""Words of a stretch that are told as they stand: *found guilty* for *acquitted*."""

_SCANT = 2
"""Words of a denial that say nothing by themselves: *not*, *did not*."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One thing that two versions say otherwise; one side at least is not empty.

    Attributes:
        told: what the version says, as it writes it; empty where it only lacks a denial
            and nothing stands around that.
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
    edits = _edits(ordered, after)
    for here, there in _stretches(edits):
        change = _of(ordered, here), _of(after, there)
        for run, instead_of in _beside(change, frozenset(told), lost, (shown, other)):
            for token in run:
                known = found.get(token.written)
                if known is None or (instead_of and not known.instead_of):
                    found[token.written] = Contrast(as_written(run), instead_of)
    _add_counted(found, before, after, lost)
    _add_denials(found, (ordered, after), edits, (shown, other))
    _add_outcomes(found, ordered, after)
    written = {token.written for token in after}
    return tuple(
        dict.fromkeys(
            found.get(it, Contrast(it) if written.issuperset(it.split()) else Contrast("", it))
            for it in told
        )
    )


def _edits(before: Sequence[Token], after: Sequence[Token]) -> list[Places]:
    """Each word, or run of words, that was left out, put in or exchanged."""
    edits = Levenshtein.opcodes([it.word for it in before], [it.word for it in after])
    return [
        (range(it.src_start, it.src_end), range(it.dest_start, it.dest_end))
        for it in edits
        if it.tag != "equal"
    ]


def _stretches(edits: Sequence[Places]) -> list[Places]:
    """What differs between two words that both have: ``edits`` that touch are one."""
    found: list[Places] = []
    for here, there in edits:
        if found and (found[-1][0].stop, found[-1][1].stop) == (here.start, there.start):
            first = found.pop()
            found.append((range(first[0].start, here.stop), range(first[1].start, there.stop)))
        else:
            found.append((here, there))
    return found


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
    return whole if _stands_in(text, whole) else found[first : last + 1]


def _stands_in(text: str, found: Sequence[Token]) -> bool:
    """Whether ``found`` stand in ``text`` with nothing between them."""
    return as_written(found) in " ".join(unicodedata.normalize("NFC", text).split())


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


def _add_denials(
    found: dict[str, Contrast],
    versions: tuple[Sequence[Token], Sequence[Token]],
    edits: Sequence[Places],
    texts: tuple[str, str],
) -> None:
    """Set what is denied against what is not: *was not hurt*, *was hurt*."""
    before, after = versions
    changes = [(_of(before, here), _of(after, there)) for here, there in edits]
    turns = list(turned(changes))
    for places, edit in zip(edits, changes, strict=True):
        if edit in turns:
            brief = _brief_stretch(_stretches(edits), places)
            here, there = _with_neighbours(brief, versions, texts)
            contrast = Contrast(as_written(_of(after, there)), as_written(_of(before, here)))
            _set(found, contrast, _of(after, brief[1]))
            found[as_written(edit[1] or edit[0])] = contrast


def _with_neighbours(
    places: Places,
    versions: tuple[Sequence[Token], Sequence[Token]],
    texts: tuple[str, str],
) -> Places:
    """``places`` with the word before and the one behind, where they stand in one clause."""
    if max(map(len, places)) > _SCANT:
        return places
    for before, behind in ((1, 0), (0, 1)):
        wider = tuple(range(it.start - before, it.stop + behind) for it in places)
        are_words = all(
            it.start >= 0 and it.stop <= len(found) and _stands_in(text, _of(found, it))
            for it, found, text in zip(wider, versions, texts, strict=True)
        )
        if are_words:
            places = (wider[0], wider[1])
    return places


def _add_outcomes(
    found: dict[str, Contrast], before: Sequence[Token], after: Sequence[Token]
) -> None:
    """Set an outcome against its opposite: *acquitted*, *found guilty*."""
    for here, there in opposed([it.word for it in before], [it.word for it in after]):
        told = as_written(_of(after, there))
        contrast = Contrast(told, as_written(_of(before, here)))
        _set(found, contrast, _of(after, there))
        found[told] = contrast


def _brief_stretch(stretches: Sequence[Places], places: Places) -> Places:
    """The stretch that holds ``places``, if it has few words, or else ``places`` alone."""
    brief = (it for it in stretches if max(map(len, it)) <= _FEW)
    return next((it for it in brief if all(map(_holds, it, places))), places)


def _holds(stretch: range, places: range) -> bool:
    return stretch.start <= places.start and places.stop <= stretch.stop


def _set(found: dict[str, Contrast], contrast: Contrast, told: Sequence[Token]) -> None:
    found |= dict.fromkeys((it.written for it in told), contrast)


def _meant(found: Sequence[Token]) -> frozenset[str]:
    return frozenset(it.figure or it.word for it in found)
