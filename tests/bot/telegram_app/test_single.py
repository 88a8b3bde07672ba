from pathlib import Path

import pytest

from bot.telegram_app.single import only_process
from corpus.errors import BusyError, StoreError


def test_a_second_process_of_the_same_bot_is_refused(tmp_path: Path) -> None:
    with (
        only_process(tmp_path, 7),
        pytest.raises(BusyError, match=f"runs already over the data folder {tmp_path}"),
        only_process(tmp_path, 7, patience=0),
    ):
        pytest.fail("two processes run one bot")
    with only_process(tmp_path, 7, patience=0):
        pass  # the first has ended


def test_another_bot_may_share_the_folder(tmp_path: Path) -> None:
    with only_process(tmp_path, 7), only_process(tmp_path, 8, patience=0):
        pass


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "telegram.7.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be locked"), only_process(tmp_path, 7):
        pytest.fail("it was locked all the same")
