"""Which passages take the places of an answer: one a story, the earliest where it says as much.

Ten copies of a wire story answer a question ten times over and tell a person nothing after the
first. So a passage that another one can stand for takes no place of its own; it is named below that
one. A version with another figure, another name or a denial more is no copy: it keeps a place, if
behind other stories (``first_page``).

The earliest copy is shown where it stands in the same article, which shares most of its passages:
one sentence in the reports of four storms is about four storms. What proves that there is an answer
is not changed by that: the passage that was ranked is judged, even where an earlier one is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

import numpy as np

from corpus.document import DocumentId
from corpus.filters import Filters
from corpus.passage import Passage, RowId
from corpus.stories.contrasts import contrasts
from corpus.stories.duplicates import is_one_story, is_same, profile, stands_for
from embeddings.admission import Reader
from embeddings.diversity import Candidate, in_turns
from embeddings.first_page import AHEAD, Rivals, with_first_page
from embeddings.generation import Generation
from embeddings.hit import Version
from embeddings.ranking import Ranking

_AS_WELL = 0.2
"""Evidence that an edited copy may lack and still answers as well: that of one text under ten
titles differed by more than .1."""

_ONE_ARTICLE = 0.5
"""Least share of the shorter document's passages that another shares if they are one article."""

NAMED = 30
"""Versions that are named below a passage, the earliest; every one of them is read."""


_REMEMBERED = 256


class Slots:
    """The places of answers from one generation.

    Args:
        generation: where the passages are.
        read: reads passages.
    """

    def __init__(self, generation: Generation, read: Reader) -> None:
        self._generation = generation
        self._read = read
        # Not of a method: a cycle would keep the generation, and its lock, after the last reader.
        self._stories_of = lru_cache(maxsize=_REMEMBERED)(partial(_stories_in, generation))

    def filled(self, ranking: Ranking, batch: int) -> Iterator[Candidate]:
        """One candidate a story, in the order in which they are shown.

        Passages are read ``batch`` at a time.
        """
        return in_turns(self._one_a_story(ranking, batch))

    def on_pages(
        self, ranking: Ranking, asked: str, worth: Sequence[bool], batch: int
    ) -> Iterator[Candidate]:
        """As ``filled``, with other stories before another version of one that is shown.

        Args:
            ranking: what there is.
            asked: the question.
            worth: of each candidate, whether it is worth reading where such a version would stand.
            batch: passages are read so many at a time.
        """
        stories = self._generation.stories.of(ranking.candidates.rows)
        first = stories[ranking.order[:AHEAD]]
        if np.unique(first).size == first.size:
            return self.filled(ranking, batch)
        rivals = Rivals(ranking, stories, worth, asked, are_comparable)
        return with_first_page(self._one_a_story(ranking, batch), rivals)

    def versions(self, shown: Passage, filters: Filters) -> tuple[Version, ...]:
        """The other documents that ``filters`` admits and that tell the same, the earliest first.

        Copies come first, then versions that say something else.
        """
        generation = self._generation
        members = generation.stories.members(shown.id)
        if members.size == 1:
            return ()
        admitted = generation.table.select(filters)
        if admitted is not None:
            members = np.intersect1d(members, generation.rows[admitted], assume_unique=True)
        if generation.shown is not None:
            members = np.intersect1d(members, generation.shown, assume_unique=True)
        documents = generation.row_documents[np.searchsorted(generation.rows, members)]
        _, first = np.unique(documents, return_index=True)
        others = members[first[documents[first] != int(shown.document_id)]]
        earliest = generation.table.by_age(others)[:NAMED].tolist()
        found = [_version(shown, it) for it in self._read([RowId(row) for row in earliest])]
        told = [it for it in found if it is not None]
        return tuple(sorted(told, key=lambda version: bool(version.differences)))

    def _one_a_story(self, ranking: Ranking, batch: int) -> Iterator[Candidate]:
        stories = self._generation.stories.of(ranking.candidates.rows)
        taken: set[int] = set()
        for candidate in self._in_order(ranking, batch):
            if candidate.place in taken:
                continue
            same = ranking.order[stories[ranking.order] == stories[candidate.place]].tolist()
            others = [place for place in same if place not in taken and place != candidate.place]
            kin = list(self._candidates(ranking, others)) if others else []
            shown = self._earliest(candidate, kin, ranking)
            taken |= {candidate.place, shown.place}
            taken |= {it.place for it in kin if can_stand_for(shown.passage, it.passage)}
            yield replace(candidate, shown=shown) if shown is not candidate else candidate

    def _earliest(
        self, candidate: Candidate, kin: Sequence[Candidate], ranking: Ranking
    ) -> Candidate:
        """The earliest of ``kin`` that says all that ``candidate`` does and answers as well."""
        fit = [
            it
            for it in kin
            if _answers_as_well(it, candidate, ranking)
            and self._is_one_article(it.passage, candidate.passage)
            and can_stand_for(it.passage, candidate.passage)
        ]
        # Of those of one day, or without one, none is the earliest: the best-ranked stays.
        return min((candidate, *fit), key=lambda it: _day(it.passage))

    def _is_one_article(self, one: Passage, two: Passage) -> bool:
        first, second = (self._stories_of(it.document_id) for it in (one, two))
        return len(first & second) >= _ONE_ARTICLE * min(len(first), len(second))

    def _in_order(self, ranking: Ranking, batch: int) -> Iterator[Candidate]:
        for first in range(0, ranking.order.size, batch):
            yield from self._candidates(ranking, ranking.order[first : first + batch].tolist())

    def _candidates(self, ranking: Ranking, places: Sequence[int]) -> Iterator[Candidate]:
        passages = self._read([RowId(int(ranking.candidates.rows[place])) for place in places])
        for place, passage in zip(places, passages, strict=True):
            yield Candidate(place, float(ranking.fused[place]), passage)


