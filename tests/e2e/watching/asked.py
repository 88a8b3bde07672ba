"""The question that is watched, the documents that answer it, and what a reader sees."""

from bot.wording import watching as wording
from telegram_server.chats import Message
from telegram_server.people import Person

QUESTION = "Where are the talks held?"
TALKS = "The talks are held in the town hall on Friday."
GENEVA = "Talks are held in Geneva next week, said the mayor."
LEAD = wording.new_in_documents(QUESTION)


def watches(person: Person, question: str = QUESTION) -> Message:
    person.writes(person.chat, f"/watch {question}")
    confirmed = person.chat.next_message()
    assert confirmed.text == wording.watched(question)
    return confirmed


def nothing_is_told(person: Person) -> None:
    """Longer than ten polls."""
    person.chat.no_message(1.2)
