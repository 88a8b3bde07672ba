"""The cache gives back what it was given, to whom it belongs, or nothing."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Span
from corpus.errors import StoreError
from embeddings.ports import EmbeddedText, EmbedderSpec, Matrix, PassageVectors
from embeddings.vector_cache import VectorCache

SPEC = EmbedderSpec("model", "revision", 8)
TEXT = EmbeddedText("Title. ", "One. Two.", (Span(0, 4), Span(5, 9)))


def unit(count: int, seed: int) -> Matrix:
    vectors = np.random.default_rng(seed).standard_normal((count, SPEC.dim)).astype(np.float32)
    rows: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return rows


def vectors_of(text: EmbeddedText, seed: int = 0) -> PassageVectors:
    return PassageVectors(unit(2, seed), unit(len(text.sentences), seed + 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[[], VectorCache]]:
    """Opens the cache at ``path``, each time anew."""
    with ExitStack() as caches:
        yield lambda: caches.enter_context(closing(VectorCache(path)))


def texts(count: int) -> list[EmbeddedText]:
    return [EmbeddedText("", f"Passage {n}.", (Span(0, 5),)) for n in range(count)]


def test_vectors_come_back_from_the_file(opened: Callable[[], VectorCache]) -> None:
    without_sentences = dataclasses.replace(TEXT, sentences=())
    stored = [vectors_of(TEXT), vectors_of(without_sentences, 5)]
    opened().put_many(SPEC, [TEXT, without_sentences], stored)
    asked = [without_sentences, EmbeddedText("", "unknown", ()), TEXT, TEXT]
    other, missing, first, again = opened().get_many(SPEC, asked)
    assert missing is None
    for found, given in [(first, stored[0]), (again, stored[0]), (other, stored[1])]:
        assert found is not None
        assert np.array_equal(found.windows, given.windows)
        assert found.sentences.shape == given.sentences.shape
        assert found.sentences.dtype == np.float32
        assert np.sum(found.sentences * given.sentences, axis=1) == pytest.approx(1, abs=1e-6)
        assert np.linalg.norm(found.sentences, axis=1) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    "spec",
    [
        dataclasses.replace(SPEC, model="other"),
        dataclasses.replace(SPEC, revision="other"),
        dataclasses.replace(SPEC, dim=16),
        dataclasses.replace(SPEC, query_prompt="query: "),
        dataclasses.replace(SPEC, passage_prompt="passage: "),
    ],
)
def test_another_model_finds_nothing(opened: Callable[[], VectorCache], spec: EmbedderSpec) -> None:
    cache = opened()
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT)])
    assert cache.get_many(spec, [TEXT]) == [None]


@pytest.mark.parametrize(
    "text",
    [
        dataclasses.replace(TEXT, context=""),
        dataclasses.replace(TEXT, text="One. Too."),
        dataclasses.replace(TEXT, sentences=(Span(0, 4), Span(4, 9))),
        EmbeddedText("Title. One. ", "Two.", TEXT.sentences),
    ],
)
def test_another_text_finds_nothing(opened: Callable[[], VectorCache], text: EmbeddedText) -> None:
    cache = opened()
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT)])
    assert cache.get_many(SPEC, [text]) == [None]


def test_the_last_vectors_count(opened: Callable[[], VectorCache]) -> None:
    cache = opened()
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT, 1)])
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT, 2)])
    (found,) = cache.get_many(SPEC, [TEXT])
    assert found is not None
    assert np.array_equal(found.windows, vectors_of(TEXT, 2).windows)


def test_pruning_keeps_what_is_named(opened: Callable[[], VectorCache]) -> None:
    cache = opened()
    many = texts(10)
    cache.put_many(SPEC, many, [vectors_of(text) for text in many])
    assert cache.prune({cache.key(SPEC, text) for text in many[:4]}) == 6
    found = opened().get_many(SPEC, many)
    assert [entry is not None for entry in found] == [True] * 4 + [False] * 6


def test_any_text_can_be_cached(opened: Callable[[], VectorCache]) -> None:
    odd = EmbeddedText("\ud800", "\x00 '\"; DROP TABLE vectors; --\u2028😀", (Span(0, 1),))
    cache = opened()
    cache.put_many(SPEC, [odd], [vectors_of(odd)])
    assert cache.get_many(SPEC, [odd]) != [None]


@pytest.mark.parametrize(
    "content", [b"not a database, only words" * 100, b"SQLite format 3\0" * 300]
)
def test_a_file_that_is_no_cache_is_replaced(
    path: Path, opened: Callable[[], VectorCache], content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(content)
    cache = opened()
    assert "starts again empty" in caplog.text
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT)])
    assert cache.get_many(SPEC, [TEXT]) != [None]


def test_pages_that_go_bad_are_replaced_while_in_use(
    path: Path, opened: Callable[[], VectorCache], caplog: pytest.LogCaptureFixture
) -> None:
    many = texts(300)
    cache = opened()
    cache.put_many(SPEC, many, [vectors_of(text) for text in many])
    cache.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    damaged = opened()
    assert damaged.get_many(SPEC, many) == [None] * len(many)
    assert "starts again empty" in caplog.text
    damaged.put_many(SPEC, many, [vectors_of(text) for text in many])
    assert None not in damaged.get_many(SPEC, many)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE vectors SET windows = x'00'",
        "UPDATE vectors SET windows = zeroblob(64)",
        "UPDATE vectors SET sentences = zeroblob(32)",
        "UPDATE vectors SET sentences = x''",
    ],
)
def test_entries_that_are_no_unit_vectors_are_not_believed(
    path: Path, opened: Callable[[], VectorCache], change: str
) -> None:
    opened().put_many(SPEC, [TEXT], [vectors_of(TEXT)])
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(change)
    connection.close()
    assert opened().get_many(SPEC, [TEXT]) == [None]


def test_a_place_without_room_for_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing/vectors\.db cannot be written.*DATA_DIR"):
        VectorCache(tmp_path / "missing" / "vectors.db")


def test_threads_share_it(opened: Callable[[], VectorCache]) -> None:
    cache = opened()

    def store(text: EmbeddedText) -> bool:
        cache.put_many(SPEC, [text], [vectors_of(text)])
        return cache.get_many(SPEC, [text]) != [None]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(store, texts(64)))
    assert None not in cache.get_many(SPEC, texts(64))


def test_using_it_after_it_was_closed_is_no_damage(path: Path) -> None:
    cache = VectorCache(path)
    cache.put_many(SPEC, [TEXT], [vectors_of(TEXT)])
    cache.close()
    with pytest.raises(sqlite3.ProgrammingError):
        cache.get_many(SPEC, [TEXT])
    with closing(VectorCache(path)) as reopened:
        assert reopened.count() == 1
