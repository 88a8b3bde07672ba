"""What is too large, too long or too much: read, or refused, in little time and memory."""

import os
import re
import subprocess
import sys
import time
from functools import partial

import pytest

from container_files import BRIDGE, archive
from corpus.errors import ReadingError
from corpus.patience import Patience
from corpus.reading import read_bytes
from hostile_files import MOST, docx, paragraph, readings

LONG = 50_000_000
LINE = b"a" * LONG


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", LINE),
        ("a.md", LINE),
        ("a.html", LINE),
        ("a.csv", b"text\n" + LINE),
        ("a.jsonl", b'{"text": "%s"}' % LINE),
        ("a.zip", archive({"a.txt": LINE[:8_000_000]})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_of_fifty_megabytes_is_cut_into_passages(name: str, data: bytes) -> None:
    (reading,) = readings(name, data)

    length = 8_000_000 if name == "a.zip" else LONG
    assert len(reading.text) == length
    assert sum(it.span.end - it.span.start for it in reading.segments) == length


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", docx(paragraph("a" * LONG)), "not valid XML"),
        ("result.json", b'{"type": "%s' % LINE, "value in its JSON is too long"),
    ],
)
def test_or_refused_where_the_format_has_no_such_lines(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        readings(name, data)


MANY = 1_500_000
"""Rows: too many, but only just, so that a test does not wait for the refusal of ten times more."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"text\n" + b"a\n" * MANY),
        ("a.csv", b"text,b\n" + b'"a"b\n' * MANY),
        ("a.jsonl", b"{}\n" * MANY),
        ("a.zip", archive({"a.csv": b"text\n" + b"a\n" * MANY})),
    ],
    ids=["csv", "csv that is broken", "jsonl", "zip"],
)
def test_too_many_rows_are_counted_before_the_first_is_read(name: str, data: bytes) -> None:
    """A million documents take minutes to read, all for nothing."""
    begun = time.process_time()

    with read_bytes(name, data, MOST) as contents, pytest.raises(ReadingError, match="1,000,000"):
        next(contents.entries).read()

    assert time.process_time() - begun < 10


def test_tables_of_an_archive_have_no_more_rows_than_one_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.containers.zip_archive.MOST_ROWS", 5)
    rows = b"text\n" + b"a\n" * 3

    assert len(readings("a.zip", archive({"a.csv": rows}))) == 3
    with pytest.raises(ReadingError, match="tables have more than 5 rows"):
        readings("a.zip", archive({"a.csv": rows, "b.csv": rows}))


SMALL = 17_000_000
"""Values that take a gigabyte if they are held at once."""
KEYS = b",".join(b'"%d":[]' % number for number in range(4_300_000))
CHAT = b'{"name": "a", "type": "personal_chat", "id": 1, '


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", b'{"text": "a", "b": [' + b"{}," * SMALL + b"1]}", "holds more than"),
        ("a.jsonl", b'{"text": "a", "b": [' + b"[[]]," * (SMALL // 2) + b"1]}", "holds more than"),
        ("a.jsonl", b'{"text": "a", "b": {' + KEYS + b"}}", "holds more than"),
        ("a.json", CHAT + b'"x": [' + b"{}," * SMALL + b'1], "messages": []}', "holds more than"),
        ("a.json", CHAT + KEYS[:20_000_000] + b'": 1, "messages": []}', "there is no text in it"),
        ("a.csv", b"text" + b",aa" * SMALL + b"\n" + b"a," * SMALL, "more than [0-9,]+ cells"),
        ("a.csv", b"text,b\na" + b",aa" * SMALL, "more than [0-9,]+ cells"),
        ("a.csv", b"text,b\na" + b',"\n"' * (SMALL // 2), "more than [0-9,]+ cells"),
        ("a.csv", b"text" + b",a" * 20_000 + b"\na", "names more than 16,384 columns"),
        ("a.csv", b'text\n"a\n' + b"a\n" * (SMALL // 5), "a quotation mark in it is not closed"),
    ],
)
def test_what_holds_too_many_small_things_is_refused_in_little_memory(
    name: str, data: bytes, reason: str
) -> None:
    told, megabytes = apart(name, data)

    assert re.search(reason, told), told
    assert megabytes < 500


def apart(name: str, data: bytes) -> tuple[str, float]:
    """Why ``data`` is refused by a process of its own, and the megabytes that this takes."""
    code = (
        "import resource, sys\n"
        "from corpus.errors import ReadingError\n"
        "from corpus.reading import read_bytes\n"
        "data = sys.stdin.buffer.read()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "told = 'there is no text in it'\n"
        "try:\n"
        "    with read_bytes(sys.argv[1], data, 90_000_000) as contents:\n"
        "        for entry in contents.entries:\n"
        "            entry.read()\n"
        "except ReadingError as error:\n"
        "    told = str(error)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000, told)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, name],
        input=data,
        stdout=subprocess.PIPE,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    megabytes, _, told = done.stdout.decode().strip().partition(" ")
    return told, float(megabytes)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv"])
def test_a_text_that_takes_too_long_to_cut_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    moments = iter(range(1_000_000))
    late = partial(Patience, seconds=50, clock=lambda: next(moments))
    monkeypatch.setattr("corpus.reading.Patience", late)
    few, many = (f"{BRIDGE}\n\n" * count for count in (10, 60))
    if name == "a.csv":
        few, many = (f'text\n"{it}"\n' for it in (few, many))

    assert readings(name, few.encode())
    with pytest.raises(ReadingError, match="longer than 50 s"):
        readings(name, many.encode())
