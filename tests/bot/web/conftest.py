"""A site on this machine, and a documents folder for what is fetched from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from web_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"
