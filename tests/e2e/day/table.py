"""The day as a table that a person reads."""

from collections.abc import Iterator

from e2e.day.audit import KILL, LOST_CONFIRMATION, Report
from e2e.day.ledger import Fate, Ledger

_KIND = 40
_FATES = tuple(Fate)
_HEADS = ("asked", *(fate.value for fate in _FATES))


def table(report: Report, ledger: Ledger) -> str:
    """What was asked and what came of it, a line a kind, and below what must be none."""
    return "\n".join([*_lines(report), "", *_below(report, ledger), ""])


def _lines(report: Report) -> Iterator[str]:
    yield " " * _KIND + "".join(f"  {head}" for head in (*_HEADS, "longest wait"))
    for kind in sorted(report.fates):
        counted = report.fates[kind]
        figures = [counted.total(), *(counted[fate] for fate in _FATES)]
        yield _row(kind, figures, report.waits.get(kind))
    totals = [report.total(fate) for fate in _FATES]
    yield _row("all", [sum(totals), *totals], max(report.waits.values(), default=None))


def _row(kind: str, figures: list[int], wait: float | None) -> str:
    cells = "".join(
        f"{figure or '·':>{len(head) + 2}}" for head, figure in zip(_HEADS, figures, strict=True)
    )
    return f"{kind:{_KIND}}{cells}" + (f"{wait:12.1f} s" if wait is not None else "")


def _below(report: Report, ledger: Ledger) -> Iterator[str]:
    excused = [f"{report.repeated[excuse]} {excuse}" for excuse in (KILL, LOST_CONFIRMATION)]
    yield f"sent twice: {', '.join(excused)}, {len(report.repeated_for_nothing)} for no reason"
    yield f"out of order: {len(report.disorder)}"
    yield f"sent unasked: {len(report.unasked)}"
    yield f"in another chat than its question: {len(report.misplaced)}"
    yield f"figures of the bot's that differ: {len(report.miscounted)}"
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
