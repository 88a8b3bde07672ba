"""Floors that the committed code must reach, set by set: they rise by themselves and fall by none.

A file of floors holds, for each set, the digest of its files and the worst value allowed of some
measures. ``check`` tells what has become worse; ``raised`` moves floors up to what a run reached,
and refuses to move one down unless a reason is given, which is then kept in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import SettingError
from embeddings.evaluation.measures import Figure, Measure, summarise
from embeddings.evaluation.results import SetResult

EPSILON = 0.003
"""A figure this much worse than its floor still passes: other processors round otherwise."""

GUARDED = (
    Measure.NDCG_10, Measure.MRR_10, Measure.RECALL_1, Measure.RECALL_5, Measure.RECALL_20,
    Measure.HIGHLIGHT, Measure.AUROC, Measure.OFF_TOPIC_AUROC, Measure.OFF_TOPIC_FALSE_95,
    Measure.FOLLOW_UP_NDCG_10, Measure.FOLLOW_UP_RECALL_5, Measure.TITLE_GIVEN_NDCG_10,
    Measure.HARM,
)  # fmt: skip
"""Measures that get a floor. The bot's own thresholds are none of them: where to draw the line is a
choice, and moving it makes one figure better and another worse."""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class SetFloors:
    """The floors of one set.

    Attributes:
        sha256: of the set's files.
        off_topic: name and digest of the set that lends off-topic questions.
        worst: the worst value allowed: the highest one of a measure that counts mistakes.
    """

    sha256: str
    off_topic: tuple[str, str] | None
    worst: Mapping[Measure, float]


@dataclass(frozen=True, slots=True)
class Lowered:
    """One floor that somebody moved in the bad direction, and why."""

    set_name: str
    measure: Measure
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """All floors, by the name of their set, with the history of those that were lowered."""

    sets: Mapping[str, SetFloors]
    lowered: tuple[Lowered, ...] = ()
    epsilon: float = EPSILON


def read_floors(path: Path) -> Floors:
    """Read a file of floors; one that does not exist holds none.

    Raises:
        SettingError: if the file cannot be read or is not of the form.
    """
    try:
        fields = json.loads(path.read_bytes())
        return Floors(
            sets={str(name): _set_floors(one) for name, one in fields["sets"].items()},
            lowered=tuple(_lowered(one) for one in fields["lowered"]),
            epsilon=float(fields["epsilon"]),
        )
    except FileNotFoundError:
        return Floors({})
    except OSError as error:
        raise SettingError(f"The floors {path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingError(f"{path} is not a file of floors.") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write ``floors`` to ``path``, for people to read and compare.

    Raises:
        SettingError: if the file cannot be written.
    """
    fields = {
        "epsilon": floors.epsilon,
        "sets": {
            name: {"sha256": one.sha256, "off_topic": one.off_topic, "worst": dict(one.worst)}
            for name, one in sorted(floors.sets.items())
        },
        "lowered": [
            {
                "set": one.set_name,
                "measure": one.measure.value,
                "before": one.before,
                "after": one.after,
                "reason": one.reason,
            }
            for one in floors.lowered
        ],
    }
    text = json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"The floors {path} cannot be written: {error.strerror}.") from error


def check(floors: Floors, result: SetResult) -> list[str]:
    """What is wrong with ``result``, a sentence each; nothing if it holds every floor."""
    known = floors.sets.get(result.name)
    if known is None:
        return [f"{result.name} has no floors. Set them with --update-floors."]
    if known.sha256 != result.sha256 or known.off_topic != result.off_topic:
        return [
            f"{result.name} is not the set that its floors were measured on. "
            "Measure it anew with --update-floors."
        ]
    figures = summarise(result.results)
    wrong = []
    for measure, worst in known.worst.items():
        figure = figures.get(measure)
        if figure is None:
            wrong.append(f"{result.name}: {measure} was not measured.")
        elif _worse_by(measure, figure.value, worst) > floors.epsilon:
            wrong.append(
                f"{result.name}: {measure} is {figure.value:.4f}; {worst:.4f} was reached before."
            )
    return wrong


def raised(floors: Floors, results: Sequence[SetResult], reason: str | None = None) -> Floors:
    """``floors`` moved to what ``results`` reached.

    Better figures raise their floors. Those within epsilon below leave them where they are.

    Args:
        floors: to start from.
        results: of one run.
        reason: why floors may be lowered; None where they may not.

    Raises:
        SettingError: if a figure is below its floor and there is no reason. No floor is moved then.
    """
    fallen: list[Lowered] = []
    sets = dict(floors.sets)
    for result in results:
        old = floors.sets.get(result.name, SetFloors(result.sha256, result.off_topic, {}))
        worst = dict(old.worst)
        for measure, value in _guarded(summarise(result.results)).items():
            before = worst.get(measure, value)
            loss = _worse_by(measure, value, before)
            if loss > floors.epsilon:
                fallen.append(Lowered(result.name, measure, before, value, reason or ""))
            if measure not in worst or loss < 0 or loss > floors.epsilon:
                worst[measure] = value
        off_topic = result.off_topic or old.off_topic
        sets[result.name] = SetFloors(result.sha256, off_topic, worst)
    if fallen and not (reason and reason.strip()):
        told = "; ".join(
            f"{it.set_name} {it.measure} from {it.before:.4f} to {it.after:.4f}" for it in fallen
        )
        raise SettingError(
            f"This would lower floors: {told}. If it must be, say why: --lower REASON"
        )
    return replace(floors, sets=sets, lowered=(*floors.lowered, *fallen))


def _guarded(figures: Mapping[Measure, Figure]) -> dict[Measure, float]:
    return {
        measure: round(figures[measure].value, _DIGITS) for measure in GUARDED if measure in figures
    }


def _worse_by(measure: Measure, value: float, floor: float) -> float:
    return value - floor if measure.lower_is_better else floor - value


def _set_floors(fields: Mapping[str, Any]) -> SetFloors:
    off_topic = fields["off_topic"]
    return SetFloors(
        sha256=str(fields["sha256"]),
        off_topic=(str(off_topic[0]), str(off_topic[1])) if off_topic else None,
        worst={Measure(name): float(value) for name, value in fields["worst"].items()},
    )


def _lowered(fields: Mapping[str, Any]) -> Lowered:
    return Lowered(
        set_name=str(fields["set"]),
        measure=Measure(fields["measure"]),
        before=float(fields["before"]),
        after=float(fields["after"]),
        reason=str(fields["reason"]),
    )
