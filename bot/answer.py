"""What a question gets: an answer, near misses, or an honest silence. No surface is known here."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.filters import Filters
from corpus.passage import Passage
from embeddings.hit import Hit
from embeddings.ports import Bm25, Cosine

PASSAGES_SHOWN = 3
"""How many passages a surface shows before it is asked for more."""

PASSAGES_KEPT = 10
"""How many passages an answer holds, so that "more" has something to show."""

QUESTION_LIMIT = 1_000
"""Longest question that is searched, in code points."""


class Reason(StrEnum):
    """Why a question was not simply answered."""

    NO_MATCH = "no_match"
    WEAK_MATCH = "weak_match"
    SMALL_TALK = "small_talk"
    EMPTY_QUESTION = "empty_question"
    FILTERED_OUT = "filtered_out"
    NO_DOCUMENTS = "no_documents"


@dataclass(frozen=True, slots=True)
class Context:
    """What a question may go on from: it is searched without it and with it.

    Attributes:
        asked: the questions that it goes on from, oldest first.
        talk: those and the question itself, without what newer ones replaced of older ones: what
            finds the document that the talk is of; empty for a reply, which names its own.
        found: whether any of the questions before it found something.
        dated: the question as it is searched in its context: with the year of the talk, where it
            names but a month; empty where that is as it was asked.
        title: of the document whose footnote the person replied to; None where only the questions
            tell which document the talk is of.
        words: what an earlier question was about, for one that does not say or where there is no
            title.
        elliptical: whether the question itself does not say what it is about ("and in May?").
        telling: whether the question itself holds two words with a meaning or more ("which river
            did they cross?"), or one and nothing that points back ("who resigned?"), so that it
            may do without.
        benefit: what the evidence may lack with the context and still be preferred; below 0 it
            must do better by that much.
        must_answer: whether it counts only where the documents then answer: near misses of a
            question that may stand alone are better looked for without it.
    """

    asked: tuple[str, ...]
    talk: str = ""
    found: bool = False
    dated: str = ""
    title: str | None = None
    words: str = ""
    elliptical: bool = False
    telling: bool = False
    benefit: float = 0.0
    must_answer: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked.

    Attributes:
        text: as the person wrote it, without surrounding white space.
        filters: the limits that the person stated.
        limit: how many passages the answer may hold, 1 to ``PASSAGES_KEPT``.
        context: what was said before, where the question may lean on it.
    """

    text: str
    filters: Filters = Filters()
    limit: int = PASSAGES_KEPT
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The documents answer: ``hits`` in rank order, at least one.

    Attributes:
        inherited: what was said before, where that found the answer together with the question;
            empty where the question's own words did.
        watch: names the standing question that it answers unasked; empty where somebody asked.
    """

    question: Question
    hits: tuple[Hit, ...]
    searched: str
    took_ms: float
    inherited: str = ""
    watch: str = ""


@dataclass(frozen=True, slots=True)
class Closest:
    """Near misses that may not answer: ``hits`` in rank order, at least one.

    Attributes:
        unheld: quoted phrases of which no passage holds them all, so that only their words were
            searched.
        foreign_to: languages of the documents (ISO 639-1) where the question is in none of them
            and the model reads one language only; otherwise empty.
        inherited: as in ``Answered``.
    """

    question: Question
    hits: tuple[Hit, ...]
    reason: Reason
    searched: str
    took_ms: float
    unheld: tuple[str, ...] = ()
    foreign_to: tuple[str, ...] = ()
    inherited: str = ""


@dataclass(frozen=True, slots=True)
class Abstained:
    """The documents do not answer, and ``reason`` is true.

    Attributes:
        required: words and phrases that each passage had to hold.
        excluded: words and phrases that none might hold.
        unheld: as in ``Closest``.
        foreign_to: as in ``Closest``.
        inherited: as in ``Answered``.
    """

    question: Question
    reason: Reason
    searched: str
    took_ms: float
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    foreign_to: tuple[str, ...] = ()
    inherited: str = ""


Answer = Answered | Closest | Abstained


def in_context(answer: Answer) -> bool:
    """Whether ``answer`` was found with what was said before, and not by the question alone."""
    return bool(answer.inherited)


def nothing_asked(answer: Answer) -> bool:
    """Whether ``answer`` is to small talk or an empty line: what was shown before still stands."""
    return isinstance(answer, Abstained) and answer.reason in {
        Reason.SMALL_TALK,
        Reason.EMPTY_QUESTION,
    }


def hits_of(answer: Answer) -> tuple[Hit, ...]:
    """The passages that ``answer`` holds; none when it abstained."""
    return () if isinstance(answer, Abstained) else answer.hits


def only(passage: Passage) -> Answered:
    """An answer to no question: the one passage that somebody named."""
    none = Cosine(0.0)
    hit = Hit(passage, none, none, Bm25(0.0), 0.0, fused=0.0, score=1.0, highlights=())
    return Answered(Question(""), (hit,), "", 0.0)
