"""What a dry run tells is what the run then does, and nothing is touched by telling it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.forecasting import foresee
from bot.settings import Settings
from bot.wiring import Footnote
from container_files import jsonl
from corpus.errors import DocumentsError, StoreError
from corpus.staged_files import Became
from embeddings.generation import Generations
from embeddings.indexing.costs import Cost
from embeddings.indexing.forecast import Forecast
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from embeddings.vector_cache import VectorCache
from fake_embedder import FakeEmbedder
from library import Library

SENTENCES = (
    "The old bridge over the river was closed to traffic on Monday morning, the mayor said.",
    "A comet was seen above the observatory shortly before midnight by eleven schoolchildren.",
    "The mill by the stream grinds flour on Fridays, and its wheel was made of oak.",
    "Read more in our newsletter.",
    "The ferry to the island leaves at seven in the morning, every day but Sunday.",
)
LINE = "Our correspondents at the front report every day at noon and at nine."
NAMES = ("a.txt", "b.txt", "news/c.txt", "rows.jsonl")
MODELS = ("one", "two")


@dataclass(frozen=True)
class Edit:
    """What is done to one file; a number of no sentence breaks it, none at all removes it."""

    name: str
    content: tuple[int, ...]

    def on(self, documents: Path) -> None:
        path = documents / self.name
        path.parent.mkdir(exist_ok=True)
        texts = [SENTENCES[it] for it in self.content if it < len(SENTENCES)]
        if not self.content:
            path.unlink(missing_ok=True)
        elif path.suffix == ".jsonl":
            rows = [{"_id": f"{place}", "text": it} for place, it in enumerate(texts)]
            path.write_bytes(jsonl(*rows, *({} for it in self.content if it >= len(SENTENCES))))
        else:
            broken = b"\x00\x01" * (len(texts) < len(self.content))
            path.write_bytes("\n\n".join(texts).encode() + broken)


@dataclass(frozen=True)
class Step:
    """Some edits, what is lost of the data folder, and a run that follows."""

    edits: tuple[Edit, ...]
    lost: str
    model: str
    only: tuple[str, ...]


contents = st.lists(st.integers(0, len(SENTENCES)), max_size=4).map(tuple)
steps = st.builds(
    Step,
    edits=st.lists(st.builds(Edit, st.sampled_from(NAMES), contents), max_size=3).map(tuple),
    lost=st.sampled_from(("", "", "", "vectors", "generations")),
    model=st.sampled_from((MODELS[0], *MODELS)),
    only=st.sampled_from(((), (), ("news",))),
)


def configured(folder: Path) -> Settings:
    return Settings(documents_dir=folder / "documents", data_dir=folder / "data")


def dry(folder: Path, model: str, only: Sequence[str] = ()) -> Forecast | str:
    paths = [folder / "documents" / it for it in only]
    try:
        return foresee(configured(folder), paths, Progress(), FakeEmbedder(model))
    except DocumentsError as error:
        return str(error)


def wet(folder: Path, model: str, only: Sequence[str] = ()) -> Summary | str:
    with closing(Footnote(configured(folder), FakeEmbedder(model))) as footnote:
        paths = [folder / "documents" / it for it in only]
        try:
            return footnote.indexer.run(footnote.root, paths, Progress())
        except DocumentsError as error:
            return str(error)


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file and folder below ``folder``, with its time and its bytes."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in (folder, *folder.rglob("*"))
    }


def lose(folder: Path, what: str) -> None:
    if what == "generations":
        shutil.rmtree(folder / "data" / "generations", ignore_errors=True)
    elif what and (folder / "data").is_dir():
        with closing(VectorCache(folder / "data" / "vectors.db")) as cache:
            cache.prune(())


def agree(told: Forecast | str, done: Summary | str) -> None:
    if isinstance(told, str) or isinstance(done, str):
        assert told == done
        return
    assert told.summary == done
    became = [file.became for file in told.files]
    assert became.count(Became.RENAMED) == done.renamed
    assert became.count(Became.NEW) + became.count(Became.CHANGED) == done.indexed
    # A file that another one was renamed to is gone as well, though its path is not.
    gone = became.count(Became.REMOVED)
    assert gone <= done.removed <= gone + done.renamed
    assert sum(file.documents for file in told.files) == done.staged
    assert told.cost.passages == done.embedded


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=1, max_size=4))
def test_the_run_does_what_was_told(series: list[Step]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "documents").mkdir()
        for step in series:
            for edit in step.edits:
                edit.on(folder / "documents")
            lose(folder, step.lost)
            before = everything(folder)
            told = dry(folder, step.model, step.only)
            assert everything(folder) == before
            agree(told, wet(folder, step.model, step.only))


def written(folder: Path) -> Path:
    for name, content in zip(NAMES, ((0,), (1, 2), (4,), (0, 1, 5)), strict=True):
        (folder / "documents").mkdir(exist_ok=True)
        Edit(name, content).on(folder / "documents")
    return folder


def told(folder: Path, model: str = "one") -> Forecast:
    found = dry(folder, model)
    assert isinstance(found, Forecast)
    return found


def test_documents_that_are_only_cut_anew_are_embedded_and_not_told(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    for count in (4, 7):
        rows = [
            f"Week {it}: the crossing at kilometre {it * 7} was shelled {it + 3} times, and the "
            f"ferry of village {it} stayed in its harbour until the evening came.\n\n{LINE}"
            for it in range(count)
        ]
        table = "".join(f'n{number},"{text}"\n' for number, text in enumerate(rows))
        (tmp_path / "documents" / "news.csv").write_text(f"id,text\n{table}")
        found = told(tmp_path)
        agree(found, wet(tmp_path, "one"))
    (table_told,) = found.files
    assert (table_told.documents, table_told.gone) == (3, 0)
    assert found.cost.passages == 7


def test_a_container_is_told_by_its_documents(tmp_path: Path) -> None:
    written(tmp_path)
    (new,) = (file for file in told(tmp_path).files if file.path == "rows.jsonl")
    assert (new.became, new.documents, new.gone) == (Became.NEW, 2, 0)
    wet(tmp_path, "one")
    Edit("rows.jsonl", (4,)).on(tmp_path / "documents")
    (changed,) = told(tmp_path).files
    assert (changed.became, changed.documents, changed.gone) == (Became.CHANGED, 1, 1)


def test_a_change_of_model_is_told_with_what_it_costs(tmp_path: Path) -> None:
    wet(written(tmp_path), "one")
    found = told(tmp_path, "two")
    assert found.files == ()
    assert found.change is not None
    assert (found.change.made_with, found.change.model) == ("one", "two")
    assert found.change.cost == found.cost
    assert 0 < found.cost.passages <= found.summary.passages
    assert found.cost.seconds > 0
    agree(found, wet(tmp_path, "two"))
    back = told(tmp_path, "one")
    assert (back.cost, back.change is not None) == (Cost(), True)


def test_nothing_is_told_of_a_folder_that_did_not_change(tmp_path: Path) -> None:
    wet(written(tmp_path), "one")
    found = told(tmp_path)
    assert (found.files, found.cost, found.change) == ((), Cost(), None)
    assert not found.summary.published


def test_there_need_be_no_data_folder(tmp_path: Path) -> None:
    assert told(written(tmp_path)).summary.published
    assert not (tmp_path / "data").exists()


def test_what_keeps_a_run_from_its_work_is_told(tmp_path: Path) -> None:
    wet(written(tmp_path), "one")
    moved = configured(tmp_path).model_copy(update={"documents_dir": tmp_path / "elsewhere"})
    with pytest.raises(DocumentsError, match="but DOCUMENTS_DIR is"):
        foresee(moved, (), Progress(), FakeEmbedder("one"))
    (tmp_path / "data" / "footnote.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreError, match=r"data/footnote\.db cannot be looked into"):
        dry(tmp_path, "one")


def test_index_files_that_are_damaged_are_made_anew(tmp_path: Path) -> None:
    wet(written(tmp_path), "one")
    (rows,) = (tmp_path / "data" / "generations").rglob("rows.npy")
    rows.write_bytes(b"x" * rows.stat().st_size)
    agree(told(tmp_path), wet(tmp_path, "one"))


SCRIPT = """
import os, sys
from pathlib import Path
from bot.settings import Settings
from bot.wiring import Footnote
from embeddings.indexing.progress import Progress
from fake_embedder import FakeEmbedder

