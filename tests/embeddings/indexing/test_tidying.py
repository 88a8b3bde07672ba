"""What was to be forgotten is noted for as long as any file may hold a word of it."""

from pathlib import Path

from embeddings.indexing.tidying import tidy
from library import Library

SECRET = "Xylophonists rehearse quadrillions of pentameters beneath the zeppelin hangar tonight."


def test_it_is_noted_until_no_file_has_it_and_nobody_reads_one_that_had(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("stays.txt", "The village school has eleven pupils, and one teacher for all.")
    library.write("secret.txt", SECRET)
    library.index()
    library.write("secret.txt", "Nothing of that is in here any more.")
    library.index()
    footnote = library.footnote
    store, history = footnote.store, footnote.store.history
    library.everything()  # reads the generation whose words may still be those
    assert history.forget(["secret.txt"]) == 1
    tidy(store, footnote.generations, footnote.builder, store.current_generation())
    assert history.forgotten_in() == 2  # its own files have not been written anew
    assert library.index().published
    assert history.forgotten_in() == 2  # they have, but somebody reads the old ones
    assert SECRET not in library.everything()
    assert not library.index().published
    assert history.forgotten_in() is None
    assert b"zeppelin" not in held_in(tmp_path / "data")


def test_who_reads_what_was_written_without_it_is_not_waited_for(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("stays.txt", "The village school has eleven pupils, and one teacher for all.")
    library.write("secret.txt", SECRET)
    library.index()
    library.write("secret.txt", "Nothing of that is in here any more.")
    library.index()
    footnote = library.footnote
    store, history = footnote.store, footnote.store.history
    library.everything()
    assert history.forget(["secret.txt"]) == 1
    assert library.index().published
    assert history.forgotten_in() == 2
    library.everything()  # reads the generation that was written anew
    library.write("more.txt", "A ferry crosses the strait at noon on every day of the week.")
    assert library.index().published
    assert footnote.generations.oldest_in_use(store.current_generation()) == 3
    assert store.current_generation() == 4
    assert history.forgotten_in() is None
    assert b"zeppelin" not in held_in(tmp_path / "data")


def held_in(folder: Path) -> bytes:
    return b"".join(it.read_bytes() for it in folder.rglob("*") if it.is_file())
