"""What people do in their private chat with the bot."""

from functools import partial

from bot.answer import Reason
from bot.commands import CHAT_COMMANDS
from bot.telegram_app.conversation.deep_links import passage_payload, question_payload
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from bot.wording.media import wordless
from corpus.filters import Filters
from corpus.reference import reference_to
from e2e.day.ledger import Fate
from e2e.day.stage import Stage, begins, has, says_only
from hand_made import TALKS

QUESTION = "question in private"
COMMAND = "command in private"
BUTTON = "button"
EDIT = "edited question"
LINK = "link"
STRANGER = "stranger"


def getting_to_know_it(stage: Stage) -> None:
    """Somebody starts it, looks around, and asks."""
    ada = stage.town.person()
    beginnings = [
        ("/start", wording.start(2)),
        ("/help", wording.help_text(CHAT_COMMANDS)),
        ("/sources", wording.sources_lead([])[:12]),
        ("/sorces", wording.unknown_command("sorces", "sources")),
        ("hello", "Hello."),
        ("What was the weather?", wording.closest_lead()),
        ("Who is the best cook?", wording.silence(Reason.NO_MATCH, Filters())),
    ]
    for text, beginning in beginnings:
        kind = COMMAND if text.startswith("/") else QUESTION
        stage.answer(stage.says(ada, text, kind, begins(beginning)))
    stage.asks(
        ada,
        other := stage.question(),
        "another bot's command",
        due=Fate.IGNORED,
        does=lambda: ada.writes(ada.chat, f"/ask@another_bot {other}"),
    )
    stage.answer(stage.asks(ada, stage.question(), QUESTION))


def turning_pages(stage: Stage) -> None:
    """Somebody reads on by buttons: pressed twice, and of an old answer too."""
    bob = stage.town.person()
    many = stage.says(bob, "many", QUESTION, begins("Paragraph 1"))
    answer = stage.answer(many)
    taps = [
        stage.presses(bob, answer, "More (4)", f"{BUTTON} pressed twice", shows=has("[4] "))
        for _ in range(2)
    ]
    for tap in taps:
        stage.done(tap)
    for button, beginning in (
        ("Context", "Around [4]"),
        ("◂ Back", "Paragraph 4"),
        ("6", "Paragraph 6"),
        ("◂ 1–3", "Paragraph 1"),
    ):
        stage.done(stage.presses(bob, answer, button, BUTTON, shows=begins(beginning)))
    liked = stage.presses(bob, answer, "👍", BUTTON, said=telegram_wording.noted_good())
    stage.done(liked)


def forging_buttons(stage: Stage) -> None:
    """Somebody's client sends what no button carries, and what another's carries."""
    eve, bob = stage.town.person(), stage.town.person()
    answer = stage.answer(stage.asks(eve, stage.question(), QUESTION))
    others = stage.answer(stage.asks(bob, stage.question(), QUESTION))
    key = str(answer.buttons[0].value).split(":")[1]
    forged = ("o:AAAAAAAA:3", f"o:{key}:99", f"c:{key}:-1", "x", str(others.buttons[0].value))
    for data in forged:
        stage.presses(
            eve, answer, "", f"{BUTTON} forged", data=data, due=Fate.REFUSED, said=wording.expired()
        )


def thinking_again(stage: Stage) -> None:
    """Somebody edits questions: an answered one, a misspelt command, and a link's preview."""
    cem = stage.town.person()
    asked = stage.question()
    first = stage.asks(cem, asked, QUESTION, does=lambda: cem.writes(cem.chat, asked))
    stage.answer(first)
    written = next(it for it in cem.chat.history if it.text == asked)
    cem.touches(written)  # what fits nothing would be counted as sent unasked
    for _ in range(2):
        changed = stage.question()
        edited = stage.edits(cem, written, changed, changed, EDIT)
        stage.answer(edited)
    slip = stage.question()
    noticed = stage.says(cem, f"/aks {slip}", COMMAND, has("/ask"))
    stage.answer(noticed)
    mistyped = next(it for it in cem.chat.history if it.text == f"/aks {slip}")
    stage.answer(stage.edits(cem, mistyped, slip, f"/ask {slip}", EDIT))


