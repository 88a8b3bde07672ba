"""One page fetched from a site on this machine, or the reason why it is refused."""

import asyncio

import pytest

from bot.web.fetching import Fetcher
from bot.web.receiving import Fetched
from corpus.errors import FetchError

STORY = "<p>The old stone bridge over the Ambry stays closed until the end of March.</p>"


async def anything(_: str) -> None:
    """No page is held."""


def fetch(fetching: Fetcher, url: str) -> Fetched:
    async def run() -> Fetched:
        async with fetching:
            return await fetching.fetch(url, anything)

    return asyncio.run(run())


def refusal(fetching: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as refused:
        fetch(fetching, url)
    return str(refused.value)
