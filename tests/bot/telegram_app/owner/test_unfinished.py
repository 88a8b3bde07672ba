from contextlib import closing
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram_app.owner.unfinished import Change, Kind, UnfinishedChanges
from bot.telegram_app.tables import open_database
from bot.wording.translation import speaking

ADDED = Change(5, 17, Kind.ADDED, "a.md")
REMOVED = Change(5, 18, Kind.REMOVED, "b/c.txt")


def test_what_is_noted_is_taken_up_in_order_until_it_is_crossed_out(tmp_path: Path) -> None:
    own = Settings(telegram_bot_token=SecretStr("1:a"))
    other = Settings(telegram_bot_token=SecretStr("2:b"))
    with closing(open_database(tmp_path)) as database:
        changes = UnfinishedChanges(database, own)
        with speaking("uk"):
            first = changes.note(ADDED)
        changes.note(REMOVED)
    with closing(open_database(tmp_path)) as database:
        assert UnfinishedChanges(database, other).take_up() == []
        changes = UnfinishedChanges(database, own)
        left = changes.take_up()
        assert [it.change for it in left] == [ADDED, REMOVED]
        assert [(it.language, it.starts) for it in left] == [("uk", 1), ("en", 1)]
        changes.cross_out(first)
        assert [(it.change, it.starts) for it in changes.take_up()] == [(REMOVED, 2)]
