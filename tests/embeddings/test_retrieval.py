"""When what was found may be shown, and as what."""

from dataclasses import replace

import pytest

from embeddings.abstention import Thresholds
from embeddings.query import Query
from embeddings.retrieval import Retrieval
from hand_made import TALKS

LINES = Thresholds(closest=0.5, answered=0.6, typical=0.9)
GOOD = Retrieval(TALKS, 0.7, 0.8, False, LINES, Query("?"), "?")


@pytest.mark.parametrize(
    ("found", "answers", "is_near"),
    [
        (GOOD, True, True),
        (replace(GOOD, evidence=0.55), False, True),
        (replace(GOOD, evidence=0.45), False, False),
        (replace(GOOD, unheld=("a phrase",)), False, True),
        (replace(GOOD, coverage=0.0), True, True),
        (replace(GOOD, unread=True), True, True),
        (replace(GOOD, unread=True, coverage=0.2), False, True),
        (replace(GOOD, unread=True, coverage=0.05), False, False),
        (replace(GOOD, unread=True, coverage=0.0, inherited="A title"), False, True),
    ],
)
def test_what_may_be_shown(found: Retrieval, answers: bool, is_near: bool) -> None:
    assert (found.answers, found.is_near) == (answers, is_near)


def test_nothing_found_is_no_answer_however_low_the_lines() -> None:
    nothing = replace(GOOD, hits=(), evidence=0.0, thresholds=Thresholds(-0.2, -0.1, 0.3))
    assert not nothing.answers
    assert not nothing.is_near