def sending_pictures(stage: Stage) -> None:
    """Somebody sends pictures and recordings; a caption is a question."""
    dora = stage.town.person()
    question = stage.question()
    stage.asks(
        dora,
        question,
        "caption of a picture",
        does=lambda: dora.sends(dora.chat, "photo", caption=question),
    )
    for kind in ("voice", "sticker", "document"):
        stage.expects(
            "no words at all",
            dora.chat,
            says_only(wordless(kind)),
            partial(dora.sends, dora.chat, kind),
        )
    caption = stage.question()
    album = stage.asks(
        dora,
        caption,
        "caption of an album",
        does=lambda: dora.sends(dora.chat, "photo", caption=caption, album="7"),
    )
    for _ in range(3):
        stage.expects(
            "further picture of an album",
            dora.chat,
            says_only(wordless("photo")),
            lambda: dora.sends(dora.chat, "photo", album="7"),
            due=Fate.IGNORED,
        )
    stage.answer(album)


def coming_by_links(stage: Stage) -> None:
    """Somebody follows links: to a question, to a passage, and to nothing of ours."""
    eli = stage.town.person()
    question = stage.question()
    payload = question_payload(question) or ""
    linked = stage.asks(eli, question, LINK, does=lambda: eli.starts(payload))
    passage = passage_payload(reference_to(TALKS[0].passage))
    shown = stage.expects(LINK, eli.chat, has("Around [1]"), lambda: eli.starts(passage))
    odd = stage.expects(LINK, eli.chat, says_only(wording.start(2)), lambda: eli.starts("doc-4"))
    for deed in (linked, shown, odd):
        stage.answer(deed)


def reacting(stage: Stage) -> None:
    """Somebody reacts to an answer, and looks at it again."""
    fay = stage.town.person()
    answer = stage.answer(stage.asks(fay, stage.question(), QUESTION))
    stage.reacts(fay, answer, "🔥", "👍 ✓")
    stage.world.settled(quiet=0.1)  # nothing tells that a reaction has been counted
    stage.done(stage.presses(fay, answer, "Context", BUTTON, shows=has("Around [1]")))
    stage.done(stage.presses(fay, answer, "◂ Back", BUTTON, shows=begins("This answers")))


def asking_as_a_stranger(stage: Stage) -> None:
    """Somebody whom nobody has listed tries every way in."""
    sam = stage.town.stranger()
    told = says_only(telegram_wording.stranger(sam.id))
    refused = stage.expects(
        STRANGER, sam.chat, told, lambda: sam.writes(sam.chat, "Hi!"), due=Fate.REFUSED
    )
    notice = stage.answer(refused)
    for _ in range(2):
        stage.asks(sam, stage.question(), "stranger's further question", due=Fate.IGNORED)
    stage.presses(
        sam,
        notice,
        "",
        STRANGER,
        data="o:AAAAAAAA:0",
        due=Fate.REFUSED,
        said=telegram_wording.not_yours(),
    )
    stage.results(
        stage.types(sam, stage.question(), STRANGER, lambda it: not it.results, due=Fate.REFUSED)
    )


def blocking_it(stage: Stage) -> None:
    """Somebody blocks the bot while it works, and comes back."""
    gus = stage.town.person()
    slow, signal = stage.slow_question()
    under_way = "asked, and then the bot was blocked"
    stage.asks(gus, slow, under_way, due=Fate.UNREACHABLE)
    for _ in range(2):
        stage.asks(gus, stage.question(), under_way, due=Fate.UNREACHABLE)
    stage.world.wait_for(lambda: not stage.world.updates.pending, "all to be taken")
    gus.blocks_bot()
    signal.touch()
    stage.world.wait_for(lambda: _is_forbidden(stage, gus.id), "a refusal")
    stage.world.settled(quiet=0.2)
    gus.unblocks_bot()
    stage.answer(stage.asks(gus, stage.question(), QUESTION))


def _is_forbidden(stage: Stage, chat_id: int) -> bool:
    calls = stage.server.calls_of("sendMessage")
    return any(it.status == 403 and it.params.get("chat_id") == chat_id for it in calls)
