"""``footnote history --forget``: what is forgotten stays nowhere, whatever reads or dies."""

from pathlib import Path

import pytest

from bot import wiring
from bot.history import run
from bot.wiring import Footnote as Opened
from command_line import BRIDGE, FERRY
from embeddings.indexer import Indexer
from embeddings.indexing.progress import Progress
from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder
from embeddings.tantivy_index import TantivyIndex
from fake_embedder import FakeEmbedder
from kept_history import (
    SECRET,
    Footnote,
    bytes_of,
    holds_secret,
    lines,
    notes,
    opened,
    settings_of,
    write,
)


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_one_version_cannot_be_forgotten_alone(footnote: Footnote) -> None:
    footnote("index")
    assert footnote("history", "town.md", "1", "--forget").code == 2


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_forgotten_stays_nowhere(
    footnote: Footnote, documents: Path, data: Path, gone: bool
) -> None:
    for number in range(12):  # so few are gone that the index would keep their words
        write(documents, f"{number}.txt", f"Note {number} tells of mill {number} by the stream.")
    write(documents, "secret.txt", SECRET)
    footnote("index")
    assert b"xylophonist" in bytes_of(data).lower()
    if gone:
        (documents / "secret.txt").unlink()
    else:
        write(documents, "secret.txt", "There was something here of which nobody speaks now.")
    footnote("index")
    said = footnote("history", "secret.txt", "--forget")
    rest = "Nothing of the document is kept." if gone else "The one that is served now stays."
    assert said.out == f"1 earlier version deleted for good. {rest}\n"
    left = bytes_of(data).lower()
    for word in (b"xylophonist", b"quadrillion", b"pentameter", b"zeppelin"):
        assert word not in left
    # Where Tantivy only marks a passage as removed, its words stay, in a form of its own.
    newest = max((data / "generations").glob("*/lexical"))
    assert TantivyIndex.stale_share(newest) == 0
    assert (b"secret.txt" in left) is not gone
    assert footnote("history", "secret.txt").code == (1 if gone else 0)
    assert footnote("ask", BRIDGE).code == 0
    again = footnote("history", "secret.txt", "--forget")
    assert ("no earlier version" in again.out) is not gone


LATER = (
    "What was forgotten will be gone from the files as soon as every process that still reads the "
    "earlier index has let go of it and the next footnote index has run.\n"
)


def test_what_another_process_reads_is_not_said_to_be_gone(
    footnote: Footnote, documents: Path, data: Path
) -> None:
    notes(documents)
    write(documents, "secret.txt", SECRET)
    footnote("index")
    reader = opened(data).live.current()
    (documents / "secret.txt").unlink()
    footnote("index")
    said = footnote("history", "secret.txt", "--forget")
    assert said.out == f"1 earlier version deleted.\n{LATER}"
    assert holds_secret(data)
    again = footnote("history", "secret.txt", "--forget")
    assert again.out == f"Nothing is known of secret.txt.\n{LATER}"
    del reader
    footnote("index")
    assert not holds_secret(data)
    assert "no document named secret.txt" in footnote("history", "secret.txt", "--forget").err


def test_forgetting_that_died_can_be_repeated(
    footnote: Footnote, documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(documents)
    write(documents, "secret.txt", SECRET)
    footnote("index")
    (documents / "secret.txt").unlink()
    footnote("index")
    for died in ("_redraw", "_tidy"):
        with monkeypatch.context() as patch:
            patch.setattr(Indexer, died, killed)
            with pytest.raises(KeyboardInterrupt):
                run(settings_of(data), "secret.txt", None, forget=True)
        assert footnote("history", "secret.txt").code == 1
    said = footnote("history", "secret.txt", "--forget")
    told = "Nothing is known of secret.txt. What was forgotten before is now deleted for good.\n"
    assert said.out == told
    assert not holds_secret(data)
    newest = max((data / "generations").glob("*/lexical"))
    assert TantivyIndex.stale_share(newest) == 0


def test_the_next_index_finishes_what_died(
    footnote: Footnote, documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(documents)
    write(documents, "secret.txt", SECRET)
    footnote("index")
    write(documents, "secret.txt", "There was something here of which nobody speaks now.")
    footnote("index")
    with monkeypatch.context() as patch:
        patch.setattr(Indexer, "_redraw", killed)
        with pytest.raises(KeyboardInterrupt):
            run(settings_of(data), "secret.txt", None, forget=True)
    assert TantivyIndex.stale_share(max((data / "generations").glob("*/lexical"))) > 0
    footnote("index")
    assert TantivyIndex.stale_share(max((data / "generations").glob("*/lexical"))) == 0
    assert opened(data).store.history.forgotten_in() is None


@pytest.mark.parametrize("here", [True, False])
def test_an_index_of_another_model_needs_no_model_to_forget(
    footnote: Footnote, documents: Path, data: Path, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    notes(documents)
    write(documents, "secret.txt", SECRET)
    other = Opened(settings_of(data), FakeEmbedder("another"))
    other.indexer.run(documents.resolve(), (), Progress())
    (documents / "secret.txt").unlink()
    other.indexer.run(documents.resolve(), (), Progress())
    if not here:
        monkeypatch.setattr(wiring, "SentenceTransformerEmbedder", SentenceTransformerEmbedder)
        monkeypatch.setenv("EMBEDDING_MODEL", "/no/such/model")
    said = footnote("history", "secret.txt", "--forget")
    assert said.code == 0
    assert said.out == (
        "1 earlier version deleted.\nWhat was forgotten will be gone from the files as soon as "
        "the next footnote index has run.\n"
    )
    other.indexer.run(documents.resolve(), (), Progress())
    assert other.store.history.forgotten_in() is None
    assert not holds_secret(data)
    assert TantivyIndex.stale_share(max((data / "generations").glob("*/lexical"))) == 0


def test_what_is_gone_can_be_forgotten_though_another_has_its_name(
    footnote: Footnote, documents: Path, data: Path
) -> None:
    write(documents, "a.txt", SECRET)
    write(documents, "b.txt", FERRY)
    footnote("index")
    (documents / "a.txt").unlink()
    footnote("index")
    (documents / "b.txt").rename(documents / "a.txt")
    footnote("index")
    assert lines(footnote("history", "a.txt"))[-1].startswith("1 · served since")
    assert lines(footnote("history"))[0] == "a.txt · until TIME · 1 version"
    told = footnote("history", "a.txt", "--forget").out
    assert told == "1 earlier version deleted for good. The one that is served now stays.\n"
    assert lines(footnote("history")) == ["Nothing is kept of documents that are gone."]
    assert b"zeppelin" not in bytes_of(data)
    assert FERRY in footnote("ask", "Which ferry carries passengers across the water?").out


def test_forgetting_names_a_document(footnote: Footnote) -> None:
    said = footnote("history", "--forget")
    assert (said.code, said.out) == (2, "")
    assert "of which document" in said.err
