import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import fetching
from corpus.database import Database
from corpus.document import DocumentId, Metadata, Span, text_sha256
from corpus.errors import UnknownSourceError
from corpus.passage import RowId, Segment
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store

METADATA = Metadata(
    title="Мост",
    publisher="Example Times",
    author="A. Writer",
    published=date(2025, 5, 19),
    url="https://example.org/a",
    language="ru",
    tags=("мост", "river"),
    reports=("Reuters",),
)


def reading(*paragraphs: str, metadata: Metadata = METADATA) -> Reading:
    text = "\n\n".join(paragraphs)
    segments = []
    start = 0
    for number, words in enumerate(paragraphs, 1):
        span = Span(start, start + len(words))
        segments.append(Segment(span, number, number, (Span(0, len(words)),), "A › B", number + 6))
        start = span.end + 2
    return Reading(text, metadata, tuple(segments), "hash of " + text)


def state(of: Reading, mtime_ns: int = 1) -> FileState:
    return FileState(len(of.text.encode()), mtime_ns, of.file_sha256)


def stage(store: Store, generation: int, path: str, *paragraphs: str) -> None:
    made = reading(*paragraphs)
    store.stage_document(generation, path, state(made), made)


def publish(store: Store, **documents: str) -> int:
    generation = store.begin()
    for path, text in documents.items():
        stage(store, generation, path, *text.split("|"))
    store.publish(generation)
    return generation


