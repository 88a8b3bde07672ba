"""What ``footnote add`` says of pages from the web. In English only, as all commands."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from bot.library.closed import Closed
from bot.wording.adding import facts
from bot.wording.commands import counted
from bot.wording.conventions import duration

if TYPE_CHECKING:
    from bot.web.adding import Kept


def kept(page: "Kept") -> str:
    """That a page is answered from."""
    if page.preview is None:
        return f"Unchanged {page.path}"
    return f"Added {page.path}: {facts(page.preview)}"


def failed(url: str, reason: str) -> str:
    """That a page was not added."""
    return f"Not added {url}: {reason}"


def left(url: str) -> str:
    """That a page was not asked for."""
    return f"Not asked for {url}"


def resting(site: str, left: int, again: datetime | None) -> str:
    """That a site wants to be left alone for now.

    Args:
        site: its name.
        left: pages of it that were not asked for.
        again: when it wants to be asked again; ``None`` if it did not say.
    """
    waiting = f"; {counted(left, 'page')} of it {'was' if left == 1 else 'were'} not asked for"
    seconds = (again - datetime.now(UTC)).total_seconds() if again else 0
    when = f"in {duration(seconds)}" if again else "later"
    return f"{site} wants fewer questions for now{waiting if left else ''}. Try it again {when}."


def feed(url: str, new: int, limit: int) -> str:
    """What a feed has that is new.

    Args:
        url: of the feed.
        new: pages that are not in the folder.
        limit: how many of them are added, at most.
    """
    if not new:
        return f"There is nothing new in {url}."
    if limit < new:
        return f"{url} names {counted(new, 'new page')}; at most {limit:,} of them are added."
    return f"{url} names {counted(new, 'new page')}."


def given_up(url: str, tried: int, added: int, behind: int) -> str:
    """That fewer pages of a feed were added than may be, as too many failed.

    Args:
        url: of the feed.
        tried: pages of it.
        added: how many of those did not fail.
        behind: pages that were not tried.
    """
    rest = "1 more page of it was" if behind == 1 else f"{behind:,} more pages of it were"
    return (
        f"{counted(tried, 'page')} of {url} were tried, and {tried - added:,} of them failed; "
        f"{rest} not tried. A higher --limit reaches further."
    )


def slow(site: str, seconds: float, left: int) -> str:
    """Why it takes long.

    Args:
        site: asks for pauses between two pages.
        seconds: of each.
        left: pages that are still to come.
    """
    still = f"; {'1 page is' if left == 1 else f'{left:,} pages are'} still to come" if left else ""
    return f"{site} asks for {seconds:g} seconds between two pages{still}."


def interrupted(waiting: int) -> str:
    """What becomes of the pages that were kept before an interruption."""
    if waiting == 1:
        return "1 page was kept and waits in the documents folder; footnote index reads it."
    return (
        f"{waiting:,} pages were kept and wait in the documents folder; footnote index reads them."
    )


def closed(why: Closed, root: Path) -> str:
    """Why nothing can be added."""
    match why:
        case Closed.INSTALLED:
            return (
                "The sample articles stay as they are. Set DOCUMENTS_DIR to a folder of your own, "
                "and give it a DATA_DIR of its own."
            )
        case Closed.MISSING:
            return f"The documents folder {root} is missing. Check DOCUMENTS_DIR."
        case Closed.OTHER_ROOT:
            return (
                f"The index was made from another folder than {root}. Set DOCUMENTS_DIR back, or "
                "give this folder a DATA_DIR of its own."
            )
        case _:
            assert_never(why)
