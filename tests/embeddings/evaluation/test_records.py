"""Results survive their JSON."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Span
from corpus.errors import SettingError
from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.records import curve, read_run, run_to_json
from embeddings.evaluation.results import Highlight, QueryResult, SetResult
from embeddings.evaluation.talks import Replayed

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
RANKED = st.lists(NAMES, max_size=3, unique=True).map(tuple)
RESULTS = st.builds(
    QueryResult,
    id=NAMES,
    text=NAMES,
    kind=st.sampled_from(Kind),
    found=st.lists(NAMES, max_size=5, unique=True).map(tuple),
    gold=st.dictionaries(NAMES, st.integers(1, 3), max_size=3),
    evidence=st.floats(-1, 2),
    answered=st.booleans(),
    highlight=st.none() | st.builds(
        Highlight, NAMES, st.builds(lambda start: Span(start, start + 4), st.integers(0, 9)),
        st.booleans(), st.none() | st.just(Span(20, 24)), st.booleans(),
    ),
    replayed=st.none()
    | st.builds(Replayed, RANKED, RANKED, st.none() | RANKED, st.none() | RANKED),
)  # fmt: skip
SETS = st.builds(
    SetResult,
    name=NAMES,
    sha256=NAMES,
    results=st.lists(RESULTS, min_size=1, max_size=4).map(tuple),
    off_topic=st.none() | st.tuples(NAMES, NAMES),
)


@given(SETS)
def test_reading_back_is_identity(
    tmp_path_factory: pytest.TempPathFactory, result: SetResult
) -> None:
    path = tmp_path_factory.mktemp("run") / "run.json"
    path.write_text(json.dumps(run_to_json("model", [result])), encoding="utf-8")
    assert read_run(path) == {result.name: result}


def test_a_run_of_the_time_when_one_sentence_was_marked_can_be_read(tmp_path: Path) -> None:
    mark = Highlight("p1", Span(0, 3), True)
    result = QueryResult("q", "?", Kind.ANSWERABLE, ("p1",), {"p1": 1}, 0.5, True, mark)
    run = json.dumps(run_to_json("model", [SetResult("set", "0", (result,))]))
    path = tmp_path / "run.json"
    added = ', "second": null, "second_holds_answer": false'
    assert added in run
    path.write_text(run.replace(added, ""), encoding="utf-8")
    assert read_run(path)["set"].results == (result,)


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '{"version": 1}', '{"version": 1, "sets": [{"name": 1}]}', "\xff"]
)
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingError, match=r"other\.json holds no results"):
        read_run(path)


def test_versions_and_missing_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"version": 2, "sets": []}')
    with pytest.raises(SettingError, match="of version 2"):
        read_run(path)
    with pytest.raises(SettingError, match="cannot be read"):
        read_run(tmp_path / "none.json")


def test_the_curve_counts_what_is_known() -> None:
    def result(name: str, kind: Kind, evidence: float, gold: dict[str, int]) -> QueryResult:
        return QueryResult(name, "?", kind, ("a",), gold, evidence, answered=True)

    results = [
        result("right", Kind.ANSWERABLE, 0.9, {"a": 1}),
        result("ungraded", Kind.ANSWERABLE, 0.8, {}),
        result("hard", Kind.UNANSWERABLE, 0.7, {}),
        result("foreign", Kind.OFF_TOPIC, 0.1, {}),
    ]
    assert curve(results, Kind.UNANSWERABLE) == ((0.5, 0.0), (1.0, 0.5))
    assert curve(results, Kind.OFF_TOPIC) == ((0.5, 0.0), (1.0, 0.5))
