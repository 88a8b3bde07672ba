"""``footnote doctor``: looks at each part of a set-up and says how to mend what is wrong.

It only looks: it makes no folder, and its findings stand in ``bot.wording.commands``.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings, load_settings, sample_articles
from bot.terminal import one_line
from bot.wording import commands as wording
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
    yield Finding(True, wording.SETTINGS_READ)
    for look in (_documents, _data, _model, _index, _telegram):
        yield from _guarded(look, settings)


def _guarded(
    look: Callable[[Settings], Iterator[Finding]], settings: Settings
) -> Iterator[Finding]:
    try:
        yield from look(settings)
    except FootnoteError as error:
        yield Finding(False, str(error))
    except OSError as error:
        yield Finding(False, wording.cannot_look(error))


def _documents(settings: Settings) -> Iterator[Finding]:
    root = settings.documents_dir.resolve()
    if not root.is_dir():
        yield Finding(False, wording.documents_missing(root))
    elif not os.access(root, os.R_OK | os.X_OK):
        yield Finding(False, wording.documents_locked(root))
    else:
        yield Finding(True, wording.documents_read(root))


def _data(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir.absolute()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not existing.is_dir():
        yield Finding(False, wording.data_is_no_folder(folder, existing))
    elif not os.access(existing, os.W_OK | os.X_OK):
        yield Finding(False, wording.data_locked(folder))
    else:
        yield Finding(True, wording.data_kept(folder))


def _model(settings: Settings) -> Iterator[Finding]:
    from bot.wiring import spec_of
    from embeddings.model_folder import RERANKER, folder_of, is_bundled, verify_bundled_model

    model = settings.embedding_model
    spec = spec_of(model)
    if is_bundled(model):
        verify_bundled_model()
    yield Finding(True, wording.model_there(spec.model, spec.dim))
    if settings.reranker_model:
        folder_of(settings.reranker_model, RERANKER)
        yield Finding(True, wording.reranker_there(settings.reranker_model))


def _index(settings: Settings) -> Iterator[Finding]:
    from bot.wiring import STORE, Footnote
    from embeddings.generation import NOT_INDEXED
    from embeddings.manifest import damaged_files, read_manifest

    if not (settings.data_dir / STORE).exists():
        yield Finding(False, NOT_INDEXED)
        return
    footnote = Footnote(settings)
    number = footnote.store.current_generation()
    if number == 0:
        yield Finding(False, NOT_INDEXED)
        return
    root = footnote.store.root()
    if root is not None and root != str(footnote.root):
        yield Finding(False, wording.other_root(root, footnote.root))
    folder = footnote.generations.path(number)
    manifest = read_manifest(folder)
    if manifest is None or damaged_files(folder, manifest, checksums=True):
        yield Finding(False, wording.index_damaged(folder))
    elif manifest.spec != footnote.encoder.spec:
        yield Finding(False, wording.other_model(manifest.spec.model, footnote.encoder.spec.model))
    else:
        yield Finding(True, wording.index_whole(number, len(footnote.store.documents(number))))


def _telegram(settings: Settings) -> Iterator[Finding]:
    from bot.telegram_app.checkup import look

    for good, sentence in look(settings, samples_only=_samples_only(settings)):
        yield Finding(good, sentence)


def _samples_only(settings: Settings) -> bool:
    """Whether answers come from the sample articles alone, or will once they are indexed."""
    from bot.wiring import STORE, Footnote

    if (settings.data_dir / STORE).exists():
        footnote = Footnote(settings)
        if footnote.store.root() is not None:
            return footnote.samples_only
    return settings.documents_dir.resolve() == sample_articles().resolve()
