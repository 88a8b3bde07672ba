"""How a question is searched: as it was asked and, where it may lean on something, with that too.

The reading with the stronger evidence is kept, so that a question that stands alone after all is
not bent by what was said before.
"""

from dataclasses import replace

from bot.answer import QUESTION_LIMIT, Context, Question
from embeddings.abstention import LEAST_COVERAGE
from embeddings.retrieval import Retrieval
from embeddings.retriever import Retriever

_TITLE_LIMIT = 200
_SLIGHT = 0.05
"""Evidence that a context must add to a question which may stand alone, where both readings find
the same: up to here it costs nothing on CANARD and MT-RAG."""


def find(retriever: Retriever, question: Question) -> Retrieval:
    """Search ``question`` in one reading or two."""
    text, context = question.text, question.context
    alone = retriever.retrieve(text, question.limit, question.filters)
    if context is None:
        return alone
    talk = _talk(retriever, question, context)
    inherited = _inherited(context, talk)
    if not inherited:
        return alone
    together = retriever.retrieve_in_context(
        context.dated or text, inherited, question.limit, question.filters
    )
    if not _counts(together, alone, context):
        return alone
    if talk is not None and not (context.found or talk.is_near):
        # Nothing was found so far, and some document comes first for any words: it may say where
        # to look, but proves nothing.
        return replace(together, evidence=min(together.evidence, alone.evidence))
    if together.strange and not alone.answers:
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
        # What answers alone is on the subject, however few of its words the documents have.
        least = min(LEAST_COVERAGE, alone.coverage) if alone.answers else LEAST_COVERAGE
        worded = together.coverage >= least and not together.strange
        gained = not _needless(together, alone, _SLIGHT)
        sure = together.answers and worded and alone.is_near and gained
    else:
        sure = bool(together.hits) and not (context.telling and _needless(together, alone, 0))
    return sure and together.evidence + context.benefit > alone.evidence


def _needless(together: Retrieval, alone: Retrieval, slight: float) -> bool:
    """Whether a question's own words find what its context finds, and prove it as well.

    Args:
        together: what it finds in its context.
        alone: what it finds by its own words.
        slight: the evidence by which the context may be better and still be needless.
    """
    if not alone.answers or together.evidence > alone.evidence + slight:
        return False
    return together.hits[0].passage.id == alone.hits[0].passage.id


def _talk(retriever: Retriever, question: Question, context: Context) -> Retrieval | None:
    """What all the questions together find; None where the title is known without.

    One document that fits the whole talk is a better guess than the one that fitted the last
    question best (CANARD, replayed: nDCG@10 .445 against .406).
    """
    if not context.talk:
        return None
    return retriever.retrieve(context.talk[-QUESTION_LIMIT:], 1, question.filters)


def _inherited(context: Context, talk: Retrieval | None) -> str:
    """The title of the document that the talk is of, and words for a question without any.

    Where no title is known, an earlier question's words stand in for it.
    """
    found = talk.hits[0].passage.citation.metadata.title if talk and talk.hits else None
    title = " ".join((context.title or found or "").split())[:_TITLE_LIMIT]
    if title and not context.elliptical:
        return title
    return " ".join(part for part in (title, context.words) if part)
