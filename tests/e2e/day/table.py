"""The day as a table that a person reads."""

from collections.abc import Iterator

from e2e.day.audit import KILL, LOST_CONFIRMATION, Report
from e2e.day.ledger import Fate, Ledger

_KIND = 40
_FATES = tuple(Fate)


def table(report: Report, ledger: Ledger) -> str:
    """What was asked and what came of it, a line a kind, and below what must be none."""
    return "\n".join([*_lines(report), "", *_below(report, ledger), ""])


def _lines(report: Report) -> Iterator[str]:
    heads = ["asked", *(fate.value for fate in _FATES), "longest wait"]
    yield " " * _KIND + "".join(f"{head:>13}" for head in heads)
    for kind in sorted(report.fates):
        counted = report.fates[kind]
        figures = [counted.total(), *(counted[fate] for fate in _FATES)]
        yield _row(kind, figures, report.waits.get(kind))
    totals = [report.total(fate) for fate in _FATES]
    yield _row("all", [sum(totals), *totals], max(report.waits.values(), default=None))


def _row(kind: str, figures: list[int], wait: float | None) -> str:
    cells = "".join(f"{figure or '·':>13}" for figure in figures)
    return f"{kind:{_KIND}}{cells}" + (f"{wait:11.1f} s" if wait is not None else "")


def _below(report: Report, ledger: Ledger) -> Iterator[str]:
    excused = [f"{report.repeated[excuse]} {excuse}" for excuse in (KILL, LOST_CONFIRMATION)]
    yield f"sent twice: {', '.join(excused)}, {len(report.repeated_for_nothing)} for no reason"
    yield f"out of order: {len(report.disorder)}"
    yield f"sent unasked: {len(report.unasked)}"
    yield f"in another chat than its question: {len(report.misplaced)}"
    yield f"updates that nobody took: {report.left}"
    flooded = sum(count for what, count in report.errors.items() if what.startswith("429"))
    yield f"429 received: {flooded}"
    yield "what calls met:"
    for what, count in sorted(report.errors.items()):
        yield f"{count:6}  {what}"
    ran = [
        f"{run.way} for {run.ended - run.begun:.1f} s until {run.ended_by}" for run in ledger.runs
    ]
    yield f"processes: {'; '.join(ran)}"
    yield from report.faults
    yield from (f"cut short: {act}" for act in ledger.cut_short)
