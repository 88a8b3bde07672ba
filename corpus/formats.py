"""Every format that is read: files that are one document, and files that hold many."""

from pathlib import PurePath

from corpus.containers import CONTAINERS, is_container
from corpus.readers import READERS, reader_for

FORMATS = (*READERS, *sorted(CONTAINERS))
"""Their suffixes, in lower case, with their dots."""


def is_readable(path: PurePath) -> bool:
    """Whether a file of this name is of a format that is read."""
    return reader_for(path) is not None or is_container(path)
