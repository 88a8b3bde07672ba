"""What is said to a question in a language that no document is in."""

from pathlib import Path

import pytest

from bot.answer import Abstained, Answered, Closest, Question
from bot.wiring import Footnote
from bot.wording import answers as wording
from command_line import BRIDGE, COMET, FERRY
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder
from library import Library

NOTE = (
    "The documents are in English; with this model I can only find words of the same language. "
    "A multilingual model can do more: see the README."
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path, language="en")
    library.write("town.md", "---\nlanguage: en\n---", BRIDGE, FERRY)
    library.write("comet.md", "---\nlanguage: en\n---", COMET)
    library.index()
    return library


@pytest.mark.parametrize(
    "question", ["Когда закрыли старый мост?", "Wann wurde die alte Brücke geschlossen?"]
)
def test_it_is_told_why_there_is_no_answer(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert isinstance(answer, Abstained | Closest)
    said = wording.lead(answer)
    assert said is not None
    assert NOTE in said


def test_nothing_is_claimed_of_an_english_question(library: Library) -> None:
    answer = library.ask("How do I knead dough for pizza with wholemeal flour?")
    assert not isinstance(answer, Answered)
    assert wording.note(answer) is None


def test_nothing_is_claimed_where_a_document_is_in_that_language(library: Library) -> None:
    library.write("новости.md", "---\nlanguage: ru\n---", "Парк открыли в среду, сообщил мэр.")
    library.index()
    answer = library.ask("Когда закрыли старый мост?")
    assert isinstance(answer, Answered) or wording.note(answer) is None


def test_nothing_is_claimed_of_a_model_that_reads_several_languages(
    library: Library,
) -> None:
    other = Footnote(library.settings, FakeEmbedder())
    other.indexer.run(other.root, (), Progress())
    answer = other.answerer().answer(Question("Когда закрыли старый мост?"))
    assert isinstance(answer, Answered) or wording.note(answer) is None
