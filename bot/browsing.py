"""``footnote sources`` and ``footnote show``: looking at what is in the corpus."""

import sys
from contextlib import suppress

from bot.listing import by_file
from bot.names_like import in_folder
from bot.settings import Settings
from bot.terminal import one_line, visible
from bot.unknown_document import unknown_document
from bot.wiring import Footnote
from bot.wording import answers as wording
from bot.wording import commands as commands_wording
from corpus.boilerplate.mark import Mark
from corpus.document import Document
from corpus.errors import NoIndexError, UnknownSourceError
from corpus.passage import Passage
from embeddings.generation import NOT_INDEXED

_MOST_DIGITS = 9
"""More than the number of any paragraph has; Python reads no number of 5,000 digits."""


def list_sources(settings: Settings) -> None:
    """Print every document with its path."""
    footnote = Footnote(settings)
    documents = footnote.store.documents(_generation(footnote))
    _print(wording.sources_lead(documents))
    for file in by_file(documents):
        line = wording.listed_line(file)
        _print(f"{file.path}{wording.SEPARATOR}{line}" if file.alone else line)


def show_document(settings: Settings, place: str, *, meta: bool = False) -> None:
    """Print a document's passages, and what is served as none; with ``#N``, those around it.

    Args:
        settings: which data folder.
        place: the document's path, relative to the documents folder or as the shell completes
            it, perhaps with ``#N``.
        meta: print instead what is known of the document, and where that was found.

    Raises:
        UnknownSourceError: if there is no such document or paragraph.
    """
    footnote = Footnote(settings)
    path, number = _parted(place)
    document = _document(footnote, path)
    if meta:
        for line in commands_wording.metadata(document, footnote.store.origins(document.id)):
            _print(line)
        return
    stretches: list[Passage | Mark] = [
        *footnote.store.document_passages(document.id),
        *footnote.store.marks(document.id),
    ]
    stretches.sort(key=lambda stretch: stretch.span.start)
    if number:
        if len(number) > _MOST_DIGITS:
            raise UnknownSourceError(f"{path} has no paragraph {number[:_MOST_DIGITS]}….")
        stretches = _around(stretches, path, int(number))
    for stretch in stretches:
        if isinstance(stretch, Passage):
            _print(one_line(wording.footnote(stretch.citation)))
        else:
            _print(commands_wording.not_served(stretch))
        sys.stdout.write(visible(stretch.span.of(document.text)) + "\n\n")


def _document(footnote: Footnote, path: str) -> Document:
    generation = _generation(footnote)
    for name in filter(None, (path, in_folder(footnote.root, path))):
        with suppress(UnknownSourceError, UnicodeEncodeError):  # of bytes that are no text
            return footnote.store.document(generation, name)
    raise unknown_document(footnote, path)


def _parted(place: str) -> tuple[str, str]:
    """The document and the paragraph's number, empty if there is none."""
    path, mark, number = place.rpartition("#")
    return (path, number) if mark and number.isdecimal() else (place, "")


def _around(stretches: list[Passage | Mark], path: str, number: int) -> list[Passage | Mark]:
    """What holds paragraph ``number``, with one neighbour on either side."""
    numbers = [_numbers(stretch) for stretch in stretches]
    cited = [place for place, held in enumerate(numbers) if number in held]
    if not cited:
        last = max((held[-1] for held in numbers if held), default=0)
        raise UnknownSourceError(f"{path} has no paragraph {number}; its last is {last}.")
    return stretches[max(0, cited[0] - 1) : cited[-1] + 2]


def _numbers(stretch: Passage | Mark) -> range:
    """The paragraphs that ``stretch`` holds, by number."""
    if isinstance(stretch, Passage):
        return range(stretch.citation.paragraph, stretch.citation.paragraph_end + 1)
    number = stretch.paragraph
    return range(0) if number is None else range(number, number + 1)


def _generation(footnote: Footnote) -> int:
    number = footnote.store.current_generation()
    if number == 0:
        raise NoIndexError(NOT_INDEXED)
    return number


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
