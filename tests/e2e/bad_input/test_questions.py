import pytest

from e2e.bad_input.questions import QUESTIONS
from e2e.bad_input.scene import Row, Scene, gets_its_sentence, rows


@pytest.mark.parametrize("row", rows(QUESTIONS), ids=lambda row: row.case)
def test_a_bad_input_gets_a_sentence_and_its_exit_code(row: Row, place: Scene) -> None:
    QUESTIONS[row.case](place)
    gets_its_sentence(row, place)
