"""Archives as people pack them, and as people pack them who mean harm."""

import io
import stat
import struct
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from container_files import BRIDGE, COST, FERRY, PLENTY, archive, bodies, found, jsonl, texts
from corpus.containers import members
from corpus.errors import ReadingError
from corpus.readers import READERS
from corpus.readers.extraction import Extraction
from corpus.readers.text import read_text
from corpus.readers.worker import Worker

DOCUMENTS = Path(__file__).parents[2] / "sample_documents"


def test_members_go_through_the_ordinary_readers() -> None:
    markdown = f"---\ntitle: The bridge\n---\n{BRIDGE}\n".encode()
    data = archive({
        "a.txt": FERRY.encode(),
        "inner/deep/b.MD": markdown,
        "rows.jsonl": jsonl({"id": 7, "text": COST}, {"title": "no text"}),
        "inner/table.csv": f'text\n"{BRIDGE}"\n'.encode(),
        "image.jpg": b"\xff\xd8",
        ".hidden/c.txt": BRIDGE.encode(),
        "inner/~$word.docx": BRIDGE.encode(),
        "__MACOSX/._a.txt": b"\0\5\26\7",
        "inner/.DS_Store": b"\0",
    })  # fmt: skip

    assert texts(found("a.zip", data)) == {
        "a.txt": FERRY,
        "inner/deep/b.MD": f"{BRIDGE}",
        "rows.jsonl/7": COST,
        "rows.jsonl, line 2": "there is no text in it",
        "inner/table.csv/row-2": BRIDGE,
    }


def passed_over(name: str, data: bytes) -> Counter[str]:
    counted: Counter[str] = Counter()
    for _ in members(PurePosixPath(name), io.BytesIO(data), PLENTY, counted):
        pass
    return counted


def test_what_no_reader_takes_is_counted_by_suffix() -> None:
    names = ["a.py", "in/b.PY", "Makefile", "c.txt", ".hidden/d.py", "__MACOSX/e.py", ".DS_Store",
             "f.\u202egnp", "g." + "x" * 90]  # fmt: skip
    data = archive({name: FERRY.encode() for name in names})
    assert passed_over("a.zip", data) == {
        ".py": 2, "": 1, ".\\u202egnp": 1, "." + "x" * 15: 1
    }  # fmt: skip
    assert passed_over("mixed.zip", (DOCUMENTS / "mixed.zip").read_bytes()) == {".py": 1}


def test_members_that_are_hard_to_read_are_read_as_they_would_be_in_the_folder() -> None:
    names = ("news.html", "report.docx", "headers.pdf")
    files = {f"in/{name}": (DOCUMENTS / name).read_bytes() for name in names}

    outcome = found("a.zip", archive(files))

    for name in names:
        data = files[f"in/{name}"]
        assert outcome[f"in/{name}"] == READERS[Path(name).suffix](data)


def test_a_member_that_overwhelms_its_reader_costs_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crashing = "import os; os.abort()"
    monkeypatch.setattr("corpus.readers.worker._CODE", crashing)
    monkeypatch.setattr("corpus.readers.WORKER", Worker())
    files = {"a.pdf": (DOCUMENTS / "memo.pdf").read_bytes(), "b.txt": COST.encode()}

    outcome = texts(found("a.zip", archive(files)))

    assert outcome["b.txt"] == COST
    assert "it crashed what reads such files" in outcome["a.pdf"]


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "c:a.txt", "..\\a.txt", "a//b.txt",
     "a/./b.txt", "\x1b[31m.txt", "\u202e.txt", "a\nb.txt", " /a.txt", "x" * 600 + ".txt",
     "\\a.txt"],
)  # fmt: skip
def test_hostile_names_are_refused_one_by_one(name: str) -> None:
    outcome = texts(found("a.zip", archive({name: FERRY.encode(), "good.txt": COST.encode()})))

    assert outcome.pop("good.txt") == COST
    ((place, reason),) = outcome.items()
    assert place.isprintable()
    assert "leads out of the archive" in reason


