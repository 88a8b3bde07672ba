"""The gate: floors rise, and do not fall without a reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import SettingError
from embeddings.evaluation.gate import Floors, check, raised, read_floors, write_floors
from embeddings.evaluation.measures import Measure
from embeddings.evaluation.question_set import Kind
from embeddings.evaluation.results import QueryResult, SetResult


def result(right: int, *, wrong: int = 0, of: int = 1000, sha256: str = "one") -> SetResult:
    """A set in which ``right`` questions of ``of`` find their passage first, the others never.

    Of 1,000 off-topic questions, ``wrong`` have more evidence than any answerable one.
    """
    answerable = [
        QueryResult(
            f"a{number}", "?", Kind.ANSWERABLE, ("a",) if number < right else ("b",), {"a": 1},
            0.5, answered=True,
        )
        for number in range(of)
    ]  # fmt: skip
    foreign = [
        QueryResult(f"o{n}", "?", Kind.OFF_TOPIC, (), {}, 0.9 if n < wrong else 0.1, answered=False)
        for n in range(1000)
    ]
    return SetResult("set", sha256, (*answerable, *foreign), ("foreign", "two"))


START = raised(Floors({}), [result(900, wrong=50)])


def floor(floors: Floors, measure: Measure) -> float:
    return floors.sets["set"].worst[measure]


def test_the_run_that_set_the_floors_passes() -> None:
    assert check(START, result(900, wrong=50)) == []
    assert floor(START, Measure.NDCG_10) == 0.9
    assert floor(START, Measure.OFF_TOPIC_FALSE_95) == 0.05


@pytest.mark.parametrize(("right", "wrong"), [(898, 50), (900, 52), (950, 10)])
def test_noise_and_gains_pass(right: int, wrong: int) -> None:
    assert check(START, result(right, wrong=wrong)) == []


def test_a_loss_is_told_with_both_figures() -> None:
    sentences = check(START, result(890, wrong=50))
    assert "set: ndcg_10 is 0.8900; 0.9000 was reached before." in sentences


def test_more_false_answers_are_a_loss() -> None:
    told = " ".join(check(START, result(900, wrong=60)))
    assert "off_topic_false_answers_at_95 is 0.0600; 0.0500 was reached before" in told


def test_other_files_and_unknown_sets_do_not_pass() -> None:
    assert "not the set" in check(START, result(900, wrong=50, sha256="other"))[0]
    assert "not the set" in check(START, replace(result(900, wrong=50), off_topic=None))[0]
    assert "no floors" in check(Floors({}), result(900))[0]


def test_a_measure_that_is_gone_does_not_pass() -> None:
    blind = result(900, wrong=50)
    blind = replace(blind, results=tuple(it for it in blind.results if it.gold))
    assert any("was not measured" in sentence for sentence in check(START, blind))


def test_floors_rise_by_themselves() -> None:
    better = raised(START, [result(950, wrong=20)])
    assert floor(better, Measure.NDCG_10) == 0.95
    assert floor(better, Measure.OFF_TOPIC_FALSE_95) == 0.02
    assert better.lowered == ()


def test_floors_do_not_sink_by_small_steps() -> None:
    floors = START
    for right in (899, 898, 899):
        floors = raised(floors, [result(right, wrong=50)])
    assert floor(floors, Measure.NDCG_10) == 0.9


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_floor_is_not_lowered_without_a_reason(reason: str | None) -> None:
    with pytest.raises(SettingError, match=r"ndcg_10 from 0\.9000 to 0\.8900.*--lower"):
        raised(START, [result(890, wrong=50)], reason)


def test_a_lost_floor_stops_the_others_from_moving(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, START)
    before = path.read_bytes()
    with pytest.raises(SettingError):
        write_floors(path, raised(read_floors(path), [result(890, wrong=10)]))
    assert path.read_bytes() == before


def test_a_reason_lowers_and_is_kept(tmp_path: Path) -> None:
    lowered = raised(START, [result(890, wrong=50)], "the set had an error")
    assert floor(lowered, Measure.NDCG_10) == 0.89
    path = tmp_path / "floors.json"
    write_floors(path, raised(lowered, [result(950, wrong=50)]))
    kept = {it.measure: it for it in read_floors(path).lowered}
    assert kept[Measure.NDCG_10].before == 0.9
    assert kept[Measure.NDCG_10].after == 0.89
    assert kept[Measure.NDCG_10].reason == "the set had an error"
    assert floor(read_floors(path), Measure.NDCG_10) == 0.95


def test_a_changed_set_does_not_lower_its_floors_unseen() -> None:
    with pytest.raises(SettingError):
        raised(START, [result(890, wrong=50, sha256="other")])
    moved = raised(START, [result(910, wrong=50, sha256="other")])
    assert check(moved, result(910, wrong=50, sha256="other")) == []


def test_sets_that_were_not_asked_keep_their_floors() -> None:
    both = raised(START, [replace(result(500), name="second")])
    assert both.sets["set"] == START.sets["set"]


def test_floors_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == Floors({})
    write_floors(path, START)
    assert read_floors(path) == START
    path.write_text("{}")
    with pytest.raises(SettingError, match="not a file of floors"):
        read_floors(path)
