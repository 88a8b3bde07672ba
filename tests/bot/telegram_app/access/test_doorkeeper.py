import pytest

from bot.settings import Access, Settings
from bot.telegram_app.access import doorkeeper as access
from bot.telegram_app.access.doorkeeper import Doorkeeper


def doorkeeper(
    *listed: int, policy: Access | None = None, samples_only: bool = False, admin: int = 99
) -> Doorkeeper:
    settings = Settings(access=policy, allowed_ids=frozenset(listed), admin_ids=frozenset([admin]))
    return Doorkeeper(settings, samples_only=lambda: samples_only)


def test_open_by_default_only_for_the_samples() -> None:
    assert doorkeeper(samples_only=True).admits(5)
    assert not doorkeeper().admits(5)
    assert doorkeeper(policy=Access.OPEN).admits(5)
    assert not doorkeeper(policy=Access.ALLOWLIST, samples_only=True).admits(5)


def test_it_closes_when_other_documents_take_the_samples_place() -> None:
    indexed = ["samples"]
    door = Doorkeeper(Settings(), samples_only=lambda: indexed == ["samples"])
    assert door.admits(5)
    indexed.append("letters")
    assert not door.admits(5)


def test_people_and_chats_are_listed_alike() -> None:
    door = doorkeeper(5, -100)
    assert door.admits(5, -200)
    assert door.admits(6, -100)
    assert door.admits(99)
    assert not door.admits(6, -200)


def test_strangers_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_STRANGERS_REMEMBERED", 2)
    door = doorkeeper()

    def tells(stranger: int) -> bool:
        due = door.turns_away(stranger)
        assert door.turns_away(stranger) is due, "until it was sent"
        door.note_told(stranger)
        return due

    assert [tells(stranger) for stranger in (5, 5, 6, 5, 7, 5)] == [
        True,
        False,
        True,
        False,
        True,
        True,  # the memory is bounded: who was told longest ago is told again
    ]


def test_a_listed_group_may_move() -> None:
    door = doorkeeper(-100)
    for _ in range(2):
        door.move(-100, -1_000_100)
        assert door.admits(-1_000_100)
    door.move(-200, -1_000_200)
    assert not door.admits(-1_000_200)


def test_a_listed_group_may_move_before_the_door_closes() -> None:
    indexed = ["samples"]
    listed = Settings(allowed_ids=frozenset([-100]))
    door = Doorkeeper(listed, samples_only=lambda: indexed == ["samples"])
    door.move(-100, -1_000_100)
    indexed.append("letters")
    assert door.admits(-1_000_100)
    assert not door.admits(-1_000_200)


def test_an_empty_list_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    Doorkeeper(Settings(), samples_only=lambda: False)
    assert "ALLOWED_IDS" in caplog.text
    caplog.clear()
    Doorkeeper(Settings(), samples_only=lambda: True)
    assert not caplog.records


def test_guests_come_and_go(caplog: pytest.LogCaptureFixture) -> None:
    door = doorkeeper(5, policy=Access.INVITE, samples_only=True)
    guests = {6}
    assert not door.admits(6)
    door.let_in(guests.__contains__)
    assert door.admits(6)
    assert door.admits(6, -200)
    guests.clear()
    assert door.admits(5), "who is listed stays so"
    assert not door.admits(6)
    assert not caplog.records


def test_where_nobody_can_invite_that_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    listed = frozenset([5])
    Doorkeeper(Settings(access=Access.INVITE, allowed_ids=listed), samples_only=lambda: True)
    assert "ADMIN_IDS" in caplog.text


def test_a_refusal_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    door = doorkeeper()
    with caplog.at_level("INFO"):
        door.note_refusal(123_456)
        assert door.turns_away(123_456)
        assert door.turns_away(123_456)
    assert caplog.text.count("refused stranger=") == 1
    assert "123456" not in caplog.text
