"""What every surface says: answers, footnotes, silence, sources."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot.answer import QUESTION_LIMIT, Abstained, Answer, Answered, Closest, Reason, in_context
from bot.commands import Command
from bot.wording.languages import languages
from bot.wording.small_talk import reply
from corpus.citation import Citation
from corpus.filters import Filters
from corpus.store import StoredDocument
from embeddings.query import parse_query

NOTHING_MORE = "There is nothing more to show for the last question. Ask another one."
FORGOTTEN = "Your next question stands alone."
NOTHING_ASKED = "Ask a question first."
EXPIRED = "That answer is too old for its buttons to work. Please ask again."
CLOSEST_LEAD = "I am not sure that the documents answer this."
NEAREST_FOLLOW = "The nearest passages are:"
OPERATORS = (
    'Put words in quotation marks for an "exact phrase"; +word must stand in the passage, '
    "-word must not."
)
SEPARATOR = " · "
CUT_BEFORE, CUT_AFTER = "… ", " …"
"""Where a quotation leaves out what stands before or after it in the passage."""
_SEARCHED_LIMIT = 200
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def lead(answer: Answer, how_alone: str = "", *, follow: bool = True) -> str | None:
    """The sentences above an answer's passages, or the whole reply when there are none.

    Args:
        answer: what is led to.
        how_alone: how to ask without the context, told where one was searched.
        follow: whether near misses follow, and are to be announced.
    """
    # What was searched comes first: the verdict may end by announcing the passages.
    said = verdict(answer, follow=follow)
    lines = [searched(answer), " ".join(filter(None, [shortened(answer), said]))]
    if in_context(answer) and how_alone:
        lines[0] = f"{lines[0]} {how_alone}"
    return "\n".join(filter(None, lines)) or None


def searched(answer: Answer) -> str | None:
    """What was searched in place of the question: in a context, or with its spelling mended."""
    text = " ".join(answer.searched.split())
    if not in_context(answer) and text in {_as_asked(answer), answer.question.text}:
        return None
    cut = f"{text[:_SEARCHED_LIMIT]}…" if len(text) > _SEARCHED_LIMIT else text
    return f"Searched: {cut}"


def _as_asked(answer: Answer) -> str:
    """The question without the quotation marks and signs that only limit it."""
    return " ".join(parse_query(answer.question.text[:QUESTION_LIMIT]).text.split())


def verdict(answer: Answer, *, follow: bool = True) -> str | None:
    """What is to be said of an answer beside its passages; ``follow`` as in ``lead``."""
    match answer:
        case Answered():
            return None
        case Closest(unheld=unheld):
            # What stands last announces the passages.
            doubt = not_held(unheld) if unheld and follow else CLOSEST_LEAD
            near = NEAREST_FOLLOW if follow else not_held(unheld)
            return " ".join(filter(None, [note(answer), doubt, near]))
        case Abstained(reason=reason, question=question):
            words = [f"with {_quoted(it)}" for it in answer.required]
            words += [f"without {_quoted(it)}" for it in answer.excluded]
            why = silence(reason, question.filters, question.text, words)
            return " ".join(filter(None, [not_held(answer.unheld), why, note(answer)]))
        case _:
            assert_never(answer)


def note(answer: Answer) -> str | None:
    """Why a question found so little that is asked in a language which no document is in."""
    if isinstance(answer, Answered) or not answer.foreign_to:
        return None
    return (
        f"The documents are in {languages(answer.foreign_to)}; with this model I can only find "
        "words of the same language. A multilingual model can do more: see the README."
    )


def shortened(answer: Answer) -> str | None:
    """That only the beginning of a very long question was searched for."""
    length = len(answer.question.text)
    if length <= QUESTION_LIMIT:
        return None
    return (
        f"Your question has {length:,} characters; I searched for its first {QUESTION_LIMIT:,}. "
        "Ask more briefly for a better answer."
    )


def not_held(phrases: Sequence[str]) -> str:
    """That the phrases were not found as they stand; empty where there are none."""
    if not phrases:
        return ""
    together = " together" if len(phrases) > 1 else ""
    listed = " and ".join(map(_quoted, phrases))
    return f"No passage holds {listed}{together} word for word, so I searched for the words."


def silence(reason: Reason, filters: Filters, asked: str = "", words: Sequence[str] = ()) -> str:
    """Why there is no answer, and what the person can do.

    Args:
        reason: why.
        filters: the limits that were stated beside the question.
        asked: the question; small talk gets a reply in kind.
        words: the limits that were stated in it, such as ``with “talks”``.
    """
    match reason:
        case Reason.NO_MATCH | Reason.WEAK_MATCH:
            return "The documents do not answer this, as far as I can find."
        case Reason.SMALL_TALK:
            return reply(asked)
        case Reason.EMPTY_QUESTION:
            return "Please write a question in words, for example: Where were the talks held?"
        case Reason.FILTERED_OUT:
            if not words:
                return f"No document passes these limits: {limits(filters)}. Try wider ones."
            stated = ", ".join(filter(None, [limits(filters), *words]))
            return f"No passage passes these limits: {stated}. Try wider ones."
        case Reason.NO_DOCUMENTS:
            return "There are no documents to answer from yet. Run: footnote index"
        case _:
            assert_never(reason)


def limits(filters: Filters) -> str:
    """The limits in words."""
    parts = []
    if filters.sources:
        parts.append("source " + " or ".join(filters.sources))
    if filters.since:
        parts.append(f"since {day(filters.since)}")
    if filters.until:
        parts.append(f"until {day(filters.until)}")
    return ", ".join(parts)


def _quoted(text: str) -> str:
    return f"“{text}”"


def day(value: date) -> str:
    """A date that nobody can misread, such as ``16 May 2025``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def paragraphs(citation: Citation) -> str:
    """``¶4``, or ``¶4–5`` for a passage of several paragraphs."""
    if citation.paragraph == citation.paragraph_end:
        return f"¶{citation.paragraph}"
    return f"¶{citation.paragraph}–{citation.paragraph_end}"