class Stops(Progress):
    def embedding(self, done, total):
        stop()

def stop():
    print("there", flush=True)
    sys.stdin.readline()
    os._exit(0)

folder = Path(sys.argv[1])
footnote = Footnote(
    Settings(documents_dir=folder / "documents", data_dir=folder / "data"), FakeEmbedder("one")
)
if sys.argv[2] == "indexing":
    footnote.indexer.run(footnote.root, (), Stops())
footnote.live.current()
footnote.encoder.encode_query("Anything?")
stop()
"""


@pytest.mark.parametrize("work", ["answering", "indexing"])
def test_it_is_told_beside_another_process_and_behind_one_that_died(
    tmp_path: Path, work: str
) -> None:
    wet(written(tmp_path), "one")
    Edit("a.txt", (4, 2)).on(tmp_path / "documents")
    tests = Path(__file__).parents[1]
    path = os.pathsep.join([str(tests.parent), str(tests), os.environ["PYTHONPATH"]])
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path), work],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "there\n"
        for died in (False, True):
            if died:
                other.kill()
                other.wait()
            before = everything(tmp_path)
            assert "data/footnote.db-wal" in before
            found = told(tmp_path)
            assert everything(tmp_path) == before
            assert [file.path for file in found.files] == ["a.txt"]
    agree(found, wet(tmp_path, "one"))


def test_a_copied_data_folder_without_its_shared_memory(tmp_path: Path) -> None:
    library = Library(tmp_path / "first")
    library.write("a.txt", SENTENCES[0])
    library.index()
    shutil.copytree(tmp_path / "first", tmp_path / "second", ignore=lambda *_: {"footnote.db-shm"})
    assert (tmp_path / "second" / "data" / "footnote.db-wal").stat().st_size > 0
    moved = Settings(documents_dir=library.documents, data_dir=tmp_path / "second" / "data")
    before = everything(tmp_path / "second")
    assert not foresee(moved, (), Progress(), FakeEmbedder("fake")).summary.published
    assert everything(tmp_path / "second") == before


def test_no_generation_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wet(written(tmp_path), "one")
    monkeypatch.setattr(Generations, "open_as", None)
    Edit("a.txt", (4, 2)).on(tmp_path / "documents")
    assert told(tmp_path).summary.published


def test_what_stands_twice_is_counted_as_often_as_it_is_encoded(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    rows = [
        {"_id": f"{it}", "text": f"Row {it % 100} tells what bread costs."} for it in range(600)
    ]
    (tmp_path / "documents" / "rows.jsonl").write_bytes(jsonl(*rows))
    found = told(tmp_path)
    agree(found, wet(tmp_path, "one"))
    assert 100 <= found.cost.passages < found.summary.passages


def test_what_the_index_files_hold_is_not_embedded_again_without_the_cache(tmp_path: Path) -> None:
    wet(written(tmp_path), "one")
    lose(tmp_path, "vectors")
    Edit("a.txt", (4, 2, 3)).on(tmp_path / "documents")
    found = told(tmp_path)
    assert found.cost.passages < found.summary.passages
    agree(found, wet(tmp_path, "one"))
