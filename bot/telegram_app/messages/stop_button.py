"""The buttons that stop a watch, and what they say when they are pressed.

A button names its watch by a random word, and where it stands. What comes back is not trusted:
anyone can forge it, and a word finds nothing but the watches of whoever presses.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.telegram_app.messages.keyboard import Button
from bot.wording import watching as wording

PREFIX = "wt"
"""What the data of these buttons begins with, and no other button's."""


class Where(StrEnum):
    """What kind of message a button stands under."""

    CONFIRMATION = "c"
    LIST = "l"
    NOTICE = "n"


_DATA = re.compile(rf"{PREFIX}:([{''.join(Where)}]):([A-Za-z0-9_-]{{8}})")


@dataclass(frozen=True, slots=True)
class Press:
    """What a button that stops a watch says."""

    where: Where
    word: str


def press_of(data: str | None) -> Press | None:
    """What callback data says; None if no button of ours can have sent it."""
    found = _DATA.fullmatch(data or "")
    return None if found is None else Press(Where(found[1]), found[2])


def stop_button(where: Where, word: str, text: str | None = None) -> Button:
    """The button that stops the watch of that word; 13 bytes of data."""
    return Button(text or wording.stop_button(), f"{PREFIX}:{where}:{word}")
