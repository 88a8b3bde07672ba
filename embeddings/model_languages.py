"""Which languages a model reads, as far as anybody says so.

Its card tells, the front matter of the README.md in its folder; where that is silent, nothing is
claimed.
"""

import re
from pathlib import Path

import yaml

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_LONGEST = 100_000
_REGION = re.compile(r"[-_].*")
_MANY = {"multilingual", "mul"}


def only_language_of(folder: Path) -> str | None:
    """The one language that the model in ``folder`` reads (ISO 639-1); None for many or unknown."""
    codes = _languages(folder)
    return next(iter(codes)) if len(codes) == 1 and codes.isdisjoint(_MANY) else None


def reads_several(folder: Path) -> bool:
    """Whether the model in ``folder`` is said to read several languages."""
    codes = _languages(folder)
    return len(codes) > 1 or not codes.isdisjoint(_MANY)


def _languages(folder: Path) -> frozenset[str]:
    stated = (it.strip().lower() for it in _stated(folder / "README.md"))
    return frozenset(_REGION.sub("", it) for it in stated if it)


def _stated(card: Path) -> list[str]:
    """What a model card says under ``language``; nothing where it cannot be read."""
    try:
        text = card.read_text(encoding="utf-8")[:_LONGEST]
        found = _FRONT_MATTER.match(text)
        front = yaml.safe_load(found[1]) if found else None
    # A card is prose for people: one that is damaged says nothing, and the model is as good.
    except (OSError, ValueError, yaml.YAMLError):
        return []
    stated = front.get("language") if isinstance(front, dict) else None
    # YAML 1.1 reads the code of Norwegian, ``no``, as a truth value.
    listed = stated if isinstance(stated, list) else [stated]
    return ["no" if it is False else it for it in listed if it is False or isinstance(it, str)]