def texts(store: Store, generation: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for passage in store.passages([row for row, _ in store.rows(generation)]):
        found.setdefault(passage.citation.document, []).append(passage.text)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "footnote.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.current_generation() == 0
    assert store.root() is None
    assert store.files() == {}
    assert list(store.rows(0)) == []
    assert store.documents(0) == []
    assert store.begin() == 1


def test_the_root_is_kept(path: Path) -> None:
    with Store(path) as store:
        store.set_root("/a/ü")
        store.set_root("/b")
    with Store(path) as store:
        assert store.root() == "/b"


def test_what_is_stored_comes_back(store: Store) -> None:
    made = reading("Ось 𝔐іст e\u0301.", "👩\u200d🚀 Second.")
    document_id = store.stage_document(store.begin(), "talks/a.md", state(made), made)
    store.publish(1)

    document = store.document(1, "talks/a.md")
    assert (document.id, document.text, document.metadata) == (document_id, made.text, METADATA)
    (stored,) = store.documents(1)
    assert (stored.id, stored.path, stored.metadata) == (document_id, "talks/a.md", METADATA)
    assert (stored.sha256, stored.passages) == (text_sha256(made.text), 2)
    assert stored.characters == len(made.text)

    first, second = store.document_passages(document_id)
    assert store.opening(document_id) == first
    assert store.opening(DocumentId(99)) is None
    assert [first.text, second.text] == ["Ось 𝔐іст e\u0301.", "👩\u200d🚀 Second."]
    assert second.span.of(document.text) == second.text
    assert (second.ordinal, second.heading) == (2, "A › B")
    assert second.sentences == (Span(0, len(second.text)),)
    citation = second.citation
    assert (citation.document, citation.metadata) == ("talks/a.md", METADATA)
    assert citation.document_sha256 == text_sha256(made.text)
    assert (citation.paragraph, citation.paragraph_end, citation.page) == (2, 2, 8)


def test_unknown_metadata_stays_unknown(store: Store) -> None:
    made = reading("Text.", metadata=Metadata())
    store.stage_document(store.begin(), "a.txt", state(made), made)
    store.publish(1)

    assert store.documents(1)[0].metadata == Metadata()


def test_staged_documents_are_seen_when_published(path: Path) -> None:
    with Store(path) as store, Store(path) as reader:
        generation = store.begin()
        stage(store, generation, "a.txt", "One.")

        assert list(reader.rows(reader.current_generation())) == []
        assert reader.files() == {}
        with pytest.raises(UnknownSourceError, match=r"a\.txt"):
            reader.document(reader.current_generation(), "a.txt")

        store.publish(generation)
        assert reader.current_generation() == 1
        assert texts(reader, 1) == {"a.txt": ["One."]}


def test_each_generation_shows_its_own(store: Store) -> None:
    publish(store, a="A1", b="B1|B2", c="C1")
    generation = store.begin()
    stage(store, generation, "a", "A2")
    store.stage_removal(generation, "b")
    assert texts(store, 1) == {"a": ["A1"], "b": ["B1", "B2"], "c": ["C1"]}
    store.publish(generation)

    assert texts(store, 1) == {"a": ["A1"], "b": ["B1", "B2"], "c": ["C1"]}
    assert texts(store, 2) == {"c": ["C1"], "a": ["A2"]}
    before, now = (set(store.rows(generation)) for generation in (1, 2))
    assert (len(before), len(now), len(before & now)) == (4, 2, 1)
    assert [document.path for document in store.documents(1)] == ["a", "b", "c"]
    assert [document.path for document in store.documents(2)] == ["a", "c"]
    assert store.document(1, "a").text == "A1"
    assert store.document(2, "a").text == "A2"
    with pytest.raises(UnknownSourceError):
        store.document(2, "b")


def test_begin_undoes_what_was_never_published(path: Path) -> None:
    with Store(path) as store:
        publish(store, a="A1", b="B1")
        files = store.files()
        generation = store.begin()
        stage(store, generation, "a", "A2")
        stage(store, generation, "c", "C1")
        store.stage_removal(generation, "b")

    with Store(path) as store:
        assert store.begin() == 2
        assert store.files() == files
        assert list(store.rows(2)) == list(store.rows(1))
        store.publish(2)
        assert texts(store, 2) == {"a": ["A1"], "b": ["B1"]}


def test_staging_twice_keeps_the_last(store: Store) -> None:
    publish(store, a="A1")
    generation = store.begin()
    stage(store, generation, "a", "A2")
    stage(store, generation, "a", "A3")
    stage(store, generation, "b", "B1")
    store.stage_removal(generation, "b")
    store.publish(generation)

    assert texts(store, generation) == {"a": ["A3"]}
    before, after = list(store.rows(1)), list(store.rows(generation))
    assert after != before
    assert len(after) == len(before) == 1


def test_row_ids_are_never_used_again(store: Store) -> None:
    used: set[RowId] = set()
    for _ in range(3):
        generation = store.begin()
        stage(store, generation, "a", "Text.")
        ((row, _),) = store.rows(generation)
        assert row not in used
        used.add(row)
    publish(store, a="Text.")
    store.stage_removal(store.begin(), "a")
    store.publish(2)
    store.purge(2)
    publish(store, a="Text.")
    assert used.isdisjoint(row for row, _ in store.rows(3))


def test_purge_deletes_what_nobody_can_see(store: Store) -> None:
    publish(store, a="A1", b="B1")
    publish(store, a="A2")
    publish(store, a="A3")
    old_row = next(store.rows(1))[0]

    assert store.purge(1) == 0
    assert store.purge(2) == 1
    assert texts(store, 2) == {"b": ["B1"], "a": ["A2"]}
    with pytest.raises(KeyError):
        store.passages([old_row])
    assert store.purge(99) == 1
    assert texts(store, 3) == {"b": ["B1"], "a": ["A3"]}


def test_purge_spares_what_is_only_staged(store: Store) -> None:
    publish(store, a="A1")
    store.stage_removal(store.begin(), "a")

    assert store.purge(99) == 0
    assert texts(store, 1) == {"a": ["A1"]}


def test_publishing_an_old_generation_is_a_mistake(store: Store) -> None:
    publish(store, a="A1")

    with pytest.raises(ValueError, match="generation 1 is not after"):
        store.publish(1)


def test_passages_come_in_the_order_asked_for(store: Store) -> None:
    publish(store, **{f"d{n}": "|".join(f"{n}.{m}" for m in range(60)) for n in range(20)})
    rows = [row for row, _ in store.rows(1)]
    wanted = [*rows[::-7], *rows[3::11], rows[0], rows[0]]

    assert [passage.id for passage in store.passages(wanted)] == wanted
    assert list(store.iter_passages(wanted)) == store.passages(wanted)
    assert len(store.passages(rows)) == 1200
    assert store.passages([]) == list(store.iter_passages([])) == []
    for ask in (store.passages, lambda rows: list(store.iter_passages(rows))):
        with pytest.raises(KeyError):
            ask([rows[0], RowId(10**9)])


def test_walking_many_passages_reads_each_text_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, a="|".join(map(str, range(700))), b="x|y")
    loaded: list[int] = []
    load = fetching.fetch_original

    def count(database: Database, document_id: DocumentId, generation: int | None) -> object:
        loaded.append(document_id)
        return load(database, document_id, generation)

    monkeypatch.setattr(fetching, "fetch_original", count)
    assert len(list(store.iter_passages([row for row, _ in store.rows(1)]))) == 702
    assert len(loaded) == 2


