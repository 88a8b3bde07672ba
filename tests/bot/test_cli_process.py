"""The command as a process of its own: its encodings, its readers and its interruption."""

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import BRIDGE, Said

PATIENCE_SECONDS = 20
KYIV = "Київ stands on the river, and its bridges are closed at night until the end of May."

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run(footnote_command: list[str], tmp_path: Path) -> Run:
    """Run the real command over the folders of the test."""

    def process(*arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*footnote_command, *arguments],
            env={**os.environ, **more},
            cwd=tmp_path,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    return process


@pytest.mark.parametrize("coding", ["ascii", "latin-1:strict"])
def test_what_the_locale_cannot_write_is_replaced(
    run: Run, footnote: Callable[..., Said], documents: Path, coding: str
) -> None:
    (documents / "kyiv.txt").write_text(f"{KYIV}\n", encoding="utf-8")
    footnote("index")
    for arguments in (("sources",), ("show", "kyiv.txt"), ("verify",)):
        done = run(*arguments, PYTHONIOENCODING=coding)
        assert (done.returncode, done.stderr) == (0, b"")
    shown = run("show", "kyiv.txt", PYTHONIOENCODING=coding).stdout
    assert KYIV.replace("Київ", "????").encode() in shown
    refused = run("ask", "—¿…!", PYTHONIOENCODING=coding)
    assert (refused.returncode, refused.stderr) == (3, b"")


def test_json_is_utf8_whatever_the_locale(run: Run) -> None:
    done = run("ask", "--json", "—…!", PYTHONIOENCODING="ascii:strict")
    assert (done.returncode, done.stderr) == (3, b"")
    assert json.loads(done.stdout.decode())["question"] == "—…!"


def test_a_byte_that_is_no_text_takes_no_other_line_with_it(
    footnote_command: list[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [*footnote_command, "ask", "--json", "-"],
        input=b"hello\n\xff\nhello\n",
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    reasons = [json.loads(line)["reason"] for line in done.stdout.splitlines()]
    assert reasons == ["small_talk", "empty_question", "small_talk"]


@pytest.mark.parametrize("paragraphs", [1, 3_000])
def test_a_reader_who_leaves_early_is_no_failure(
    footnote: Callable[..., Said],
    footnote_command: list[str],
    documents: Path,
    tmp_path: Path,
    paragraphs: int,
) -> None:
    text = "\n\n".join(f"{BRIDGE} ({number})" for number in range(paragraphs))
    (documents / "long.txt").write_text(text)
    footnote("index")
    # Buffered, as output usually is, a little of it meets the closed pipe only at the end.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    for arguments in (["show", "long.txt"], ["--help"]):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [*footnote_command, *arguments],
            stdout=write,
            stderr=subprocess.PIPE,
            env=buffered,
            cwd=tmp_path,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        os.close(write)
        assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_shows_no_traceback(footnote_command: list[str], tmp_path: Path) -> None:
    with subprocess.Popen(
        [*footnote_command, "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"hello\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr.read() == b""
