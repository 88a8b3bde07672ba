"""What the bot says to its owners of an index by another model than its own."""

from typing import TYPE_CHECKING

from bot.wording.conventions import duration
from bot.wording.owner import passages
from bot.wording.translation import _

if TYPE_CHECKING:
    from embeddings.model_change import ModelChange


def made_anew(change: "ModelChange") -> str:
    """That the index is made anew with the bot's model, and what that costs."""
    told = (
        _(
            "The index was made with other weights of the model {model}, and is made anew. Until "
            "that is done, I cannot answer. To embed: {passages} (about {duration})."
        )
        if change.made_with == change.model
        else _(
            "The index was made with the model {made_with}, and is made anew with {model}, as "
            "EMBEDDING_MODEL says. Until that is done, I cannot answer. To embed: {passages} "
            "(about {duration})."
        )
    )
    return told.format(
        made_with=change.made_with,
        model=change.model,
        passages=passages(change.cost.passages),
        duration=duration(change.cost.seconds),
    )


def waits(model: str) -> str:
    """That the index is by another model, and this process goes on with the one before."""
    return _(
        "A new index has been made with the model {model}. I still answer from the one before, and "
        "leave the new one as it is. To let me take it up, start me again with "
        "EMBEDDING_MODEL={model}."
    ).format(model=model)
