"""What groups have set, as it is kept and moved."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_app.groups.settings import Groups, GroupSettings
from bot.telegram_app.tables import open_database
from corpus.errors import StoreError
from corpus.filters import Filters

GROUP = -1_000_000_000_005
SETTINGS = st.builds(
    GroupSettings,
    sources=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5).map(tuple),
    short=st.booleans(),
    admins_only=st.booleans(),
)


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[Groups]:
    with closing(open_database(tmp_path / "data")) as database:
        yield Groups(database)


@pytest.fixture(scope="module")
def many_groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Groups]:
    with closing(open_database(tmp_path_factory.mktemp("data"))) as database:
        yield Groups(database)


def test_what_was_never_set_is_as_it_comes(groups: Groups) -> None:
    assert groups.settings(GROUP) == GroupSettings((), short=True, admins_only=False)
    assert groups.settings(GROUP).filters == Filters()
    assert not groups.is_menu(GROUP, "")


@given(mine=SETTINGS, theirs=SETTINGS)
def test_each_group_keeps_its_own(
    many_groups: Groups, mine: GroupSettings, theirs: GroupSettings
) -> None:
    many_groups.change(GROUP, mine)
    many_groups.change(GROUP - 1, theirs)
    assert many_groups.settings(GROUP) == mine
    assert many_groups.settings(GROUP - 1) == theirs


def test_they_are_there_after_a_restart(tmp_path: Path) -> None:
    own = GroupSettings(("Example Times", "заметки/"), short=False, admins_only=True)
    with closing(open_database(tmp_path)) as database:
        Groups(database).change(GROUP, own)
        menu = Groups(database).menu(GROUP)
        Groups(database).move(-5, GROUP)
    with closing(open_database(tmp_path)) as database:
        assert Groups(database).settings(GROUP) == own
        assert Groups(database).is_menu(GROUP, menu)
        assert Groups(database).moves() == ((-5, GROUP),)


def test_a_menu_s_word_is_the_group_s_alone(groups: Groups) -> None:
    words = {groups.menu(GROUP - number) for number in range(20)}
    assert len(words) == 20
    assert all(len(word) == 8 for word in words)
    mine = groups.menu(GROUP)
    groups.change(GROUP, GroupSettings(short=False))
    assert groups.menu(GROUP) == mine
    assert groups.is_menu(GROUP, mine)
    assert not groups.is_menu(GROUP - 1, mine)
    assert not groups.is_menu(GROUP, "é" * 8)


def test_settings_move_with_their_group_however_often_it_is_said(groups: Groups) -> None:
    own = GroupSettings(("notes/",), admins_only=True)
    groups.change(-5, own)
    menu = groups.menu(-5)
    groups.move(-5, GROUP)
    groups.change(GROUP, GroupSettings(short=False))
    groups.move(-5, GROUP)
    groups.move(-6, GROUP - 1)
    assert groups.settings(GROUP) == GroupSettings(short=False)
    assert groups.is_menu(GROUP, menu)
    assert groups.settings(-5) == groups.settings(GROUP - 1) == GroupSettings()
    assert set(groups.moves()) == {(-5, GROUP), (-6, GROUP - 1)}


def test_what_the_new_group_has_set_already_stays(groups: Groups) -> None:
    groups.change(-5, GroupSettings(admins_only=True))
    groups.change(GROUP, GroupSettings(short=False))
    groups.move(-5, GROUP)
    assert groups.settings(GROUP) == GroupSettings(short=False)


def test_answers_are_short_in_groups_until_they_are_set_otherwise(groups: Groups) -> None:
    assert groups.is_short(GROUP)
    assert not groups.is_short(5)
    groups.change(GROUP, GroupSettings(short=False))
    assert not groups.is_short(GROUP)


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "telegram.db").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"telegram\.db is damaged.*Move the file away"):
        open_database(tmp_path)
    with pytest.raises(StoreError, match="Check that DATA_DIR"):
        open_database(tmp_path / "telegram.db" / "below")
