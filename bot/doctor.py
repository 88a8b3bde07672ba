"""``footnote doctor``: looks at each part of a set-up and says how to mend what is wrong."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings, load_settings
from bot.terminal import one_line
from corpus.errors import FootnoteError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    sentence: str


def examine() -> bool:
    """Print a line for each finding; whether all is well."""
    healthy = True
    for finding in _findings():
        mark = "ok" if finding.good else "!!"
        sys.stdout.write(f"{mark}  {one_line(finding.sentence)}\n")
        healthy = healthy and finding.good
    return healthy


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
    except FootnoteError as error:
        yield Finding(False, str(error))
        return
    yield Finding(True, "The settings can be read.")
    for look in (_documents, _data, _model, _index, _telegram):
        yield from _guarded(look, settings)


def _guarded(
    look: Callable[[Settings], Iterator[Finding]], settings: Settings
) -> Iterator[Finding]:
    try:
        yield from look(settings)
    except FootnoteError as error:
        yield Finding(False, str(error))


def _documents(settings: Settings) -> Iterator[Finding]:
    root = settings.documents_dir.expanduser().resolve()
    if not root.is_dir():
        yield Finding(False, f"The documents folder {root} is missing. Check DOCUMENTS_DIR.")
    elif not os.access(root, os.R_OK | os.X_OK):
        yield Finding(False, f"The documents folder {root} may not be read. Check its permissions.")
    else:
        yield Finding(True, f"Documents are read from {root}.")


def _data(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir.expanduser().absolute()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(existing, os.W_OK):
        yield Finding(True, f"Data is kept in {folder}.")
    else:
        yield Finding(False, f"The data folder {folder} cannot be written. Check DATA_DIR.")


def _model(settings: Settings) -> Iterator[Finding]:
    from embeddings.model_folder import folder_of, is_bundled, read_spec, verify_bundled_model

    model = settings.embedding_model
    spec = read_spec(model, folder_of(model))
    if is_bundled(model):
        verify_bundled_model()
    yield Finding(True, f"The model {spec.model} is there ({spec.dim} dimensions).")


def _index(settings: Settings) -> Iterator[Finding]:
    from bot.wiring import Footnote
    from embeddings.manifest import damaged_files, read_manifest

    footnote = Footnote(settings)
    number = footnote.store.current_generation()
    if number == 0:
        yield Finding(False, "Nothing has been indexed yet. Run: footnote index")
        return
    root = footnote.store.root()
    if root != str(footnote.root):
        yield Finding(
            False,
            f"The index was made from {root}, but DOCUMENTS_DIR is {footnote.root}. Set it back, "
            "or give the other folder a DATA_DIR of its own.",
        )
    folder = footnote.generations.path(number)
    manifest = read_manifest(folder)
    if manifest is None or damaged_files(folder, manifest, checksums=True):
        yield Finding(False, f"The index files in {folder} are damaged. Run: footnote index")
    elif manifest.spec != footnote.encoder.spec:
        yield Finding(
            False,
            f"The index was made with the model {manifest.spec.model}, but EMBEDDING_MODEL is "
            f"{footnote.encoder.spec.model}. Set it back, or run: footnote index",
        )
    else:
        documents = len(footnote.store.documents(number))
        yield Finding(True, f"The index is whole: generation {number}, {documents} documents.")


def _telegram(settings: Settings) -> Iterator[Finding]:
    from bot.telegram_app.checkup import look

    for good, sentence in look(settings):
        yield Finding(good, sentence)
