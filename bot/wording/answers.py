"""What every surface says: answers, footnotes, silence, sources."""

from collections.abc import Sequence
from typing import assert_never

from bot.answer import QUESTION_LIMIT, Abstained, Answer, Answered, Closest, Reason, in_context
from bot.commands import Command
from bot.listing import ListedFile
from bot.wording.conventions import day, grouped, joined, languages, quoted
from bot.wording.menu import argument, description
from bot.wording.naming import name, named_by_publisher, publisher
from bot.wording.small_talk import reply
from bot.wording.translation import _, ngettext
from bot.wording.watching import new_in_documents
from corpus.citation import Citation
from corpus.filters import Filters
from corpus.store import StoredDocument
from embeddings.query import parse_query

SEPARATOR = " · "
CUT_BEFORE, CUT_AFTER = "… ", " …"
"""Where a quotation leaves out what stands before or after it in the passage."""
_SEARCHED_LIMIT = 200


def nothing_more() -> str:
    """That all passages were shown."""
    return _("There is nothing more to show for the last question. Ask another one.")


def forgotten() -> str:
    """That the next question leans on nothing."""
    return _("Your next question stands alone.")


def nothing_asked() -> str:
    """That there is no answer yet to do something with."""
    return _("Ask a question first.")


def expired() -> str:
    """That a button's answer is forgotten."""
    return _("That answer is too old for its buttons to work. Please ask again.")


def closest_lead() -> str:
    """What announces passages that may not answer."""
    return _("I am not sure that the documents answer this.")


def nearest_follow() -> str:
    """What announces near misses."""
    return _("The nearest passages are:")


def operators() -> str:
    """What a question may hold beside words."""
    return _(
        'Put words in quotation marks for an "exact phrase"; +word must stand in the passage, '
        "-word must not."
    )


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
    context = answer.question.context
    if isinstance(answer, Abstained) and context is not None and not context.found:
        return None  # a title that was tried although nobody had spoken of it
    text = " ".join(answer.searched.split())
    if not in_context(answer) and text in {_as_asked(answer), answer.question.text}:
        return None
    return _("Searched: {text}").format(text=_cut(text))


def _cut(text: str) -> str:
    return f"{text[:_SEARCHED_LIMIT]}…" if len(text) > _SEARCHED_LIMIT else text


def _as_asked(answer: Answer) -> str:
    """The question without the quotation marks and signs that only limit it."""
    return " ".join(parse_query(answer.question.text[:QUESTION_LIMIT]).text.split())


def verdict(answer: Answer, *, follow: bool = True) -> str | None:
    """What is to be said of an answer beside its passages; ``follow`` as in ``lead``."""
    match answer:
        case Answered(watch=watch, question=question):
            return new_in_documents(_cut(question.text)) if watch else None
        case Closest(unheld=unheld):
            # What stands last announces the passages.
            doubt = not_held(unheld) if unheld and follow else closest_lead()
            near = nearest_follow() if follow else not_held(unheld)
            return " ".join(filter(None, [note(answer), doubt, near]))
        case Abstained(reason=reason, question=question):
            words = [_("with {words}").format(words=quoted(it)) for it in answer.required]
            words += [_("without {words}").format(words=quoted(it)) for it in answer.excluded]
            why = silence(reason, question.filters, question.text, words)
            return " ".join(filter(None, [not_held(answer.unheld), why, note(answer)]))
        case _:
            assert_never(answer)


def note(answer: Answer) -> str | None:
    """Why a question found so little that is asked in a language which no document is in."""
    if isinstance(answer, Answered) or not answer.foreign_to:
        return None
    return _(
        "The documents are in {languages}; with this model I can only find words of the same "
        "language. A multilingual model can do more: see the README."
    ).format(languages=languages(answer.foreign_to))


def shortened(answer: Answer) -> str | None:
    """That only the beginning of a very long question was searched for."""
    length = len(answer.question.text)
    if length <= QUESTION_LIMIT:
        return None
    return _(
        "Your question has {length} characters; I searched for its first {limit}. Ask more "
        "briefly for a better answer."
    ).format(length=grouped(length), limit=grouped(QUESTION_LIMIT))


