"""The Tantivy folder: copies, removals, damage, and terms that look like query syntax."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.filters import Filters
from corpus.passage import RowId
from embeddings.ports import LexicalEntry
from embeddings.tantivy_index import TantivyIndex

EVERYTHING = Filters()


def entry(row: int, body: str, title: str = "", source: str = "a.md") -> LexicalEntry:
    return LexicalEntry(
        RowId(row), body.split(), title.split(), frozenset({source}), date(2025, 5, 1)
    )


def rows(index: TantivyIndex, *terms: str, limits: Filters = EVERYTHING) -> list[int]:
    return [row for row, _ in index.search(terms, 1000, limits)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lexical"
    TantivyIndex.update(path, [entry(n, f"word w{n}") for n in range(1, 101)], [])
    return path


@pytest.mark.parametrize("page", [1, 4, 1000])
def test_a_tie_is_broken_by_row_however_many_pages_it_takes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    # Tantivy's own order is another one: what comes later has the lower rows.
    TantivyIndex.update(folder, [entry(n, "tied word") for n in (*range(250, 200, -1), 300)], [])
    TantivyIndex.update(folder, [entry(n, "tied word") for n in range(190, 140, -1)], [])
    TantivyIndex.update(folder, [entry(400, "tied tied word")], [])
    whole = TantivyIndex.open(folder).search(["tied"], 1000, EVERYTHING)
    assert [row for row, _ in whole] == [400, *range(141, 191), *range(201, 251), 300]
    monkeypatch.setattr("embeddings.tantivy_index._PAGE", page)
    for k in (1, 2, 7, 60, 101, 102, 103):
        assert TantivyIndex.open(folder).search(["tied"], k, EVERYTHING) == whole[:k]


def test_an_update_of_a_copy_leaves_the_old_index_alone(folder: Path, tmp_path: Path) -> None:
    opened = TantivyIndex.open(folder)
    before = opened.search(["word"], 1000, EVERYTHING)
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    new = tmp_path / "new"
    TantivyIndex.copy(folder, new)
    for step in range(10):  # enough for Tantivy to merge segments and delete their files
        added = [entry(1000 + 10 * step + n, "word") for n in range(10)]
        TantivyIndex.update(new, added, [RowId(1 + step)])
    assert rows(TantivyIndex.open(new), "word") == sorted(
        [*range(11, 101), *range(1000, 1100)],
        key=dict(TantivyIndex.open(new).search(["word"], 1000, EVERYTHING)).__getitem__,
        reverse=True,
    )
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == files
    assert opened.search(["word"], 1000, EVERYTHING) == before
    assert TantivyIndex.open(folder).search(["word"], 1000, EVERYTHING) == before


def test_segments_are_linked_where_that_can_be_done(folder: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    TantivyIndex.copy(folder, new)
    shared = {file.stat().st_ino for file in folder.iterdir()}
    for file in new.iterdir():
        assert (file.stat().st_ino in shared) == (file.suffix != ".json")
        assert file.suffix != ".lock"


def test_copies_are_made_where_links_cannot_be(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link", str(self), None, str(target))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    TantivyIndex.copy(folder, tmp_path / "new")
    assert rows(TantivyIndex.open(tmp_path / "new"), "w7") == [7]


def test_an_open_index_shows_what_was_there(folder: Path) -> None:
    opened = TantivyIndex.open(folder)
    TantivyIndex.update(folder, [entry(101, "word fresh")], [RowId(1)])
    assert rows(opened, "fresh") == []
    assert rows(opened, "w1") == [1]
    assert rows(TantivyIndex.open(folder), "fresh") == [101]
    assert rows(TantivyIndex.open(folder), "w1") == []


def test_an_index_can_be_emptied(folder: Path) -> None:
    TantivyIndex.update(folder, [], [RowId(n) for n in range(1, 101)])
    assert rows(TantivyIndex.open(folder), "word") == []
    assert TantivyIndex.open(folder).scores(["word"], [RowId(1)]) == [0.0]


def test_stale_share_is_that_of_removed_passages(folder: Path) -> None:
    assert TantivyIndex.stale_share(folder) == 0
    TantivyIndex.update(folder, [], [RowId(n) for n in range(1, 26)])
    assert TantivyIndex.stale_share(folder) == 0.25


@pytest.mark.parametrize(
    "term",
    [
        'body:"x',
        "*",
        "a AND b".replace(" ", "_"),
        "(x",
        "source:a.md",
        "[1",
        "-w1",
        "\x00",
        "🙂",
        "~",
    ],
)
def test_terms_are_data(folder: Path, term: str) -> None:
    TantivyIndex.update(folder, [entry(200, f"{term} odd")], [])
    assert rows(TantivyIndex.open(folder), term) == [200]


@pytest.mark.parametrize("source", ["example times: the *daily* (1)", "дороги/мост.md", "a" * 5000])
def test_sources_are_whole_names(folder: Path, source: str) -> None:
    TantivyIndex.update(folder, [entry(200, "word", source=source)], [])
    index = TantivyIndex.open(folder)
    assert rows(index, "word", limits=Filters(sources=(source,))) == [200]
    assert rows(index, "word", limits=Filters(sources=(source[:-1],))) == []


def test_titles_count_like_texts(tmp_path: Path) -> None:
    TantivyIndex.update(
        tmp_path, [entry(1, "bridge", "town"), entry(2, "town", "bridge"), entry(3, "a", "b")], []
    )
    assert rows(TantivyIndex.open(tmp_path), "bridge") == [1, 2]


def test_nothing_is_asked_or_wanted(folder: Path) -> None:
    index = TantivyIndex.open(folder)
    assert index.search([], 10, EVERYTHING) == []
    assert index.search(["word"], 0, EVERYTHING) == []
    assert index.scores([], [RowId(1), RowId(2)]) == [0.0, 0.0]
    assert index.scores(["word"], []) == []


def test_threads_read_together(folder: Path) -> None:
    index = TantivyIndex.open(folder)
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: rows(index, f"w{n}"), range(1, 101))
    assert list(found) == [[n] for n in range(1, 101)]


def test_a_missing_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="missing or damaged"):
        TantivyIndex.open(tmp_path / "nothing")
    with pytest.raises(StoreError, match="missing or damaged"):
        TantivyIndex.stale_share(tmp_path / "nothing")


@pytest.mark.parametrize(
    "suffix", [".json", ".term", ".idx", ".fast", ".fieldnorm", ".store", ".pos"]
)
@pytest.mark.parametrize("damage", ["cut", "garbage", "gone"])
def test_damage_is_refused(folder: Path, suffix: str, damage: str) -> None:
    for file in folder.iterdir():
        if file.suffix == suffix:
            if damage == "gone":
                file.unlink()
            else:
                content = file.read_bytes()
                file.write_bytes(content[:-9] if damage == "cut" else b"\xff" * len(content))
    with pytest.raises(StoreError, match="missing or damaged"):
        TantivyIndex.open(folder).search(["word"], 10, EVERYTHING)


def test_a_panic_of_the_library_is_refused_in_words(folder: Path) -> None:
    (file,) = folder.glob("*.fast")
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle:] = (
        bytes(255 - byte for byte in content[middle : middle + 8]) + content[middle + 8 :]
    )
    file.write_bytes(content)
    with pytest.raises(StoreError, match="missing or damaged"):
        TantivyIndex.open(folder)


def test_a_damaged_index_is_not_written_to(folder: Path) -> None:
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError):
        TantivyIndex.update(folder, [entry(1, "word")], [])


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        TantivyIndex.update(file / "lexical", [], [])
    with pytest.raises(StoreError, match=r"A copy of the index .* cannot be written"):
        TantivyIndex.copy(tmp_path / "nothing", tmp_path / "new")
