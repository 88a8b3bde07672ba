"""The same question gets the same passages, whichever surface it is asked through."""

import io
import json
from pathlib import Path

import pytest

from bot.conversation import Conversation
from bot.repl import run
from bot.telegram_app.messages.reading import View, render
from bot.telegram_app.messages.rendering import payload
from embeddings.hit import Hit
from hand_made import BARE, NEWS, TALKS, FakeAnswerer, hit

QUESTION = "Where were the talks held?"
ODD = hit("Шість 😀 слів.\n\nSecond paragraph & <b>.", highlights=[(0, 14)], metadata=BARE)
PAGES = [TALKS[:3], TALKS[:1], (ODD, *TALKS[:2]), tuple(hit(f"P{n}.", ordinal=n) for n in (2, 1))]


def by_pipe(hits: tuple[Hit, ...], *, as_json: bool) -> str:
    stdout = io.StringIO()
    stdin = io.StringIO(QUESTION + "\n")
    run(lambda: FakeAnswerer(hits), Path(), as_json=as_json, stdin=stdin, stdout=stdout)
    return stdout.getvalue()


def quoted_in_text(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    """Each passage and its footnote, as plain text has them."""
    blocks = by_pipe(hits, as_json=False)
    found = []
    for number in range(1, len(hits) + 1):
        text, _, blocks = blocks.partition(f"\n[{number}] ")
        footnote, _, blocks = blocks.partition("\n")
        address = f"    {NEWS.url}\n"
        blocks = blocks.removeprefix(address).removeprefix("\n")
        found.append((text, footnote))
    assert blocks == ""
    return found


def quoted_in_json(hits: tuple[Hit, ...]) -> list[str]:
    return [passage["text"] for passage in json.loads(by_pipe(hits, as_json=True))["passages"]]


def quoted_in_telegram(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    """Each quotation and the line below it, as Telegram gets them when it is opened."""
    found = []
    page = Conversation(FakeAnswerer(hits)).ask(QUESTION)
    for place in range(page.end):
        sent = json.loads(json.dumps(payload(render(View(page, place), "key"), 1)))
        units = sent["text"].encode("utf-16-le")
        for entity in sent["entities"]:
            if entity["type"] in {"blockquote", "expandable_blockquote"}:
                end = 2 * (entity["offset"] + entity["length"])
                quotation = units[2 * entity["offset"] : end].decode("utf-16-le")
                below = units[end:].decode("utf-16-le").lstrip("\n").partition("\n")[0]
                footnote = below.partition("] ")[2].replace("\u00a0", " ")
                found.append((quotation, footnote))
    return found


@pytest.mark.parametrize("hits", PAGES)
def test_every_surface_quotes_the_same_passages_under_the_same_footnotes(
    hits: tuple[Hit, ...],
) -> None:
    texts = [found.passage.text for found in hits]
    assert [text for text, _ in quoted_in_text(hits)] == texts
    assert quoted_in_json(hits) == texts
    assert quoted_in_telegram(hits) == quoted_in_text(hits)
