"""Which documents a person may mean who wrote a name otherwise, or a path from elsewhere."""

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath
from unicodedata import normalize

_MOST = 3


def in_folder(root: Path, name: str) -> str | None:
    """The path below ``root`` where ``name`` leads as the shell takes it; None if not there.

    Args:
        root: the documents folder, resolved.
        name: an absolute path, or one from the working folder; it need not be there.
    """
    try:
        whole = Path(name).absolute()
        # As it is written first: a link in the folder may lead out of it.
        for place in (Path(os.path.normpath(whole)), whole.resolve()):
            if place != root and place.is_relative_to(root):
                return place.relative_to(root).as_posix()
    except (OSError, RuntimeError, ValueError):  # no working folder, links in a ring, no path
        return None
    return None


def names_like(name: str, known: Mapping[str, str | None]) -> list[str]:
    """At most three of the paths in ``known`` that ``name`` may mean.

    Paths that differ in case alone, then the ends of paths, their suffix left out or not, and
    titles, then what is spelt alike.

    Args:
        name: as it was written.
        known: path → title.
    """
    wanted = _folded(name)
    if not wanted:
        return []
    folded = {path: _folded(path) for path in known}
    titles = {path: _folded(title) for path, title in known.items() if title}
    exact = (path for path, it in folded.items() if it == wanted)
    ends = (path for path in known if _ends(folded[path], wanted) or titles.get(path) == wanted)
    return (
        list(islice(exact, _MOST))
        or list(islice(ends, _MOST))
        or _alike(wanted, folded)
        or _alike(wanted, titles)
    )


def _ends(path: str, wanted: str) -> bool:
    short = path.removesuffix(PurePosixPath(path).suffix)
    return any(f"/{it}".endswith(f"/{wanted}") for it in (path, short))


def _alike(wanted: str, named: Mapping[str, str]) -> list[str]:
    near = get_close_matches(wanted, _once(named.values()), _MOST)
    return [path for it in near for path in islice(_called(it, named), _MOST)][:_MOST]


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _called(name: str, named: Mapping[str, str]) -> Iterable[str]:
    return (path for path, it in named.items() if it == name)


def _folded(name: str) -> str:
    return normalize("NFC", name.casefold())
