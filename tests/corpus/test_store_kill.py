"""A process is killed at every step of a run; the next one finds the old generation, whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.document import Metadata, Span
from corpus.passage import Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store

SCRIPT = """
import os, signal, sys
from pathlib import Path
from corpus.document import Metadata, Span
from corpus.passage import Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store

def made(text):
    return Reading(text, Metadata(), (Segment(Span(0, len(text)), 1, 1, (Span(0, 1),)),), "h")

def die_at(step):
    if sys.argv[2] == step:
        os.kill(os.getpid(), signal.SIGKILL)

store = Store(Path(sys.argv[1]))
generation = store.begin()
die_at("begun")
store.stage_document(generation, "a.txt", FileState(2, 2, "h"), made("a new"))
die_at("replaced")
store.stage_removal(generation, "b.txt")
die_at("removed")
for number in range(200):
    store.stage_document(generation, f"{number}.txt", FileState(1, 1, "h"), made("more " * 200))
die_at("staged")
if sys.argv[2] == "inside a transaction":
    with store._database.writing() as connection:
        connection.execute("DELETE FROM documents")
        die_at("inside a transaction")
store.publish(generation)
die_at("published")
"""


def made(text: str) -> Reading:
    segment = Segment(Span(0, len(text)), 1, 1, (Span(0, len(text)),))
    return Reading(text, Metadata(), (segment,), "h")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "footnote.db"
    with Store(path) as store:
        generation = store.begin()
        for name in ("a", "b"):
            store.stage_document(
                generation, f"{name}.txt", FileState(1, 1, "h"), made(f"{name} old")
            )
        store.publish(generation)
    return path


def run(path: Path, step: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), step],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def shown(store: Store) -> list[str]:
    rows = list(store.rows(store.current_generation()))
    return [passage.text for passage in store.passages([row for row, _ in rows])]


@pytest.mark.parametrize("step", ["begun", "replaced", "removed", "staged", "inside a transaction"])
def test_killed_before_publishing(path: Path, step: str) -> None:
    with Store(path) as store:
        files = store.files()
    run(path, step)

    with Store(path) as store:
        assert store.current_generation() == 1
        assert shown(store) == ["a old", "b old"]
        assert store.begin() == 2
        assert store.files() == files
        assert list(store.rows(2)) == list(store.rows(1))
        store.publish(2)
        assert shown(store) == ["a old", "b old"]


def test_killed_after_publishing(path: Path) -> None:
    run(path, "published")

    with Store(path) as store:
        assert store.current_generation() == 2
        assert store.begin() == 3
        assert "a new" in shown(store)
        assert "b old" not in shown(store)
        assert len(shown(store)) == 201
