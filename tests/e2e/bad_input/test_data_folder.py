import pytest

from e2e.bad_input.data_folder import DATA_FOLDER
from e2e.bad_input.scene import Row, Scene, gets_its_sentence, rows


@pytest.mark.parametrize("row", rows(DATA_FOLDER), ids=lambda row: row.case)
def test_a_bad_input_gets_a_sentence_and_its_exit_code(row: Row, place: Scene) -> None:
    DATA_FOLDER[row.case](place)
    gets_its_sentence(row, place)
