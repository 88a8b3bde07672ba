"""``footnote index`` with another model: what is told, and where."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import wiring
from bot.settings import Settings
from bot.status import tell
from bot.wiring import Footnote
from bot.wording import costs
from command_line import Said
from embeddings.indexing.costs import Cost
from embeddings.model_change import ModelChange
from fake_embedder import FakeEmbedder


@pytest.fixture
def index(footnote: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Said]:
    """Runs ``footnote index`` with a model of that name."""
    monkeypatch.setattr(wiring, "download", lambda *_: None)

    def run(model: str) -> Said:
        monkeypatch.setenv("EMBEDDING_MODEL", model)
        return footnote("index")

    return run


def test_it_is_told_on_standard_error_before_the_summary(index: Callable[[str], Said]) -> None:
    assert index("one").err == ""
    said = index("two")
    assert said.code == 0
    assert said.err == (
        "The index was made with one. EMBEDDING_MODEL is two: all 3 passages must be embedded "
        "again, about 1 second here (measured on all of them). Until that is done, answers come "
        "from the index made with one. Ctrl-C stops it; nothing is lost.\n"
    )
    assert "3 passages embedded." in said.out
    assert index("two").err == ""
    assert index("one").err == (
        "The index was made with two. EMBEDDING_MODEL is one: the vectors of all 3 passages are "
        "kept from before, so none is embedded again.\n"
    )


def test_what_is_kept_lowers_the_cost_that_is_told() -> None:
    change = ModelChange("one", "two", 10_000, Cost(7_000, 754.0, 80))
    assert costs.announcement(change) == (
        "The index was made with one. EMBEDDING_MODEL is two: 7,000 of 10,000 passages must be "
        "embedded again, about 12 minutes here (measured on 80 of them); the vectors of the others "
        "are kept from before. Until that is done, answers come from the index made with one. "
        "Ctrl-C stops it; nothing is lost."
    )


def test_other_weights_are_named_as_such() -> None:
    told = costs.announcement(ModelChange("one", "one", 9, Cost(9, 40.0, 8)))
    assert told.startswith("The index was made with other weights of one, or another version of it")
    assert "answers come from the index as it is." in told


def test_status_names_a_reader_that_waits_to_be_started_again(
    index: Callable[[str], Said],
    documents: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    index("one")
    settings = Settings(documents_dir=documents, data_dir=tmp_path / "data", embedding_model="two")
    reader = Footnote(settings, FakeEmbedder("one"))
    reader.live.current()
    index("two")
    told = "runs with one still answers from generation 1."
    tell(Footnote(settings, FakeEmbedder("two")))
    assert told in capsys.readouterr().out
    del reader
    tell(Footnote(settings, FakeEmbedder("two")))
    assert told not in capsys.readouterr().out
