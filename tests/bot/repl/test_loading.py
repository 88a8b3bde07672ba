"""The index is loaded once, in the background, and its failures are told."""

import threading

import pytest

from bot.answering import Answerer
from bot.repl.loading import Loading
from talking import Loader


class TestLoading:
    def test_is_done_in_the_background_and_once(self) -> None:
        gate = threading.Event()
        loader = Loader()

        def slow() -> Answerer:
            gate.wait()
            return loader()

        loading = Loading(slow)
        loading.start()
        loading.start()
        assert not loading.answerer
        gate.set()
        assert loading.wait() is loading.wait() is loading.answerer is loader.answerer
        assert loader.calls == 1

    def test_a_failure_is_raised_where_the_answerer_is_needed(self) -> None:
        def broken() -> Answerer:
            raise ZeroDivisionError

        loading = Loading(broken)
        loading.start()
        with pytest.raises(ZeroDivisionError):
            loading.wait()
        assert loading.answerer is None
