"""What a lexical index owes its callers, held against BM25 written out in plain Python.

Texts stay under 40 terms: up to there Tantivy stores lengths exactly, and the scores agree to the
precision of float32.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.filters import Filters, source_keys
from corpus.passage import RowId
from embeddings.ports import Holding, LexicalEntry, LexicalIndex
from embeddings.tantivy_index import TantivyIndex

K1, B = 1.2, 0.75
TOLERANCE = 2e-6
FIRST_DAY = date(2025, 5, 1)


@dataclass(frozen=True)
class Entry:
    """An entry and the document that its filter fields come from."""

    lexical: LexicalEntry
    path: str
    metadata: Metadata


class PlainBm25:
    """BM25 as Tantivy defines it, summed over text and title.

    Args:
        entries: what can be found.
        counted: what the statistics are taken from: Tantivy goes on counting removed entries.
    """

    def __init__(self, entries: Sequence[Entry], counted: Sequence[Entry]) -> None:
        self._entries = entries
        self._fields = [
            {entry.lexical.row: list(entry.lexical.body) for entry in counted},
            {entry.lexical.row: list(entry.lexical.title) for entry in counted},
        ]

    def score(self, terms: Sequence[str], row: RowId) -> float:
        return sum(self._term(term, row, field) for term in terms for field in self._fields)

    def search(
        self, terms: Sequence[str], filters: Filters, holding: Holding = Holding()
    ) -> list[tuple[RowId, float]]:
        wanted = set(terms)
        found = [
            (entry.lexical.row, self.score(terms, entry.lexical.row))
            for entry in self._entries
            if filters.admits(entry.path, entry.metadata)
            and holds(entry.lexical, holding)
            and not wanted.isdisjoint([*entry.lexical.body, *entry.lexical.title])
        ]
        return sorted(found, key=lambda it: (-it[1], it[0]))

    @staticmethod
    def _term(term: str, row: RowId, field: dict[RowId, list[str]]) -> float:
        count = Counter(field[row])[term]
        n = len(field)
        holding = sum(term in terms for terms in field.values())
        average = sum(map(len, field.values())) / n
        if not count:
            return 0.0
        idf = math.log(1 + (n - holding + 0.5) / (holding + 0.5))
        norm = K1 * (1 - B + B * len(field[row]) / average)
        return idf * count * (K1 + 1) / (count + norm)


def holds(entry: LexicalEntry, holding: Holding) -> bool:
    def held(wordings: Sequence[Sequence[str]]) -> bool:
        return any(
            list(wording) == list(run[start : start + len(wording)])
            for wording in wordings
            for run in (entry.body, entry.title)
            for start in range(len(run))
        )

    return all(map(held, holding.every)) and not any(map(held, holding.none))


Build = Callable[[Sequence[Entry], Sequence[Entry]], LexicalIndex]


def lexical(entries: Sequence[Entry]) -> list[LexicalEntry]:
    return [entry.lexical for entry in entries]


def fresh(entries: Sequence[Entry], removed: Sequence[Entry]) -> LexicalIndex:
    with TemporaryDirectory() as folder:
        TantivyIndex.update(Path(folder), lexical([*removed, *entries]), [])
        TantivyIndex.update(Path(folder), [], [entry.lexical.row for entry in removed])
        return TantivyIndex.open(Path(folder))


def grown(entries: Sequence[Entry], removed: Sequence[Entry]) -> LexicalIndex:
    """Made in three generations, each in a folder of its own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        first, second = entries[::2], entries[1::2]
        TantivyIndex.update(folder / "1", lexical([*removed, *first[:-1]]), [])
        TantivyIndex.copy(folder / "1", folder / "2")
        TantivyIndex.update(folder / "2", lexical(second), [])
        TantivyIndex.copy(folder / "2", folder / "3")
        TantivyIndex.update(
            folder / "3", lexical(first[-1:]), [entry.lexical.row for entry in removed]
        )
        return TantivyIndex.open(folder / "3")


@pytest.fixture(scope="module", params=[fresh, grown])
def build(request: pytest.FixtureRequest) -> Build:
    chosen: Build = request.param
    return chosen


words = st.sampled_from(["мост", "ferri", "1,000", "f16", "war", "中文"])
texts = st.lists(words, min_size=1, max_size=12)
days = st.integers(0, 9).map(lambda n: FIRST_DAY + timedelta(n))
filters = st.builds(
    Filters,
    sources=st.lists(
        st.sampled_from(["a", "A/B.md", "example times", "nobody", "a b.md"]), max_size=2
    ).map(tuple),
    since=st.none() | days,
    until=st.none() | days,
)


@st.composite
def entries(draw: st.DrawFn, least: int = 0) -> list[Entry]:
    made = []
    for row in sorted(draw(st.sets(st.integers(1, 2**53), min_size=least, max_size=20))):
        path = draw(st.sampled_from(["a/b.md", "a/c.md", "A B.md"]))
        metadata = Metadata(
            publisher=draw(st.sampled_from([None, "Example  Times", "(*:*) AND"])),
            published=draw(st.none() | days),
        )
        made.append(
            Entry(
                LexicalEntry(
                    RowId(row),
                    draw(texts),
                    draw(st.lists(words, max_size=4)),
                    source_keys(path, metadata),
                    metadata.published,
                ),
                path,
                metadata,
            )
        )
    return made