def test_a_place_is_told_as_a_message_can_hold_it() -> None:
    name = "\u202e" + "x" * 60_000 + ".txt"
    ((place, _),) = texts(found("a.zip", archive({name: FERRY.encode()}))).items()
    assert place == "\\u202e" + "x" * 193 + "…"


def test_names_that_are_cut_off() -> None:
    data = archive({"good.txtX.exe": FERRY.encode()}).replace(b"good.txtX", b"good.txt\0")
    assert "leads out" in "".join(texts(found("a.zip", data)).values())


def test_names_from_windows() -> None:
    assert list(found("a.zip", archive({"news\\may\\a.txt": FERRY.encode()}))) == ["news/may/a.txt"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("мост через реку.txt", "cp866"), ("Müller über Straße.txt", "cp437"), ("мост.txt", "utf-8")],
)
def test_names_in_the_encoding_of_a_country(name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    data = archive({"x" * (len(raw) - 4) + ".txt": FERRY.encode()})
    data = data.replace(b"x" * (len(raw) - 4) + b".txt", raw)

    assert list(found("a.zip", data)) == [name]


def test_a_name_that_stands_twice() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("a.txt", FERRY)
        target.writestr("b.txt", COST)
    data = packed.getvalue().replace(b"b.txt", b"a.txt")

    documents = found("a.zip", data)

    assert list(texts(documents).values()) == ["another member has the same name"]


@pytest.mark.parametrize("first", ["t.csv", "t.csv/b.md"])
def test_a_member_never_takes_the_place_of_a_row(first: str) -> None:
    members_of = {"t.csv": f'id,text\nb.md,"{BRIDGE}"\n'.encode(), "t.csv/b.md": FERRY.encode()}
    data = archive({first: members_of.pop(first), **members_of})

    read, refused = [], []
    for member in members(PurePosixPath("a.zip"), io.BytesIO(data), PLENTY):
        assert member.key == "t.csv/b.md"
        try:
            read.append(member.extract().text)
        except ReadingError as error:
            refused.append(str(error))

    assert read == [BRIDGE]
    assert refused == ["its folder has the name of a table in the archive"]


def test_a_folder_may_have_the_name_of_a_member_that_is_no_table() -> None:
    data = archive({"a.txt": COST.encode(), "a.txt/b.txt": FERRY.encode(), "c/d.txt": b"Some."})

    assert texts(found("a.zip", data)) == {"a.txt": COST, "a.txt/b.txt": FERRY, "c/d.txt": "Some."}


@pytest.mark.parametrize("name", ["t.csv/b.md", "t.csv/c/d/b.md"])
def test_a_member_at_any_depth_below_a_table_is_refused(name: str) -> None:
    data = archive({name: FERRY.encode(), "t.csv": f'id,text\nx,"{BRIDGE}"\n'.encode()})

    refused = texts(found("a.zip", data))[name]

    assert refused == "its folder has the name of a table in the archive"


@pytest.mark.timeout(10)  # minutes, if each folder were looked at for itself
def test_names_of_many_folders_are_refused_at_once() -> None:
    data = archive({"a/" * 32_500 + f"{it}.txt": FERRY.encode() for it in range(200)})

    kinds = {str(it) for it in texts(found("a.zip", data)).values()}

    assert kinds == {"its name leads out of the archive, or makes no sense"}


def test_links_and_encrypted_members() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
        target.writestr("secret.txt", FERRY)
    data = bytearray(packed.getvalue())
    entry = data.rfind(b"PK\1\2")
    data[entry + 8] |= 1  # the flag that the member is encrypted

    assert texts(found("a.zip", bytes(data))) == {
        "link.txt": "it is a link",
        "secret.txt": "it is encrypted",
    }


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_limited(packing: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as target:
        target.writestr("a.txt", FERRY)

    assert "packing" in texts(found("a.zip", packed.getvalue()))["a.txt"]


def test_an_archive_in_an_archive() -> None:
    inner = archive({"a.txt": FERRY.encode()})
    outcome = texts(found("a.zip", archive({"b.zip": inner, "c.txt": COST.encode()})))
    assert outcome == {"b.zip": "it is an archive in an archive; unpack it", "c.txt": COST}


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    bomb = archive({f"{number}.txt": bytes(20_000_000) for number in range(3)})
    assert len(bomb) < 100_000
    with pytest.raises(ReadingError, match=r"more than 1[0-9] MB"):
        found("a.zip", bomb, 50_000_000)


def test_much_is_refused_even_where_it_is_packed_little() -> None:
    data = archive({f"{number}.txt": f"{number} {FERRY * 20}".encode() for number in range(40)})
    assert len(found("a.zip", data, 10_000)) == 40
    with pytest.raises(ReadingError, match="would unpack to more"):
        found("a.zip", data, 5_000)


def test_a_member_above_the_limit() -> None:
    data = archive({"a.txt": FERRY.encode() * 100, "b.txt": COST.encode()})
    outcome = texts(found("a.zip", data, 2_000))
    assert outcome == {"a.txt": "it is larger than MAX_FILE_MB allows", "b.txt": COST}


@pytest.mark.parametrize("stated", [10, 100_000_000])
def test_a_directory_that_lies(stated: int) -> None:
    """It gets what it says at the most, and then its checksum does not fit."""
    data = bytearray(archive({"a.txt": FERRY.encode() * 50_000}))
    entry = data.rfind(b"PK\1\2")
    data[entry + 24 : entry + 28] = struct.pack("<I", stated)

    if stated == 10:
        assert texts(found("a.zip", bytes(data))) == {"a.txt": "it is damaged"}
    else:
        with pytest.raises(ReadingError, match="would unpack to more"):
            found("a.zip", bytes(data))


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.containers.zip_archive._MOST_MEMBERS", 2)
    data = archive({f"{number}.txt": FERRY.encode() for number in range(3)})
    with pytest.raises(ReadingError, match="more than 2 members"):
        found("a.zip", data)


def test_a_damaged_member_costs_itself_only() -> None:
    data = bytearray(archive({"a.txt": FERRY.encode() * 9, "b.csv": b"text\n" + FERRY.encode()}))
    data[45] ^= 0xFF
    outcome = texts(found("a.zip", bytes(data)))
    assert outcome["a.txt"] == "it is damaged"
    assert outcome["b.csv/row-2"] == FERRY


def test_a_damaged_archive() -> None:
    data = archive({"a.txt": FERRY.encode()})
    for broken in (b"PK", data[:-10], b"PK\5\6" + b"\xff" * 18):
        with pytest.raises(ReadingError, match="damaged, or no zip"):
            found("a.zip", broken)


@given(st.binary(max_size=200), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_any_damage_is_a_reason(content: bytes, place: int, damage: bytes) -> None:
    data = bytearray(archive({"a.txt": content, "b.jsonl": jsonl({"text": FERRY}) * 3}))
    data[place : place + len(damage)] = damage
    with suppress(ReadingError):
        found("a.zip", bytes(data))


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.text(), max_size=5))
def test_an_archive_of_files_is_the_files(files: dict[str, str]) -> None:
    packed = archive({f"{name}.txt": text.encode() for name, text in files.items()})

    documents = found("a.zip", packed)

    for name, text in files.items():
        assert documents[f"{name}.txt"] == alone(text)
    assert len(documents) == len(files)


def alone(text: str) -> Extraction | str:
    try:
        return read_text(text.encode())
    except ReadingError as error:
        return str(error)


def test_what_can_be_read_can_be_found_again() -> None:
    assert bodies(found("a.zip", archive({"a b/c#1.txt": FERRY.encode()}))) == [FERRY]
