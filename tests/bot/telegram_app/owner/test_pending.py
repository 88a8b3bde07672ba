from bot.telegram_app.owner.pending import Pending


def test_each_person_finds_their_own_once() -> None:
    pending: Pending[str] = Pending()
    key = pending.keep(1, "a")
    assert len(key) == 8
    assert pending.find(key, 2) is None
    assert pending.take(key, 2) is None
    assert pending.find(key, 1) == "a"
    assert pending.take(key, 1) == "a"
    assert pending.take(key, 1) is None
    assert pending.find("AAAAAAAA", 1) is None


def test_it_expires_and_is_bounded() -> None:
    now = [0.0]
    pending: Pending[int] = Pending(lifetime=10, capacity=3, clock=lambda: now[0])
    keys = [pending.keep(1, number) for number in range(4)]
    assert [pending.find(key, 1) for key in keys] == [None, 1, 2, 3]
    now[0] = 10.0
    assert pending.find(keys[3], 1) is None
