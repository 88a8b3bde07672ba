"""Whether the documents folder may be changed at all, and why not."""

from enum import Enum, auto
from pathlib import Path

from bot.settings import sample_articles

_INSTALLED = frozenset(("site-packages", "dist-packages"))


class Closed(Enum):
    """Why nobody can change the documents from here."""

    INSTALLED = auto()
    """The folder belongs to an installed package, as the sample articles do."""
    MISSING = auto()
    OTHER_ROOT = auto()
    """The index was made from another folder."""


def why_closed(root: Path, indexed: str | None) -> Closed | None:
    """Why nothing in ``root`` can be changed, if nothing can.

    Args:
        root: the documents folder, resolved.
        indexed: the folder that the index was made from; None if there is no index.
    """
    if _is_installed(root):
        return Closed.INSTALLED
    if indexed is not None and indexed != str(root):
        return Closed.OTHER_ROOT
    return None if _is_folder(root) else Closed.MISSING


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nor can it be used
        return False


def _is_installed(root: Path) -> bool:
    """Whether ``root`` lies in an installed package, this project's own included."""
    corpus = sample_articles().resolve().parent
    own = [corpus.parent / package for package in ("bot", "embeddings", corpus.name)]
    return any(map(root.is_relative_to, own)) or not _INSTALLED.isdisjoint(root.parts)
