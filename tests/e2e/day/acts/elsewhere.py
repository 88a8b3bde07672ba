"""What people do in chats that the bot is not in: inline mode and guest messages."""

from collections.abc import Callable

from bot.wording import telegram as telegram_wording
from e2e.day.ledger import Fate
from e2e.day.stage import ME, Stage, naming, says_only
from telegram_server.queries import InlineAnswer

INLINE = "inline question"
GUEST = "guest message"


def typing_anywhere(stage: Stage) -> None:
    """Somebody types a question letter by letter, chooses a passage, and sends it."""
    ada = stage.town.person()
    room = stage.world.supergroup("Elsewhere", ada)
    question = stage.question()
    for end in range(9, len(question), 2):
        stage.types(ada, question[:end], f"{INLINE}, half typed", lambda _: True, overtaken=True)
    offered = stage.results(stage.types(ada, question, INLINE, _offers(question)))
    # What is sent is the person's own message, and the bot has nothing to say to it.
    ada.sends_result(room, offered)
    stage.results(stage.types(ada, "something else", INLINE, lambda it: not it.results))
    stage.results(stage.types(ada, "", INLINE, lambda it: len(it.results) == 2))


def summoning_it(stage: Stage) -> None:
    """Somebody names the bot where it is no member, and somebody who is not listed does too."""
    bob, sam = stage.town.person(), stage.town.stranger()
    room = stage.world.supergroup("Elsewhere", bob, sam)
    question = stage.question()
    asked = stage.asks(
        bob,
        question,
        GUEST,
        chat=room,
        does=lambda: bob.summons(room, f"@{ME} {question}").message,
    )
    stage.answer(asked)
    refused = stage.expects(
        "stranger",
        room,
        says_only(telegram_wording.not_yours()),
        lambda: sam.summons(room, f"@{ME} talks").message,
        due=Fate.REFUSED,
    )
    stage.answer(refused)


def _offers(question: str) -> Callable[[InlineAnswer], bool]:
    named = naming(question)
    return lambda answer: bool(answer.results) and named(str(answer.results[0]["description"]))
