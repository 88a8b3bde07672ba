"""The gate: what the committed code reaches with the real model must not fall.

Floors are raised by: footnote eval SET --update-floors tests/evaluation/floors.json, for shared
sets with --off-topic DIR; SET is a folder, or a file of questions beside this one. It refuses to
lower one, unless --lower says why.
"""

from functools import cache
from pathlib import Path

import pytest

from bot.evaluating import load_encoder, run
from bot.settings import Settings
from embeddings.evaluation.gate import check, read_floors
from embeddings.evaluation.question_set import load_question_set
from embeddings.ports import Encoder

HERE = Path(__file__).parent
OWN_SETS = ("sample_conversations", "sample_questions")
FLOORS = read_floors(HERE / "floors.json")
SHARED_SETS = sorted(FLOORS.sets.keys() - set(OWN_SETS))


@cache
def encoder() -> Encoder:
    """The bundled model, loaded once. No fixture: those of the module precede our settings."""
    return load_encoder(Settings())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", OWN_SETS)
def test_the_samples_hold_their_floors(name: str) -> None:
    _, result = run(Settings(), HERE / f"{name}.jsonl", None, encoder())
    assert check(FLOORS, result) == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SHARED_SETS)
def test_a_shared_set_holds_its_floors(name: str, shared: Path) -> None:
    sets = shared / "eval"
    if not (sets / name).is_dir():
        pytest.skip(f"left out: the shared folder has no set {name}")
    lender = FLOORS.sets[name].off_topic
    other = load_question_set(sets / lender[0]) if lender else None
    _, result = run(Settings(), sets / name, other, encoder())
    assert check(FLOORS, result) == []
