"""Results as JSON and back, so that a later run can be held against an earlier one.

``{"version": 1, "model": …, "sets": [{"name", "sha256", "off_topic", "figures", "risk_coverage",
"results"}]}``. Figures and curves are for other readers; what is read back are the results alone.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Span
from corpus.errors import SettingError
from embeddings.evaluation.measures import summarise
from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.results import Highlight, QueryResult, SetResult
from embeddings.evaluation.separation import risk_coverage
from embeddings.evaluation.talks import Replayed

VERSION = 1
_DIGITS = 6

Json = dict[str, object]


def run_to_json(model: str, sets: Sequence[SetResult]) -> Json:
    """Everything that a run found."""
    return {"version": VERSION, "model": model, "sets": [_set_to_json(it) for it in sets]}


def read_run(path: Path) -> dict[str, SetResult]:
    """The results of the run in ``path``, by the name of the set.

    Raises:
        SettingError: if the file cannot be read or is none of ``run_to_json``.
    """
    try:
        run = json.loads(path.read_bytes())
        if run["version"] != VERSION:
            raise SettingError(
                f"{path} is of version {run['version']}, this program reads version {VERSION}."
            )
        return {str(one["name"]): _set_from_json(one) for one in run["sets"]}
    except OSError as error:
        raise SettingError(f"The results {path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingError(
            f"{path} holds no results. Write it with: footnote eval SET --json {path.name}"
        ) from error


def curve(results: Sequence[QueryResult], wrong: Kind) -> tuple[tuple[float, float], ...]:
    """The risk–coverage curve of the answerable questions together with those of ``wrong``.

    Of the answerable ones only those count whose relevant passages are known.
    """
    counted = [it for it in results if it.gold or it.kind is wrong]
    return risk_coverage([it.evidence for it in counted], [it.right_first for it in counted])


def _set_to_json(result: SetResult) -> Json:
    figures = {
        measure.value: {
            "value": round(figure.value, _DIGITS),
            "low": round(figure.low, _DIGITS),
            "high": round(figure.high, _DIGITS),
        }
        for measure, figure in summarise(result.results).items()
    }
    kinds = {it.kind for it in result.results}
    return {
        "name": result.name,
        "sha256": result.sha256,
        "off_topic": list(result.off_topic) if result.off_topic else None,
        "figures": figures,
        "risk_coverage": {
            kind.value: [
                [round(covered, _DIGITS), round(risk, _DIGITS)]
                for covered, risk in curve(result.results, kind)
            ]
            for kind in (Kind.UNANSWERABLE, Kind.OFF_TOPIC)
            if kind in kinds
        },
        "results": [_result_to_json(it) for it in result.results],
    }


def _result_to_json(result: QueryResult) -> Json:
    mark, scores = result.highlight, result.scores
    fields: Json = {
        "id": result.id,
        "text": result.text,
        "kind": result.kind.value,
        "found": list(result.found),
        "gold": dict(result.gold),
        "evidence": result.evidence,
        "answered": result.answered,
        "highlight": None
        if mark is None
        else {
            "passage": mark.passage,
            "sentence": [mark.sentence.start, mark.sentence.end],
            "holds_answer": mark.holds_answer,
            "second": [mark.second.start, mark.second.end] if mark.second else None,
            "second_holds_answer": mark.second_holds_answer,
        },
    }
    if scores is not None:
        fields["ndcg_10"] = round(scores.ndcg_10, _DIGITS)
    if (again := result.replayed) is not None:
        fields["replayed"] = {
            "replayed": list(again.replayed),
            "alone": list(again.alone),
            "given": None if again.given is None else list(again.given),
            "elsewhere": None if again.elsewhere is None else list(again.elsewhere),
        }
    return fields


def _set_from_json(fields: Mapping[str, Any]) -> SetResult:
    off_topic = fields["off_topic"]
    return SetResult(
        name=str(fields["name"]),
        sha256=str(fields["sha256"]),
        results=tuple(_result_from_json(it) for it in fields["results"]),
        off_topic=(str(off_topic[0]), str(off_topic[1])) if off_topic else None,
    )


def _result_from_json(fields: Mapping[str, Any]) -> QueryResult:
    mark = fields["highlight"]
    return QueryResult(
        id=str(fields["id"]),
        text=str(fields["text"]),
        kind=Kind(fields["kind"]),
        found=tuple(map(str, fields["found"])),
        gold={str(name): int(grade) for name, grade in fields["gold"].items()},
        evidence=float(fields["evidence"]),
        answered=bool(fields["answered"]),
        highlight=mark and _highlight_from_json(mark),
        replayed=_replayed_from_json(fields.get("replayed")),
    )


def _highlight_from_json(fields: Mapping[str, Any]) -> Highlight:
    second = fields.get("second")  # runs of the time when one sentence was marked have none
    return Highlight(
        passage=str(fields["passage"]),
        sentence=Span(*fields["sentence"]),
        holds_answer=bool(fields["holds_answer"]),
        second=Span(*second) if second else None,
        second_holds_answer=bool(fields.get("second_holds_answer")),
    )


def _replayed_from_json(fields: Mapping[str, Any] | None) -> Replayed | None:
    if fields is None:
        return None
    given, elsewhere = fields["given"], fields["elsewhere"]
    return Replayed(
        replayed=tuple(map(str, fields["replayed"])),
        alone=tuple(map(str, fields["alone"])),
        given=None if given is None else tuple(map(str, given)),
        elsewhere=None if elsewhere is None else tuple(map(str, elsewhere)),
    )
