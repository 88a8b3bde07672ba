import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import AccessError, BrokenOffError, ReadingError
from corpus.readers import READERS
from corpus.readers.worker import APART, Worker

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"

# What libraries do at their worst, as readers of formats of their own.
BEHAVIOUR = """
import os, sys, time
sys.path[:] = sys.argv[3:]
from corpus.document import Metadata, Span
from corpus.errors import ReadingError
from corpus.readers import READERS
from corpus.readers.extraction import Block, Extraction
from corpus.readers.reading_process import serve

def says(text):
    return Extraction(text, (Block(Span(0, len(text)), "paragraph"),), Metadata())

def loops(data):
    while True:
        pass

def needs(data):
    return says(str(len(bytearray(3_000_000_000))))

def misses(data):
    import no_such_library

def chatters(data):
    print("This is not an answer.", flush=True)
    os.write(1, b"Nor is this.")
    return says(data.decode())

def dies_once(data):
    path = data.decode()
    if not os.path.exists(path):
        open(path, "w").close()
        os.kill(os.getpid(), 9)
    return says("Read.")

def fails(data):
    raise KeyError("word/document.xml")

READERS.update({
    ".words": lambda data: says(data.decode()),
    ".process": lambda data: says(str(os.getpid())),
    ".environment": lambda data: says(" ".join(sorted(os.environ))),
    ".loop": loops, ".wait": lambda data: time.sleep(100), ".crash": lambda data: os.abort(),
    ".memory": needs, ".miss": misses,
    ".chatter": chatters, ".dies": dies_once, ".fail": fails,
})
serve(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setattr("corpus.readers.worker._CODE", BEHAVIOUR)
    worker = Worker(seconds=1, megabytes=1_000)
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def real() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except ReadingError as error:
        return type(error), str(error)


@pytest.mark.parametrize(
    "path", sorted(path for path in DOCUMENTS.iterdir() if path.suffix in APART), ids=str
)
def test_a_file_is_read_as_it_would_be_here(real: Worker, path: Path) -> None:
    data = path.read_bytes()

    apart = outcome(lambda: real.read(path.suffix, data))

    assert apart == outcome(lambda: READERS[path.suffix](data))


def test_where_metadata_was_found_comes_along(real: Worker) -> None:
    data = (DOCUMENTS / "news.html").read_bytes()

    assert real.read(".html", data).metadata.origins == READERS[".html"](data).metadata.origins


@pytest.mark.parametrize(
    ("suffix", "reason"),
    [
        (".loop", "longer than 1 s"),
        (".wait", "longer than 2 s"),
        (".crash", "it crashed what reads such files"),
        (".memory", "more than 1,000 MB of memory"),
        (".fail", r"damaged, or of a kind that its reader does not know \(KeyError\)"),
    ],
)
def test_a_file_that_breaks_its_reader_is_refused_and_the_next_is_read(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, suffix: str, reason: str
) -> None:
    if suffix == ".wait":
        monkeypatch.setattr("corpus.readers.worker._STALLED", 2)
    for _ in range(2):
        with pytest.raises(ReadingError, match=reason):
            worker.read(suffix, b"")
        assert worker.read(".words", b"The next file.").text == "The next file."


def test_what_the_machine_did_to_its_process_is_not_held_against_a_file(
    worker: Worker, tmp_path: Path
) -> None:
    assert worker.read(".dies", str(tmp_path / "once").encode()).text == "Read."


@pytest.mark.parametrize(
    ("suffix", "may_pass"),
    [(".loop", False), (".memory", False), (".wait", True), (".crash", True)],
)
def test_only_what_a_busy_machine_may_have_done_is_worth_another_run(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, suffix: str, may_pass: bool
) -> None:
    if suffix == ".wait":
        monkeypatch.setattr("corpus.readers.worker._STALLED", 2)
    with pytest.raises(ReadingError) as refused:
        worker.read(suffix, b"")

    assert isinstance(refused.value, BrokenOffError) is may_pass


def test_a_library_that_is_missing_is_named_with_what_to_do(worker: Worker) -> None:
    # It has nothing to do with the file, which may be readable the next time.
    with pytest.raises(AccessError, match="Run: pip install no_such_library"):
        worker.read(".miss", b"")


def test_what_a_library_prints_is_no_answer(worker: Worker) -> None:
    for words in ("One.", "Two."):
        assert worker.read(".chatter", words.encode()).text == words


def test_one_process_serves_file_after_file_and_thread_after_thread(worker: Worker) -> None:
    with ThreadPoolExecutor(8) as threads:
        served = list(threads.map(lambda _: worker.read(".process", b"").text, range(40)))

    assert len(set(served)) == 1
    assert served[0] != str(os.getpid())


def test_a_process_that_was_killed_between_files_is_replaced(worker: Worker) -> None:
    first = int(worker.read(".process", b"").text)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)

    assert worker.read(".process", b"").text != str(first)


def test_no_process_is_left_when_it_is_closed(worker: Worker) -> None:
    process = int(worker.read(".process", b"").text)

    worker.close()

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert worker.read(".words", b"Again.").text == "Again."


def test_the_process_gets_no_secrets(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")

    names = worker.read(".environment", b"").text.split()

    assert "TELEGRAM_BOT_TOKEN" not in names
    assert "PATH" in names


def test_the_process_ends_with_the_one_that_started_it() -> None:
    code = (
        "import os, sys; from corpus.readers.worker import WORKER\n"
        f"WORKER.read('.pdf', open({str(DOCUMENTS / 'memo.pdf')!r}, 'rb').read())\n"
        "print(WORKER._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    orphan = Path(f"/proc/{int(done.stdout)}/stat")

    while orphan.exists() and orphan.read_text().rpartition(")")[2].split()[0] != "Z":
        pass


def test_the_process_loads_no_model() -> None:
    code = (
        "import corpus.readers, corpus.readers.reading_process, sys\n"
        "print({'torch', 'faiss', 'transformers', 'telegram', 'lxml', 'pypdfium2', 'trafilatura'} "
        "& set(sys.modules))"
    )
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout == "set()\n"
