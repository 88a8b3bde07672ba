"""Files of many documents: only what changed in them is staged, and a bad row costs itself."""

import json
from pathlib import Path

import pytest

from bot.receipts import Filed
from bot.verifying import verify_passages
from container_files import BRIDGE, COST, FERRY, archive, export, jsonl
from corpus.document import DocumentId
from corpus.errors import SettingError
from library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def put(library: Library, name: str, data: bytes) -> Path:
    path = library.documents / name
    path.write_bytes(data)
    return path


def ids(library: Library) -> dict[str, int]:
    generation = library.footnote.live.current()
    return {document.path: document.id for document in generation.documents}


def rows(count: int, **changed: str) -> bytes:
    return jsonl(*(
        {"_id": f"n{number}", "title": f"Note {number}",
         "text": changed.get(f"n{number}", f"Note {number}. {FERRY}")}
        for number in range(count)
    ))  # fmt: skip


def test_every_row_is_a_document(library: Library) -> None:
    put(library, "news.jsonl", rows(3))
    library.write("plain.txt", BRIDGE)

    summary = library.index()

    assert set(ids(library)) == {"news.jsonl/n0", "news.jsonl/n1", "news.jsonl/n2", "plain.txt"}
    assert (summary.documents, summary.files, summary.indexed, summary.staged) == (4, 2, 2, 4)
    assert library.index().unchanged == 2


def test_one_changed_row_of_a_thousand_is_one_staged_document(library: Library) -> None:
    put(library, "news.jsonl", rows(1000))
    library.index()
    before = ids(library)

    put(library, "news.jsonl", rows(1000, n500=f"Changed. {COST}"))
    summary = library.index()

    after = ids(library)
    assert (summary.indexed, summary.staged, summary.embedded) == (1, 1, 1)
    assert [path for path in after if after[path] != before[path]] == ["news.jsonl/n500"]
    assert f"Changed. {COST}" in library.everything()


def test_rows_that_come_and_go(library: Library) -> None:
    put(library, "news.jsonl", rows(5))
    library.index()
    before = ids(library)

    put(library, "news.jsonl", jsonl({"_id": "new", "text": COST}) + rows(3))
    summary = library.index()

    after = ids(library)
    assert set(after) == {f"news.jsonl/{key}" for key in ("new", "n0", "n1", "n2")}
    assert (summary.staged, summary.removed, summary.documents) == (1, 0, 4)
    assert after["news.jsonl/n1"] == before["news.jsonl/n1"]

    put(library, "news.jsonl", rows(2))
    assert library.index().published
    assert set(ids(library)) == {"news.jsonl/n0", "news.jsonl/n1"}


def test_a_file_that_changed_in_nothing_that_counts_is_only_noted(library: Library) -> None:
    path = put(library, "news.jsonl", rows(2))
    library.index()
    path.write_bytes(path.read_bytes() + b"\n\n")
    again = library.index()
    assert (again.published, again.unchanged, again.indexed) == (False, 1, 0)
    assert path.stat().st_mtime_ns == library.footnote.store.files()["news.jsonl"].mtime_ns


def test_a_file_that_goes_takes_its_documents_along(library: Library) -> None:
    path = put(library, "news.jsonl", rows(3))
    library.write("plain.txt", BRIDGE)
    library.index()
    path.unlink()
    summary = library.index()
    assert (summary.removed, summary.documents, set(ids(library))) == (1, 1, {"plain.txt"})
    # A folder may take its name.
    path.mkdir()
    library.write("news.jsonl/n1.txt", FERRY)
    library.index()
    assert set(ids(library)) == {"plain.txt", "news.jsonl/n1.txt"}


def test_bad_rows_are_told_until_they_are_mended(library: Library) -> None:
    good = rows(2)
    put(library, "news.jsonl", b"{\n" + good + b"{\n{}\n[]\n")

    first = library.index()

    (told,) = first.skipped
    assert (told.path, told.partly) == ("news.jsonl", True)
    assert told.reason == (
        "4 of its 6 documents cannot be read (line 1: it is not JSON; line 4: it is not JSON; "
        "line 5: there is no text in it; and 1 more: footnote show FILE --unread)"
    )
    assert library.index().skipped == first.skipped
    (library.documents / "news.jsonl").touch()
    touched = library.index()
    assert (touched.skipped, touched.published) == (first.skipped, False)
    put(library, "news.jsonl", good)
    assert library.index().skipped == ()
    assert library.index().skipped == ()


