"""Questions within conversations: what was asked before them, and what came of replaying it.

A set states ``history`` (the questions before, as they were written), ``lastturn`` (the question as
it was written) and ``text`` (a person's rewriting of it that stands alone). ``topic`` and
``section``, where there are any, name the document that the talk is of: they feed nothing but the
figure for which the right title is given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.passage import RowId
from embeddings.evaluation.metrics import ndcg, recall


@dataclass(frozen=True, slots=True)
class Talk:
    """How a question was asked.

    Attributes:
        history: the questions before it, oldest first, at least one.
        last: the question as it was written.
        title: of the document that the talk is of; empty where that is not known.
        rewritten: whether the query's own text is another one, which stands alone.
    """

    history: tuple[str, ...]
    last: str
    title: str = ""
    rewritten: bool = False


class Replayer(Protocol):
    """Asks questions as a chat does. Each answer is passages in rank order."""

    def last_of(self, turns: Sequence[str]) -> tuple[RowId, ...]:
        """What the last of ``turns`` finds, asked one after another in a new conversation."""
        ...

    def with_title(self, talk: Talk) -> tuple[RowId, ...]:
        """What ``talk.last`` finds as a reply to a footnote on the document ``talk.title``."""
        ...


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a question found in each of its settings: passage ids in rank order.

    Attributes:
        replayed: after its history, with what the system itself had cited.
        alone: the last turn without its history.
        given: with the right title; None where it is not known.
        elsewhere: the rewritten question after the history of another; None where there is none.
    """

    replayed: tuple[str, ...]
    alone: tuple[str, ...]
    given: tuple[str, ...] | None = None
    elsewhere: tuple[str, ...] | None = None

    def scores(self, gold: Mapping[str, int], usual: float) -> "FollowUpScores":
        """The figures; ``usual`` is the nDCG@10 of the query's own text."""
        return FollowUpScores(
            follow_up_ndcg_10=ndcg(self.replayed, gold, 10),
            follow_up_recall_5=recall(self.replayed, gold, 5),
            last_turn_ndcg_10=ndcg(self.alone, gold, 10),
            title_given_ndcg_10=None if self.given is None else ndcg(self.given, gold, 10),
            harm=None if self.elsewhere is None else usual - ndcg(self.elsewhere, gold, 10),
        )


@dataclass(frozen=True, slots=True)
class FollowUpScores:
    """One question's measures; each in [0, 1] but ``harm``.

    Attributes:
        harm: what the stand-alone question loses within another conversation, in [-1, 1].
    """

    follow_up_ndcg_10: float
    follow_up_recall_5: float
    last_turn_ndcg_10: float
    title_given_ndcg_10: float | None
    harm: float | None


def talk_of(row: Mapping[str, object]) -> Talk | None:
    """The conversation that a line of questions states; None for a question without one."""
    stated = row.get("history")
    history = tuple(map(str, stated)) if isinstance(stated, list) else ()
    if not history:
        return None
    text = str(row["text"])
    named = [str(row[name]) for name in ("topic", "section") if row.get(name)]
    return Talk(history, str(row.get("lastturn") or text), " - ".join(named), "lastturn" in row)


def replay(
    text: str,
    talk: Talk,
    other: Talk | None,
    replayer: Replayer,
    names: Callable[[tuple[RowId, ...]], tuple[str, ...]],
) -> Replayed:
    """Ask one question in each of its settings.

    Args:
        text: the query's own text.
        talk: how it was asked.
        other: another conversation, for what the stand-alone question loses there.
        replayer: asks.
        names: the set's passage ids of rows.
    """
    return Replayed(
        replayed=names(replayer.last_of((*talk.history, talk.last))),
        alone=names(replayer.last_of((talk.last,))),
        given=names(replayer.with_title(talk)) if talk.title else None,
        elsewhere=(
            names(replayer.last_of((*other.history, text))) if other and talk.rewritten else None
        ),
    )


def another(talks: Sequence[Talk], number: int) -> Talk | None:
    """A conversation far from ``talks[number]`` that shares no question with it, or None."""
    own = {*talks[number].history, talks[number].last}
    count = len(talks)
    return next(
        (
            talks[(number + step) % count]
            for step in range(count // 2, count)
            if own.isdisjoint(talks[(number + step) % count].history)
        ),
        None,
    )