def _stories_in(generation: Generation, document: DocumentId) -> frozenset[int]:
    rows = generation.rows[generation.row_documents == document]
    return frozenset(generation.stories.of(rows).tolist())


def can_stand_for(shown: Passage, other: Passage) -> bool:
    """Whether ``other`` needs no place of its own where ``shown`` has one.

    Of passages of one document only the same words do: what its author says twice, in nearly the
    same words, is meant to differ. A translation is for those who read it.
    """
    if is_same(shown.text, other.text):
        return True
    return are_comparable(shown, other) and stands_for(shown.text, other.text)


def _answers_as_well(other: Candidate, candidate: Candidate, ranking: Ranking) -> bool:
    days = ranking.days
    if days is not None and days[other.place] > days[candidate.place]:
        return False
    present = ranking.candidates.words.present
    if ranking.settled or not present[other.place] >= present[candidate.place]:
        return False
    evidence = ranking.candidates.evidence
    near = evidence[other.place] >= evidence[candidate.place] - _AS_WELL
    return bool(near) or is_same(other.passage.text, candidate.passage.text)


def _day(passage: Passage) -> date:
    return passage.citation.metadata.published or date.max


def _version(shown: Passage, other: Passage) -> Version | None:
    """How ``other`` tells what ``shown`` tells; None where it is another matter."""
    if is_same(shown.text, other.text):
        return Version(other, same=True)
    if not are_comparable(shown, other):
        return None
    if not is_one_story(profile(shown.text), profile(other.text)):
        return None  # of one story through a third version
    return Version(other, same=False, differences=contrasts(shown.text, other.text))


def are_comparable(one: Passage, two: Passage) -> bool:
    """Whether two passages may be versions of one text: of other documents, in one language."""
    languages = {it.citation.metadata.language for it in (one, two)}
    return one.document_id != two.document_id and (None in languages or len(languages) == 1)
