"""What a developer has set for a bot of their own reaches no test, whatever its fixtures' scope."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

CHECKOUT = Path(__file__).parents[1]
INNER = "test_a_fixture_of_a_module_finds_no_setting_and_no_network"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a process gets to see that a module's fixture starts."""
    code = (
        "import os, socket\n"
        "for name, value in os.environ.items(): print(f'{name}={value}')\n"
        "print(f'connect={socket.socket.connect.__module__}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path_factory.mktemp("seen"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_a_fixture_of_a_module_finds_no_setting_and_no_network(seen: dict[str, str]) -> None:
    assert {name for name in seen if name.lower() in Settings.model_fields} == {"DATA_DIR"}
    assert seen["DATA_DIR"] != "developer"
    assert seen["connect"] == "sitecustomize"
    assert Settings.model_config["env_file"] is None


def test_the_developers_settings_are_dropped_before_anything_else(tmp_path: Path) -> None:
    theirs = {"DOCUMENTS_DIR": "/nowhere", "access": "open", "DATA_DIR": "developer"}
    environment = {**os.environ, **theirs}
    del environment["PYTHONPATH"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--basetemp={tmp_path / 'inner'}",
         f"{CHECKOUT / 'tests' / 'test_clean_environment.py'}::{INNER}"],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
