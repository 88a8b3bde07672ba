"""How a question is searched: as it was asked and, where it may lean on something, with that too.

The reading with the stronger evidence is kept, so that a question that stands alone after all is
not bent by what was said before.
"""

from dataclasses import replace

from bot.answer import QUESTION_LIMIT, Context, Question
from embeddings.abstention import LEAST_COVERAGE
from embeddings.query import parse_query
from embeddings.retrieval import Retrieval
from embeddings.retriever import Retriever

_TITLE_LIMIT = 200


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
    if not _counts(together, alone, context):
        return alone
    if together.strange:
        # Its own words may be about something else altogether.
        doubted = together.thresholds.doubted(together.evidence)
        return replace(together, evidence=doubted)
    return together


def _counts(together: Retrieval, alone: Retrieval, context: Context) -> bool:
    """Whether the reading in context is the better one.

    What a question inherits would find a passage for any question. So one that need not lean must
    have something to it by its own words, too.
    """
    if context.must_answer:
        worded = together.coverage >= LEAST_COVERAGE and not together.strange
        sure = together.answers and worded and alone.is_near
    else:
        sure = bool(together.hits) and not (context.telling and _needless(together, alone))
    return sure and together.evidence + context.benefit > alone.evidence


def _needless(together: Retrieval, alone: Retrieval) -> bool:
    """Whether a question's own words find what its context finds, and prove it as well."""
    if not alone.answers or together.evidence > alone.evidence:
        return False
    return together.hits[0].passage.id == alone.hits[0].passage.id


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

    One document that fits the whole talk is a better guess than the one that fitted the last
    question best (CANARD, replayed: nDCG@10 .445 against .406).
    """
    talk = " ".join((*context.asked, parse_query(question.text).text))[-QUESTION_LIMIT:]
    for hit in retriever.retrieve(talk, 1, question.filters).hits:
        return " ".join((hit.passage.citation.metadata.title or "").split())
    return ""
