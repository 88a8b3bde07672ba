"""How readers follow what is published: from one generation to the next, between two questions.

A process encodes questions with one model. While the newest generation is by that model, it is the
one that is answered from. Once another model has made a newer one, the process goes on with the
last that it has opened: its lock keeps the files, and its rows in the store, as they are. What the
newest does not show any more, as it was edited or removed, is not answered from all the same.
"""

import logging
import threading
from collections.abc import Callable

from corpus.errors import ModelError, NoIndexError, StoreError
from corpus.file_identity import FileIdentity
from corpus.store import Store
from embeddings.generation import NOT_INDEXED, Generation, Generations, other_model
from embeddings.model_change import other_than
from embeddings.ports import EmbedderSpec, QueryEncoder

_log = logging.getLogger(__name__)

State = tuple[FileIdentity | None, int]
"""Which file the store is, and its current generation: see ``Store.current_state``."""


class WaitingModelError(ModelError):
    """An index by another model waits for this process to be started again."""

    def __init__(self, model: str) -> None:
        super().__init__(
            f"A new index was made with the model {model}, and this process still answers from "
            f"the one before. Start it again with EMBEDDING_MODEL={model} to take up the new one."
        )
        self.model = model


class LiveGeneration:
    """The newest generation that can be asked; switches between two questions, never within one.

    Args:
        store: where the current number stands.
        generations: where the files lie.
        encoder: what questions are encoded with; only its spec is asked for.
        restore: makes the files of a generation again from the store and the vector cache.
    """

    def __init__(
        self,
        store: Store,
        generations: Generations,
        encoder: QueryEncoder,
        restore: Callable[[int], None],
    ) -> None:
        self._store = store
        self._generations = generations
        self._encoder = encoder
        self._restore = restore
        self._lock = threading.Lock()
        self._opened: tuple[State, Generation] | None = None

    def current(self) -> Generation:
        """The newest generation, opened; or the last one of our model, if that was opened before.

        Raises:
            NoIndexError: if nothing has been published yet.
            ModelError: if it was made with another model than the one that asks, and there is
                none to go on with.
            StoreError: if its files are gone and cannot be made again.
        """
        state = self._store.current_state()
        opened = self._opened
        if opened is not None and opened[0] == state:
            return opened[1]
        del opened  # or the generation before would be held while the next one is opened
        with self._lock:
            state = self._store.current_state()
            if self._opened is None or self._opened[0] != state:
                kept = self._kept()
                self._opened = None
                self._opened = state, kept or self._open()
            return self._opened[1]

    def waiting(self) -> str | None:
        """The model of the newest generation, if another is answered from as it is not ours."""
        opened = self._opened
        return None if opened is None else self._other_model(opened[0])

    def require_newest(self) -> None:
        """Make sure that no other model's index was published while ours was answered from.

        Raises:
            WaitingModelError: if one was: to index now would put ours in its place again.
        """
        model = self.waiting()
        if model is not None:
            raise WaitingModelError(model)

    def _kept(self) -> Generation | None:
        """What is opened, where what was published after it is by another model."""
        if self._opened is None:
            return None
        before, generation = self._opened
        model = self._other_model(before)
        if model is None:
            return None
        ours = self._encoder.spec.model
        if before[1] == generation.number:  # said once, not at each generation that follows
            _log.warning(
                "The index was made anew with %s. Answers go on from the one made with %s; to "
                "take up the new one, start again with EMBEDDING_MODEL=%s.",
                "other weights of the model" if model == ours else f"the model {model}",
                ours,
                model,
            )
        _, number = self._store.current_state()
        return generation.only({it.id for it in self._store.documents(number)})

    def _other_model(self, opened: State) -> str | None:
        """The model of what is published now, if not ours, in the store that ``opened`` is of."""
        identity, number = self._store.current_state()
        if number == 0 or identity != opened[0]:
            return None
        return other_than(self._encoder.spec, self._store.model())

    def _open(self) -> Generation:
        restored = 0
        while True:
            state = self._store.current_state()
            _, number = state
            if number == 0:
                raise NoIndexError(NOT_INDEXED)
            generation = self._generations.open(number)
            if self._store.current_state() != state:
                # Another was published meanwhile, and this one's rows may be gone already. The
                # lock that its object held is let go with it.
                continue
            if generation is not None:
                self._require_model(generation.spec)
                return generation
            if restored == number:
                raise StoreError("The index files are damaged. Run: footnote index")
            self._restore(number)
            restored = number

    def _require_model(self, made_with: EmbedderSpec) -> None:
        if made_with != self._encoder.spec:
            raise other_model(made_with.model, self._encoder.spec.model)
