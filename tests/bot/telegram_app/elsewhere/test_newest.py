import asyncio
from functools import partial

import pytest

from bot.telegram_app.elsewhere.newest import Newest


def test_of_one_person_only_the_newest_is_worked_on() -> None:
    asyncio.run(_typing())


async def _typing() -> None:
    newest, begun, gate, both = Newest(), list[str](), asyncio.Event(), asyncio.Event()

    async def work(text: str) -> str:
        begun.append(text)
        if len(begun) == 2:
            both.set()
        await gate.wait()
        return text

    typed = [
        asyncio.create_task(newest.result(5, partial(work, text)))
        for text in ("t", "ta", "tal", "talk")
    ]
    other = asyncio.create_task(newest.result(6, lambda: work("weather")))
    await both.wait()
    gate.set()
    assert await asyncio.gather(*typed) == [None, None, None, "talk"]
    assert await other == "weather"
    assert begun == ["t", "weather", "talk"]
    assert await newest.result(5, lambda: work("again")) == "again"
    assert newest._newest == {}


def test_what_fails_stands_in_nobodys_way() -> None:
    asyncio.run(_failing())


async def _failing() -> None:
    newest = Newest()

    async def fail() -> str:
        raise ValueError("the disk is on fire")

    async def work() -> str:
        return "found"

    with pytest.raises(ValueError, match="fire"):
        await newest.result(5, fail)
    assert newest._newest == {}
    assert await newest.result(5, work) == "found"
