"""What a person sees first: a story once, in the version that has what was asked for.

Three versions of one wire story, with 12, 14 and 15 dead, would fill all that is seen of an answer,
and each of them is named below the others anyhow, with what it says otherwise. So the first places
go to other stories as long as these are worth reading, and the versions follow behind: nothing is
left out. A version keeps its place if it holds a word, a figure or a time of the question that the
one above it does not, and takes that one's place where it alone has a figure, a name or a denial of
the question.
Where no day tells that they are of one event, versions stay before what clearly answers less.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from corpus.passage import Passage
from corpus.stories.differences import Token, tokens
from corpus.stories.duplicates import is_one_story, profile
from embeddings.diversity import Candidate, in_turns
from embeddings.ranking import Ranking

FIRST = 3
"""Places that a surface shows before it is asked for more (``bot.answer.PASSAGES_SHOWN``)."""

AHEAD = 30
"""Candidates among which other stories are looked for: each costs reading a passage."""

FAR_BEHIND = 0.5
"""Share of the best passage's score from which on one is worth reading that by itself would not
even be a near miss: where a page ends (``bot.conversation``)."""

_ONE_EVENT = 14
"""Days between versions of one story at the most: reports of other months tell of other things."""

_AS_WELL = 0.2
"""Evidence that a version may lack which takes another's place."""

_CLEARLY = 0.15
"""Evidence that a passage lacks which clearly answers less."""

_DENIAL = "\0"
"""Any word that denies: *never* asks for *not*."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Which candidates for one question tell the same otherwise, and which has what it asks for.

    Attributes:
        ranking: what there is.
        stories: shape (n,), of each candidate.
        worth: of each candidate, whether it is worth reading where a version would stand.
        asked: the question.
        are_comparable: whether two passages may be versions of one text at all.
    """

    ranking: Ranking
    stories: npt.NDArray[np.int64]
    worth: Sequence[bool]
    asked: str
    are_comparable: Callable[[Passage, Passage], bool]

    def are_versions(self, one: Candidate, two: Candidate) -> bool:
        """Whether both tell one story."""
        if self.stories[one.place] != self.stories[two.place]:
            return False
        first, second = one.seen.passage, two.seen.passage
        days = [it.citation.metadata.published for it in (first, second)]
        if days[0] and days[1] and abs((days[0] - days[1]).days) > _ONE_EVENT:
            return False
        return self.are_comparable(first, second) and is_one_story(
            profile(first.text), profile(second.text)
        )

    def may_follow(self, version: Candidate, one: Candidate) -> bool:
        """Whether ``version``, of who knows when, may stand behind ``one``, another story.

        It may be of a series (room 12, room 14): whoever asks for all of a series is not to see
        first what answers less.
        """
        evidence = self.ranking.candidates.evidence
        return bool(evidence[one.place] >= evidence[version.place] - _CLEARLY)

    def has_more(self, one: Candidate, two: Candidate) -> bool:
        """Whether ``one`` holds anything of the question that ``two`` does not."""
        present = self.ranking.candidates.words.present
        if self._is_nearer(one, two):
            return True
        return not present[one.seen.place] <= present[two.seen.place] or self.says_more(one, two)

    def _is_nearer(self, one: Candidate, two: Candidate) -> bool:
        """Whether ``one`` is of the time asked for and ``two`` is not."""
        days = self.ranking.days
        # Of two that lie outside of it, the nearer one has nothing more.
        return days is not None and not days[one.seen.place] and bool(days[two.seen.place])

    def says_more(self, one: Candidate, two: Candidate) -> bool:
        """Whether ``one`` has a figure, a name or a denial of the question and ``two`` has not."""
        asked = {_meant(it) for it in tokens(self.asked)}
        said, held = (tokens(it.seen.passage.text) for it in (one, two))
        telling = {_meant(it) for it in said if it.figure is not None or it.name or it.denies}
        return not asked.isdisjoint(telling - {_meant(it) for it in held})

    def takes_the_place(self, one: Candidate, two: Candidate) -> bool:
        """Whether ``one`` is what is asked for, and not ``two``, which is ranked higher."""
        evidence = self.ranking.candidates.evidence
        return bool(
            self.are_versions(one, two)
            and self.says_more(one, two)
            and not self.says_more(two, one)
            and not self._is_nearer(two, one)
            and evidence[one.place] >= evidence[two.place] - _AS_WELL
        )


def with_first_page(candidates: Iterable[Candidate], rivals: Rivals) -> Iterator[Candidate]:
    """``candidates`` in turns, the first ``FIRST`` of them of different stories where they can be.

    Args:
        candidates: best first.
        rivals: which of them are versions of one story.
    """
    source = iter(candidates)
    ahead = list(islice(source, AHEAD))
    first = _first(ahead, rivals)
    yield from first
    shown = {it.place for it in first}
    for it in in_turns(chain(ahead, source)):
        if it.place not in shown:
            yield it


def _first(ahead: list[Candidate], rivals: Rivals) -> list[Candidate]:
    """What comes first; nothing where ``ahead`` has no versions of one story."""
    heads: list[Candidate] = []
    undated: list[Candidate] = []
    left = list(ahead)
    told_twice = False
    while left:
        best = left.pop(0)
        same = [it for it in heads if rivals.are_versions(it, best)]
        if any(not rivals.has_more(best, it) for it in same):
            told_twice = True
            if not any(_state_days(it, best) for it in same):
                undated.append(best)
            continue
        meant = next((it for it in left if rivals.takes_the_place(it, best)), None)
        if meant is not None:
            left[left.index(meant)] = best
            best = replace(meant, fused=best.fused)
            told_twice = True
        if not heads or rivals.worth[best.place]:
            before = [it for it in undated if not rivals.may_follow(it, best)]
            undated = [it for it in undated if it not in before]
            heads += [replace(it, fused=best.fused) for it in before]
            heads.append(best)
    if not told_twice:
        return []
    own = {it.place: it.fused for it in ahead}
    return [replace(it, fused=own[it.place]) for it in islice(in_turns(heads), FIRST)]


def _state_days(*versions: Candidate) -> bool:
    """Whether all of them are known to tell of one event: versions are of days that are near."""
    return all(it.seen.passage.citation.metadata.published for it in versions)


def _meant(token: Token) -> str:
    return token.figure or (_DENIAL if token.denies else token.word)
