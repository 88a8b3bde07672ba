"""A date in prose is a preference; only an option limits."""

from pathlib import Path

import pytest

from bot.answer import hits_of
from bot.conversation import Page
from bot.repl.chat import Chat
from bot.repl.loading import Loading
from library import Library


@pytest.fixture
def chat(tmp_path: Path) -> Chat:
    library = Library(tmp_path)
    for name, day in [("april", "2025-04-16"), ("may", "2025-05-16"), ("june", "2025-06-16")]:
        front = f"---\npublished: {day}\n---\n"
        library.write(f"{name}.md", f"{front}Delegates met in Istanbul for talks on {name} terms.")
    library.write("undated.md", "Delegates met in Istanbul for talks on other terms.")
    library.index()
    return Chat(Loading(lambda: library.answerer))


EVERYTHING = {"april.md", "may.md", "june.md", "undated.md"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Which delegates met in Istanbul for talks on terms since 1 June 2025?", EVERYTHING),
        ("/ask Which delegates met in Istanbul for talks since 2025-06-01", EVERYTHING),
        ("/ask Delegates met in Istanbul for talks on terms until May 2025", EVERYTHING),
        ("/ask --since 2025-06-01 Delegates met in Istanbul for talks", {"june.md"}),
        ("/ask --until 2025-05-01 Delegates met in Istanbul for talks", {"april.md"}),
        ("/ask --until 2025-05-01 Delegates met for talks in June 2025", {"april.md"}),
    ],
)
def test_only_options_are_limits(chat: Chat, line: str, found: set[str]) -> None:
    page = chat.question(line)
    assert isinstance(page, Page)
    assert {hit.passage.citation.document for hit in hits_of(page.answer)} == found
