import pytest

from bot.commands import CHAT_COMMANDS, COMMANDS, nearest_command


@pytest.mark.parametrize(
    ("slip", "nearest"),
    [("mehr", "more"), ("source", "sources"), ("strat", "start"), ("quti", None), ("zzz", None)],
)
def test_the_nearest_command(slip: str, nearest: str | None) -> None:
    assert nearest_command(slip, CHAT_COMMANDS) == nearest


def test_only_what_can_be_given_is_near() -> None:
    assert nearest_command("quti", COMMANDS) == "quit"
    assert nearest_command("quti", ()) is None
