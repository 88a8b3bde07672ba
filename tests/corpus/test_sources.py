"""What an owner may say of the documents, and what happens where that makes no sense."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.errors import SettingError
from corpus.scan import FileState, scan
from corpus.sources import Label, Sources, read_sources


def sources(root: Path, text: str) -> Sources:
    (root / "sources.toml").write_text(text, encoding="utf-8")
    return read_sources(root)


@pytest.mark.parametrize(
    ("glob", "matching", "others"),
    [
        ("tass/**", ["tass/a.md", "tass/b/c.csv/row-2"], ["tass.md", "x/tass/a.md", "tassa/a.md"]),
        ("tass", ["tass/a.md", "x/tass/a.md", "tass"], ["tass.md", "atass/a.md"]),
        ("tass/", ["tass/a.md", "x/tass/a.md"], ["tass.md"]),
        ("/tass", ["tass/a.md"], ["x/tass/a.md"]),
        ("*.csv", ["a.csv", "x/y/b.csv", "a.csv/row-2"], ["a.csv.txt"]),
        ("x/*.csv", ["x/b.csv", "x/b.csv/7"], ["b.csv", "x/y/b.csv"]),
        ("x/**/b.md", ["x/b.md", "x/y/z/b.md"], ["b.md", "y/x/b.md"]),
        ("**/b.md", ["b.md", "y/b.md"], ["ab.md"]),
        ("**", ["a.md", "x/y.md"], []),
        ("a?.md", ["ab.md"], ["a.md", "a/.md", "abc.md"]),
        ("a[b].(md)+", ["a[b].(md)+"], ["ab.md"]),
        ("news.csv/row-3", ["news.csv/row-3"], ["news.csv/row-30", "news.csv"]),
        ("Caf\u00e9", ["Cafe\u0301/a.md"], ["cafe/a.md"]),
        ("***.md", ["a.md"], ["a.txt"]),
    ],
)
def test_globs(glob: str, matching: list[str], others: list[str], tmp_path: Path) -> None:
    said = sources(tmp_path, f'["{glob}"]\nnote = "x"\n')
    assert [path for path in matching if said.label(path, Metadata()).note != "x"] == []
    assert [path for path in others if said.label(path, Metadata()).note is not None] == []


def test_what_is_said_holds_over_the_document_and_later_tables_win(tmp_path: Path) -> None:
    said = sources(
        tmp_path,
        '["news"]\npublisher = "News"\nlanguage = "EN"\nnote = "state-run"\n'
        '["news/tass.md"]\npublisher = "Tass"\n',
    )
    stated = Metadata(title="T", publisher="Someone", language="de")
    assert said.label("news/a.md", stated) == Metadata(
        title="T", publisher="News", language="en", note="state-run"
    )
    assert said.label("news/tass.md", stated).publisher == "Tass"
    known = replace(stated, origins={"title": "heading", "publisher": "OpenGraph"})
    assert said.label("news/a.md", known).origins == {
        "title": "heading", **dict.fromkeys(("publisher", "language", "note"), "sources.toml")
    }  # fmt: skip
    assert said.label("other.md", stated) == stated


def test_nothing_is_said_without_the_file(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == Sources()
    assert sources(tmp_path, "\ufeff# nothing yet\n") == Sources()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('["a"]\nnote = x', r"sources\.toml is not valid TOML: .*line 2"),
        ('["a"]\n["a"]\n', r"line 2"),
        ('publisher = "Tass"', r'the table \["publisher"\] is not a table'),
        (
            '["a"]\nnotes = "x"',
            r"""\["a"\] has 'notes', but only publisher, language, note, columns are""",
        ),
        ('["a"]\nnote = 7', r'\["a"\] has a note that is no text'),
        ('["a"]\nnote = " "', "has a note that is empty"),
        ('["a"]\npublisher = ""', r'\["a"\] has a publisher that is empty'),
        ('["a"]\npublisher = "~"', "has a publisher that says nothing"),
        (
            '["*.csv"]\ncolumns = { text = "Der Kopf", title = "der_kopf" }',
            r'\["\*\.csv"\] names the column "der_kopf" twice: in columns\.text and columns\.title',
        ),
        ('["a"]\nnote = "' + "x" * 61 + '"', "more than 60 characters"),
        ('["a"]\nlanguage = "German"', "code of two letters"),
        ('[news.csv]\nnote = "x"', r'\["news"\] holds another table.*quotation marks'),
        ('["a"]\ncolumns = "Kopf"', r'\["a"\] has columns that are no table, such as \{ text'),
        ('["a"]\ncolumns = { body = "x" }', r"has columns\.body, but only text, id, title, publ"),
        ('["a"]\ncolumns.title = 7', r'\["a"\] has columns\.title that is no name of a column'),
        ('["a"]\ncolumns.title = " "', r"columns\.title that is no name"),
        ('["../a"]\nnote = "x"', "names no place"),
        ('["a//b"]\nnote = "x"', "names no place"),
        ('["/"]\nnote = "x"', "names no place"),
        ("a = " + "[" * 10_000, "not valid TOML"),
    ],
)
def test_errors_name_the_file_and_the_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingError, match=told) as error:
        sources(tmp_path, text)
    assert "sources.toml" in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b'["a"]\nnote = "\xff"')
    with pytest.raises(SettingError, match=r"sources\.toml is not in UTF-8"):
        read_sources(tmp_path)
    (tmp_path / "sources.toml").unlink()
    (tmp_path / "sources.toml").mkdir()
    with pytest.raises(SettingError, match=r"sources\.toml cannot be used: it is not a regular"):
        read_sources(tmp_path)


def test_the_file_is_no_document_and_not_told_of(tmp_path: Path) -> None:
    sources(tmp_path, "")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/sources.toml").write_text("")
    changes = scan(tmp_path, {})
    assert (changes.fresh, changes.skipped, changes.unsupported) == ((), (), {".toml": 1})


def test_only_what_is_said_anew_is_due(tmp_path: Path) -> None:
    before = sources(tmp_path, '["news"]\nnote = "x"\n')
    files = {
        path: FileState(1, 2, "h", labels=before.fingerprint(path))
        for path in ("news/a.md", "b.md", "c.csv")
    }
    files["bad.md"] = FileState(1, 2, "h", "it is broken")
    assert before.due(files) == files
    after = sources(tmp_path, '["news"]\nnote = "y"\n')
    due = after.due(files)
    # A table may hold rows of which something is said.
    assert [path for path in due if due[path].size < 0] == ["news/a.md", "c.csv"]
    assert [path for path, it in Sources().due(files).items() if it.size < 0] == [
        "news/a.md", "c.csv"
    ]  # fmt: skip


def test_columns_of_later_tables_win_one_by_one(tmp_path: Path) -> None:
    said = sources(
        tmp_path,
        '["*.csv"]\ncolumns = { text = "Inhalt der Meldung", title = "Kopf" }\n'
        '["out/b.csv"]\nnote = "x"\n[ "out/**".columns ]\ntitle = "Betreff"\n',
    )
    assert said.columns("a.csv") == {"text": "Inhalt der Meldung", "title": "Kopf"}
    assert said.columns("out/b.csv") == {"text": "Inhalt der Meldung", "title": "Betreff"}
    assert said.columns("b.jsonl") == {}
    assert said.columns("a.zip/in/c.csv")["title"] == "Kopf"


def test_only_tables_are_due_where_columns_change(tmp_path: Path) -> None:
    before = sources(tmp_path, "")
    files = {
        path: FileState(1, 2, "h", skipped, before.fingerprint(path))
        for path, skipped in (
            ("out/a.md", None), ("out/b.csv", "no text"), ("out/c.jsonl", None), ("d.csv", "no"),
            ("out/e.zip", None),
        )
    }  # fmt: skip
    after = sources(tmp_path, '["out/**"]\ncolumns.text = "Inhalt"\n')
    due = after.due(files)
    assert [path for path, it in due.items() if it.size < 0] == [
        "out/b.csv", "out/c.jsonl", "out/e.zip"
    ]  # fmt: skip
    known = {path: replace(it, labels=after.fingerprint(path)) for path, it in files.items()}
    assert after.due(known) == known


@pytest.mark.parametrize(
    ("glob", "due"),
    [
        ("news/**", ["news/a.zip", "news/deep/b.csv"]),
        ("news/*.zip", ["news/a.zip"]),
        ("news/a.zip/pages/**", ["news/a.zip"]),
        ("news/a.zip/*/x.md", ["news/a.zip"]),
        ("other/**/x.md", ["other/c.jsonl"]),
        ("c.jsonl/row-3", ["c.jsonl"]),
        ("/d.zip", []),
        ("x.md", ["news/a.zip", "news/deep/b.csv", "other/c.jsonl", "c.jsonl"]),
        ("**/x.md", ["news/a.zip", "news/deep/b.csv", "other/c.jsonl", "c.jsonl"]),
    ],
)
def test_a_file_of_many_documents_is_due_if_anything_in_it_may_be_meant(
    glob: str, due: list[str], tmp_path: Path
) -> None:
    before = sources(tmp_path, '["**/*.pdf"]\nnote = "x"\n')
    files = {
        path: FileState(1, 2, "h", labels=before.fingerprint(path))
        for path in ("news/a.zip", "news/deep/b.csv", "other/c.jsonl", "c.jsonl")
    }
    after = sources(tmp_path, f'["**/*.pdf"]\nnote = "x"\n["{glob}"]\nnote = "y"\n')
    assert [path for path, it in after.due(files).items() if it.size < 0] == due


_NAMES = st.sampled_from(["a", "b", "ab", "a.zip", "b.csv", "x.md"])
_GLOBS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "/"]),
    st.lists(st.sampled_from(["**", "*", "a", "?", "a*", "*.zip", "x.md"]), min_size=1, max_size=4)
    .map("/".join),
    st.sampled_from(["", "/"]),
)  # fmt: skip


@given(_GLOBS, st.lists(_NAMES, max_size=2), st.lists(_NAMES, max_size=2))
def test_nothing_is_said_of_a_document_whose_file_would_not_be_due(
    glob: str, above: list[str], within: list[str]
) -> None:
    said = Sources((Label(glob, note="x"),))
    file = "/".join([*above, "f.zip"])
    if said.label("/".join([file, *within]), Metadata()).note is not None:
        assert said.fingerprint(file)


def test_what_matches_none_of_the_paths_is_told(tmp_path: Path) -> None:
    said = sources(
        tmp_path,
        '["tas/**"]\nnote = "x"\n["*.csv"]\nnote = "x"\n["a.zip/b.md"]\nnote = "x"\n',
    )
    assert said.unmatched([]).labels == said.labels
    assert [it.glob for it in said.unmatched(["tass/a.md", "b.csv"]).labels] == [
        "tas/**", "a.zip/b.md"
    ]  # fmt: skip
    assert said.unmatched(["tas/a.csv", "a.zip/b.md"]) == Sources()
