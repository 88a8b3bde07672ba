"""How long a changed file takes until a running chat answers from its new text.

Two processes over 10,000 documents, with the bundled model: ``footnote index --watch``, and
``footnote repl --json``, which is asked again and again from the moment when a file is written.
Prints the least, the median and the most; judges nothing. The documents are made once, in the
folder that is named on the command line, or else for this run only.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
FOOTNOTE = [sys.executable, "-m", "bot.cli"]
FILES = 10_000
TRIALS = 12
WARM_UP = 2
PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.05


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)
        documents = folder / "documents"
        if not documents.is_dir():
            _write_documents(documents)
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DOCUMENTS_DIR": str(documents),
            "DATA_DIR": str(folder / "data"),
        }
        with _running("index", environment) as watch, _running("repl", environment) as chat:
            _measure(documents, watch, chat)


def _measure(
    documents: Path, watch: "subprocess.Popen[str]", chat: "subprocess.Popen[str]"
) -> None:
    assert watch.stdout is not None
    _line_with("Watching", watch.stdout)
    dice = random.Random()  # noqa: S311 - words and pauses; nothing is secret
    answered, told = [], []
    for trial in range(TRIALS + WARM_UP):
        name = "".join(dice.choices("bdfgklmnprst", k=8))
        path = documents / "42" / "42.txt"
        written = time.perf_counter()
        path.write_text(f"The lighthouse of {name} opened its doors to visitors on Friday.\n")
        _ask_for(name, chat)
        seconds = time.perf_counter() - written
        line = _line_with("live after", watch.stdout)
        if trial >= WARM_UP:
            answered.append(seconds)
            told.append(float(line.partition("live after ")[2].split()[0]))
        time.sleep(dice.random())
    for what, values in (("answered from", answered), ("live, as the watch says", told)):
        sys.stdout.write(
            f"one of {FILES:,} files changed, {what:24}{min(values):6.2f} s at the least, "
            f"{statistics.median(values):.2f} s median, {max(values):.2f} s at the most\n"
        )
    load = os.getloadavg()[0]
    sys.stdout.write(f"{TRIALS} changes, {os.cpu_count()} processors, load {load:.1f}\n")


def _write_documents(folder: Path) -> None:
    """Short documents of words that the sample articles hold, the same ones each time."""
    samples = (ROOT / "corpus" / "articles").glob("*.md")
    text = " ".join(path.read_text(encoding="utf-8") for path in samples)
    words = sorted(set(re.findall(r"[a-z]{3,}", text.lower())))
    dice = random.Random(1)  # noqa: S311 - the same words each time
    for number in range(FILES):
        path = folder / f"{number % 100:02d}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        sentences = [" ".join(dice.sample(words, 9)).capitalize() for _ in range(2)]
        path.write_text(". ".join(sentences) + ".\n", encoding="utf-8")


@contextmanager
def _running(command: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A process that is ended in the end."""
    option = "--watch" if command == "index" else "--json"
    with subprocess.Popen(
        [*FOOTNOTE, command, option],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _line_with(words: str, lines: IO[str]) -> str:
    for line in lines:
        if words in line:
            return line
    raise RuntimeError(f"the process ended before it said {words!r}")


def _ask_for(name: str, chat: "subprocess.Popen[str]") -> None:
    """Ask until the first passage of the answer is the new text."""
    assert chat.stdin is not None
    assert chat.stdout is not None
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        chat.stdin.write(f"/new\nWhat did the lighthouse of {name} open?\n")
        chat.stdin.flush()
        chat.stdout.readline()
        answer = json.loads(chat.stdout.readline())
        if any(name in passage["text"] for passage in answer.get("passages", [])[:1]):
            return
        time.sleep(PAUSE_SECONDS)
    raise RuntimeError(f"no answer tells of {name} within {PATIENCE_SECONDS} seconds")


if __name__ == "__main__":
    main()
