"""What stands in many rows of one file is marked there, and stays so without being read again."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from container_files import BRIDGE, COST
from corpus.boilerplate.mark import Reason
from corpus.scan import Skipped
from library import Library

LINE = "Our correspondents at the front report every day at noon and at nine."


def news(number: int) -> str:
    return (
        f"In week {number} the crossing at kilometre {number * 7} was shelled {number + 3} times, "
        f"and the ferry of village {number} stayed in its harbour until the evening came."
    )


def table(*texts: str) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", "text"])
    writer.writerows([f"n{number}", it] for number, it in enumerate(texts))
    return text.getvalue().encode()


def with_line(numbers: Sequence[int]) -> list[str]:
    return [f"{news(number)}\n\n{LINE}" for number in numbers]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.write("plain.txt", BRIDGE)
    return library


def put(library: Library, data: bytes) -> None:
    (library.documents / "news.csv").write_bytes(data)


def ids(library: Library) -> dict[str, int]:
    return {it.path: it.id for it in library.footnote.live.current().documents}


def test_what_ten_rows_repeat_is_marked_once_and_for_all(library: Library) -> None:
    put(library, table(*with_line(range(10))))
    assert library.index().staged == 11
    assert sorted(library.everything()) == sorted([BRIDGE, *map(news, range(10))])
    before = ids(library)
    (mark,) = library.footnote.store.marks(library.footnote.live.current().documents[0].id)
    assert mark.reason is Reason.REPEATED

    again = library.index()
    assert (again.published, again.staged, again.unchanged) == (False, 0, 2)
    put(library, table(*with_line(range(10))) + b"\n")  # other bytes, the same rows
    touched = library.index()
    assert (touched.published, touched.staged, touched.indexed) == (False, 0, 0)
    assert ids(library) == before


def test_a_row_more_leaves_those_that_were_cut_anew_as_they_are(library: Library) -> None:
    put(library, table(*with_line(range(10))))
    library.index()
    before = ids(library)

    put(library, table(*with_line(range(11))))
    summary = library.index()

    assert (summary.staged, summary.embedded) == (1, 1)
    after = ids(library)
    assert {path: it for path, it in after.items() if path in before} == before
    assert not any(LINE in text for text in library.everything())


def test_it_is_served_again_once_too_few_rows_have_it(library: Library) -> None:
    put(library, table(*with_line(range(10))))
    library.index()

    put(library, table(*with_line(range(4)), *map(news, range(4, 10))))
    library.index()

    assert sum(LINE in text for text in library.everything()) == 4
    assert not library.index().published
    generation = library.footnote.live.current().documents
    assert all(not library.footnote.store.marks(document.id) for document in generation)


def test_rows_of_nothing_else_are_counted(library: Library) -> None:
    put(library, table(*with_line(range(10)), LINE, LINE, ""))

    summary = library.index()

    assert (summary.documents, summary.files) == (11, 2)
    assert summary.skipped == (
        Skipped(
            "news.csv",
            "1 of its 13 documents cannot be read (row 14: there is no text in it)",
            partly=True,
        ),
        Skipped(
            "news.csv",
            "in 2 of its documents everything stands in many other documents of their source",
            partly=True,
        ),
    )
    assert not library.index().published


def test_a_row_of_a_notice_alone_is_told(library: Library) -> None:
    put(library, table("Sign in to read this article.", COST))

    (skipped,) = library.index().skipped

    assert skipped.partly
    assert "row 2: there is nothing to answer from in it, only: log-in" in skipped.reason


def test_what_is_known_of_a_document_outlives_that_it_is_cut_anew(library: Library) -> None:
    (library.documents / "sources.toml").write_text('["*.csv"]\nnote = "state-run"\n')
    put(library, table(*with_line(range(10))))
    library.index()

    store, generation = library.footnote.store, library.footnote.live.current()
    row = store.document(generation.number, "news.csv/n3")
    assert (row.metadata.note, row.metadata.language) == ("state-run", "en")
    origins = {"note": "sources.toml", "language": "detected in the text"}
    assert store.origins(row.id) == origins
