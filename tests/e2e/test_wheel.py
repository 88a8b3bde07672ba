"""The wheel works where the checkout is not: package data, entry point and all."""

import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel, and this environment's libraries but not its Footnote."""
    wheels = tmp_path_factory.mktemp("wheels")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", wheels, CHECKOUT],
        check=True,
        capture_output=True,
    )
    folder = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(folder, with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / "lib" / version / "site-packages"
    (wheel,) = wheels.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--target", packages, wheel],
        check=True,
        capture_output=True,
    )  # fmt: skip
    # A path in a .pth file is added as it is: the editable install in it stays out of sight.
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return folder


def test_the_wheel_answers_from_the_packaged_articles(clean: Path, tmp_path: Path) -> None:
    python = clean / "bin" / "python"
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data")}

    def footnote(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-m", "bot.cli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    where = subprocess.run(
        [python, "-c", "import bot; print(bot.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(clean))
    spoken = subprocess.run(
        [python, "-c", "from bot.wording.translation import _, speaking\n"
         "with speaking('de'): print(_('Ask a question first.'))"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert spoken.stdout.strip() not in {"", "Ask a question first."}
    assert footnote("index").returncode == 0
    asked = footnote("ask", "Where were the first face-to-face talks held?")
    assert asked.returncode == 0
    assert "Istanbul" in asked.stdout
    assert "Footnote samples" in asked.stdout
