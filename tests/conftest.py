"""What every test stands on: no network, and none of the developer's own settings."""

import os
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bot.settings import Settings

NO_NETWORK = Path(__file__).parent / "no_network"

runpy.run_path(str(NO_NETWORK / "sitecustomize.py"))

# How long an example takes says something of the machine, not of the code; and CI looks at the
# same examples each time, so that what it says of a commit does not depend on luck.
hypothesis.settings.register_profile("footnote", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("footnote")


@pytest.fixture(scope="session", autouse=True)
def _clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For the whole session, as a module's fixtures start processes too.

    A process of ours still reads ``.env`` where it runs: start it in a temporary folder.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.lower() in Settings.model_fields]:
            patch.delenv(name)
        patch.setitem(Settings.model_config, "env_file", None)
        patch.setenv("PYTHONPATH", str(NO_NETWORK))
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("session") / "data"))
        yield


@pytest.fixture(autouse=True)
def _own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def footnote_command() -> list[str]:
    """The command line of this checkout, in a process of its own."""
    return [str(Path(sys.executable).parent / "footnote")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        default=None,
        help="A folder with raw articles that are not part of the project, where there is one.",
    )


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder that --shared names."""
    given = request.config.getoption("--shared")
    if not given:
        pytest.skip("left out: needs --shared, a folder that is not part of the project")
    return Path(str(given)).resolve()