def test_a_file_without_one_good_row_is_skipped_whole(library: Library) -> None:
    library.write("plain.txt", BRIDGE)
    put(library, "news.jsonl", rows(2))
    library.index()
    put(library, "news.jsonl", b"{}\n{\n")
    (told,) = library.index().skipped
    assert not told.partly
    assert told.reason.startswith("none of its documents can be read (line 1: there is no text")
    assert set(ids(library)) == {"plain.txt"}
    put(library, "news.jsonl", b"")
    assert library.index().skipped[0].reason == "there is no text in it"


def test_a_file_that_breaks_off_is_skipped_whole(library: Library) -> None:
    library.write("plain.txt", BRIDGE)
    whole = json.dumps(export({"id": 1, "text": COST}, {"id": 2, "text": FERRY})).encode()
    put(library, "result.json", whole[:-5])
    (told,) = library.index().skipped
    assert "broken at character" in told.reason
    assert set(ids(library)) == {"plain.txt"}
    put(library, "result.json", whole)
    library.index()
    assert set(ids(library)) == {"plain.txt", "result.json/1", "result.json/2"}
    put(library, "result.json", whole[:-5])
    assert library.index().removed == 1
    assert set(ids(library)) == {"plain.txt"}


def test_an_archive_is_the_files_in_it(library: Library) -> None:
    files = {"a.txt": BRIDGE, "inner/b.txt": f"{FERRY}\n\n{COST}"}
    for name, text in files.items():
        library.write(name, text)
    packed = {name: (library.documents / name).read_bytes() for name in files}
    put(library, "all.zip", archive(packed))

    library.index()

    documents = {it.path: it for it in library.footnote.live.current().documents}
    for name in files:
        assert documents[f"all.zip/{name}"].sha256 == documents[name].sha256
        assert documents[f"all.zip/{name}"].metadata == documents[name].metadata
        assert documents[f"all.zip/{name}"].file == "all.zip"


def test_what_no_reader_takes_of_an_archive_is_told_as_long_as_it_is_there(
    library: Library,
) -> None:
    kinds = {f"f.{number}": b"" for number in range(6)}
    put(library, "all.zip", archive({"a.txt": BRIDGE.encode(), "b.py": b"", **kinds, "c.py": b""}))
    put(library, "one.zip", archive({"a.txt": FERRY.encode(), "b.jsonl": rows(1) + jsonl({}),
                                     "Makefile": b""}))  # fmt: skip
    put(library, "none.zip", archive({"b.exe": b""}))
    told = {
        "all.zip": (
            "8 files in it are of kinds that Footnote does not read (2 .py, 1 .0, 1 .1, 1 .2, "
            "1 .3, …)",
            True,
        ),
        "none.zip": ("1 file in it is of a kind that Footnote does not read (1 .exe)", False),
        "one.zip": (
            "1 of its 3 documents cannot be read (b.jsonl, line 2: there is no text in it); 1 file "
            "in it is of a kind that Footnote does not read (1 without a suffix)",
            True,
        ),
    }
    for summary in (library.index(), library.index()):
        assert {it.path: (it.reason, it.partly) for it in summary.skipped} == told
        assert summary.unsupported == {}

    put(library, "all.zip", archive({"a.txt": BRIDGE.encode()}))
    assert {it.path for it in library.index().skipped} == {"none.zip", "one.zip"}


def test_a_source_may_be_a_file_or_a_row(library: Library) -> None:
    from bot.answer import Question, hits_of
    from corpus.filters import Filters

    put(library, "news.jsonl", rows(3))
    library.write("plain.txt", FERRY)
    library.index()
    for source, found in (
        ("news.jsonl", {"news.jsonl/n0", "news.jsonl/n1", "news.jsonl/n2"}),
        ("NEWS.jsonl/N1", {"news.jsonl/n1"}),
    ):
        question = Question("Who carries passengers across?", Filters((source,)), limit=10)
        hits = hits_of(library.answerer.answer(question))
        assert hits
        assert {hit.passage.citation.document for hit in hits} <= found


