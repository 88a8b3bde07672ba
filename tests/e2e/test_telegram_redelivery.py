"""Updates that come more than once, late, or from somebody else, by both ways of delivery.

What the bot sends is the same code whichever way updates come, and its faults are tested with
polling (``test_telegram_failures``) and in the day's afternoon (``test_telegram_day``). This is
about the way in, where the two differ.
"""

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

import httpx
import pytest

from e2e.fake_bot import NUMBERED, WAITS_FOR
from e2e.fake_process import StartBot
from telegram_server import TelegramServer
from telegram_server.people import Person
from telegram_server.process import free_port
from telegram_server.values import JsonObject

Settings = dict[str, str]
Fault = Literal["refused", "lost", "cut", "slow"]
SECRET = "a-secret-of-16_characters"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Proxy:
    """Stands between Telegram and the bot, and does not always do its work.

    ``refused`` answers 502 and passes nothing on; ``lost`` and ``cut`` pass the update on, and
    answer 502 or break the connection all the same; ``slow`` passes it on late.

    Attributes:
        faults: for the next requests, in order.
        statuses: what the bot has answered.
    """

    def __init__(self) -> None:
        self.faults: deque[Fault] = deque()
        self.statuses: list[int] = []
        self.to = f"http://127.0.0.1:{free_port()}/hook"
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fault = proxy.faults.popleft() if proxy.faults else None
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = 502 if fault == "refused" else proxy.pass_on(body, self.headers[HEADER])
                if fault == "slow":
                    time.sleep(1.0)
                if fault == "cut":
                    self.connection.close()
                    return
                self.send_response(502 if fault == "lost" else status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quietly."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def pass_on(self, body: bytes, secret: str) -> int:
        status = httpx.post(self.to, content=body, headers={HEADER: secret}).status_code
        self.statuses.append(status)
        return status

    def settings(self) -> Settings:
        listen = self.to.removeprefix("http://").removesuffix("/hook")
        return {"WEBHOOK_URL": self.url, "WEBHOOK_LISTEN": listen, "WEBHOOK_SECRET": SECRET}


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    made = Proxy()
    thread = Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture(params=["polling", "webhook"])
def settings(request: pytest.FixtureRequest) -> Settings:
    if request.param == "polling":
        return {}
    port = free_port()
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }


def delivers(server: TelegramServer, *updates: JsonObject) -> None:
    with server.world.watch:
        server.world.updates.pending[:0] = [dict(update) for update in updates]
        server.world.updates.on_new()
    server.world.wait_for(lambda: not server.world.updates.pending, "them to be taken", 10)


def numbers(person: Person) -> list[str]:
    """Which questions the bot's messages answer, in their order."""
    texts = [message.text for message in person.chat.from_bot]
    return [text.partition(NUMBERED)[2].split()[0].strip(".:") for text in texts]


def test_what_is_delivered_again_and_again_is_answered_once(
    server: TelegramServer, fake_bot: StartBot, settings: Settings, ada: Person, tmp_path: Path
) -> None:
    signal = tmp_path / "signal"
    with fake_bot(**settings):
        with server.world.watch:
            ada.writes(ada.chat, f"{NUMBERED}1: {WAITS_FOR}{signal}")
            ada.writes(ada.chat, f"{NUMBERED}2")
            first, second = server.world.updates.pending[-2:]
        for again in ((first,), (second, first), (second,)):  # while the first is under way
            delivers(server, *again)
        signal.touch()
        server.world.wait_for(lambda: len(ada.chat.from_bot) == 2, "both answers")
        delivers(server, second, first)  # when both are answered
        ada.writes(ada.chat, f"{NUMBERED}3")
        server.world.wait_for(lambda: len(ada.chat.from_bot) == 3, "the third answer")
        server.world.settled()
    assert numbers(ada) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "faults",
    [
        ["refused", "refused"],
        ["lost", "lost"],
        ["cut"],
        ["slow", "slow"],
        ["slow", "lost", "refused", "cut", "lost"],
    ],
    ids="-".join,
)
def test_what_a_proxy_does_not_confirm_comes_again_in_its_order(
    server: TelegramServer,
    fake_bot: StartBot,
    proxy: Proxy,
    ada: Person,
    bob: Person,
    faults: list[Fault],
) -> None:
    with fake_bot(**proxy.settings()) as bot:
        proxy.faults.extend(faults)
        for number in range(5):
            ada.writes(ada.chat, f"{NUMBERED}{number}")
        bob.writes(bob.chat, f"{NUMBERED}9")
        server.world.wait_for(
            lambda: len([*ada.chat.from_bot, *bob.chat.from_bot]) == 6, "six answers", 15
        )
        server.world.wait_for(lambda: not server.world.updates.pending, "confirmation", 15)
        server.world.settled()
    assert not proxy.faults
    passed_on = 6 + len([fault for fault in faults if fault in {"lost", "cut"}])
    assert proxy.statuses == [200] * passed_on  # what was known is confirmed all the same
    assert (numbers(ada), numbers(bob)) == (["0", "1", "2", "3", "4"], ["9"])
    assert "Traceback" not in bot.output


