"""Two documents and their index, for every scene anew."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.bad_input.scene import COMMAND, Scene, environment, set_root


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two documents and their index, made once and copied by the scenes."""
    documents = tmp_path_factory.mktemp("documents")
    (documents / "talks.txt").write_text(
        "The delegations met in Istanbul for the first time in three years.\n\n"
        "They agreed to exchange a thousand prisoners and parted without a ceasefire.\n"
    )
    (documents / "river.txt").write_text("Engineers have closed the old bridge over the river.\n")
    data = tmp_path_factory.mktemp("data")
    variables = environment(documents, data)
    subprocess.run([COMMAND, "index"], env=variables, cwd=data, check=True, capture_output=True)
    return documents, data


@pytest.fixture
def place(tmp_path: Path, indexed: tuple[Path, Path]) -> Iterator[Scene]:
    documents, data = tmp_path / "documents", tmp_path / "data"
    shutil.copytree(indexed[0], documents)
    for path in documents.iterdir():
        shutil.copystat(indexed[0] / path.name, path)
    shutil.copytree(indexed[1], data)
    set_root(data, documents)
    scene = Scene(documents, data)
    yield scene
    while scene.held:
        scene.held.pop()()
    for folder in (documents, data):
        if folder.exists():
            folder.chmod(0o755)