def test_what_is_said_of_sources_reaches_the_footnote_without_the_model(library: Library) -> None:
    from bot.answer import Question, hits_of
    from bot.answer_json import answer_to_json
    from bot.wording.answers import footnote
    from corpus.filters import Filters

    library.write("tass/a.txt", BRIDGE)
    library.write("b.txt", FERRY)
    put(library, "news.jsonl", jsonl({"_id": "cost", "text": COST, "source": "Gazette"}))
    library.index()
    before = ids(library)
    encoded = library.encoder.encoded
    (library.documents / "sources.toml").write_text(
        '["tass"]\npublisher = "Tass"\nnote = "state-run"\n["news.jsonl"]\nnote = "a rumour"\n'
    )

    summary = library.index()

    assert (summary.indexed, summary.staged, summary.embedded) == (2, 2, 0)
    assert library.encoder.encoded == encoded
    assert ids(library)["b.txt"] == before["b.txt"]
    (hit,) = hits_of(library.answerer.answer(Question(BRIDGE, Filters(("tass",)), limit=1)))
    assert footnote(hit.passage.citation) == "tass/a.txt · Tass (state-run) · ¶1"
    answer = library.answerer.answer(Question(COST, Filters(("Gazette",))))
    assert "a rumour" in str(answer_to_json(answer))
    assert library.index().unchanged == 3

    (library.documents / "sources.toml").unlink()
    assert library.index().staged == 2
    assert library.footnote.live.current().documents[-1].metadata.publisher is None


def test_a_sources_file_that_makes_no_sense_leaves_the_index_as_it_is(library: Library) -> None:
    library.write("a.txt", BRIDGE)
    library.index()
    library.write("b.txt", FERRY)
    (library.documents / "sources.toml").write_text('["a"]\nnote =')
    with pytest.raises(SettingError, match=r"sources\.toml"):
        library.index()
    assert library.everything() == [BRIDGE]


def test_a_table_is_read_anew_where_its_columns_get_other_names(library: Library) -> None:
    """Also one that was passed over before, as nobody knew its columns; and nothing else is."""
    put(library, "events.csv", f"Kopf;Beschreibung\nBrücke;{BRIDGE}\nFähre;{FERRY}\n".encode())
    put(library, "news.csv", f"title;text\nCost;{COST}\n".encode())
    library.write("plain.txt", "Plain words of a file that is no table at all, but words.")
    summary = library.index()
    assert [it.path for it in summary.skipped] == ["events.csv"]
    said = library.documents / "sources.toml"

    said.write_text('["events.csv"]\ncolumns = { text = "Beschreibung", title = "Kopf" }\n')
    summary = library.index()
    assert (summary.indexed, summary.unchanged) == (1, 2)
    assert summary.skipped == ()
    assert set(ids(library)) == {
        "events.csv/row-2",
        "events.csv/row-3",
        "news.csv/row-2",
        "plain.txt",
    }
    assert library.found("+Brücke") == [BRIDGE]
    (passage,) = library.footnote.store.document_passages(
        DocumentId(ids(library)["events.csv/row-2"])
    )
    assert library.footnote.receipts().receipt(passage).filed is Filed.SAME
    assert verify_passages(library.settings)

    said.write_text('["events.csv"]\ncolumns = { text = "Kopf" }\n')
    assert library.index().indexed == 1
    assert "Brücke" in library.everything()

    said.write_text('["events.csv"]\ncolumns = { text = "Inhalt" }\n')
    (skipped,) = library.index().skipped
    assert "sources.toml says it has (text = Inhalt)" in skipped.reason
    assert library.index().unchanged == 3

    said.write_text('["events.csv"]\ncolumns = { text = "Beschreibung", title = "Titel" }\n')
    for _ in range(2):
        summary = library.index()
        (skipped,) = summary.skipped
        assert (skipped.path, skipped.partly) == ("events.csv", True)
        assert skipped.reason.endswith(
            "(title = Titel), so its rows are read without that; it names: Kopf, Beschreibung"
        )
        assert BRIDGE in library.everything()
    assert summary.unchanged == 3

    said.write_text('["events.csv"]\ncolumns = { text = "Inhalt" }\n')
    library.index()
    said.write_text("columns = 7")
    (news,) = library.footnote.store.document_passages(DocumentId(ids(library)["news.csv/row-2"]))
    assert "is not a table" in str(library.footnote.receipts().receipt(news).problem)
    said.unlink()
    (skipped,) = library.index().skipped
    assert "names no column of texts" in skipped.reason
