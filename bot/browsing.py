"""``footnote sources`` and ``footnote show``: looking at what is in the corpus."""

import sys

from bot.listing import by_file
from bot.settings import Settings
from bot.terminal import one_line, visible
from bot.wiring import Footnote
from bot.wording import answers as wording
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


def show_document(settings: Settings, place: str) -> None:
    """Print a document's passages; with ``#N``, paragraph N and its neighbours.

    Raises:
        UnknownSourceError: if there is no such document or paragraph.
    """
    footnote = Footnote(settings)
    path, number = _parted(place)
    document = footnote.store.document(_generation(footnote), path)
    passages = footnote.store.document_passages(document.id)
    if number:
        if len(number) > _MOST_DIGITS:
            raise UnknownSourceError(f"{path} has no paragraph {number[:_MOST_DIGITS]}….")
        passages = _around(passages, path, int(number))
    for passage in passages:
        _print(one_line(wording.footnote(passage.citation)))
        sys.stdout.write(visible(passage.text) + "\n\n")


def _parted(place: str) -> tuple[str, str]:
    """The document and the paragraph's number, empty if there is none."""
    path, mark, number = place.rpartition("#")
    return (path, number) if mark and number.isdecimal() else (place, "")


def _around(passages: list[Passage], path: str, number: int) -> list[Passage]:
    """The passages of paragraph ``number`` with one neighbour on either side."""
    cited = [
        place
        for place, passage in enumerate(passages)
        if passage.citation.paragraph <= number <= passage.citation.paragraph_end
    ]
    if not cited:
        last = passages[-1].citation.paragraph_end if passages else 0
        raise UnknownSourceError(f"{path} has no paragraph {number}; its last is {last}.")
    return passages[max(0, cited[0] - 1) : cited[-1] + 2]


def _generation(footnote: Footnote) -> int:
    number = footnote.store.current_generation()
    if number == 0:
        raise NoIndexError(NOT_INDEXED)
    return number


def _print(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
