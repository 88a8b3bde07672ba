"""A file that was renamed and edited between two runs goes on, and is never taken for another."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata, Span
from corpus.passage import Segment
from corpus.past.edited_renames import alike
from corpus.reading import Reading
from corpus.scan import FileState
from corpus.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "footnote.db") as opened:
        yield opened


def reading(paragraphs: Sequence[str], title: str = "Report") -> Reading:
    text = "\n\n".join(paragraphs)
    segments = []
    begin = 0
    for number, paragraph in enumerate(paragraphs, 1):
        span = Span(begin, begin + len(paragraph))
        segments.append(Segment(span, number, number, (span,)))
        begin += len(paragraph) + 2
    return Reading(text, Metadata(title=title), tuple(segments), f"bytes of {title} {text}")


def publish(store: Store, folder: dict[str, Sequence[str]]) -> None:
    """Let ``folder`` be what there is, as a run does."""
    generation = store.begin()
    for path in set(store.files()) - set(folder):
        store.stage_removal(generation, path)
    for path, paragraphs in folder.items():
        made = reading(paragraphs)
        staged = store.stage_contents(generation, path, [(path, made)])
        if staged.added or staged.removed:
            store.stage_state(generation, path, FileState(1, 1, made.file_sha256))
    store.stage_renames(generation)
    store.publish(generation)
    store.purge(generation)


def goes_on(store: Store) -> dict[str, str]:
    """Each path that was left in the last generation, and where its document stands now."""
    return dict(store.history.former_paths())


def versions(store: Store, path: str) -> int:
    known = store.history.of(path)
    return 0 if known is None else len(known.versions)


def says(of: str, *numbers: int) -> list[str]:
    return [f"Paragraph {it} of {of} tells what was seen at the {of} that day." for it in numbers]


def test_it_goes_on_with_its_history_and_its_name(store: Store) -> None:
    publish(store, {"a.txt": says("mill", 1, 2, 3), "b.txt": says("pier", 1, 2, 3)})
    publish(store, {"new/c.txt": says("mill", 1, 2, 9), "b.txt": says("pier", 1, 2, 3)})
    assert goes_on(store) == {"a.txt": "new/c.txt"}
    assert versions(store, "new/c.txt") == versions(store, "a.txt") == 2
    known = store.history.of("a.txt")
    assert known is not None
    assert [(it.old, it.new) for it in known.renames] == [("a.txt", "new/c.txt")]
    assert store.history.gone() == []


def test_so_do_several_at_once_in_any_order(store: Store) -> None:
    kinds = ("mill", "pier", "inn", "well")
    publish(store, {f"{it}.txt": says(it, 1, 2, 3, 4) for it in kinds})
    publish(store, {f"{9 - n}.txt": [*says(it, 4, 2, 1), "New."] for n, it in enumerate(kinds)})
    assert goes_on(store) == {f"{it}.txt": f"{9 - n}.txt" for n, it in enumerate(kinds)}


@pytest.mark.parametrize(
    "after",
    [
        {"c.txt": says("mill", 1, 7, 8, 9)},  # less than half of it is left
        {"c.txt": says("mill", 1, 2, 3, 5, 6, 7, 8, 9)},  # less than half of it was there
        {"c.txt": says("mill", 1, 2), "d.txt": says("mill", 3, 4)},  # in two halves
        {"c.txt": says("mill", 1, 2, 3), "d.txt": says("mill", 1, 2, 3)},  # a copy of an edit
        {"a.txt": says("mill", 9), "c.txt": says("mill", 1, 2, 3, 5)},  # its name is still there
        {"c.txt": ["Something else altogether."]},
        {"c.txt": []},
    ],
)
def test_what_is_in_doubt_is_left_apart(store: Store, after: dict[str, list[str]]) -> None:
    publish(store, {"a.txt": says("mill", 1, 2, 3, 4), "b.txt": says("pier", 1)})
    publish(store, {**after, "b.txt": says("pier", 1)})
    assert goes_on(store) == {}
    assert versions(store, "c.txt") == 1


@pytest.mark.parametrize("others", [1, 2, 5])
def test_a_form_that_reports_share_speaks_for_none_of_them(store: Store, others: int) -> None:
    form = says("weekly form", *range(1, 9))
    stay = {f"{n}.txt": [*form, f"In week {n} it rained."] for n in range(others)}
    publish(store, {**stay, "old.txt": [*form, "In the old week it snowed."]})
    publish(store, {**stay, "new.txt": [*form, "In the new week the sun shone."]})
    assert goes_on(store) == {}


def test_neither_do_two_reports_that_went_for_two_that_came(store: Store) -> None:
    form = says("weekly form", *range(1, 9))
    publish(store, {f"{n}.txt": [*form, f"In week {n} it rained."] for n in (1, 2)})
    publish(store, {f"{n}.txt": [*form, f"In week {n} it rained."] for n in (3, 4)})
    assert goes_on(store) == {}


def test_two_that_were_made_one_and_one_that_became_two_are_others(store: Store) -> None:
    publish(store, {"a.txt": says("mill", 1, 2), "b.txt": says("pier", 1, 2)})
    publish(store, {"both.txt": says("mill", 1, 2) + says("pier", 1, 2)})
    assert goes_on(store) == {}
    publish(store, {"c.txt": says("mill", 1, 2), "d.txt": says("pier", 1, 2)})
    assert goes_on(store) == {}


def test_one_that_is_put_back_goes_on_as_itself(store: Store) -> None:
    kept = {"kept.txt": says("pier", 1)}
    publish(store, {**kept, "a.txt": says("mill", 1, 2, 3)})
    publish(store, {**kept, "b.txt": says("inn", 1, 2, 3)})
    publish(store, {**kept, "a.txt": says("inn", 1, 2, 4)})  # at the path of what went first
    assert goes_on(store) == {}
    assert versions(store, "a.txt") == 2


def publish_rows(store: Store, rows: dict[str, Sequence[str]], *removed: str) -> None:
    """Let ``rows`` be what the file of many documents holds."""
    generation = store.begin()
    for path in removed:
        store.stage_removal(generation, path)
    staged = [(f"all.jsonl/{name}", reading(it)) for name, it in rows.items()]
    store.stage_contents(generation, "all.jsonl", staged)
    store.stage_state(generation, "all.jsonl", FileState(1, 1, str(rows)))
    store.stage_renames(generation)
    store.publish(generation)


def test_the_rows_of_a_container_are_told_by_their_keys(store: Store) -> None:
    publish_rows(store, {"one": says("mill", 1, 2, 3), "stays": says("inn", 1)})
    publish_rows(store, {"two": says("mill", 1, 2, 4), "stays": says("inn", 1)})
    publish(store, {"two.txt": says("mill", 1, 2, 5)})
    publish_rows(store, {"three": says("mill", 1, 2, 6)}, "two.txt")
    assert goes_on(store) == {}


passages = st.dictionaries(
    st.integers(0, 12).map(lambda number: bytes([number])), st.integers(1, 300), max_size=6
)
documents = st.dictionaries(st.integers(1, 6), passages, max_size=6)


@given(documents, documents, st.lists(passages, max_size=3))
def test_none_goes_on_twice_and_none_that_shares_little(
    old: dict[int, dict[bytes, int]],
    new: dict[int, dict[bytes, int]],
    others: list[dict[bytes, int]],
) -> None:
    lengths = {
        digest: length for it in (*old.values(), *new.values()) for digest, length in it.items()
    }
    old, new = (
        {key: {digest: lengths[digest] for digest in it} for key, it in held.items()}
        for held in (old, new)
    )
    pairs = alike(old, new, others)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    for one, other in pairs:
        rest = [*others, *(it for key, it in old.items() if key != one)]
        rest += [it for key, it in new.items() if key != other]
        shared = (set(old[one]) & set(new[other])).difference(*rest)
        length = sum(lengths[digest] for digest in shared)
        assert 2 * length >= max(sum(old[one].values()), sum(new[other].values())) > 0


@given(documents)
def test_what_nobody_else_says_always_goes_on(held: dict[int, dict[bytes, int]]) -> None:
    apart = {
        key: {bytes([key]) + it: length for it, length in document.items()}
        for key, document in held.items()
        if document
    }
    assert sorted(alike(apart, apart, [])) == [(key, key) for key in sorted(apart)]
