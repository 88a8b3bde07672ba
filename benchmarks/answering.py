"""How long a warm answer takes beside what the model alone needs for the question.

Both in one process, in turn, over the sample articles. Prints medians and their ratio.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.answer import Question
from bot.settings import Settings
from bot.wiring import Footnote
from embeddings.indexing.progress import Progress
from embeddings.model_folder import folder_of

ROUNDS = 200
QUESTIONS = (
    "Where were the first face-to-face talks held?",
    "How long did the phone call last?",
    "How many prisoners were exchanged?",
    "Which river did the troops cross?",
    "What did the United Nations call for?",
)


def main() -> None:
    """Measure and print."""
    from sentence_transformers import SentenceTransformer

    with tempfile.TemporaryDirectory() as data:
        settings = Settings(data_dir=Path(data))
        footnote = Footnote(settings)
        footnote.indexer.run(footnote.root, (), Progress())
        answerer = footnote.answerer()
        bare = SentenceTransformer(str(folder_of(settings.embedding_model)), device="cpu")
        model, ours, whole = [], [], []
        for place in range(ROUNDS):
            # A word of its own, so that nothing is remembered from the round before.
            text = f"{QUESTIONS[place % len(QUESTIONS)]} {place}"
            model.append(_timed(lambda text=text: bare.encode(text, show_progress_bar=False)))
            ours.append(_timed(lambda text=text: footnote.encoder.encode_query(text)))
            whole.append(_timed(lambda text=text: answerer.answer(Question(text))))
        _report(model[10:], ours[10:], whole[10:])
        footnote.close()


def _timed(work: object) -> float:
    assert callable(work)
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _report(model: list[float], ours: list[float], whole: list[float]) -> None:
    bare = statistics.median(model)
    for name, values in (
        ("the model alone (its own encode)", model),
        ("our encoder", ours),
        ("a whole warm answer", whole),
    ):
        median = statistics.median(values)
        sys.stdout.write(f"{name:34}{median:8.2f} ms{median / bare:8.2f} x the model alone\n")
    sys.stdout.write(f"{os.cpu_count()} processors\n")


if __name__ == "__main__":
    main()
