"""The table selects exactly what the filters admit."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.filters import Filters
from embeddings.dates.interval import Interval
from embeddings.row_table import RowTable

names = st.text(st.sampled_from("aA bß/é"), max_size=4)
days = st.integers(0, 6).map(lambda n: date(2025, 5, 1) + timedelta(n))
documents = st.lists(
    st.tuples(names, st.builds(Metadata, publisher=st.none() | names, published=st.none() | days)),
    min_size=1,
    max_size=8,
)
filters = st.builds(
    Filters,
    sources=st.lists(names, max_size=3).map(tuple),
    since=st.none() | days,
    until=st.none() | days,
)


@given(documents=documents, limits=filters, data=st.data())
def test_selected_are_those_that_are_admitted(
    documents: list[tuple[str, Metadata]], limits: Filters, data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.integers(0, len(documents) - 1), max_size=12))
    rows = np.arange(10, 10 + len(places), dtype=np.int64)
    table = RowTable(rows, np.array(places, np.int64), documents)
    admitted = [n for n, place in enumerate(places) if limits.admits(*documents[place])]
    selected = table.select(limits)
    if limits.is_empty:
        assert selected is None
    else:
        assert selected is not None
        assert selected.tolist() == admitted


def test_a_selection_cannot_be_spoiled_by_its_user() -> None:
    table = RowTable(np.array([1]), np.array([0]), [("a.md", Metadata())])
    selected = table.select(Filters(sources=("a.md",)))
    assert selected is not None
    assert not selected.flags.writeable


@given(documents=documents, first=days, length=st.integers(0, 3), data=st.data())
def test_those_within_a_time_are_no_days_from_it(
    documents: list[tuple[str, Metadata]], first: date, length: int, data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.integers(0, len(documents) - 1), max_size=12))
    rows = np.arange(10, 10 + len(places), dtype=np.int64)
    table = RowTable(rows, np.array(places, np.int64), documents)
    interval = Interval(first, first + timedelta(length))
    dates = [documents[place][1].published for place in places]
    within = [
        row
        for row, published in zip(rows.tolist(), dates, strict=True)
        if published is not None and timedelta(0) <= published - first <= timedelta(length)
    ]
    assert table.within(interval).tolist() == within
    assert rows[table.days_from(interval, rows) == 0].tolist() == within
