"""What was served before is kept as it was, and goes when it is to be forgotten."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus import file_states
from corpus.document import Metadata, Span
from corpus.passage import Segment
from corpus.past import versions
from corpus.past.history import Version
from corpus.past.versions import MOST_VERSIONS
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store

DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Clock(datetime):
    """A day later each time that it is asked."""

    days = 0

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # never naive
        del tz
        cls.days += 1
        return DAY + timedelta(days=cls.days)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(versions, "datetime", Clock)
    Clock.days = 0
    with Store(tmp_path / "footnote.db") as opened:
        yield opened


def reading(text: str, title: str = "Bridge") -> Reading:
    segments = (Segment(Span(0, len(text)), 1, 1, (Span(0, len(text)),)),)
    return Reading(text, Metadata(title=title), segments, f"bytes of {title} {text}")


def publish(store: Store, *removed: str, **added: str | Reading) -> int:
    """``added`` by name, without the suffix."""
    generation = store.begin()
    for name in removed:
        store.stage_removal(generation, f"{name}.txt")
    for name, it in added.items():
        made = it if isinstance(it, Reading) else reading(it)
        path = f"{name}.txt"
        staged = store.stage_contents(generation, path, [(path, made)])
        state = FileState(1, 1, made.file_sha256)
        if staged.added or staged.removed:
            store.stage_state(generation, path, state)
    store.stage_renames(generation)
    store.publish(generation)
    store.purge(generation)
    return generation


def texts(store: Store, path: str) -> list[str]:
    found = store.history.of(path)
    return [] if found is None else [version.text for version in found.versions]


def day(number: int) -> datetime:
    return DAY + timedelta(days=number)


def test_each_version_is_kept_as_it_was(store: Store) -> None:
    publish(store, a="One.", b="Other.")
    publish(store, a="Two.")
    publish(store, b="Another.")
    publish(store, a=reading("Two.", "Old bridge"))
    found = store.history.of("a.txt")
    assert found is not None
    assert found.renames == ()
    assert [(it.text, it.title, it.since, it.until) for it in found.versions] == [
        ("Two.", "Old bridge", day(4), None),
        ("Two.", "Bridge", day(2), day(4)),
        ("One.", "Bridge", day(1), day(2)),
    ]
    assert found.versions[1] == Version(
        "a.txt", day(2), day(4), "bytes of Bridge Two.", "Bridge", None, None, 1, "Two."
    )


def test_what_never_was_has_no_history(store: Store) -> None:
    publish(store, a="One.")
    assert store.history.of("b.txt") is None
    assert store.history.paths() == ["a.txt"]


def test_a_removed_document_is_kept_and_goes_on_when_it_is_put_back(store: Store) -> None:
    publish(store, a="One.", b="Other.")
    publish(store, "a")
    assert store.history.paths() == ["a.txt", "b.txt"]
    (gone,) = store.history.of("a.txt").versions  # type: ignore[union-attr]  # it is there
    assert (gone.text, gone.since, gone.until) == ("One.", day(1), day(2))
    publish(store, b="Another.")
    publish(store, a="One.")
    publish(store, a="Two.")
    found = store.history.of("a.txt")
    assert found is not None
    assert [(it.text, it.since, it.until) for it in found.versions] == [
        ("Two.", day(5), None),
        ("One.", day(4), day(5)),
        ("One.", day(1), day(2)),
    ]
    assert found.renames == ()


def test_a_renamed_document_goes_on_and_its_names_are_told(store: Store) -> None:
    publish(store, a="One.", z="Other.")
    publish(store, a="Two.")
    publish(store, "a", b="Two.")
    publish(store, b="Three.")
    for path in ("a.txt", "b.txt"):
        found = store.history.of(path)
        assert found is not None
        assert [(it.path, it.text, it.since) for it in found.versions] == [
            ("b.txt", "Three.", day(4)),
            ("b.txt", "Two.", day(2)),  # a new name is no new version
            ("a.txt", "One.", day(1)),
        ]
        assert [(it.old, it.new, it.at) for it in found.renames] == [("a.txt", "b.txt", day(3))]


def test_several_names_are_told_newest_first(store: Store) -> None:
    publish(store, a="One.", z="Other.")
    publish(store, "a", b="One.")
    publish(store, "b", c="One.")
    found = store.history.of("c.txt")
    assert found is not None
    assert [(it.old, it.new, it.at) for it in found.renames] == [
        ("b.txt", "c.txt", day(3)),
        ("a.txt", "b.txt", day(2)),
    ]


def test_names_that_change_hands_take_their_histories_along(store: Store) -> None:
    publish(store, a="A one.", b="B one.")
    publish(store, a="A two.", b="B two.")
    publish(store, a="B two.", b="A two.")
    assert texts(store, "a.txt") == ["B two.", "B one."]
    assert texts(store, "b.txt") == ["A two.", "A one."]
    publish(store, "a", c="B two.", b="A three.")
    publish(store, a="Quite another.")
    assert texts(store, "a.txt") == ["Quite another."]
    assert texts(store, "b.txt") == ["A three.", "A two.", "A one."]
    assert texts(store, "c.txt") == ["B two.", "B one."]


def test_a_name_that_two_have_left_stands_for_the_one_that_left_last(store: Store) -> None:
    publish(store, a="One.", z="Other.")
    publish(store, "a", b="One.")
    publish(store, a="Two.")
    publish(store, "a", c="Two.")
    assert texts(store, "a.txt") == ["Two."]


def test_what_a_renamed_file_has_replaced_is_in_its_history(store: Store) -> None:
    publish(store, a="A one.", b="B one.")
    publish(store, b="B two.")
    publish(store, "a", b="A one.")
    assert texts(store, "b.txt") == ["A one.", "B two.", "B one."]
    assert store.history.forget(["b.txt"]) == 2
    assert texts(store, "b.txt") == ["A one."]


def test_what_is_gone_is_told_by_path_and_of_one_path_in_the_order_of_going(store: Store) -> None:
    publish(store, a="One.", b="Other.", z="Last.")
    publish(store, "z", "a")
    publish(store, "b", a="Other.")
    publish(store, "a")
    assert [(it.path, it.until) for it in store.history.gone()] == [
        ("a.txt", day(2)),
        ("a.txt", day(4)),
        ("z.txt", day(2)),
    ]
    assert store.history.paths() == ["a.txt", "b.txt", "z.txt"]


def test_no_more_are_kept_than_that(store: Store) -> None:
    for number in range(MOST_VERSIONS + 5):
        publish(store, a=f"Number {number}.", b="Other.")
    assert texts(store, "a.txt") == [f"Number {number}." for number in range(14, 3, -1)]
    assert len(texts(store, "b.txt")) == 1


def test_what_is_only_read_anew_is_no_new_version(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = reading("One.")
    publish(store, a=once, b="Other.")
    publish(store, a=replace(once, marks=(), segments=()), b="Another.")  # cut anew
    monkeypatch.setattr(file_states, "READING_VERSION", 1_000)
    with_title = replace(once, metadata=Metadata(title="Bridge", author="Found only now"))
    publish(store, a=with_title)
    found = store.history.of("a.txt")
    assert found is not None
    assert [(it.text, it.since, it.until) for it in found.versions] == [("One.", day(1), None)]


def test_a_run_that_died_leaves_no_version(store: Store) -> None:
    publish(store, a="One.")
    generation = store.begin()
    store.stage_contents(generation, "a.txt", [("a.txt", reading("Two."))])
    assert texts(store, "a.txt") == ["One."]
    store.begin()
    assert texts(store, "a.txt") == ["One."]


def test_the_times_that_nobody_needs_go(store: Store) -> None:
    publish(store, a="One.", b="Other.")
    for number in range(5):
        publish(store, a=f"Number {number}.")
    with store._database.reading() as connection:
        kept = [it for (it,) in connection.execute("SELECT generation FROM publications")]
    assert kept == [1, 5, 6]  # the fifth goes with the place that ended just now


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_forgotten_leaves_no_byte(store: Store, tmp_path: Path, gone: bool) -> None:
    secret = "Xylophonists rehearse quadrillions of pentameters beneath the zeppelin hangar."
    packed = versions._packed(secret)
    with store._database.reading() as connection:  # some builds of SQLite wipe what is deleted
        connection.execute("PRAGMA secure_delete = OFF")
    publish(store, a=secret, b="Other.")
    publish(store, "a", b="Another.") if gone else publish(store, a="Nothing of it.")
    assert packed in bytes_of(tmp_path)
    assert texts(store, "a.txt")[-1] == secret
    assert store.history.forgotten_in() is None
    assert store.history.forget(["a.txt"]) == 1
    assert store.history.forgotten_in() == 2
    store.history.compact()
    assert store.history.forgotten_in() is None
    left = bytes_of(tmp_path)
    assert packed not in left
    assert secret.encode() not in left
    assert (b"a.txt" in left) is not gone
    assert (store.history.of("a.txt") is None) is gone
    assert json.dumps(secret).encode() not in left


def test_what_is_deleted_is_wiped_however_sqlite_was_compiled(store: Store) -> None:
    with store._database.reading() as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
