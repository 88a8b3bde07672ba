"""Pages of a site on this machine, added to a documents folder as ``footnote add`` does."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.library.folder import DocumentsFolder
from bot.web.adding import Adding, Failed, Kept, Left
from bot.web.feeds import Entry
from bot.web.robots import Manners
from bot.web.shelf import Shelf
from web_site import Names, fetcher

DOCUMENTS = Path(__file__).parent / "sample_documents"
STORY = (
    "The old stone bridge over the Ambry will stay closed to all traffic until the end of March. "
    "Engineers found cracks in two of its five piers after the flood of last month."
)
PAGE = f"<html><head><title>The bridge</title></head><body><p>{STORY}</p></body></html>"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
Outcome = Kept | Failed | Left
T = TypeVar("T")


def run(root: Path, work: Callable[[Adding], Awaitable[T]]) -> T:
    """``work`` in a run of its own: what it knows of earlier ones lies in the folder."""

    async def all_of_it() -> T:
        async with fetcher(names=Names()) as fetching:
            shelf = Shelf(root, DocumentsFolder.of(root, root.parent / "data"))
            return await work(Adding(fetching, Manners(fetching, 0), shelf, lambda: NOON))

    return asyncio.run(all_of_it())


def add(root: Path, url: str, entry: Entry | None = None) -> Outcome:
    return run(root, lambda adding: adding.page(url, entry))


def kept(outcome: Outcome) -> Kept:
    assert isinstance(outcome, Kept), outcome
    return outcome


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed), outcome
    return outcome.reason


def listed(root: Path) -> list[str]:
    return sorted(it.relative_to(root).as_posix() for it in root.rglob("*") if it.is_file())