def not_held(phrases: Sequence[str]) -> str:
    """That the phrases were not found as they stand; empty where there are none."""
    if not phrases:
        return ""
    sentence = ngettext(
        "No passage holds {phrases} word for word, so I searched for the words.",
        "No passage holds {phrases} together word for word, so I searched for the words.",
        len(phrases),
    )
    return sentence.format(phrases=joined([quoted(phrase) for phrase in phrases]))


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
            return _("The documents do not answer this, as far as I can find.")
        case Reason.SMALL_TALK:
            return reply(asked)
        case Reason.EMPTY_QUESTION:
            return _("Please write a question in words, for example: Where were the talks held?")
        case Reason.FILTERED_OUT:
            if not words:
                sentence = _("No document passes these limits: {limits}.")
                return sentence.format(limits=limits(filters))
            sentence = _("No passage passes these limits: {limits}.")
            return sentence.format(limits=", ".join(filter(None, [limits(filters), *words])))
        case Reason.NO_DOCUMENTS:
            return _("There are no documents to answer from yet. Run: footnote index")
        case _:
            assert_never(reason)


def limits(filters: Filters) -> str:
    """The limits in words."""
    parts = []
    if filters.sources:
        parts.append(_("source {names}").format(names=joined(filters.sources, "or")))
    if filters.since:
        parts.append(_("since {day}").format(day=day(filters.since)))
    if filters.until:
        parts.append(_("until {day}").format(day=day(filters.until)))
    return ", ".join(parts)


def paragraphs(citation: Citation) -> str:
    """``¶4``, or ``¶4–5`` for a passage of several paragraphs."""
    if citation.paragraph == citation.paragraph_end:
        return f"¶{citation.paragraph}"
    return f"¶{citation.paragraph}–{citation.paragraph_end}"


def origin_parts(citation: Citation) -> tuple[str, ...]:
    """Whose words they are, in order: title, publisher, date."""
    known = citation.metadata
    parts = [name(citation)]
    if not named_by_publisher(citation):
        parts += publisher(known)
    if known.published:
        parts.append(day(known.published))
    return tuple(parts)


def place_parts(citation: Citation) -> tuple[str, ...]:
    """Where in the document they stand, in order: page, paragraph."""
    if citation.page is None:
        return (paragraphs(citation),)
    return _("p. {page}").format(page=citation.page), paragraphs(citation)


def footnote(citation: Citation) -> str:
    """The footnote on one line: title, publisher, date, page, paragraph."""
    return SEPARATOR.join((*origin_parts(citation), *place_parts(citation)))


def remaining(count: int) -> str:
    """How many passages can still be shown."""
    sentence = ngettext("{count} more passage", "{count} more passages", count)
    return sentence.format(count=grouped(count))


def sources_lead(documents: list[StoredDocument]) -> str:
    """The line above the list of sources."""
    count = len(documents)
    sentence = ngettext(
        "Answers come from {count} document:", "Answers come from {count} documents:", count
    )
    return sentence.format(count=grouped(count))


def source_line(document: StoredDocument) -> str:
    """One document in the list of sources."""
    known = document.metadata
    parts = [known.title or document.path, *publisher(known)]
    if known.published:
        parts.append(day(known.published))
    return SEPARATOR.join(parts)


def listed_line(file: ListedFile) -> str:
    """One file in the list of sources."""
    if file.alone is not None:
        return source_line(file.alone)
    count = len(file.documents)
    held = ngettext("{count} document", "{count} documents", count).format(count=grouped(count))
    return f"{file.path}{SEPARATOR}{held}"


def start(documents: int) -> str:
    """What the bot says first."""
    promise = _(
        "Ask me a question. I answer with the paragraphs that answer it, word for word, each "
        "with a footnote to where it stands. When the documents do not answer, I say so."
    )
    known = ngettext(
        "I know {count} document: /sources lists it, /help tells more.",
        "I know {count} documents: /sources lists them, /help tells more.",
        documents,
    )
    return f"{promise}\n\n{known.format(count=grouped(documents))}"


def unknown_command(name: str, nearest: str | None) -> str:
    """What to do about ``/name``, which is no command."""
    if nearest is None:
        return _("There is no command /{name}. /help lists the commands.").format(name=name)
    sentence = _("There is no command /{name}. Did you mean /{nearest}?")
    return sentence.format(name=name, nearest=nearest)


def help_text(commands: tuple[Command, ...]) -> str:
    """How to use the bot, with its commands."""
    rows = "\n".join(
        f"/{' '.join(filter(None, [command.name, argument(command)]))} – {description(command)}"
        for command in commands
    )
    how = _(
        "Write a question in your own words. The answer is quoted from the documents; the "
        "sentence that fits best is marked, sometimes two, and the footnote says where it stands. "
        "Of a long passage you see the part around the marked sentence, with … where more of it "
        "is left."
    )
    return f"{how} {operators()}\n\n{rows}"
