"""The REPL as a process of its own: at a pseudo-terminal, at pipes, and when it is interrupted."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wording import answers as wording
from bot.wording import terminal as terminal_wording
from hand_made import TALKS

TESTS = Path(__file__).parents[1]

READY = "FakeAnswerer"
NEVER = "threading.Event().wait"
SCRIPT = """
import fcntl, sys, termios, threading
if sys.stdin.isatty():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C typed there is a signal here
from pathlib import Path
from bot.repl import leave, run
from hand_made import FakeAnswerer
leave(run({load}, Path({home!r}), as_json={as_json}))
"""

PATIENCE_SECONDS = 20


def command(home: Path, load: str = READY, *, as_json: bool = False) -> list[str]:
    script = SCRIPT.format(load=load, home=str(home), as_json=as_json)
    return [sys.executable, "-c", script]


def environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = [str(TESTS), str(TESTS.parent), os.environ.get("PYTHONPATH", "")]
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "TERM": "xterm"} | more


class Terminal:
    """A process at a pseudo-terminal."""

    def __init__(self, arguments: list[str]) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            arguments,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            # Nobody here could answer where the cursor is.
            env=environment(PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="80", LINES="24"),
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""
        self._waited = 0

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until ``text`` is written, behind what was waited for before."""
        while (place := self.seen.find(text, self._waited)) < 0:
            assert self._reads(), f"{text!r} does not appear in {self.seen!r}"
        self._waited = place + len(text)

    def ends(self) -> int:
        """The exit code; what is still written is read, so that nothing waits for a reader."""
        while self._reads():
            pass
        return self.process.wait(PATIENCE_SECONDS)

    def _reads(self) -> bool:
        readable, _, _ = select.select([self._ours], [], [], PATIENCE_SECONDS)
        assert readable, f"nothing happens any more after {self.seen!r}"
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            return False
        self.seen += data.decode(errors="replace")
        return bool(data)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(command(tmp_path, getattr(request, "param", READY)))
    try:
        opened.wait_for("footnote>")
        yield opened
    finally:
        opened.close()


def test_a_person_asks_and_leaves(terminal: Terminal) -> None:
    terminal.type("the talks\r")
    terminal.wait_for("1 more passage: /more")
    terminal.wait_for("footnote>")
    terminal.type("\x04")
    assert terminal.ends() == 0
    assert "The talks were held in Istanbul" in terminal.seen
    assert "Traceback" not in terminal.seen


def test_tab_completes_a_command(terminal: Terminal) -> None:
    terminal.type("/wh")
    terminal.wait_for("Why the last passages")
    terminal.type("\t\r")
    terminal.wait_for(wording.nothing_asked())


def test_control_c_while_typing_leaves_the_chat_open(terminal: Terminal) -> None:
    terminal.type("never mind")
    terminal.wait_for("never mind")
    terminal.type("\x03")
    terminal.wait_for("footnote>")
    terminal.type("the talks\r")
    terminal.wait_for("Istanbul")
    terminal.type("/quit\r")
    assert terminal.ends() == 0


@pytest.mark.parametrize("terminal", [NEVER], indirect=True)
def test_the_prompt_does_not_wait_for_the_model(terminal: Terminal) -> None:
    terminal.type("/help\r")
    terminal.wait_for("/sources")
    terminal.type("the talks\r")
    terminal.wait_for(terminal_wording.LOADING)
    terminal.type("\x03")
    terminal.wait_for("footnote>")
    terminal.type("\x04")
    assert terminal.ends() == 0
    assert "Traceback" not in terminal.seen


def piped(
    home: Path, lines: bytes, *, as_json: bool = False, **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(home, as_json=as_json),
        input=lines,
        capture_output=True,
        env=environment(**more),
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_a_pipe_gets_text_and_nothing_else(tmp_path: Path) -> None:
    done = piped(tmp_path, b"the talks\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(TALKS[0].passage.text + "\n[1] ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("locale", [{"LC_ALL": "C.UTF-8"}, {"PYTHONIOENCODING": "ascii"}])
def test_json_is_utf8_whatever_the_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    done = piped(tmp_path, "Що talks?\n".encode(), as_json=True, **locale)
    answer = json.loads(done.stdout.decode())
    assert answer["question"] == "Що talks?"
    assert answer["passages"][1]["text"] == TALKS[1].passage.text


@pytest.mark.parametrize("as_json", [False, True])
def test_bytes_that_are_no_text_are_no_disaster(tmp_path: Path, as_json: bool) -> None:
    done = piped(tmp_path, b"\xff\xfe\x00 talks\n", as_json=as_json)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Istanbul" in done.stdout.decode()


def test_what_the_locale_cannot_write_is_replaced(tmp_path: Path) -> None:
    done = piped(tmp_path, b"talks\n", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?1\n" in done.stdout


def test_answers_come_one_by_one(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path, as_json=True),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in ("the talks", "the weather"):
            process.stdin.write(question + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(PATIENCE_SECONDS) == 0


def test_a_reader_who_leaves_early_is_no_failure(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"the talks\n" * 3)
        process.stdin.close()
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr.read() == b""


def test_an_interrupt_at_a_pipe_shows_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"the talks\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr.read() == b""


def test_a_pipe_imports_neither_the_line_editor_nor_the_renderer(tmp_path: Path) -> None:
    script = (
        "import io, sys\n"
        "from pathlib import Path\n"
        "from bot.repl import run\n"
        "from hand_made import FakeAnswerer\n"
        f"run(FakeAnswerer, Path({str(tmp_path)!r}), stdin=io.StringIO('the talks'))\n"
        "heavy = {'rich', 'prompt_toolkit', 'telegram', 'torch', 'faiss'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=environment(), check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_tells_what_is_wrong_at_the_question(
    footnote_command: list[str], tmp_path: Path, as_json: bool
) -> None:
    done = subprocess.run(
        [*footnote_command, "repl", *(["--json"] if as_json else [])],
        input=b"Where were the talks?\n",
        capture_output=True,
        env=environment(DATA_DIR=str(tmp_path)),
        cwd=tmp_path,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    (line,) = done.stdout.decode().splitlines()
    sentence = json.loads(line)["error"] if as_json else line
    assert sentence == "Nothing has been indexed yet. Run: footnote index"
