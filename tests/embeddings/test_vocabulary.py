"""The corpus's own words: which one is meant, and that they follow the documents."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreError
from embeddings.analyzer import Analyzer
from embeddings.vocabulary import Vocabulary, count_words, write_vocabulary
from library import Library

COUNTS = {
    "parliament": 9, "parliaments": 2, "state": 5, "estate": 7, "started": 1, "starter": 3,
    "fertility": 4, "harrison": 1, "garrison": 8, "war": 50, "сайт": 2, "сайта": 1,
}  # fmt: skip


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    write_vocabulary(tmp_path / "words.tsv", COUNTS)
    return Vocabulary(tmp_path / "words.tsv")


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("parliment", "parliament"),
        ("parlaiment", "parliament"),
        ("paliment", "parliament"),  # two slips
        ("parment", None),  # three
        ("stae", "state"),
        ("sttae", "state"),
        ("xstate", "estate"),  # both are one slip away: the one that is used more
        ("tate", "state"),
        ("startes", "starter"),  # used more than "started"
        ("infertility", None),  # two slips, and another beginning
        ("wat", None),  # too short
        ("warr", None),  # what is too short is not offered either
        ("сайты", "сайт"),
        ("中文文字", None),
        ("", None),
    ],
)
def test_nearest(vocabulary: Vocabulary, word: str, nearest: str | None) -> None:
    assert vocabulary.nearest(word) == nearest


def test_a_name_keeps_its_first_letter(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("farrison") == "garrison"
    assert vocabulary.nearest("farrison", is_name=True) is None
    assert vocabulary.nearest("harison", is_name=True) == "harrison"


def test_a_short_name_keeps_its_letters(vocabulary: Vocabulary) -> None:
    assert vocabulary.nearest("statl") == "state"
    assert vocabulary.nearest("statl", is_name=True) is None
    assert vocabulary.nearest("satte", is_name=True) == "state"
    assert vocabulary.nearest("harrisan", is_name=True) == "harrison"


@given(counts=st.dictionaries(st.text(st.characters(categories=["L"]), min_size=1), st.integers(0)))
def test_what_is_written_is_read(
    counts: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("words") / "words.tsv"
    write_vocabulary(path, counts)
    assert Vocabulary(path).counts == {word: count for word, count in counts.items() if count}


@pytest.mark.parametrize("content", [b"word", b"word\tmany\n", b"\xff\t1\n", b"a\tb\t1\n", None])
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "words.tsv").write_bytes(content)
    with pytest.raises(StoreError, match="missing or damaged"):
        Vocabulary(tmp_path / "words.tsv").nearest("word")


def test_words_follow_the_documents(tmp_path: Path) -> None:
    library = Library(tmp_path)
    changes: list[dict[str, str]] = [
        {"a.md": "The old bridge collapsed.", "b.txt": "The old ferry sank."},
        {"b.txt": "The new ferry sails.", "c.md": "---\ntitle: Обмін полоненими\n---\nA bridge."},
        {"a.md": "The tunnel of 1,000 lights, l’État, peace-talks."},
    ]
    for change in changes:
        for name, text in change.items():
            library.write(name, text)
        library.index()
        live = library.footnote.live.current()
        rows = [row for row, _ in library.footnote.store.rows(live.number)]
        afresh = count_words(library.footnote.store.iter_passages(rows), Analyzer())
        assert live.vocabulary.counts == afresh
    assert live.vocabulary.counts.keys() == (
        {"the", "new", "ferry", "sails", "a", "bridge", "обмін", "полоненими"}
        | {"tunnel", "of", "lights", "état", "peace", "talks"}
    )
