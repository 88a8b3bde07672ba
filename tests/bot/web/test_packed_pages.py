"""Pages that come packed: unpacked, up to the limit, and no further."""

import gzip
import tracemalloc
import zlib

import pytest
from aiohttp import web

from fetched_pages import STORY, fetch, refusal
from web_site import Page, Site, fetcher


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/a"] = Page(gzip.compress(STORY.encode()), headers={"Content-Encoding": "gzip"})

    assert fetch(fetcher(), site.url("/a")).data == STORY.encode()


@pytest.mark.parametrize("size", [1, 2, 7, 100_000])
def test_parcels_one_behind_the_other_are_one_page(site: Site, size: int) -> None:
    parcels = gzip.compress(b"first ") + gzip.compress(b"") + gzip.compress(b"second") + b"\0\0\0"

    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
        await response.prepare(request)
        for start in range(0, len(parcels), size):
            await response.write(parcels[start : start + size])
        return response

    site.pages["/a"] = stream

    assert fetch(fetcher(), site.url("/a")).data == b"first second"


@pytest.mark.parametrize(
    ("packed", "encoding", "reason"),
    [
        (gzip.compress(bytes(50_000_000), 9), "gzip", "more than 1 MB"),
        (gzip.compress(bytes(999_000), 9) * 50, "gzip", "more than 1 MB"),
        (gzip.compress(gzip.compress(bytes(10_000_000))), "gzip, gzip", "not asked for"),
        (b"\x0b", "br", "not asked for"),
        (gzip.compress(STORY.encode() * 100)[:50], "gzip", "broke off"),
        (gzip.compress(b"a") + gzip.compress(b"b")[:12], "gzip", "broke off"),
        (b"not packed", "gzip", "cannot be unpacked"),
        (zlib.compress(b"a"), "deflate", "not asked for"),
    ],
    ids=[
        "bomb",
        "many bombs",
        "bomb in a parcel",
        "brotli",
        "torn",
        "second torn",
        "not packed",
        "deflate",
    ],
)
def test_bombs_and_broken_parcels(site: Site, packed: bytes, encoding: str, reason: str) -> None:
    site.pages["/a"] = Page(packed, headers={"Content-Encoding": encoding})

    assert reason in refusal(fetcher(), site.url("/a"))


def test_a_bomb_does_not_go_off_in_memory(site: Site) -> None:
    site.pages["/a"] = Page(
        gzip.compress(bytes(50_000_000), 9), headers={"Content-Encoding": "gzip"}
    )
    tracemalloc.start()
    try:
        refusal(fetcher(), site.url("/a"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 10_000_000
