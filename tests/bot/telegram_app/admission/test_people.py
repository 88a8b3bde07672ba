import asyncio
from typing import cast

import pytest
from telegram import ChatFullInfo
from telegram.error import BadRequest

from bot.telegram_app.admission import people as module
from bot.telegram_app.admission.people import KNOWN_SECONDS, Names, People, shown_name
from bot.telegram_app.wire.client import FootnoteBot


class Telegram:
    """Knows the names of some, and hangs at others'."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def get_chat(self, person: int) -> ChatFullInfo:
        self.asked.append(person)
        if person == 9:
            await asyncio.Event().wait()
        if person != 5:
            raise BadRequest("Chat not found")
        return ChatFullInfo(5, "private", 0, 11, {}, first_name="Ada\n\u202e", username="ada_l")  # type: ignore[arg-type]  # of gifts nothing is read


@pytest.mark.parametrize(("person", "names"), [(5, Names("Ada", "ada_l")), (6, None), (9, None)])
def test_names_are_asked_once_in_a_while_and_never_fail(
    monkeypatch: pytest.MonkeyPatch, person: int, names: Names | None
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.01)
    now = [0.0]
    known, telegram = People(lambda: now[0]), Telegram()
    bot = cast(FootnoteBot, telegram)
    for seconds in (0.0, KNOWN_SECONDS - 1, KNOWN_SECONDS):
        now[0] = seconds
        assert asyncio.run(known.names(bot, person)) == names
    assert telegram.asked == [person, person]


def test_a_name_is_shown_on_one_line_or_not_at_all() -> None:
    assert shown_name("Ada\r\n\u202eLovelace") == "Ada Lovelace"
    assert shown_name("\u2066\u200b") == ""
    assert len(shown_name("A" * 64)) == 40
