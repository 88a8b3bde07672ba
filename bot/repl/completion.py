"""What the line editor offers while a person types: commands, options of /ask, source names."""

import re
from collections.abc import Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.commands import COMMANDS
from bot.repl.ask_line import OPTIONS
from bot.repl.loading import Loading
from bot.terminal import one_line
from bot.wording.menu import description
from corpus.errors import FootnoteError
from corpus.filters import source_key
from corpus.store import StoredDocument

_COMMAND = re.compile(r"/(\w*)")
_SOURCE = re.compile(
    r"""/ask\s(?:.*\s)?--source[\s=]\s*(?P<quote>["']?)(?P<name>(?(quote).*|\S*))"""
)
_OPTION = re.compile(r"/ask\s(?:.*\s)?--(\w*)")


class ChatCompleter(Completer):
    """Completes commands at once, and source names as soon as the documents are known."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the base's
    ) -> Iterator[Completion]:
        """Offer what may stand at the cursor."""
        text = document.text_before_cursor
        if command := _COMMAND.fullmatch(text):
            yield from _commands(command[1])
        elif source := _SOURCE.fullmatch(text):
            yield from self._sources(source["quote"], source["name"])
        elif option := _OPTION.fullmatch(text):
            yield from _options(option[1])

    def _sources(self, quote: str, typed: str) -> Iterator[Completion]:
        answerer = self._loading.answerer
        if answerer is None or (quote and quote in typed):
            return
        try:
            documents = answerer.documents()
        except FootnoteError:
            return  # the next question says what is wrong
        key = source_key(typed)
        for name in source_names(documents):
            if key in source_key(name):
                text = f'"{name}" ' if " " in name else f"{name} "
                yield Completion(text, start_position=-len(quote + typed), display=name)


def source_names(documents: Iterable[StoredDocument]) -> list[str]:
    """Every name that ``--source`` takes and a person can type: publishers, folders, documents."""
    names: set[str] = set()
    for document in documents:
        # Nobody picks one of a file's thousands of rows from a list.
        parts = document.file.split("/")
        names.update("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        if document.metadata.publisher:
            names.add(document.metadata.publisher)
    return sorted(name for name in names if one_line(name) == name and '"' not in name)


def _commands(typed: str) -> Iterator[Completion]:
    for command in COMMANDS:
        if command.name.startswith(typed.lower()):
            yield Completion(
                f"{command.name} " if command.takes_question else command.name,
                start_position=-len(typed),
                display=f"/{command.name}",
                display_meta=description(command),
            )


def _options(typed: str) -> Iterator[Completion]:
    for name in OPTIONS:
        if name.startswith(typed):
            yield Completion(f"{name} ", start_position=-len(typed), display=f"--{name}")
