"""How updates reach the bot, and what a test can let go wrong on the way."""

import asyncio
import threading
import time

import httpx
import pytest
from aiohttp import web

from telegram_server import TelegramServer
from telegram_server.faults import BadGateway, Dropped, Refusal, Silent, too_many_requests
from telegram_server.people import Person
from telegram_server.process import free_port
from telegram_server_tests.refused import Api


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.world.user("Ada")


def ids(body: dict[str, object]) -> list[int]:
    updates = body["result"]
    assert isinstance(updates, list)
    return [update["update_id"] for update in updates]


def test_updates_stay_until_they_are_confirmed(ada: Person, api: Api) -> None:
    for text in "abc":
        ada.writes(ada.chat, text)
    first, second, third = ids(api("getUpdates"))
    assert ids(api("getUpdates", limit=2)) == [first, second]
    assert ids(api("getUpdates", offset=second)) == [second, third]
    assert ids(api("getUpdates", offset=-1)) == [third]
    assert ids(api("getUpdates", offset=third + 1)) == []


def test_a_long_poll_ends_with_an_update(ada: Person, api: Api) -> None:
    threading.Timer(0.1, lambda: ada.writes(ada.chat, "hello")).start()
    started = time.monotonic()
    assert len(ids(api("getUpdates", timeout=9))) == 1
    assert time.monotonic() - started < 5


def test_a_second_poller_ends_the_first(server: TelegramServer, api: Api) -> None:
    answers: list[dict[str, object]] = []
    first = threading.Thread(target=lambda: answers.append(api("getUpdates", timeout=9)))
    first.start()
    server.world.wait_for(lambda: len(server.calls) == 1, "the first poll")
    httpx.post(f"{server.url}/bot{server.token}/getUpdates", json={"timeout": 0})
    first.join()
    assert answers[0]["error_code"] == 409
    assert answers[0]["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
        "is running"
    )


def test_no_polling_while_a_webhook_is_set(api: Api) -> None:
    assert api("setWebhook", url=f"http://127.0.0.1:{free_port()}/")["ok"]
    refused = api("getUpdates")
    assert refused["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in str(refused["description"])
    assert api("deleteWebhook")["ok"]
    assert api("getUpdates")["ok"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "https://example.org/"}, "bad webhook: this server posts to the loopback only"),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "secret token is too long"),
    ],
)
def test_a_wrong_webhook(api: Api, params: dict[str, object], description: str) -> None:
    body = api("setWebhook", **{"url": "http://127.0.0.1:1/", **params})
    assert body["description"] == f"Bad Request: {description}"


def test_the_webhook_gets_each_update_until_it_takes_it(ada: Person, api: Api) -> None:
    seen: list[tuple[object, str | None]] = []
    done = asyncio.Event()

    async def take(request: web.Request) -> web.Response:
        update = await request.json()
        header = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        seen.append((update["message"]["text"], header))
        if len(seen) == 3:
            done.set()
        return web.Response(status=503 if len(seen) == 1 else 200)

    async def receive() -> None:
        application = web.Application()
        application.router.add_post("/hook", take)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        await asyncio.wait_for(done.wait(), 5)
        await runner.cleanup()

    port = free_port()
    ada.writes(ada.chat, "one")
    ada.writes(ada.chat, "two")
    assert api("setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token="s-1")["ok"]
    asyncio.run(receive())
    assert seen == [("one", "s-1"), ("one", "s-1"), ("two", "s-1")]
    info = api("getWebhookInfo")["result"]
    assert isinstance(info, dict)
    assert info["url"].endswith("/hook")
    assert "503" in info["last_error_message"]


def test_unknown_kinds_of_update_are_a_violation(server: TelegramServer, api: Api) -> None:
    assert api("getUpdates", allowed_updates=["message", "massage"])["ok"]
    assert server.violations == ["allowed_updates names no kind of update: ['massage']"]


def test_refusals_come_once_for_each_time_asked(server: TelegramServer, api: Api) -> None:
    server.fails("getMe", too_many_requests(3), times=2)
    server.fails("getMe", Refusal(500, "Internal Server Error"))
    first = api("getMe")
    assert first["description"] == "Too Many Requests: retry after 3"
    assert first["parameters"] == {"retry_after": 3}
    assert api("getMe")["error_code"] == 429
    assert api("getMe")["error_code"] == 500
    assert api("getMe")["ok"]
    assert [call.status for call in server.calls_of("getMe")] == [429, 429, 500, 200]


@pytest.mark.parametrize("after_doing", [False, True])
def test_a_dropped_connection(
    server: TelegramServer, api: Api, ada: Person, after_doing: bool
) -> None:
    ada.starts()
    server.fails("sendMessage", Dropped(after_doing=after_doing))
    with pytest.raises(httpx.TransportError):
        api("sendMessage", chat_id=ada.id, text="hello")
    assert len(ada.chat.from_bot) == int(after_doing)


def test_silence_outlasts_the_client(server: TelegramServer, ada: Person) -> None:
    ada.starts()
    server.fails("sendMessage", Silent(seconds=5, after_doing=True))
    url = f"{server.url}/bot{server.token}/sendMessage"
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(url, json={"chat_id": ada.id, "text": "hello"}, timeout=0.1)
    assert len(ada.chat.from_bot) == 1, "the message was sent all the same"


def test_a_bad_gateway_speaks_no_json(server: TelegramServer) -> None:
    server.fails("getMe", BadGateway())
    response = httpx.get(f"{server.url}/bot{server.token}/getMe")
    assert response.status_code == 502
    assert "<html>" in response.text
