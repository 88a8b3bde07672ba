from e2e.bad_input.data_folder import DATA_FOLDER
from e2e.bad_input.documents import DOCUMENTS
from e2e.bad_input.questions import QUESTIONS
from e2e.bad_input.scene import rows
from e2e.bad_input.settings import SETTINGS


def test_the_table_and_the_scenes_are_the_same_cases() -> None:
    scenes = [*DOCUMENTS, *DATA_FOLDER, *QUESTIONS, *SETTINGS]
    assert [row.case for row in rows()] == scenes
