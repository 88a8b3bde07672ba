"""Names that go from one file to another: swapped, taken over, passed around."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from staged_corpus import Corpus, counts


def there_and_back(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.index()
    corpus.rename("c.txt", "a.txt")
    return {"a.txt": "a.txt", "b.txt": "b.txt"}


def swapped(corpus: Corpus) -> dict[str, str]:
    corpus.swap("a.txt", "b.txt")
    return {"a.txt": "b.txt", "b.txt": "a.txt"}


def onto_another(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "b.txt")
    return {"b.txt": "a.txt"}


def in_other_letters(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "A.TXT")
    return {"A.TXT": "a.txt", "b.txt": "b.txt"}


def with_another_in_its_place(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.write("a.txt", "The ferry across the strait sails at six from tomorrow on.")
    return {"c.txt": "a.txt", "b.txt": "b.txt"}


def in_a_ring(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "c.txt")
    corpus.rename("b.txt", "a.txt")
    return {"c.txt": "a.txt", "a.txt": "b.txt"}


def another_kind(corpus: Corpus) -> dict[str, str]:
    corpus.rename("a.txt", "a.text.txt")
    corpus.rename("b.txt", "b.md")  # as Markdown it may read otherwise, but this one does not
    return {"a.text.txt": "a.txt"}


@pytest.mark.parametrize(
    ("act", "renamed"),
    [
        (there_and_back, 1),
        (swapped, 2),
        (onto_another, 1),
        (in_other_letters, 1),
        (with_another_in_its_place, 1),
        (in_a_ring, 2),
        (another_kind, 1),
    ],
)
def test_names_change_hands(
    corpus: Corpus, act: Callable[[Corpus], dict[str, str]], renamed: int
) -> None:
    before = corpus.ids()
    expected = act(corpus)
    staging = corpus.index()
    after = corpus.ids()
    assert {new: before[old] for new, old in expected.items()}.items() <= after.items()
    assert len(staging.renames) >= renamed
    fresh = Corpus(Path(tempfile.mkdtemp(dir=corpus.root.parent)))
    shutil.rmtree(fresh.root)
    shutil.copytree(corpus.root, fresh.root)
    fresh.index()
    assert corpus.everything() == fresh.everything()


def test_what_is_told_of_each(corpus: Corpus) -> None:
    swapped(corpus)
    assert counts(corpus.index()) == (0, 0, 0, 2)
    onto_another(corpus)
    assert counts(corpus.index()) == (0, 0, 1, 1)  # what stood there is gone
    corpus.rename("b.txt", "c.txt")
    corpus.write("b.txt", "The ferry across the strait sails at six from tomorrow on.")
    assert counts(corpus.index()) == (1, 1, 0, 1)
