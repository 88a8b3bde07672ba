"""One page fetched from a site on this machine, or the reason why it is refused."""

import asyncio

import pytest
from hypothesis import strategies as st

from bot.web.fetching import Fetcher
from bot.web.receiving import Fetched
from corpus.errors import FetchError

STORY = "<p>The old stone bridge over the Ambry stays closed until the end of March.</p>"


async def anything(_: str) -> None:
    """No page is held."""


ODD = st.lists(
    st.sampled_from(
        ["/", "//", "[", "]", "@", ":", "%", "x", "\u00e9", "\uff0e", "\u3002", "\u2100", "1",
         "http:", "\t", "#", "?", "\u00df", "\u200d", "xn--", "xn--53h", ".example", "*", "\x7f",
         "..", " ", "\\", "file:", "javascript:", "\u2615", "\U0001f4a9"]
    ),
    min_size=1, max_size=7,
).map("".join)  # fmt: skip
"""Pieces of addresses as nobody puts them together."""


def fetch(fetching: Fetcher, url: str) -> Fetched:
    async def run() -> Fetched:
        async with fetching:
            return await fetching.fetch(url, anything)

    return asyncio.run(run())


def refusal(fetching: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as refused:
        fetch(fetching, url)
    return str(refused.value)
