"""A disk without room, and not only a function that says so: what ``on_a_small_disk.py`` tells."""

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
MEGABYTES = 48
OWN = ("unshare", "--mount", "--map-root-user")
MOUNTED = f"""mount -t tmpfs -o size={MEGABYTES}m tmpfs "$1" && shift && exec "$@" """


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder where a process can mount a file system that only it and its children see."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        done = subprocess.run(
            [*OWN, "sh", "-c", MOUNTED, "sh", str(folder), "true"], check=False, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("left out: needs unshare, which Linux has")
    if done.returncode:
        pytest.skip("left out: this user may not mount a file system, even one of its own")
    return folder


@pytest.mark.timeout(900)
def test_everything_that_writes_meets_a_full_disk(disk: Path) -> None:
    inner = Path(__file__).with_name("on_a_small_disk.py")
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=600", str(inner)]
    kept = [f"--basetemp={disk / 'temporary'}", "-o", "tmp_path_retention_policy=none"]
    done = subprocess.run(
        [*OWN, "sh", "-c", MOUNTED, "sh", str(disk), sys.executable, *tests, *kept],
        cwd=TESTS.parent,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert "6 passed" in done.stdout
