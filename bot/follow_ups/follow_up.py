"""What a conversation is about, and what the next question inherits of it. Pure: nothing is asked.

A conversation remembers a chain of questions: each leans on the one before it, was answered from
the same document, or was not answered at all. Small talk and empty lines neither lengthen it nor
break it.
"""

from dataclasses import dataclass

from bot.answer import (
    QUESTION_LIMIT,
    Abstained,
    Answer,
    Context,
    Reason,
    hits_of,
    in_context,
)
from bot.follow_ups.leaning import (
    is_elliptical,
    leans,
    names_something,
    points_at_something,
    subject_words,
)
from bot.follow_ups.replacing import in_force, replaces, with_year
from embeddings.query import parse_query

CHAIN = 5
"""Questions that are remembered: what was asked before them hardly tells what is meant now."""

_LEANING = 0.4
"""Benefit of the doubt for a question that leans by its grammar: what all its words weigh."""
_SHARED = 0.7
"""The same for one that says much itself, shared out among its words with a meaning: the more it
says, the less it leans."""
_NAMELESS = 0.0
"""For one that only names nothing ("did the tour do well?"): it may stand alone."""
_REPLYING = 0.5
"""For a reply to an answer: the person has said what is meant."""

_NOT_ASKED = {Reason.SMALL_TALK, Reason.EMPTY_QUESTION, Reason.NO_DOCUMENTS, Reason.FILTERED_OUT}


@dataclass(frozen=True, slots=True)
class Past:
    """What was said so far, as far as it matters for the next question.

    Attributes:
        asked: the chain of questions without their operators, oldest first, at most ``CHAIN``.
        document: path of the document that was cited first for the last of them, if any was.
    """

    asked: tuple[str, ...] = ()
    document: str | None = None


def context_of(text: str, past: Past) -> Context | None:
    """What ``text`` inherits of ``past``; None where it stands alone."""
    if not past.asked:
        return None
    last, dated = past.asked[-1], with_year(text[:QUESTION_LIMIT], past.asked)
    text = parse_query(text[:QUESTION_LIMIT]).text
    certain = leans(text, last)
    if not certain and names_something(text, last):
        return None
    said = len(subject_words(text, dated=False).split())
    whole = parse_query(dated).text
    return Context(
        asked=past.asked,
        talk=" ".join(in_force((*past.asked, whole))),
        found=past.document is not None,
        dated=dated,
        words=_words(whole, past.asked),
        elliptical=is_elliptical(text, last),
        telling=said > 1 or (said == 1 and not points_at_something(text, last)),
        benefit=min(_LEANING, _SHARED / max(said, 1)) if certain else _NAMELESS,
        must_answer=not certain,
    )


def context_of_reply(text: str, earlier: str, title: str | None) -> Context:
    """What ``text`` inherits as an explicit reply to a footnote.

    Args:
        text: the question.
        earlier: the question that the footnote answered.
        title: of the document that the footnote names.
    """
    asked = (parse_query(earlier[:QUESTION_LIMIT]).text,)
    dated = with_year(text[:QUESTION_LIMIT], asked)
    text = parse_query(text[:QUESTION_LIMIT]).text
    title = " ".join((title or "").split())
    return Context(
        asked=asked,
        dated=dated,
        title=title or None,
        words=_words(parse_query(dated).text, asked),
        elliptical=is_elliptical(text, asked[0]),
        found=True,
        benefit=_REPLYING,
    )


def after(past: Past, answer: Answer) -> Past:
    """What is to be remembered once ``answer`` has been given."""
    if isinstance(answer, Abstained) and answer.reason in _NOT_ASKED:
        return past
    question = answer.question
    text = parse_query(question.text[:QUESTION_LIMIT]).text
    cited = next((hit.passage.citation.document for hit in hits_of(answer)), None)
    asked = past.asked
    if question.context is not None and question.context.asked != asked:
        asked = question.context.asked  # a reply: the talk goes on from there
    # A question that found nothing has not left the subject: the next one may lean on either.
    goes_on = in_context(answer) or (
        past.asked != ()
        and (cited is None or cited == past.document or points_at_something(text, past.asked[-1]))
    )
    chain = (*asked, text) if goes_on else (text,)
    return Past(chain[-CHAIN:], cited or (past.document if goes_on else None))


def _words(text: str, asked: tuple[str, ...]) -> str:
    """Words of the last question that has any, and what later ones put in their place."""
    words = ""
    *earlier, _ = in_force((*asked, text))
    before = ""
    for question, left in zip(asked, earlier, strict=True):
        said = subject_words(left)
        if not is_elliptical(question, before):
            words = said or words
        elif replaces(question, before):
            words = f"{words} {said}".strip()
        before = question
    return words
