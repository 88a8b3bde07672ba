"""Which answer, and which footnote of it, a reply means."""

import re

from telegram import Message

from bot.answer import Answer, hits_of
from bot.telegram_app.messages.formatted import clean
from bot.telegram_app.messages.keyboard import target_of
from bot.wording.naming import name
from embeddings.hit import Hit

_NUMBER = re.compile(r"\[([0-9]{1,2})\] ")


def place_meant(answer: Answer, places: list[int], quoted: str) -> int:
    """Which of ``places`` the quoted part of a message is about: the first one if none is."""
    hits = hits_of(answer)

    def holds(hit: Hit) -> bool:
        return quoted in clean(hit.passage.text)

    number = _NUMBER.search(quoted)
    candidates = [
        *(it for it in places if quoted and holds(hits[it])),
        *(it for it in places if number and it + 1 == int(number[1])),
        *(it for it in places if quoted and name(hits[it].passage.citation) in quoted),
    ]
    return next(iter(candidates), places[0])


def is_answer(message: Message) -> bool:
    """Whether ``message`` has the buttons of an answer, remembered or not."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    data = [button.callback_data for row in rows for button in row]
    return any(isinstance(it, str) and target_of(it) is not None for it in data)


def replies_to(message: Message, user_id: int) -> bool:
    """Whether ``message`` replies to one of that user's."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == user_id)
