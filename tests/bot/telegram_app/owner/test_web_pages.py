"""Where a page waits until its owner has pressed a button."""

import tempfile
from pathlib import Path
from typing import cast

import pytest

from bot.library.library import Library
from bot.telegram_app.owner.changes import Changes
from bot.telegram_app.owner.web_pages import WebPages
from bot.web.adding import OpenAdding


def waiting_in(data: Path) -> WebPages:
    unused = cast(Library, None), cast(OpenAdding, None), cast(Changes, None)
    return WebPages(*unused, (), data)


def test_a_page_waits_in_a_file_without_a_name(tmp_path: Path) -> None:
    with waiting_in(tmp_path)._put_aside(b"a page") as file:
        assert list(tmp_path.iterdir()) == []
        file.seek(0)
        assert file.read() == b"a page"


def test_a_full_disk_is_told_before_the_page_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    opened = full.open("wb")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: opened)
    with pytest.raises(OSError, match="No space left"):
        waiting_in(tmp_path)._put_aside(b"a page")
    assert opened.closed
