"""What one version of a passage says and another does not: figures, days, denials and names.

Two copies of a story may differ in a single word, and that word may be all that matters: *12
people*, *14 people*; *accepted*, *rejected*. Where many words were chosen otherwise none of them
is a difference; these are. A copy that only leaves something out says nothing else, so the question
has a direction: what does ``other`` say that ``shown`` does not?

Figures and days are compared as they are meant, however they are written (``1,000``, ``1 000``;
*twelve*, ``12``; *марта*, *март*). What is denied is known in the six languages that people are
spoken to in, months and weekdays in more, figures and names everywhere.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from corpus.calendars import calendar
from corpus.stories.denials import turned
from corpus.stories.moved import order_of
from corpus.stories.outcomes import opposed
from corpus.stories.telling_words import MAGNITUDES, SPELT_NUMBERS, denies

Change = tuple[Sequence["Token"], Sequence["Token"]]
"""What stands in one version, and what in its place in the other; one side may be empty."""

_REMEMBERED = 256
"""Texts that stay taken apart: one question holds the same ones against each other many times."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Letters of scripts that do not part words (Thai, Lao, Burmese, Khmer, Chinese, Japanese), for a
set in a regular expression: each stands for a word."""

_TOKEN = re.compile(
    r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"  # 1 000 000,5
    r"|\d+(?:[.,:]\d+)*"
    rf"|[{UNSPACED}]"
    rf"|[^\W\d_{UNSPACED}]+(?:['’][^\W\d_]+)*"
    r"|[.!?…:\n]+"
)
_GROUPED = re.compile(r"(?<=\d)[.,'’\u00a0\u202f ](?=\d{3}(?!\d))")
_ENDS_SENTENCE = frozenset(".!?…:\n")

_NOUNS_HAVE_CAPITALS = 0.2
"""Share of words with a capital within sentences from which on it tells no name: German."""

_OTHER_NAME = 60
"""Names more alike than this (0 to 100) are one name in two spellings: *Kiev*, *Kyiv*."""

_COMES_BACK = 3
_LONG = 4
"""Times that a word stands, and letters that it has, to be what a passage speaks of."""

_ADDED = 8
"""New pairs of neighbours in a stretch, and at least half of it, that are a sentence of its own."""

_BEGINNING = 6
"""Words of a stretch that are told."""

_BRIEF = 15
_LONG_IN_BRIEF = 3
"""A passage of fewer words than this turns on any of them: *talks on grain*, *talks on gas*."""

_PUT_IN = 2
"""Words at a stretch that a brief passage may have more: *the first talks on grain*."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a figure of a text.

    Attributes:
        written: as it stands there.
        word: folded.
        figure: what it stands for, where it is a figure, a month or a weekday.
        name: whether it has a capital that no sentence's beginning explains.
    """

    written: str
    word: str
    figure: str | None
    name: bool

    @property
    def denies(self) -> bool:
        """Whether it turns what is said around it."""
        return denies(self.word)


@lru_cache(maxsize=_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and figures of ``text``, in order."""
    found: list[Token] = []
    opening = True
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        written = match[0]
        if written[0] in _ENDS_SENTENCE:
            opening = True
            continue
        folded = unicodedata.normalize("NFKC", written).casefold().replace("’", "'")
        figure = _figure(written, folded)
        name = not opening and figure is None and written[0].isupper()
        found.append(Token(written, folded, figure, name))
        opening = False
    return tuple(found)


def as_written(found: Sequence[Token]) -> str:
    """``found`` as the text writes them, with a space between."""
    return " ".join(token.written for token in found)


def figures_of(found: Sequence[Token]) -> frozenset[str]:
    """The figures, months and weekdays among ``found``; *million* is none by itself."""
    held = (token.figure for token in found if token.figure is not None)
    return frozenset(figure for figure in held if figure not in MAGNITUDES)


def names_of(found: Sequence[Token]) -> frozenset[str]:
    """The names among ``found``; in a text whose nouns have capitals, those too."""
    return frozenset(token.word for token in found if token.name)


def differences(shown: Sequence[Token], other: Sequence[Token]) -> tuple[str, ...]:
    """What ``other`` says and ``shown``, nearly the same text, does not; as ``other`` writes it.

    Returns:
        Each word once, in the order of ``other``. Where a denial is gone, the words in its place,
        or those around it. Empty where nothing is lost if ``shown`` stands for both.
    """
    if [token.word for token in shown] == [token.word for token in other]:
        return ()
    ordered = in_order(shown, other)
    changes = list(_changes(ordered, other))
    told = [
        *_figures(shown, other),
        *_names(shown, other, changes),
        *(as_written(two or one) for one, two in turned(changes)),
        *_outcomes(ordered, other),
        *_subjects(shown, other, changes),
        *_only_change(ordered, other),
        *_additions(shown, changes),
    ]
    return tuple(dict.fromkeys(told))


def _figure(written: str, folded: str) -> str | None:
    if written[0].isdecimal():
        parts = re.split(r"\D+", _GROUPED.sub("", written))
        return ".".join(part.lstrip("0") or "0" for part in parts)
    if folded in SPELT_NUMBERS:
        return SPELT_NUMBERS[folded]
    if folded.startswith(MAGNITUDES):
        return next(stem for stem in MAGNITUDES if folded.startswith(stem))
    return calendar().get(written)


