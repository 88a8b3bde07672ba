"""A running server, and a client without any library between it and the test."""

from collections.abc import Iterator

import httpx
import pytest

from telegram_server import TelegramServer
from telegram_server.chats import Chat
from telegram_server.people import Person
from telegram_server_tests.refused import Api


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


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    person = server.world.user("Ada", username="ada_l")
    person.starts()
    return person


@pytest.fixture
def group(server: TelegramServer, ada: Person) -> Chat:
    room = server.world.group("Reading circle", ada)
    server.world.adds_bot_to(room, by=ada)
    return room
