"""Which languages a model reads, as far as anybody says so.

The bundled model reads English. Of another one its card tells, the front matter of the README.md
in its folder; where that is silent, nothing is claimed.
"""

import re
from pathlib import Path

import yaml

from embeddings.model_folder import is_bundled

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_LONGEST = 100_000
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def only_language_of(model: str, folder: Path) -> str | None:
    """The one language that the model in ``folder`` reads (ISO 639-1); None for many or unknown."""
    stated = ["en"] if is_bundled(model) else _stated(folder / "README.md")
    codes = {found.group() for it in stated if (found := _CODE.match(it.strip().lower()))}
    return codes.pop() if len(codes) == 1 == len(stated) else None


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
