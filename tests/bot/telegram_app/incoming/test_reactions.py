"""What reactions say of an answer."""

import pytest
from telegram import ReactionType, ReactionTypeCustomEmoji, ReactionTypeEmoji, ReactionTypePaid

from bot.telegram_app.incoming.reactions import BAD, GOOD, opinion


@pytest.mark.parametrize(
    ("emoji", "good"),
    [
        (["👍"], True),
        (["❤"], True),
        (["❤\ufe0f"], True),
        (["❤\ufe0f\u200d🔥"], True),
        (["👎"], False),
        (["💩", "👀"], False),
        (["👍", "👎"], None),
        (["👀"], None),
        ([], None),
    ],
)
def test_opinions(emoji: list[str], good: bool | None) -> None:
    assert opinion(tuple(ReactionTypeEmoji(mark) for mark in emoji)) is good


def test_what_is_no_emoji_says_nothing() -> None:
    other: tuple[ReactionType, ...] = (ReactionTypeCustomEmoji("👍"), ReactionTypePaid())
    assert opinion(other) is None


def test_no_emoji_says_both() -> None:
    assert not GOOD & BAD
    assert "\ufe0f" not in GOOD | BAD
