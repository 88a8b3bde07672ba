"""The real Telegram surface over an answerer without a model: starts in half a second.

Run as a process by the tests here; what a question brings is fixed by a word in it.
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from bot.answer import Answer, Answered, Closest, Question, Reason
from bot.settings import load_settings
from bot.telegram_app import upkeep
from bot.telegram_app.application import run
from corpus.document import DocumentId, Metadata
from corpus.passage import Passage
from corpus.store import StoredDocument
from embeddings.hit import Hit
from hand_made import (
    DOCUMENTS,
    TALKS,
    FakeAnswerer,
    answered,
    empty_library,
    hit,
    no_web,
    receipts_over,
)

LONG = " ".join(f"Sentence number {number} of a very long paragraph 😀." for number in range(300))
AROUND = tuple(
    hit(f"Paragraph {number} stands here.", ordinal=number, highlights=[(0, 9)])
    for number in range(1, 8)
)
ALTERED = tuple(
    replace(found, passage=replace(found.passage, document_id=DocumentId(7)))
    for found in (
        hit("The first stands there.", ordinal=1, highlights=[(0, 9)]),
        hit("The second was altered.", ordinal=2, highlights=[(0, 10)]),
        hit("The third stands there.", ordinal=3, highlights=[(0, 9)]),
    )
)
STORED = "".join(
    line.ljust(100)
    for line in ("", "The first stands there.", "Other words.", "The third stands there.")
)
"""What the store holds of the document of ``ALTERED``: the second passage is not in it."""
WAITS_FOR = "talks that wait for "
NUMBERED = "question number "


class ScriptedAnswerer(FakeAnswerer):
    """Answers about talks as ``FakeAnswerer`` does, and misbehaves on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.receipts = receipts_over({7: STORED})

    def answer(self, question: Question) -> Answer:
        text = question.text
        if "crash" in text:
            raise RuntimeError("the disk is on fire")
        if WAITS_FOR in text:
            signal = Path(text.partition(WAITS_FOR)[2])
            while not signal.exists():
                time.sleep(0.01)
        if NUMBERED in text:
            return answered(hit(f"This answers {text}."), question=text)
        for word, scripted in SCRIPT.items():
            if word in text:
                return replace(scripted, question=question, searched=text)
        return super().answer(question)

    def documents(self) -> tuple[StoredDocument, ...]:
        further = int(os.environ.get("FURTHER_DOCUMENTS", "0"))
        undated = [
            replace(DOCUMENTS[1], id=DocumentId(100 + number), path=f"undated/{number:02}.txt")
            for number in range(further)
        ]
        return (*undated, *DOCUMENTS)

    def opening(self, document: DocumentId) -> Passage | None:
        if document < 100:
            return super().opening(document)
        number = document - 100
        text = f"Undated document {number} begins here."
        return hit(text, metadata=Metadata(), document=f"undated/{number:02}.txt").passage

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        near = [known.passage for known in (*AROUND, *TALKS) if known.passage == passage]
        if not near or near[0] == TALKS[0].passage:
            return ()
        return tuple(
            known.passage for known in AROUND if abs(known.passage.ordinal - passage.ordinal) <= 1
        )


HOSTILE: tuple[Hit, ...] = (
    hit(
        "*not* _markup_ <b>no</b> [link](http://evil.example)\u202egnp.exe\x1b[31m\r\ttab "
        "\u2028end",
        highlights=[(2, 30)],
        metadata=Metadata(title="\u202e<script>\u2066 title\n\n", url="javascript:alert(1)"),
    ),
    hit("\u200b", ordinal=2, metadata=Metadata(title="\u3164", url="https://no-dot/")),
    hit("plain", ordinal=3, metadata=Metadata(url="https://example.org:99999/")),
)

SCRIPT: dict[str, Answered | Closest] = {
    "long": answered(hit(LONG, highlights=[(0, 45)])),
    "near": Closest(Question(""), AROUND, Reason.WEAK_MATCH, "", 1.0),
    "altered": answered(*ALTERED),
    "many": answered(*AROUND),
    "hostile": answered(*HOSTILE),
}


if __name__ == "__main__":
    upkeep.EVERY_SECONDS = float(os.environ.get("UPKEEP_SECONDS", upkeep.EVERY_SECONDS))
    known = load_settings()
    run(
        known,
        ScriptedAnswerer(),
        samples_only=lambda: True,
        library=empty_library(Path("documents"), known.data_dir),
        open_adding=no_web,
    )
