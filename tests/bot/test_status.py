"""What ``footnote status`` and ``footnote calibrate`` tell."""

from pathlib import Path

import pytest

from bot.status import tell
from bot.wiring import Footnote
from bot.wording import status as wording
from embeddings.abstention import Thresholds
from embeddings.calibration import Calibration, Expected
from embeddings.indexing.progress import Progress
from embeddings.ports import EmbedderSpec
from fake_embedder import FakeEmbedder
from library import Library

LINES = Thresholds(closest=0.5, answered=0.55, typical=0.9)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    for number in range(30):
        library.write(f"{number}.txt", f"Bridge {number} was built of stone by {number + 2} men.")
    library.index()
    return library


def test_error_rates_are_told_in_sentences() -> None:
    told = wording.calibration(Calibration(LINES, 87, Expected(0.034, 0.08, 0.256)))
    assert told == [
        "Calibrated on 100 everyday questions and 87 made of these documents: an answer needs "
        "evidence of 0.55, a near miss of 0.50; 0.90 is typical of a good answer.",
        "Expected: of 100 everyday questions 3 get an answer (some of them rightly, if the "
        "documents happen to tell it).",
        "Of 100 questions made of the documents' own words 8 get none; people's own words are "
        "further from the text, so expect somewhat more.",
        "Of 100 questions on the documents' subjects whose document was taken away 26 still get "
        "an answer: from another that tells the same, or wrongly. Passages near the subject are "
        "what Footnote tells from answers worst.",
    ]


def test_a_small_corpus_promises_nothing() -> None:
    told = wording.calibration(Calibration(LINES, 4, None))
    assert told[1:] == ["The documents are too few to tell how often that will be wrong."]


def test_corpus_and_model_are_told() -> None:
    spec = EmbedderSpec("some-model", "1", 4, language="en")
    assert wording.status([("en", 8), ("uk", 1), (None, 2)], 1_050, 3, spec) == [
        "11 documents (8 in English, 1 in Ukrainian, 2 in a language I do not know), "
        "1,050 passages, generation 3.",
        "Model: some-model, which reads English.",
    ]
    assert (
        "reads several languages"
        in wording.status([], 0, 1, EmbedderSpec("m", "1", 4, multilingual=True))[1]
    )
    assert "languages are not told" in wording.status([], 0, 1, EmbedderSpec("m", "1", 4))[1]


def test_status_is_that_of_the_current_index(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(library.footnote)
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("30 documents (")
    assert told[0].endswith(", 30 passages, generation 1.")
    assert "and 30 made of these documents" in told[2]
    assert told[3].startswith("Expected: of 100 everyday questions ")


def test_an_index_of_another_model_is_told_with_the_setting(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    library.found("Who built bridge 7 of stone?")
    other = Footnote(library.settings, FakeEmbedder("another"))
    other.indexer.run(other.root, (), Progress())
    tell(Footnote(library.settings, library.encoder))
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith(", 30 passages, generation 2.")
    assert told[1].startswith("Model: another, ")
    assert told[2] == (
        "EMBEDDING_MODEL is fake, another one: questions are answered after setting it to "
        "another, or after footnote index."
    )
    assert told[3].startswith("A bot or a chat that runs with fake still answers from generation 1")
    assert told[4].startswith("Calibrated on ")
    tell(Footnote(library.settings, FakeEmbedder("another", 32)))
    told = capsys.readouterr().out.splitlines()
    assert told[2].startswith("It was made with other weights of that model")
    tell(other)
    assert "EMBEDDING_MODEL is" not in capsys.readouterr().out


def test_a_model_that_is_not_here_hinders_nobody_from_being_told(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(Footnote(library.settings.model_copy(update={"embedding_model": "/no/such/model"})))
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith(", 30 passages, generation 1.")
    assert told[1].startswith("Model: fake, ")
    assert "/no/such/model" in told[2]


def test_calibrating_makes_a_generation_with_the_same_lines(library: Library) -> None:
    before = library.footnote.live.current()
    embedded = library.encoder.encoded
    assert library.footnote.indexer.calibrate() == 2
    after = library.footnote.live.current()
    assert after.number == 2
    assert after.calibration == before.calibration
    assert library.encoder.encoded == embedded
    assert library.found("Who built bridge 7 of stone?")
