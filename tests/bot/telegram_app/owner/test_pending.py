import weakref
from io import BytesIO

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


def test_what_is_over_is_let_go_of_with_what_it_holds() -> None:
    now = [0.0]
    pending: Pending[BytesIO] = Pending(lifetime=10, clock=lambda: now[0])
    page = BytesIO(b"a page of the web")
    held = weakref.ref(page)
    pending.keep(1, page)
    del page
    now[0] = 9.0
    young = pending.keep(1, BytesIO())
    assert held() is not None
    now[0] = 10.0
    pending.keep(1, BytesIO())
    assert held() is None
    assert pending.find(young, 1) is not None
