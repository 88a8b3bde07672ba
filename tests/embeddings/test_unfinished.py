"""A folder of index files has its name only once it is whole."""

from pathlib import Path

import pytest

from corpus.store import Store
from embeddings.unfinished import discard_unfinished, finished_or_gone


def test_it_is_whole_or_not_there_and_never_under_the_same_name(tmp_path: Path) -> None:
    folder = tmp_path / "generations" / "000001"
    names = set()
    with Store(tmp_path / "footnote.db") as store:
        for number in range(3):
            with finished_or_gone(folder, store) as unfinished:
                assert not folder.exists()
                (unfinished / "rows.npy").write_text(str(number))
                names.add(unfinished)
            assert (folder / "rows.npy").read_text() == str(number)
        with pytest.raises(KeyboardInterrupt), finished_or_gone(folder, store):
            raise KeyboardInterrupt
    assert list(folder.parent.iterdir()) == []
    assert len(names) == 3  # another process may write the same generation of another folder


def test_what_was_left_goes(tmp_path: Path) -> None:
    (tmp_path / "000001").mkdir()
    (tmp_path / "000002.0a1b2c3d.unfinished").mkdir()
    discard_unfinished(tmp_path)
    assert [it.name for it in tmp_path.iterdir()] == ["000001"]