def _figures(shown: Sequence[Token], other: Sequence[Token]) -> Iterator[str]:
    """Figures that ``shown`` has not, or not so often, or of another thing."""
    held = Counter(token.figure for token in shown)
    exchanged = _exchanged(shown, other)
    for token in other:
        if token.figure is None:
            continue
        held[token.figure] -= 1
        if held[token.figure] < 0 or token.figure in exchanged:
            yield token.written


def _exchanged(shown: Sequence[Token], other: Sequence[Token]) -> frozenset[str]:
    """Numbers that have changed places: *12 dead, 14 hurt*, where 14 are dead and 12 hurt."""
    before, after = counted_things(shown), counted_things(other)
    of_word = {word: figure for figure, word in before.items()}
    return frozenset(
        figure
        for figure, word in after.items()
        if (rival := of_word.get(word)) is not None
        and figure != rival
        and figure in before
        and after.get(rival) == before[figure]
    )


def counted_things(found: Sequence[Token]) -> dict[str, str]:
    """Each number with the word behind it, where both stand together only."""
    pairs = [
        (token.figure, following.word)
        for token, following in pairwise(found)
        if token.figure and token.figure[0].isdecimal() and following.figure is None
    ]
    figures, words = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else ({}, {})
    return {one: two for one, two in pairs if figures[one] == words[two] == 1}


def in_order(shown: Sequence[Token], other: Sequence[Token]) -> Sequence[Token]:
    """``shown`` with its sentences where ``other`` has them."""
    order = order_of([token.word for token in shown], [token.word for token in other])
    return [shown[place] for place in order]


def _changes(shown: Sequence[Token], other: Sequence[Token]) -> Iterator[Change]:
    words, others = [token.word for token in shown], [token.word for token in other]
    for it in Levenshtein.opcodes(words, others):
        if it.tag != "equal":
            yield shown[it.src_start : it.src_end], other[it.dest_start : it.dest_end]


def _names(
    shown: Sequence[Token], other: Sequence[Token], changes: Sequence[Change]
) -> Iterator[str]:
    """Names in the place of other names."""
    if not (_tells_names(shown) and _tells_names(other)):
        return
    held, kept = ({it.word for it in side if it.written[0].isupper()} for side in (shown, other))
    for before, after in changes:
        if len(before) != len(after):
            continue
        for one, two in zip(before, after, strict=True):
            renamed = one.name and two.name and one.word not in kept and two.word not in held
            if renamed and not _alike(one.word, two.word):
                yield two.written


def _outcomes(shown: Sequence[Token], other: Sequence[Token]) -> Iterator[str]:
    """Outcomes that are told in opposite words."""
    for _, place in opposed([it.word for it in shown], [it.word for it in other]):
        yield as_written(other[place.start : place.stop])


def _subjects(
    shown: Sequence[Token], other: Sequence[Token], changes: Sequence[Change]
) -> Iterator[str]:
    """Words of which ``other`` speaks and ``shown`` never: it tells of another thing."""
    brief = min(len(shown), len(other)) < _BRIEF
    often, long = (1, _LONG_IN_BRIEF) if brief else (_COMES_BACK, _LONG)
    held = {token.word for token in shown}
    times = Counter(token.word for token in other)
    lost = held - times.keys()
    put_in = _put_in(changes) if brief else frozenset()
    for token in other:
        word = token.word
        if token.figure is not None or word in held or word in put_in:
            continue
        if times[word] >= often and len(word) >= long and not any(_alike(word, it) for it in lost):
            yield token.written


def _put_in(changes: Sequence[Change]) -> frozenset[str]:
    """Words, and no names, that were added here and there, and never in the place of others."""
    added: set[str] = set()
    others: set[str] = set()
    for before, after in changes:
        here_and_there = not before and len(after) <= _PUT_IN
        for token in after:
            (added if here_and_there and not token.name else others).add(token.word)
    return frozenset(added - others)


def _only_change(shown: Sequence[Token], other: Sequence[Token]) -> Iterator[str]:
    """The word that stands in the place of another where all the rest is the same.

    Whoever copies a passage to the letter but for one word may have turned what it says:
    *accepted*, *rejected*. Where more was written anew, no word tells as much.
    """
    if len(shown) != len(other):
        return
    changed = [(one, two) for one, two in zip(shown, other, strict=True) if one.word != two.word]
    if len(changed) != 1:
        return
    ((before, after),) = changed
    if after.figure is None and len(after.word) >= _LONG and not _alike(before.word, after.word):
        yield after.written


def _additions(shown: Sequence[Token], changes: Sequence[Change]) -> Iterator[str]:
    """The beginnings of what was added at a stretch; a sentence that was moved is nothing new."""
    held = {(one.word, two.word) for one, two in pairwise(shown)}
    for _, after in changes:
        pairs = [(one.word, two.word) for one, two in pairwise(after)]
        new = sum(pair not in held for pair in pairs)
        if new >= _ADDED and 2 * new >= len(pairs):
            yield as_written(after[:_BEGINNING])


def _tells_names(found: Sequence[Token]) -> bool:
    return sum(token.name for token in found) <= _NOUNS_HAVE_CAPITALS * len(found)


def _alike(one: str, two: str) -> bool:
    return fuzz.ratio(one, two) > _OTHER_NAME
