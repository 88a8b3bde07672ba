"""A running server, and a client without any library between it and the test."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from telegram_server import TelegramServer

Api = Callable[..., dict[str, object]]


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture
def api(server: TelegramServer) -> Iterator[Api]:
    """Call a method with JSON parameters and return the answer's body."""
    with httpx.Client(timeout=10.0) as client:

        def call(method: str, **params: object) -> dict[str, object]:
            response = client.post(f"{server.url}/bot{server.token}/{method}", json=params)
            body: dict[str, object] = response.json()
            assert response.status_code == body.get("error_code", 200)
            return body

        yield call
