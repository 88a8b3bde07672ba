"""How a question is searched: as it was asked and, where it may lean on something, with that too.

The reading with the stronger evidence is kept, so that a question that stands alone after all is
not bent by what was said before.
"""

from collections import defaultdict

from bot.answer import QUESTION_LIMIT, Context, Question
from embeddings.query import parse_query
from embeddings.retriever import Retrieval, Retriever

_TITLE_LIMIT = 200

_WITNESSES = 5
"""Passages that say which document a talk is of,"""

_FADING = 0.7
"""each worth this much of the one before it. CANARD, replayed: nDCG@10 .484; with the first passage
alone .478."""


def find(retriever: Retriever, question: Question) -> Retrieval:
    """Search ``question`` in one reading or two."""
    text, context = question.text, question.context
    alone = retriever.retrieve(text, question.limit, question.filters)
    if context is None:
        return alone
    inherited = _inherited(retriever, question, context)
    if not inherited:
        return alone
    together = retriever.retrieve_in_context(text, inherited, question.limit, question.filters)
    counts = together.answers if context.must_answer else bool(together.hits)
    return together if counts and together.evidence + context.benefit > alone.evidence else alone


def _inherited(retriever: Retriever, question: Question, context: Context) -> str:
    """The title of the document that the talk is of, and words for a question without any.

    Where no title is known, an earlier question's words stand in for it.
    """
    title = (context.title or _title(retriever, question, context))[:_TITLE_LIMIT]
    if title and not context.elliptical:
        return title
    return " ".join(part for part in (title, context.words) if part)


def _title(retriever: Retriever, question: Question, context: Context) -> str:
    """Of the document that all the questions together find; empty if it has none.

    Documents of one title count as one.

    One document that fits the whole talk is a better guess than the one that fitted the last
    question best (CANARD, replayed: nDCG@10 .445 against .406).
    """
    talk = " ".join((*context.asked, parse_query(question.text).text))[-QUESTION_LIMIT:]
    votes: defaultdict[str, float] = defaultdict(float)
    found = retriever.retrieve(talk, _WITNESSES, question.filters)
    for rank, hit in enumerate(found.hits):
        votes[hit.passage.citation.metadata.title or ""] += _FADING**rank
    return " ".join(max(votes, key=lambda title: votes[title], default="").split())
