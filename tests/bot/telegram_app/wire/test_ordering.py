import asyncio
from collections.abc import Callable, Coroutine

from telegram import Chat, Message, Update

from bot.telegram_app.wire.ordering import MOST_OF_ONE_CHAT, ChatOrder


def update(number: int, chat_id: int) -> Update:
    message = Message.de_json(
        {"message_id": number, "date": 1, "chat": {"id": chat_id, "type": Chat.PRIVATE}}, None
    )
    return Update(number, message=message)


def run(scenario: Callable[[ChatOrder], Coroutine[None, None, None]]) -> None:
    asyncio.run(scenario(ChatOrder(done=lambda _number: None, language=lambda _update: "en")))


def test_one_chat_in_order_and_others_meanwhile() -> None:
    async def scenario(order: ChatOrder) -> None:
        done: list[int] = []
        gate = asyncio.Event()

        async def work(number: int, *, waits: bool = False) -> None:
            if waits:
                await gate.wait()
            done.append(number)

        tasks = [
            asyncio.create_task(order.process_update(update(1, 5), work(1, waits=True))),
            asyncio.create_task(order.process_update(update(2, 5), work(2))),
            asyncio.create_task(order.process_update(update(3, 6), work(3))),
            asyncio.create_task(order.process_update(update(4, 5), work(4))),
            asyncio.create_task(order.process_update("no update", work(5))),
        ]
        await asyncio.wait(tasks, timeout=0.05)
        assert sorted(done) == [3, 5]
        gate.set()
        await asyncio.gather(*tasks)
        assert done[2:] == [1, 2, 4]

    run(scenario)


def test_what_is_cut_off_is_not_done() -> None:
    dealt_with: list[int] = []

    async def scenario() -> None:
        order = ChatOrder(dealt_with.append, lambda _update: "en")
        begun = asyncio.Event()

        async def quick() -> None:
            pass

        async def hang() -> None:
            begun.set()
            await asyncio.Event().wait()

        await order.process_update(update(1, 5), quick())
        tasks = [
            asyncio.create_task(order.process_update(update(2, 5), hang())),
            asyncio.create_task(order.process_update(update(3, 5), quick())),  # behind it
        ]
        await begun.wait()
        await order.shutdown()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(end) for end in ends] == [asyncio.CancelledError] * 2

    asyncio.run(scenario())
    assert dealt_with == [1]


def test_an_error_lets_the_next_one_through() -> None:
    async def scenario(order: ChatOrder) -> None:
        async def fail() -> None:
            raise ValueError("broken")

        done: list[int] = []

        async def work() -> None:
            done.append(1)

        results = await asyncio.gather(
            order.process_update(update(1, 5), fail()),
            order.process_update(update(2, 5), work()),
            return_exceptions=True,
        )
        assert isinstance(results[0], ValueError)
        assert done == [1]

    run(scenario)


def test_a_chat_that_writes_too_fast_takes_no_one_s_place() -> None:
    async def scenario(order: ChatOrder) -> None:
        done: list[int] = []
        gate = asyncio.Event()

        async def work(number: int) -> None:
            if number < 9_000:
                await gate.wait()
            done.append(number)

        many = [
            asyncio.create_task(order.process_update(update(number, 5), work(number)))
            for number in range(2 * order.max_concurrent_updates)
        ]
        other = asyncio.create_task(order.process_update(update(9_000, 6), work(9_000)))
        await asyncio.wait_for(other, 5)
        assert done == [9_000]
        gate.set()
        await asyncio.gather(*many)
        assert done[1:] == list(range(MOST_OF_ONE_CHAT))
        await order.process_update(update(9_001, 5), work(9_001))  # it is let in again
        assert done[-1] == 9_001

    run(scenario)
