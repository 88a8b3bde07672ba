"""Whatever was read before, the documents are those of the rows at hand."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.past.known_documents import KnownDocuments
from corpus.rows import stored_document

rows = st.lists(
    st.builds(
        lambda number, path, passages, title: (
            number, path, "hash", passages, 9, path, title, None, None, None, None, "en", "[]",
            "[]", None,
        ),
        st.integers(1, 5),
        st.sampled_from(["a.txt", "b.txt"]),
        st.integers(0, 2),
        st.sampled_from([None, "Title"]),
    ),
    unique_by=lambda row: row[0],
)  # fmt: skip


@given(st.lists(rows))
def test_documents_are_those_of_the_rows(states: list[list[tuple[object, ...]]]) -> None:
    known = KnownDocuments()
    for state in states:
        assert known.of(state) == [stored_document(row) for row in state]


@given(rows, rows)
def test_what_stays_is_not_made_again(
    before: list[tuple[object, ...]], after: list[tuple[object, ...]]
) -> None:
    known = KnownDocuments()
    held = dict(zip(before, known.of(before), strict=True))
    for row, document in zip(after, known.of(after), strict=True):
        assert row not in held or document is held[row]
