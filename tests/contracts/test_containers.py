"""Whatever holds many documents keeps the rules that a file of one keeps."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from container_files import PLENTY, archive, export, found, jsonl
from corpus.containers import CONTAINERS, members
from corpus.errors import ReadingError
from corpus.normalise import is_blank
from corpus.readers.extraction import Extraction
from corpus.reading import Reading, read_document, read_file

Packed = Mapping[str, str]
"""Key → text."""


def as_csv(documents: Packed) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerows([("id", "text"), *documents.items()])
    return written.getvalue().encode()


def as_jsonl(documents: Packed) -> bytes:
    return jsonl(*({"_id": key, "text": text} for key, text in documents.items()))


def as_export(documents: Packed) -> bytes:
    return json.dumps(
        export(*({"id": key, "text": text} for key, text in documents.items()))
    ).encode()


def as_archive(documents: Packed) -> bytes:
    return archive({f"{key}.md": text.encode() for key, text in documents.items()})


def as_archived_table(documents: Packed) -> bytes:
    return archive({"a/rows.csv": as_csv(documents)})


FORMS: dict[str, Callable[[Packed], bytes]] = {
    "rows.csv": as_csv,
    "rows.tsv": as_csv,
    "rows.jsonl": as_jsonl,
    "rows.ndjson": as_jsonl,
    "result.json": as_export,
    "files.zip": as_archive,
    "tables.zip": as_archived_table,
}
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=200
) | st.sampled_from(
    [
        "# A heading\n\nA paragraph under it, long enough to stand alone.",
        "- one\n- two",
        "a\r\n\r\nb",
    ]
)
DOCUMENTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=5), TEXTS, max_size=6)
every_form = pytest.mark.parametrize("name", FORMS)


def test_every_format_is_held_to_the_contract() -> None:
    assert {PurePosixPath(name).suffix for name in FORMS} == CONTAINERS


def check(extraction: Extraction) -> None:
    end = 0
    for block in extraction.blocks:
        assert end <= block.span.start < block.span.end <= len(extraction.text)
        assert (block.level in range(1, 7)) == (block.kind == "heading")
        words = block.span.of(extraction.text)
        assert words == words.strip()
        end = block.span.end
    assert "\r" not in extraction.text
    assert "\0" not in extraction.text
    assert extraction.text.encode().decode() == extraction.text


@every_form
@given(documents=DOCUMENTS)
def test_documents_keep_the_rules_of_a_file(name: str, documents: Packed) -> None:
    data = FORMS[name](documents)
    with suppress(ReadingError):
        outcome = found(name, data)
        for document in outcome.values():
            if isinstance(document, Extraction):
                check(document)
        shown = [text for text in documents.values() if not is_blank(text)]
        if name != "files.zip":
            assert len([it for it in outcome.values() if isinstance(it, Extraction)]) == len(shown)


@every_form
@given(data=st.binary(max_size=300))
def test_any_bytes_are_documents_or_a_reason(name: str, data: bytes) -> None:
    with suppress(ReadingError):
        for document in found(name, data).values():
            if isinstance(document, Extraction):
                check(document)
            else:
                assert document


@every_form
@given(documents=DOCUMENTS, place=st.integers(0, 500), damage=st.binary(min_size=1, max_size=9))
def test_any_damage_is_documents_or_a_reason(
    name: str, documents: Packed, place: int, damage: bytes
) -> None:
    data = bytearray(FORMS[name](documents))
    data[place : place + len(damage)] = damage
    with suppress(ReadingError):
        found(name, bytes(data))


@every_form
def test_a_document_is_found_again_by_its_name(name: str, tmp_path: Path) -> None:
    texts = {f"n{number}": f"Words of the document of number {number}." for number in range(5)}
    (tmp_path / "in").mkdir()
    path = f"in/{name}"
    (tmp_path / path).write_bytes(FORMS[name](texts))

    with read_file(tmp_path, path, PLENTY) as contents:
        read: dict[str, Reading] = {entry.path: entry.read() for entry in contents.entries}

    assert [reading.text for reading in read.values()] == list(texts.values())
    for inner, reading in read.items():
        assert inner.startswith(f"{path}/")
        assert read_document(tmp_path, inner, PLENTY) == reading
    for missing in (f"{path}/other", f"{path}/..", f"{path}/../../{name}", path):
        with pytest.raises(ReadingError):
            read_document(tmp_path, missing, PLENTY)


@every_form
def test_documents_are_found_as_they_are_asked_for(name: str) -> None:
    """Whoever wants the first of them does not wait for the last, nor hold all of them."""
    texts = {f"n{number}": f"Words of the document of number {number}." for number in range(9)}
    stream = members(PurePosixPath(name), BytesIO(FORMS[name](texts)), PLENTY)
    first = next(stream)
    assert "number 0" in first.extract().text
    assert next(stream).key != first.key


def test_a_folder_may_be_called_like_a_container(tmp_path: Path) -> None:
    (tmp_path / "news.csv").mkdir()
    (tmp_path / "news.csv" / "a.txt").write_text("Words in a folder of that name.")
    assert read_document(tmp_path, "news.csv/a.txt", PLENTY).text.startswith("Words in")
    with pytest.raises(ReadingError, match="holds many documents"):
        read_document(tmp_path, "news.csv", PLENTY)
    with (
        pytest.raises(ReadingError, match="not a regular file"),
        read_file(tmp_path, "news.csv", PLENTY),
    ):
        pass


def test_a_container_is_read_as_safely_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret.csv").write_text("text\nNobody should read this.\n")
    (tmp_path / "root/link.csv").symlink_to("../secret.csv")
    for path in ("link.csv", "../secret.csv"):
        with (
            pytest.raises(ReadingError, match="outside the documents folder"),
            read_file(tmp_path / "root", path, PLENTY),
        ):
            pass
        with pytest.raises(ReadingError, match="outside the documents folder"):
            read_document(tmp_path / "root", f"{path}/row-2", PLENTY)
    with pytest.raises(ReadingError, match="MAX_FILE_MB"):
        read_document(tmp_path, "secret.csv/row-2", 10)
