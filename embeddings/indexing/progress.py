"""How the indexer tells how far it is. This one keeps silent; a terminal overrides it."""

from embeddings.model_change import ModelChange


class Progress:
    """Receives counts while files are read and passages embedded."""

    def reading(self, done: int, total: int) -> None:
        """``done`` of ``total`` changed files have been read."""

    def embedding(self, done: int, total: int) -> None:
        """``done`` of ``total`` new passages have their vectors."""

    def changing_model(self, change: ModelChange) -> None:
        """All passages are about to be embedded again, by another model."""
