"""Which names are passed over, wherever files are looked for."""

_HIDDEN = "."
_OFFICE_LOCK = "~$"
"""Word and its kin put a file of this beginning beside each that is open; it is no document."""


def is_hidden(name: str) -> bool:
    """Whether nothing of the file or folder ``name``, one part of a path, is indexed."""
    return name.startswith((_HIDDEN, _OFFICE_LOCK))
