"""What Tab offers."""

from dataclasses import replace

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.commands import COMMANDS
from bot.repl.ask_line import AskLine, parse_ask
from bot.repl.completion import ChatCompleter, source_names
from bot.repl.loading import Loading
from hand_made import DOCUMENTS, FakeAnswerer


class TestCompletion:
    @staticmethod
    def offered(line: str, *, loaded: bool = True) -> list[str]:
        loading = Loading(FakeAnswerer)
        if loaded:
            loading.wait()
        found = ChatCompleter(loading).get_completions(Document(line), CompleteEvent())
        return [line[: len(line) + one.start_position] + one.text for one in found]

    def test_commands(self) -> None:
        assert self.offered("/") == [
            "/ask " if command.name == "ask" else f"/{command.name}" for command in COMMANDS
        ]
        assert self.offered("/S") == ["/sources", "/start"]
        assert self.offered("/x") == self.offered("what /s") == self.offered("who") == []

    def test_options_of_ask(self) -> None:
        assert self.offered("/ask --s") == ["/ask --source ", "/ask --since "]
        assert self.offered("/ask who --u") == ["/ask who --until "]
        assert self.offered("who --u") == []

    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            ("/ask --source exam", ['/ask --source "Example Times" ']),
            ('/ask --source "Example T', ['/ask --source "Example Times" ']),
            ("/ask --source=talks", ["/ask --source=talks ", "/ask --source=talks/istanbul.md "]),
            (
                "/ask who --source not",
                ["/ask who --source notes ", "/ask who --source notes/agreed.txt "],
            ),
            ('/ask --source "Example Times" wh', []),
            ("/ask --source talks wh", []),
        ],
    )
    def test_sources(self, line: str, offered: list[str]) -> None:
        assert self.offered(line) == offered

    def test_no_sources_before_the_documents_are_known(self) -> None:
        assert self.offered("/ask --source e", loaded=False) == []

    def test_what_is_offered_can_be_asked(self) -> None:
        for line in self.offered("/ask --source "):
            asked = parse_ask(line.removeprefix("/ask "))
            assert isinstance(asked, AskLine)
            (name,) = asked.filters.sources
            assert any(
                asked.filters.admits(document.path, document.metadata) for document in DOCUMENTS
            ), name

    def test_names_that_nobody_can_type_are_left_out(self) -> None:
        odd = replace(DOCUMENTS[1], path='a\nb/"c"/\x1b[31m.md')
        assert source_names([odd]) == []
        assert source_names(DOCUMENTS) == [
            "Example Times",
            "notes",
            "notes/agreed.txt",
            "talks",
            "talks/istanbul.md",
        ]
