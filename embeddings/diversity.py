"""In which order voices come: others are heard before one speaks on.

The fused score says how well each passage matches, not whether it says the same as the one above
it. A person reads from the top, so the order is bent a little here, and only here: a document
speaks twice at most before another that is nearly as good, and of two passages that are nearly
equal the other publisher's comes first. That a story takes one place is settled in ``slots``.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.passage import Passage

IN_A_ROW = 2
"""Passages of one document in a row: the page that a person sees first holds a second voice,"""

WITHIN = 0.5
"""if its fused score is this near. Wherever it stands, it cost squad2 .002 nDCG@10 and CANARD .022;
this near, .000 and .002."""

NEARLY_EQUAL = 0.1
"""Fused scores this near are a tie between publishers: a tenth of the candidates' standard
deviation, which moves nothing that is clearly better."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage in the running.

    Attributes:
        place: where the ranking keeps its figures.
        fused: what it was ranked by; candidates come with the highest first.
        shown: an earlier copy that is shown in its place; None where it is shown itself.
    """

    place: int
    fused: float
    passage: Passage
    shown: "Candidate | None" = None

    @property
    def seen(self) -> "Candidate":
        """What a person sees: the earlier copy, where there is one."""
        return self.shown or self

    @property
    def publisher(self) -> str | None:
        """Whose voice it is, folded; None where the document does not tell."""
        publisher = self.passage.citation.metadata.publisher
        return _folded(publisher) if publisher else None


def in_turns(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """All of ``candidates``, best first, so that one voice does not crowd out the others.

    Reads no further ahead than it must, and what comes first does not depend on how much is taken.
    """
    queue = _Queue(candidates)
    shown: list[Candidate] = []
    while queue.holds(0):
        turn = queue.pop(_turn(queue, shown))
        shown.append(turn)
        yield turn


class _Queue:
    """Candidates that wait, read from their source only when they are looked at."""

    def __init__(self, source: Iterable[Candidate]) -> None:
        self._source = iter(source)
        self._waiting: list[Candidate] = []

    def holds(self, place: int) -> bool:
        """Whether anything waits at ``place``."""
        while len(self._waiting) <= place:
            following = next(self._source, None)
            if following is None:
                return False
            self._waiting.append(following)
        return True

    def at(self, place: int) -> Candidate:
        """What waits at ``place``, where ``holds`` has found something."""
        return self._waiting[place]

    def pop(self, place: int) -> Candidate:
        """Take what waits at ``place`` out."""
        return self._waiting.pop(place)


def _turn(queue: _Queue, shown: list[Candidate]) -> int:
    """Which place of ``queue`` comes next; it holds one at least."""
    fitting = _not_crowding(queue, shown)
    first = next(fitting, None)
    if first is None:
        return 0  # nobody else is left, or near enough
    if shown and _same_voice(shown[-1], queue.at(first)):
        for place in fitting:
            if queue.at(first).fused - queue.at(place).fused > NEARLY_EQUAL:
                break
            if _other_voice(shown[-1], queue.at(place)):
                return place
    return first


def _not_crowding(queue: _Queue, shown: list[Candidate]) -> Iterator[int]:
    """Places in ``queue`` whose document has not just taken all the turns it may, in order.

    Only those that are nearly as good as the first are looked at: each costs reading a passage.
    """
    last = [candidate.passage.document_id for candidate in shown[-IN_A_ROW:]]
    crowding = last[0] if len(last) == IN_A_ROW and len(set(last)) == 1 else None
    place = 0
    while queue.holds(place) and queue.at(0).fused - queue.at(place).fused <= WITHIN:
        if queue.at(place).passage.document_id != crowding:
            yield place
        place += 1


def _same_voice(one: Candidate, other: Candidate) -> bool:
    return one.publisher is not None and one.publisher == other.publisher


def _other_voice(one: Candidate, other: Candidate) -> bool:
    """Whether both voices are known and differ: an unknown one may be the same."""
    return other.publisher is not None and one.publisher != other.publisher


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