def test_files_tell_documents_and_skipped_ones(store: Store) -> None:
    publish(store, a="A1", b="B1")
    store.file_notes.note_skipped("bad.txt", FileState(3, 4, "", "it is broken"))
    store.file_notes.note_touched("a", FileState(2, 99, "hash of A1", ctime_ns=98))
    store.file_notes.note_touched("bad.txt", FileState(3, 5, "h", ctime_ns=4))

    assert store.files() == {
        "a": FileState(2, 99, "hash of A1", ctime_ns=98),
        "b": FileState(2, 1, "hash of B1"),
        "bad.txt": FileState(3, 5, "h", "it is broken", ctime_ns=4),
    }
    store.file_notes.forget_skipped("bad.txt")
    assert set(store.files()) == {"a", "b"}


def test_a_reason_is_needed(store: Store) -> None:
    with pytest.raises(ValueError, match="no reason"):
        store.file_notes.note_skipped("a", FileState(1, 1, ""))


def test_a_file_that_goes_bad_and_is_mended(store: Store) -> None:
    publish(store, a="A1", b="B1")
    bad = FileState(1, 2, "", "it is broken")

    generation = store.begin()
    store.file_notes.note_skipped("a", bad)
    store.stage_removal(generation, "a")
    # Until the removal is published, the file must be looked at again.
    assert store.files()["a"].skipped is None
    store.publish(generation)
    assert store.files()["a"] == bad

    publish(store, a="A2")
    assert store.files()["a"].skipped is None
    store.stage_removal(store.begin(), "a")
    store.publish(4)
    assert "a" not in store.files()


def test_what_an_older_version_read_is_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, a="A1")
    store.file_notes.note_skipped("bad.txt", FileState(3, 4, "h", "it is broken"))
    monkeypatch.setattr("corpus.file_states.READING_VERSION", 10**6)

    assert store.files() == {
        "a": FileState(-1, -1, ""),
        "bad.txt": FileState(-1, -1, "", "it is broken"),
    }


def test_threads_share_a_store(store: Store) -> None:
    publish(store, a="|".join(map(str, range(100))))
    rows = [row for row, _ in store.rows(1)]
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(50):
                assert [int(passage.text) for passage in store.passages(rows)] == [*range(100)]
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20):
        stage(store, store.begin(), "b", f"B{number}")
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_document_that_cannot_be_stored_leaves_nothing_behind(store: Store) -> None:
    publish(store, a="A1")
    made = reading("A2", "A3")
    broken = replace(made, segments=(made.segments[0], replace(made.segments[1], heading="\ud800")))
    generation = store.begin()

    with pytest.raises(UnicodeEncodeError):
        store.stage_document(generation, "a", state(broken), broken)

    assert list(store.rows(generation)) == list(store.rows(1))


def test_a_document_is_looked_for_by_its_path(store: Store) -> None:
    """By its generation or its file, each of many would be compared with all before it."""
    made = reading("A1")
    asked: list[str] = []
    with store._database.reading() as connection:
        connection.set_trace_callback(asked.append)
        store.stage_contents(store.begin(), "rows.csv", [("rows.csv/row-2", made)])
        connection.set_trace_callback(None)
        by_path = [it for it in asked if " places " in it and "path = " in it]
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {it}").fetchall() for it in by_path]
    assert len(plans) == 5
    assert [plan for plan in plans if not any("places_path" in it[-1] for it in plan)] == []
    assert [plan for plan in plans if any("SCAN" in it[-1] for it in plan)] == []
