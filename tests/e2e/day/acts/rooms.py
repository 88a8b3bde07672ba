"""What people do in groups, most of which is not for the bot."""

from collections.abc import Callable

from bot.wording import telegram as telegram_wording
from e2e.day.ledger import Fate, Words
from e2e.day.stage import ASK, ME, Stage, has, naming, says_only
from telegram_server.chats import Chat, Message
from telegram_server.people import Person
from telegram_server.rooms import comments_follow, upgrade

QUESTION = "question in a group"
CHATTER = "chatter in a group"
STRANGER = "stranger's group"


def talking_in_a_circle(stage: Stage) -> None:
    """Members ask by command, mention, reply and anonymously, and talk of other things."""
    circle, (ada, bob, _) = stage.town.supergroup()
    adds(stage, circle, ada, admin=True)
    answer = stage.answer(_asks(stage, circle, ada, ASK + "{}"))
    _asks(stage, circle, bob, f"@{ME} {{}}")
    _chats(stage, circle, ada, bob)
    _asks(stage, circle, bob, "{}", reply_to=answer)
    _asks(stage, circle, ada, ASK + "{}", under=circle)
    stage.done(stage.presses(bob, answer, "Context", "button in a group", shows=has("Around [1]")))
    stage.answer(_asks(stage, circle, bob, "/ask {}"))


def talking_in_topics(stage: Stage) -> None:
    """Members ask in two topics and in the general one, and are answered there."""
    forum, (ada, bob, _) = stage.town.forum()
    adds(stage, forum, ada)
    threads = [*(stage.world.opens_topic(forum, name, by=ada) for name in ("Talks", "Other")), None]
    asked = [_asks(stage, forum, bob, ASK + "{}", thread=thread) for thread in threads]
    for deed, thread in zip(asked, threads, strict=True):
        if stage.answer(deed).thread_id != thread:
            raise AssertionError("an answer stands in another topic than its question")


def growing(stage: Stage) -> None:
    """A basic group becomes a supergroup while a question is under way."""
    old, (ada, bob, _) = stage.town.group()
    adds(stage, old, ada)
    stage.answer(_asks(stage, old, ada, ASK + "{}"))
    slow, signal = stage.slow_question()
    written = bob.writes(old, ASK + slow)
    stage.world.wait_for(lambda: not stage.world.updates.pending, "the question to be taken")
    new = upgrade(stage.world, old, by=ada, heard=False)
    kind = "question in a group that moves"
    moving = stage.expects(kind, new, naming(slow), lambda: written, replied=False)
    signal.touch()
    stage.answer(moving)
    stage.answer(_asks(stage, new, bob, ASK + "{}"))


def asking_where_nobody_is_listed(stage: Stage) -> None:
    """A group that the owner has not listed is told so, once."""
    sam = stage.town.stranger()
    room = stage.world.supergroup("Strangers", sam)

    def adds() -> Message:
        stage.world.adds_bot_to(room, by=sam)
        return room.history[-1]

    notice = says_only(telegram_wording.strange_group(room.id))
    stage.answer(stage.expects(STRANGER, room, notice, adds, due=Fate.REFUSED, replied=False))
    question = stage.question()
    stage.asks(
        sam,
        question,
        STRANGER,
        chat=room,
        due=Fate.IGNORED,
        does=lambda: sam.writes(room, ASK + question),
    )


def adds(stage: Stage, room: Chat, owner: Person, *, admin: bool = False) -> None:
    """Add the bot to a room, and wait for its greeting."""

    def added() -> Message:
        stage.world.adds_bot_to(room, by=owner, admin=admin)
        return room.history[-1]

    greeting = says_only(telegram_wording.group_start(ME, hears_all=admin))
    stage.answer(stage.expects("bot added to a group", room, greeting, added, replied=False))


def _asks(
    stage: Stage,
    room: Chat,
    person: Person,
    text: str,
    *,
    reply_to: Message | None = None,
    thread: int | None = None,
    under: Chat | None = None,
) -> Words:
    question = stage.question()
    kind = QUESTION if thread is None else "question in a topic"
    if under is not None:
        kind = "question by an anonymous administrator"
    return stage.asks(
        person,
        question,
        kind,
        chat=room,
        does=lambda: person.writes(
            room, text.format(question), reply_to=reply_to, thread=thread, under=under
        ),
    )


def _chats(stage: Stage, room: Chat, ada: Person, bob: Person) -> None:
    """Everything that the bot hears as an administrator, and that is not for it."""

    def ignored(does: Callable[[str], Message]) -> None:
        question = stage.question()
        stage.asks(bob, question, CHATTER, chat=room, due=Fate.IGNORED, does=lambda: does(question))

    said = ada.writes(room, "I wonder.")
    ignored(lambda text: bob.writes(room, text))
    ignored(lambda text: bob.writes(room, text, reply_to=said))
    ignored(lambda text: bob.writes(room, f"/ask@another_bot {text}"))
    ignored(lambda text: bob.writes(room, ASK + text, passing_on=True))
    ignored(lambda text: bob.sends(room, "photo", caption=text))
    ignored(lambda text: bob.sends_document(room, "report.pdf", b"%PDF", caption=text))
    channel = stage.world.channel("News", ada)
    ignored(lambda text: comments_follow(stage.world, channel, room, ASK + text))