def origin_parts(citation: Citation) -> tuple[str, ...]:
    """Whose words they are, in order: title, publisher, date."""
    known = citation.metadata
    parts = [citation.name]
    if known.publisher:
        parts.append(known.publisher)
    if known.published:
        parts.append(day(known.published))
    return tuple(parts)


def footnote_parts(citation: Citation) -> tuple[str, ...]:
    """What a footnote tells, in order: title, publisher, date, page, paragraph."""
    parts = [*origin_parts(citation)]
    if citation.page is not None:
        parts.append(f"p. {citation.page}")
    parts.append(paragraphs(citation))
    return tuple(parts)


def footnote(citation: Citation) -> str:
    """The footnote on one line."""
    return SEPARATOR.join(footnote_parts(citation))


def remaining(count: int) -> str:
    """How many passages can still be shown."""
    return f"{count} more passage{'' if count == 1 else 's'}"


def sources_lead(documents: list[StoredDocument]) -> str:
    """The line above the list of sources."""
    count = len(documents)
    return f"Answers come from {count} document{'' if count == 1 else 's'}:"


def source_line(document: StoredDocument) -> str:
    """One document in the list of sources."""
    known = document.metadata
    parts = [known.title or document.path]
    if known.publisher:
        parts.append(known.publisher)
    if known.published:
        parts.append(day(known.published))
    return SEPARATOR.join(parts)


def start(documents: int) -> str:
    """What the bot says first."""
    return (
        "Ask me a question. I answer with the paragraphs that answer it, word for word, each "
        "with a footnote to where it stands. When the documents do not answer, I say so.\n\n"
        f"I know {documents} document{'' if documents == 1 else 's'}: /sources lists them, "
        "/help tells more."
    )


def help_text(commands: tuple[Command, ...]) -> str:
    """How to use the bot, with its commands."""
    rows = "\n".join(
        f"/{command.name}{' ' + command.argument if command.argument else ''} – "
        f"{command.description}"
        for command in commands
    )
    return (
        "Write a question in your own words. The answer is quoted from the documents; the "
        "sentence that fits best is marked, sometimes two, and the footnote says where it stands. "
        "Of a long passage you see the part around the marked sentence, with … where more of it "
        f"is left. {OPERATORS}\n\n{rows}"
    )


def counted(count: int, thing: str) -> str:
    """``1 document``, ``2 documents``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
