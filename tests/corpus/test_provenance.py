import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.provenance import Announcement, Provenance, provenance_of, provenance_path
from corpus.reading import read_document

URL = "https://www.news.example/2025/11/18/bridge"
STORY = "The old stone bridge over the Ambry stays closed to all traffic until the end of March."
PAGE = f"<html><body><p>{STORY}</p><p>{STORY}</p></body></html>".encode()
KNOWN = Provenance(
    url=URL,
    fetched=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    sha256=hashlib.sha256(PAGE).hexdigest(),
    asked=("http://news.example/1",),
    charset="windows-1251",
    etag='"1"',
    last_modified="Tue, 18 Nov 2025 17:05:00 GMT",
    announced=Announcement("The bridge", "The Ambry Log", "Ada Wolf", date(2025, 11, 19)),
)


def test_a_note_is_read_as_it_was_written() -> None:
    assert provenance_of(KNOWN.packed()) == KNOWN
    bare = Provenance(KNOWN.url, KNOWN.fetched, KNOWN.sha256)
    assert provenance_of(bare.packed()) == bare


def test_a_note_of_a_date_alone_is_still_read() -> None:
    """As they were written before feeds were asked for more."""
    note = json.loads(KNOWN.packed())
    for name in ("title", "publisher", "author"):
        del note[name]

    known = provenance_of(json.dumps(note).encode())

    assert known is not None
    assert known.announced == Announcement(published=date(2025, 11, 19))


@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_other_note_makes_no_sense(note: bytes) -> None:
    assert provenance_of(note) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"url": "https:', b'"url": "javascript:'),
        (b'"url": "https://', b'"url": "https://user:word@'),
        (b"+00:00", b""),
        (b'"sha256"', b'"sha"'),
        (b'"fetched": "2026', b'"fetched": "x'),
    ],
)
def test_a_note_that_was_tampered_with_makes_no_sense(before: bytes, after: bytes) -> None:
    assert before in KNOWN.packed()
    assert provenance_of(KNOWN.packed().replace(before, after)) is None


def test_what_the_document_says_itself_counts_first() -> None:
    stated = Metadata(
        "Closed", "The Fell Log", "Ben", date(2025, 11, 1), "https://m.news.example/b"
    )

    completed = KNOWN.completed(stated)

    assert completed == stated
    assert completed.origins == {}


def test_what_it_does_not_say_is_known_from_the_feed_and_the_address() -> None:
    completed = KNOWN.completed(Metadata())
    unfed = replace(KNOWN, announced=Announcement()).completed(Metadata())
    early = replace(KNOWN, announced=Announcement(), fetched=datetime(2025, 11, 1, tzinfo=UTC))

    assert (completed.url, completed.published) == (URL, date(2025, 11, 19))
    assert completed.title == "The bridge"
    assert completed.publisher == "The Ambry Log"
    assert completed.author == "Ada Wolf"
    told = dict.fromkeys(("title", "publisher", "author", "published"), "feed")
    assert completed.origins == {"url": "where it was fetched", **told}
    assert (unfed.published, unfed.origins["published"]) == (date(2025, 11, 18), "web address")
    assert early.completed(Metadata()).published is None


@pytest.mark.parametrize(("day", "known"), [(23, True), (24, False)])
def test_a_day_begins_in_the_east(day: int, known: bool) -> None:
    """Where it is the next day already when a page is fetched, its address may name that."""
    published = date(2026, 11, day)
    url = f"https://news.example/{published:%Y/%m/%d}/bridge.html"
    fresh = Provenance(url, datetime(2026, 11, 22, 15, 30, tzinfo=UTC), KNOWN.sha256)

    assert fresh.completed(Metadata()).published == (published if known else None)


def test_an_address_of_another_site_is_not_believed() -> None:
    assert KNOWN.completed(Metadata(url="https://bbc.example/news")).url == URL


def keep(folder: Path, name: str, data: bytes, known: Provenance) -> None:
    (folder / name).write_bytes(data)
    (folder / provenance_path(name)).write_bytes(known.packed())


def test_a_document_with_a_note_knows_where_it_came_from(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", PAGE, KNOWN)

    metadata = read_document(tmp_path, "a.html", 10_000).metadata

    assert (metadata.url, metadata.published) == (URL, date(2025, 11, 19))


def test_a_document_that_is_another_by_now_does_not(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", PAGE + b"<!-- edited -->", KNOWN)

    assert read_document(tmp_path, "a.html", 10_000).metadata.url is None


@pytest.mark.parametrize("note", ["../outside", "a.html", "nowhere"])
def test_a_note_that_is_a_link_out_of_the_folder_is_none(tmp_path: Path, note: str) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (tmp_path / "outside").write_bytes(KNOWN.packed())
    (folder / "a.html").write_bytes(PAGE)
    (folder / provenance_path("a.html")).symlink_to(note)

    assert read_document(folder, "a.html", 10_000).metadata.url is None


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_the_encoding_that_the_server_names_counts(tmp_path: Path, name: str) -> None:
    words = "Старый каменный мост через Амбру закрыт для всего транспорта до конца марта. " * 2
    data = f"<html><body><p>{words}</p></body></html>".encode("koi8-u")
    known = replace(KNOWN, charset="koi8-u", sha256=hashlib.sha256(data).hexdigest())
    keep(tmp_path, name, data, known)

    assert words.strip() in read_document(tmp_path, name, 10_000).text


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_what_is_unicode_is_so_whatever_the_server_names(
    tmp_path: Path, name: str, coding: str
) -> None:
    words = "Старый каменный мост через Амбру закрыт для всего транспорта до конца марта. " * 2
    data = f"<html><body><p>{words}</p></body></html>".encode(coding)
    known = replace(KNOWN, charset="windows-1251", sha256=hashlib.sha256(data).hexdigest())
    keep(tmp_path, name, data, known)

    assert words.strip() in read_document(tmp_path, name, 10_000).text


@pytest.mark.parametrize("charset", ["utf-8", "unicode_escape", "zip", "no-such", "idna", "hex"])
def test_a_server_may_name_any_encoding(tmp_path: Path, charset: str) -> None:
    keep(tmp_path, "a.html", PAGE, replace(KNOWN, charset=charset))

    assert STORY in read_document(tmp_path, "a.html", 10_000).text
