"""The command line in this process, with a fake model and a small folder of documents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli, wiring
from command_line import BRIDGE, COMET, FERRY, Said
from fake_embedder import FakeEmbedder


class LoadableFake(FakeEmbedder):
    """The fake in the place of the real adapter."""

    def __init__(self, model: str) -> None:
        super().__init__(model)

    def load(self) -> None:
        """Nothing to load."""


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents of one folder, not indexed yet."""
    folder = tmp_path / "documents"
    (folder / "sky").mkdir(parents=True)
    (folder / "town.md").write_text(
        "---\ntitle: The bridge is closed\npublisher: The Gazette\npublished: 2025-05-16\n---\n\n"
        f"{BRIDGE}\n\n{FERRY}\n"
    )
    (folder / "sky" / "comet.txt").write_text(f"{COMET}\n")
    monkeypatch.setenv("DOCUMENTS_DIR", str(folder))
    return folder


@pytest.fixture
def footnote(
    documents: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Runs ``footnote`` with the given arguments."""
    assert documents.is_dir()
    monkeypatch.setattr(wiring, "SentenceTransformerEmbedder", LoadableFake)

    def run(*arguments: str) -> Said:
        monkeypatch.setattr("sys.argv", ["footnote", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return Said(said.out, said.err, int(end.value.code or 0))

    return run
