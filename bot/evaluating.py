"""``footnote eval``: retrieval and abstention figures on question sets."""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bot.answer_json import dumps
from bot.settings import Settings
from bot.wiring import Footnote
from embeddings.evaluation.measuring import Report, measure, passage_names, stage
from embeddings.evaluation.question_set import load_question_set
from embeddings.progress import Progress

_COLUMNS = (
    ("set", 12), ("questions", 10), ("nDCG@10", 8), ("MRR@10", 7), ("R@1", 6), ("R@5", 6),
    ("R@20", 6), ("answered", 9), ("false answers", 14),
)  # fmt: skip


def evaluate(settings: Settings, folders: Sequence[Path], *, as_json: bool) -> None:
    """Index each set into a folder of its own, ask it, and print a row of figures.

    Raises:
        DocumentsError: if a set cannot be read.
    """
    if not as_json:
        sys.stdout.write("".join(name.rjust(width) for name, width in _COLUMNS) + "\n")
    for folder in folders:
        report = _report(settings, folder)
        line = dumps({**asdict(report)}) if as_json else _row(report)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _report(settings: Settings, folder: Path) -> Report:
    questions = load_question_set(folder)
    with tempfile.TemporaryDirectory(prefix="footnote-eval-") as data:
        footnote = Footnote(settings.model_copy(update={"data_dir": Path(data)}))
        number = footnote.store.begin()
        stage(footnote.store, number, questions)
        footnote.builder.build(number, None, Progress())
        footnote.store.publish(number)
        names = passage_names(footnote.store, number, questions)
        retriever = footnote.retriever(footnote.live.current())
        return measure(retriever, questions, names)


def _row(report: Report) -> str:
    false_answers = "–" if report.false_answers is None else f"{report.false_answers:.3f}"
    values = (
        report.name,
        str(report.questions),
        f"{report.ndcg_10:.3f}",
        f"{report.mrr_10:.3f}",
        f"{report.recall_1:.3f}",
        f"{report.recall_5:.3f}",
        f"{report.recall_20:.3f}",
        f"{report.answered:.3f}",
        false_answers,
    )
    return "".join(value.rjust(width) for value, (_, width) in zip(values, _COLUMNS, strict=True))