def test_a_bot_that_is_killed_behind_its_proxy_gets_what_was_not_confirmed(
    server: TelegramServer, fake_bot: StartBot, proxy: Proxy, ada: Person
) -> None:
    bot = fake_bot(**proxy.settings())
    bot.start()
    proxy.faults.extend(["lost"])
    ada.writes(ada.chat, f"{NUMBERED}1")
    server.world.wait_for(lambda: len(ada.chat.from_bot) == 1, "the answer")
    server.world.settled()
    bot.kill()
    proxy.faults.extend(["refused"] * 3)  # as a proxy says of what does not run
    for number in (2, 3):
        ada.writes(ada.chat, f"{NUMBERED}{number}")
    server.world.wait_for(lambda: not proxy.faults, "three refusals", 15)
    with fake_bot(**proxy.settings()):
        server.world.wait_for(lambda: len(ada.chat.from_bot) == 3, "the others", 15)
        server.world.settled()
    assert numbers(ada) == ["1", "2", "3"]


def test_forged_updates_among_true_ones_neither_count_nor_delay(
    server: TelegramServer, fake_bot: StartBot, proxy: Proxy, ada: Person, tmp_path: Path
) -> None:
    signal = tmp_path / "signal"
    crowd = [server.world.user(f"Person {number}") for number in range(10)]
    with fake_bot(**proxy.settings()) as bot:
        ada.writes(ada.chat, f"{NUMBERED}1: {WAITS_FOR}{signal}")
        server.world.wait_for(lambda: ada.chat.actions == ["typing"], "typing")

        def forge(number: int) -> int:
            # The next numbers of Telegram's own: if one were noted, a true update would be lost.
            chat = {"id": ada.id, "type": "private", "first_name": "Ada"}
            sender = {"id": ada.id, "is_bot": False, "first_name": "Ada"}
            text = f"{NUMBERED}{666 + number}"
            message = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}
            forged = {"update_id": 700_000_001 + number, "message": message}
            secret = SECRET.replace("16", str(number + 10)) if number != 6 else SECRET[:-1]
            return httpx.post(proxy.to, json=forged, headers={HEADER: secret}).status_code

        with ThreadPoolExecutor(8) as pool:
            forging = [pool.submit(forge, number) for number in range(40)]
            for person in crowd:
                person.writes(person.chat, f"{NUMBERED}{person.id}")
            statuses = {it.result() for it in forging}
        for person in crowd:
            assert f"{NUMBERED}{person.id}" in person.chat.next_message().text
        signal.touch()
        ada.writes(ada.chat, f"{NUMBERED}2")
        server.world.wait_for(lambda: len(ada.chat.from_bot) == 2, "her answers")
        server.world.settled()
        assert SECRET not in bot.output
    assert statuses == {403}
    assert numbers(ada) == ["1", "2"]
    assert all(len(person.chat.from_bot) == 1 for person in crowd)
