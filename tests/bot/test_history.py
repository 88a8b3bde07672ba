"""``footnote history``, over real indexes: what it tells, prints and forgets."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.history import run
from bot.settings import Settings
from bot.wiring import Footnote as Opened
from bot.wording import history as wording
from command_line import BRIDGE, COMET, FERRY, Said
from container_files import jsonl
from corpus.past.history import DocumentHistory, Renamed, Version
from embeddings.indexer import Indexer
from embeddings.indexing.progress import Progress
from embeddings.sentence_transformer_embedder import SentenceTransformerEmbedder
from embeddings.tantivy_index import TantivyIndex
from fake_embedder import FakeEmbedder

Footnote = Callable[..., Said]
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d"
SECRET = "Xylophonists rehearse quadrillions of pentameters beneath the zeppelin hangar tonight."


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


def settings_of(data: Path) -> Settings:
    return Settings(documents_dir=data.parent / "documents", data_dir=data)


def opened(data: Path) -> Opened:
    return Opened(settings_of(data))


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def write(documents: Path, name: str, *paragraphs: str) -> None:
    path = documents / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def lines(said: Said) -> list[str]:
    assert said.code == 0, said.err
    return [re.sub(TIME, "TIME", line) for line in said.out.splitlines()]


def test_a_line_for_each_version(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    write(documents, "sky/comet.txt", COMET, BRIDGE, FERRY)
    footnote("index")
    write(documents, "sky/comet.txt", COMET.replace("eleven", "twelve"), FERRY)
    footnote("index")
    (documents / "sky/comet.txt").rename(documents / "sky/tail.txt")
    footnote("index")
    told = [
        "TIME · renamed from sky/comet.txt to sky/tail.txt",
        "3 · served since TIME · 2 paragraphs · 1 removed, 1 changed",
        "2 · TIME to TIME · 3 paragraphs · 2 added",
        "1 · TIME to TIME · 1 paragraph",
    ]
    for name in ("sky/tail.txt", "sky/comet.txt"):
        assert sorted(lines(footnote("history", name))) == sorted(told)
    assert footnote("history", "sky/tail.txt", "1").out == f"{COMET}\n"
    assert footnote("history", "sky/tail.txt", "2").out == f"{COMET}\n\n{BRIDGE}\n\n{FERRY}\n"


def test_a_rename_stands_above_the_version_of_the_same_second() -> None:
    now = datetime(2026, 5, 16, 12, tzinfo=UTC)
    version = Version("new.txt", now, None, "", None, None, None, 1, FERRY)
    known = DocumentHistory((version,), (Renamed("old.txt", "new.txt", now),))
    told = wording.history(known)
    assert ["renamed from" in line for line in told] == [True, False]


def test_titles_are_told_where_they_change(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    town = documents / "town.md"
    town.write_text(town.read_text().replace("The bridge is closed", "The bridge is open"))
    footnote("index")
    now, before = lines(footnote("history", "town.md"))
    assert now == "2 · served since TIME · The bridge is open · 2 paragraphs · the same text"
    assert before == "1 · TIME to TIME · The bridge is closed · 2 paragraphs"


def test_a_document_that_is_gone(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "sky/comet.txt").unlink()
    footnote("index")
    assert lines(footnote("history", "sky/comet.txt")) == ["1 · TIME to TIME · 1 paragraph"]
    assert footnote("history", "sky/comet.txt", "1").out == f"{COMET}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sky/comte.txt"], "There is and was no document named sky/comte.txt. Did you mean "),
        (["\x1b[2J"], "There is and was no document named ␛[2J.\n"),
        (["town.md", "2"], "town.md has no version 2; its versions are 1 to 1."),
        (["town.md", "0"], "town.md has no version 0; its versions are 1 to 1."),
        (["comte.txt", "--forget"], "There is and was no document named comte.txt."),
    ],
)
def test_what_is_not_there(footnote: Footnote, arguments: list[str], told: str) -> None:
    footnote("index")
    said = footnote("history", *arguments)
    assert (said.code, said.out) == (1, "")
    assert told in said.err


def test_the_command_itself(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "sky/comet.txt").rename(documents / "comet.txt")
    footnote("index")
    write(documents, "comet.txt", FERRY)
    footnote("index")
    command = [sys.executable, "-m", "bot.cli", "history"]
    root = Path(__file__).parents[2]

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [*command, *arguments], cwd=root, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    assert said("comet.txt", "1") == f"{COMET}\n"
    assert len(said("sky/comet.txt").splitlines()) == 3
    assert "Did you mean sky/comet.txt" in said("sky/comit.txt")


def test_before_anything_is_indexed(footnote: Footnote) -> None:
    assert "footnote index" in footnote("history", "town.md").err


def test_one_version_cannot_be_forgotten_alone(footnote: Footnote) -> None:
    footnote("index")
    assert footnote("history", "town.md", "1", "--forget").code == 2


def test_a_terminal_is_not_told_to_do_anything(footnote: Footnote, documents: Path) -> None:
    write(documents, "sly.txt", f"The town \x1b[31mcrier says that all is well tonight. {COMET}")
    footnote("index")
    (documents / "sly.txt").rename(documents / "sl\x1b[31my.txt")
    footnote("index")
    assert "\x1b" not in footnote("history", "sly.txt").out
    assert "␛[31mcrier" in footnote("history", "sly.txt", "1").out


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


@pytest.mark.parametrize("gone", [True, False])
def test_earlier_versions_answer_nothing(footnote: Footnote, documents: Path, gone: bool) -> None:
    write(documents, "secret.txt", SECRET)
    footnote("index")
    question = "Who rehearse quadrillions of pentameters?"
    assert SECRET in footnote("ask", "--full", question).out
    if gone:
        (documents / "secret.txt").unlink()
    else:
        write(documents, "secret.txt", "There was something here of which nobody speaks now.")
    footnote("index")
    assert SECRET in footnote("history", "secret.txt", "1").out
    for arguments in (
        ("ask", "--full", question),
        ("ask", "--json", question),
        ("ask", '"Xylophonists rehearse"'),
        ("show", "secret.txt"),
        ("sources",),
        ("verify",),
        ("status",),
    ):
        assert "zeppelin" not in footnote(*arguments).out


CONTENTS = re.compile(r"xylophonist|quadrillion|pentameter|zeppelin", re.IGNORECASE)
LATER = (
    "What was forgotten will be gone from the files as soon as every process that still reads the "
    "earlier index has let go of it and the next footnote index has run.\n"
)


def holds_secret(data: Path) -> bool:
    return CONTENTS.search(bytes_of(data).decode("latin-1")) is not None


def notes(documents: Path) -> None:
    for number in range(12):
        write(documents, f"{number}.txt", f"Note {number} tells of mill {number} by the stream.")


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


def test_a_name_that_is_no_text(footnote: Footnote) -> None:
    footnote("index")
    for more in ((), ("--forget",)):
        said = footnote("history", "bad\udcff\udcfe.md", *more)
        assert said.code == 1
        assert "There is and was no document named bad\\xff\\xfe.md." in said.err


def test_a_file_of_many_documents(footnote: Footnote, documents: Path, data: Path) -> None:
    notes(documents)
    rows = [{"_id": f"{row}", "text": f"{SECRET} Row {row} of them."} for row in range(4)]
    (documents / "rows.jsonl").write_bytes(jsonl(*rows))
    footnote("index")
    plain = [{"_id": f"{row}", "text": f"Row {row} tells what bread costs."} for row in range(4)]
    (documents / "rows.jsonl").write_bytes(jsonl(*plain))
    footnote("index")
    told = footnote("history", "rows.jsonl")
    assert told.code == 1
    listed = "rows.jsonl/0, rows.jsonl/1, rows.jsonl/2, …"
    assert f"a file with 4 documents, each with a history of its own: {listed}" in told.err
    before = opened(data).store.current_generation()
    said = footnote("history", "rows.jsonl", "--forget")
    assert said.out == ("4 earlier versions deleted for good. Those that are served now stay.\n")
    assert opened(data).store.current_generation() == before + 1
    assert not holds_secret(data)
    (documents / "rows.jsonl").unlink()
    footnote("index")
    said = footnote("history", "rows.jsonl", "--forget")
    assert said.out == ("4 earlier versions deleted for good. Nothing of the documents is kept.\n")
    assert footnote("history", "rows.jsonl/1").code == 1


def test_what_is_gone_is_listed_until_it_is_forgotten(footnote: Footnote, documents: Path) -> None:
    nothing = ["Nothing is kept of documents that are gone."]
    footnote("index")
    assert lines(footnote("history")) == nothing
    write(documents, "sky/comet.txt", COMET, FERRY)
    (documents / "rows.jsonl").write_bytes(jsonl({"text": COMET}, {"text": FERRY}))
    footnote("index")
    assert lines(footnote("history")) == nothing  # it has an earlier version, and is not gone
    (documents / "sky/comet.txt").rename(documents / "tail.txt")
    footnote("index")
    assert lines(footnote("history")) == nothing
    (documents / "tail.txt").unlink()
    (documents / "rows.jsonl").unlink()
    footnote("index")
    *told, how = lines(footnote("history"))
    assert told == [
        "rows.jsonl · until TIME · 2 documents · 2 versions",
        "tail.txt · until TIME · 2 versions",
    ]
    assert how.endswith("footnote history DOCUMENT --forget")
    for name in ("rows.jsonl", "tail.txt"):
        assert "for good. Nothing of the document" in footnote("history", name, "--forget").out
    assert lines(footnote("history")) == nothing


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
