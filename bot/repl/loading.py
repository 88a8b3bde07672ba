"""An answerer that gets ready while the person is still typing.

Loading the model takes seconds; the prompt must not wait for it.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from bot.answering import Answerer


class Loading:
    """Runs ``load`` in a thread of its own. Everything else here belongs to one thread."""

    def __init__(self, load: Callable[[], Answerer]) -> None:
        self._load = load
        self._future: Future[Answerer] | None = None

    def start(self) -> None:
        """Begin to load, unless that was begun already."""
        self._begun()

    @property
    def answerer(self) -> Answerer | None:
        """The answerer if it is ready now."""
        future = self._future
        if future is None or not future.done() or future.exception() is not None:
            return None
        return future.result()

    def wait(self) -> Answerer:
        """The answerer, as soon as it is ready; raises what ``load`` raised.

        The call after a failure loads anew: the person may have mended what was wrong.
        """
        future = self._begun()
        try:
            return future.result()
        finally:
            if future.done() and future.exception() is not None:
                self._future = None

    def _begun(self) -> Future[Answerer]:
        if self._future is None:
            self._future = Future()
            # A daemon: leaving must not wait for a model that nobody needs any more.
            threading.Thread(
                target=self._run, args=(self._future,), name="footnote-load", daemon=True
            ).start()
        return self._future

    def _run(self, future: Future[Answerer]) -> None:
        try:
            answerer = self._load()
        except BaseException as error:  # handed to whoever waits: nothing may leave them waiting
            future.set_exception(error)
        else:
            future.set_result(answerer)
