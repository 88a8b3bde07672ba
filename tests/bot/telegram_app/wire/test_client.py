"""What the bot makes of answers that no real server should give."""

import asyncio
import json
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update
from telegram.request import BaseRequest

from bot.settings import Settings
from bot.telegram_app.wire.client import FootnoteBot, make_bot
from corpus.errors import SettingError

UNREADABLE = {"update_id": 8, "message": {"text": "a question of Ada's"}}


class Canned(BaseRequest):
    """Gives the same result to every call."""

    def __init__(self, result: object) -> None:
        self._body = json.dumps({"ok": True, "result": result}).encode()

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        *_args: Any,  # noqa: ANN401 - as the library declares them
        **_kwargs: Any,  # noqa: ANN401 - the same
    ) -> tuple[int, bytes]:
        return 200, self._body


def updates_from(result: object) -> tuple[Update, ...]:
    bot = FootnoteBot("1:abc", request=Canned(True), get_updates_request=Canned(result))
    return asyncio.run(bot.get_updates(offset=None))


def test_what_cannot_be_read_arrives_empty(caplog: pytest.LogCaptureFixture) -> None:
    first, odd, last = updates_from([{"update_id": 7}, UNREADABLE, {"update_id": 9}])
    assert [first.update_id, odd.update_id, last.update_id] == [7, 8, 9]
    assert odd.message is None
    own = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert own == ["An update cannot be read (KeyError) and is left out."]


class LostBetweenTries(Canned):
    """Gives what cannot be read, and is not found when it is asked again."""

    def __init__(self) -> None:
        super().__init__([UNREADABLE])
        self._statuses = iter([200, 404])

    async def do_request(
        self,
        *_args: Any,  # noqa: ANN401 - as the library declares them
        **_kwargs: Any,  # noqa: ANN401 - the same
    ) -> tuple[int, bytes]:
        return next(self._statuses), self._body


def no_updates(bot: FootnoteBot) -> None:
    """``bot`` gets none, and waits before it asks again, unless it is about to end."""

    async def scenario() -> None:
        asking = asyncio.create_task(bot.get_updates(offset=5))
        await asyncio.wait({asking}, timeout=0.05)
        assert not asking.done()
        bot.end_pauses()
        assert await asyncio.wait_for(asking, 5) == ()

    asyncio.run(scenario())


def test_a_passing_404_at_the_second_try_does_not_end_the_polling() -> None:
    no_updates(FootnoteBot("1:abc", request=Canned(True), get_updates_request=LostBetweenTries()))


@pytest.mark.parametrize(
    "result",
    [
        {"updates": []},
        ["no update"],
        [{"update_id": "8"}],
        [{"update_id": 2**63}],
        [{}],
        [UNREADABLE, None],
        "x",
        7,
    ],
)
def test_a_list_that_cannot_be_confirmed_is_asked_for_again_later(
    result: object, caplog: pytest.LogCaptureFixture
) -> None:
    no_updates(FootnoteBot("1:abc", request=Canned(True), get_updates_request=Canned(result)))
    assert "cannot be read" in caplog.text


def test_a_proxy_that_cannot_be_used() -> None:
    settings = Settings(telegram_proxy=SecretStr("http://a:pass-word@a\x7f.org"))
    with pytest.raises(SettingError, match="TELEGRAM_PROXY") as refusal:
        make_bot(settings, "1:abc")
    assert "pass-word" not in str(refusal.value)


def test_a_pause_ends_when_the_process_is_about_to() -> None:
    async def scenario() -> None:
        bot = FootnoteBot("1:abc")
        assert await bot.pause(0.001)
        waiting = asyncio.create_task(bot.pause(600))
        await asyncio.sleep(0)
        bot.end_pauses()
        assert not await asyncio.wait_for(waiting, 5)
        assert not await bot.pause(600)

    asyncio.run(scenario())
