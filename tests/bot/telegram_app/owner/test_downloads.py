import asyncio

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram_app.owner.downloads import Downloads, NotFetchedError
from bot.telegram_app.wire.client import make_bot
from bot.wording import adding

HOSTED = "https://api.telegram.org/"
OWN = "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("server", "limit", "size", "told"),
    [
        (HOSTED, 50, 20 * 2**20 + 1, adding.too_large_for_telegram("a.md", 20)),
        (HOSTED, 10, 10_000_001, adding.too_large("a.md", 10)),
        (OWN, 50, 50_000_001, adding.too_large("a.md", 50)),
    ],
)
def test_what_is_too_large_is_not_asked_for(server: str, limit: int, size: int, told: str) -> None:
    settings = Settings(
        telegram_api_base_url=server, max_file_mb=limit, telegram_bot_token=SecretStr("1:a")
    )
    bot = make_bot(settings, "1:a")  # not initialised: any call of it would fail otherwise
    with pytest.raises(NotFetchedError) as refusal:
        asyncio.run(Downloads(settings).fetch(bot, "id", size))
    assert refusal.value.sentence("a.md") == told
