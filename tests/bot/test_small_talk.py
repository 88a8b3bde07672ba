"""Small talk is told from questions."""

import pytest

from bot.small_talk import is_small_talk


@pytest.mark.parametrize(
    "text",
    ["hello", "Hello!", " HI there ", "thanks :)", "Thank you!!", "Привет!", "дякую", "what's up?"],
)
def test_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, where were the talks held?",
        "Who said hello to whom?",
        "Istanbul",
        "no ceasefire",
        "Что сказал Трамп?",
        "",
        "hello " * 1000,
    ],
)
def test_not_small_talk(text: str) -> None:
    assert not is_small_talk(text)
