"""An index by one model, a setting that names another: what the store says, and what is told."""

from dataclasses import dataclass

from embeddings.indexing.costs import Cost
from embeddings.ports import EmbedderSpec

_BETWEEN = " at "


@dataclass(frozen=True, slots=True)
class ModelChange:
    """That everything must be embedded again, as the index was made with another model.

    Attributes:
        made_with: the name of the model behind the index.
        model: the name of the one that the next index is made with; the same one where only its
            weights are others.
        passages: those of the next index.
        cost: of those whose vectors are not known.
    """

    made_with: str
    model: str
    passages: int
    cost: Cost


def described(spec: EmbedderSpec) -> str:
    """What the store remembers of the model behind a generation."""
    return f"{spec.model}{_BETWEEN}{spec.revision}"


def other_than(spec: EmbedderSpec, remembered: str | None) -> str | None:
    """The name of the model that the store remembers, if it is another one than that of ``spec``.

    ``None`` too where nothing is remembered, as nothing was indexed.
    """
    if remembered is None or remembered == described(spec):
        return None
    return remembered.rpartition(_BETWEEN)[0]