wordings = st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), min_size=1, max_size=2).map(
    tuple
)
things = st.lists(wordings, max_size=2).map(tuple)
holdings = st.just(Holding()) | st.builds(Holding, things, things)


@dataclass(frozen=True)
class Asked:
    """One query. An index takes long to write, so each one is asked several."""

    terms: list[str]
    limits: Filters
    holding: Holding
    k: int


asked = st.lists(
    st.builds(Asked, st.lists(words, max_size=4), filters, holdings, st.integers(0, 25)),
    min_size=10,
    max_size=20,
)
costly = settings(max_examples=8, deadline=None)


def assert_same(found: Sequence[tuple[RowId, float]], exact: Sequence[tuple[RowId, float]]) -> None:
    """Equal scores in the same order, and equal rows wherever float32 can tell them apart."""
    assert len({row for row, _ in found}) == len(found)
    assert [score for _, score in found] == pytest.approx(
        [score for _, score in exact], rel=TOLERANCE
    )
    assert found == sorted(found, key=lambda it: (-it[1], it[0]))


@costly
@given(made=entries(), queries=asked)
def test_search_is_bm25(build: Build, made: list[Entry], queries: list[Asked]) -> None:
    index = build(made, [])
    plain = PlainBm25(made, made)
    for query in queries:
        found = index.search(query.terms, query.k, query.limits, query.holding)
        everything = plain.search(query.terms, query.limits, query.holding)
        assert_same(found, everything[: query.k])
        scores = dict(everything)
        assert [score for _, score in found] == pytest.approx(
            [scores[row] for row, _ in found], rel=TOLERANCE
        )


@costly
@given(made=entries(least=3), data=st.data(), queries=asked)
def test_removed_entries_are_not_found_but_counted(
    build: Build, made: list[Entry], data: st.DataObject, queries: list[Asked]
) -> None:
    # The removed ones share a segment with others: Tantivy drops a segment without survivors.
    most = len(made) - 3
    removed = [
        made.pop(data.draw(st.integers(0, len(made) - 1)))
        for _ in range(data.draw(st.integers(0, most)))
    ]
    index = build(made, removed)
    plain = PlainBm25(made, [*made, *removed])
    for query in queries:
        found = index.search(query.terms, query.k, query.limits)
        assert_same(found, plain.search(query.terms, query.limits)[: query.k])


@costly
@given(made=entries(least=1), data=st.data(), queries=asked)
def test_scores_are_those_of_the_search(
    build: Build, made: list[Entry], data: st.DataObject, queries: list[Asked]
) -> None:
    every_row = [entry.lexical.row for entry in made]
    index = build(made, [])
    for query in queries:
        rows = data.draw(st.lists(st.sampled_from(every_row), max_size=9))
        ranked = dict(index.search(query.terms, len(made), Filters()))
        assert index.scores(query.terms, rows) == [ranked.get(row, 0.0) for row in rows]
        assert index.scores(query.terms, [RowId(2**60)]) == [0.0]


@costly
@given(made=entries(), queries=asked)
def test_a_filter_leaves_the_scores_alone(
    build: Build, made: list[Entry], queries: list[Asked]
) -> None:
    index = build(made, [])
    for query in queries:
        unlimited = dict(index.search(query.terms, len(made) + 1, Filters()))
        limited = index.search(query.terms, len(made) + 1, query.limits, query.holding)
        assert [score for _, score in limited] == [unlimited[row] for row, _ in limited]


@costly
@given(made=entries(least=3), data=st.data(), queries=asked)
def test_rows_are_those_that_both_limits_admit(
    build: Build, made: list[Entry], data: st.DataObject, queries: list[Asked]
) -> None:
    removed = [made.pop() for _ in range(data.draw(st.integers(0, len(made) - 3)))]
    index = build(made, removed)
    for query in queries:
        assert index.rows(query.holding, query.limits).tolist() == [
            entry.lexical.row
            for entry in made
            if holds(entry.lexical, query.holding)
            and query.limits.admits(entry.path, entry.metadata)
        ]


@costly
@given(made=entries(), terms=st.lists(words | st.just("nowhere"), max_size=3))
def test_what_stands_in_a_text_or_a_title_is_known(
    build: Build, made: list[Entry], terms: list[str]
) -> None:
    held = {term for entry in made for term in (*entry.lexical.body, *entry.lexical.title)}
    assert build(made, []).knows(terms) == (not held.isdisjoint(terms))


def test_ties_come_by_row(build: Build) -> None:
    rows = [RowId(7919 * n % 1009) for n in range(1, 1009)]
    made = [
        Entry(LexicalEntry(row, ["war"], [], frozenset({"a.md"}), None), "a.md", Metadata())
        for row in rows
    ]
    found = build(made, []).search(["war"], 100, Filters())
    assert [row for row, _ in found] == list(range(1, 101))
