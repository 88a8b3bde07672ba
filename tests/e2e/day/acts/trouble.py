"""What goes wrong in a day: floods, refusals, a network that fails, updates that come twice."""

from e2e.day.acts.private import QUESTION
from e2e.day.stage import Stage
from telegram_server.faults import BadGateway, Dropped, Fault, Refusal, Silent, too_many_requests

FLOOD = "one of many questions at once"
CROWD = "question of a crowd"


def flooding(stage: Stage, questions: int = 9) -> None:
    """One person sends many questions at once."""
    dan = stage.town.person()
    asked = [stage.asks(dan, stage.question(), FLOOD) for _ in range(questions)]
    for deed in asked:
        stage.answer(deed)


def crowding(stage: Stage, people: int = 12) -> None:
    """Many people ask at the same time, in an order left to chance."""
    crowd = [stage.town.person() for _ in range(people)]
    askers = crowd * 2
    stage.chance("crowding").shuffle(askers)
    asked = [stage.asks(person, stage.question(), CROWD) for person in askers]
    for deed in asked:
        stage.answer(deed)


def being_held(stage: Stage) -> None:
    """Telegram holds one chat for two seconds; nobody else waits for it."""
    hal = stage.town.person()
    stage.server.fails("sendMessage", too_many_requests(2))
    stage.answer(stage.asks(hal, stage.question(), "question while a chat is held"))


def failing(stage: Stage) -> None:
    """Telegram and the network fail at every fourth call or so, whoever's it is."""
    faults: tuple[Fault, ...] = (
        BadGateway(),
        Refusal(500, "Internal Server Error"),
        Dropped(),
        Dropped(after_doing=True),
        Refusal(503, "Service Unavailable"),
        too_many_requests(1),
    )
    kind = "question while calls fail"
    for fault in stage.chance("failing").sample(faults, len(faults)):
        ida = stage.town.person()
        stage.server.fails("sendMessage", fault)
        asked = [stage.asks(ida, stage.question(), kind) for _ in range(2)]
        for deed in asked:
            stage.answer(deed)


def losing_a_confirmation(stage: Stage) -> None:
    """Telegram sends a message and does not say so: the bot's read times out."""
    jan = stage.town.person()
    stage.server.fails("sendMessage", Silent(6.0, after_doing=True))
    stage.answer(stage.asks(jan, stage.question(), "question while calls fail"))


def arriving_twice(stage: Stage) -> None:
    """Telegram delivers an update once more, at once and after it was answered."""
    kim = stage.town.person()
    with stage.world.watch:
        asked = stage.asks(kim, stage.question(), "question delivered three times")
        update = stage.last_update()
        stage.delivered_again(dict(update))
    stage.answer(asked)
    stage.delivered_again(update)
    stage.answer(stage.asks(kim, stage.question(), QUESTION))
