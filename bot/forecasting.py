"""``footnote index --dry-run``: what an index run would do, told without touching anything."""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.indexing import Bars, named
from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import STORE, Footnote
from bot.wording import forecast as wording
from corpus.errors import StoreError
from corpus.snapshot import copy_database
from embeddings.indexing.forecast import Forecast, forecast
from embeddings.indexing.progress import Progress
from embeddings.ports import Encoder


def tell_forecast(settings: Settings, paths: Sequence[Path]) -> None:
    """Print what ``footnote index`` would do.

    Raises:
        FootnoteError: what keeps it from doing so, such as a folder that is not there.
    """
    with Bars() as bars:
        found = foresee(settings, paths, bars)
    for line in wording.forecast(found):
        sys.stdout.write(one_line(line) + "\n")


def foresee(
    settings: Settings, paths: Sequence[Path], progress: Progress, encoder: Encoder | None = None
) -> Forecast:
    """What ``footnote index`` would do; the data folder need not be there, or be writable.

    Args:
        settings: of the run that would do it.
        paths: as ``footnote index`` takes them.
        progress: told how far the reading is.
        encoder: the model, where a test brings its own.

    Raises:
        FootnoteError: as ``Indexer.run`` does before it embeds, or if there is no room for a copy
            of the store in the temporary folder.
    """
    data = settings.data_dir
    with TemporaryDirectory(prefix="footnote-") as folder:
        try:
            if (data / STORE).exists():
                copy_database(data / STORE, Path(folder) / STORE)
            footnote = Footnote(settings.model_copy(update={"data_dir": Path(folder)}), encoder)
            try:
                only = named(footnote.root, paths)
                return forecast(footnote.ahead_of(data), footnote.root, only, progress)
            finally:
                footnote.close()
        except OSError as error:
            raise StoreError(
                f"The data folder {data} cannot be looked into: {error.strerror or error}. Check "
                "DATA_DIR and its permissions."
            ) from error
        except StoreError as error:
            raise StoreError(str(error).replace(folder, str(data))) from error
