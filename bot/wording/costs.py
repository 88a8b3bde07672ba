"""What the terminal says of embedding before it is done: how much, and how long it takes here."""

from typing import TYPE_CHECKING

from bot.wording.commands import counted
from bot.wording.conventions import duration

if TYPE_CHECKING:
    from embeddings.indexing.costs import Cost
    from embeddings.model_change import ModelChange


def model_change(change: "ModelChange") -> str:
    """That all is to be embedded again, and what that costs."""
    return f"{_models(change)}: {_due(change)}"


def announcement(change: "ModelChange") -> str:
    """The same, just before it is done."""
    told = model_change(change)
    if not change.cost.passages:
        return f"{told}."
    old = "as it is" if change.made_with == change.model else f"made with {change.made_with}"
    return (
        f"{told}. Until that is done, answers come from the index {old}. Ctrl-C stops it; nothing "
        "is lost."
    )


def time_of(cost: "Cost") -> str:
    """How long embedding takes here, and how that is known."""
    basis = "all" if cost.measured == cost.passages else f"{cost.measured:,}"
    return f"about {duration(cost.seconds)} here (measured on {basis} of them)"


def _models(change: "ModelChange") -> str:
    if change.made_with == change.model:
        return f"The index was made with other weights of {change.model}, or another version of it"
    return f"The index was made with {change.made_with}. EMBEDDING_MODEL is {change.model}"


def _due(change: "ModelChange") -> str:
    cost = change.cost
    all_of_them = counted(change.passages, "passage")
    if not cost.passages:
        return f"the vectors of all {all_of_them} are kept from before, so none is embedded again"
    if cost.passages == change.passages:
        return f"all {all_of_them} must be embedded again, {time_of(cost)}"
    return (
        f"{cost.passages:,} of {all_of_them} must be embedded again, {time_of(cost)}; the vectors "
        "of the others are kept from before"
    )
