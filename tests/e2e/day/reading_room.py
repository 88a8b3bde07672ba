"""The day's second shift: a bot over documents of its owner's, with an eye on what comes.

The owner invites, adds, removes and reads the figures; readers ask, watch and have opinions. The
index is real, its model hashes words, and no call fails: what the bot counts here can be held
against what the server saw.
"""

from functools import partial
from pathlib import Path

from bot.answer import Reason
from bot.wording import adding, invitations, media, watching
from bot.wording import answers as wording
from bot.wording import owner as owner_wording
from bot.wording import telegram as telegram_wording
from corpus.filters import Filters
from e2e.day import counted
from e2e.day.acts import rooms
from e2e.day.ledger import Fate, Words
from e2e.day.stage import ASK, Stage, begins, has, says_only
from library import Library
from telegram_server.chats import Message
from telegram_server.people import Person

FERRY = b"""---
title: The ferry timetable
publisher: Harbour Gazette
published: 2025-05-16
---
The ferry to the island leaves at seven in the morning, every day but Sunday.

On Sundays it leaves at nine, when the weather allows it at all.
"""
FERRY_LEAVES, SEVEN = "When does the ferry to the island leave?", "seven in the morning"
TALKS_HELD, TOWN_HALL = "Where are the talks held?", "The talks are held in the town hall."
MARKET_SELLS, APPLES = "What does the market hall sell on Saturdays?", "apples, pears and honey"
NOBODY_KNOWS = ("Where did the heron hide its marmalade?", "Who ate the pudding?")

COMMAND = "owner's command"
UPLOAD = "owner's upload, previewed"
ADDED = "document added"
REMOVED = "document removed"
INDEXED = "document of the folder, by /reindex"
BUTTON = "owner's button"
NOT_ADDED = "what cannot be added"
NOTICE = "notice of a new document"
INVITATION = "invitation followed"
WATCH = "question to be watched"


class ReadingRoom:
    """Its methods are acts; the same documents serve two processes of the bot.

    Args:
        stage: the day's.
        folder: an empty one, for documents and data.
    """

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._owner = stage.town.owner
        self._waits_for_talks = stage.town.person()
        made = Library(folder)
        made.write("bridge.txt", "The old bridge over the river is closed until the end of May.")
        made.write("market.txt", f"The market hall sells {APPLES} on Saturdays.")
        made.index()
        made.footnote.close()
        self._library = made
        self.settings = {
            "ACCESS": "invite",
            "ALLOWED_IDS": stage.town.listed,
            "ADMIN_IDS": str(self._owner.id),
            "DOCUMENTS_DIR": str(made.documents),
            "DATA_DIR": str(folder / "data"),
            "KEEP_QUESTIONS_DAYS": str(counted.KEPT_DAYS),
        }

    def letting_in(self, stage: Stage) -> None:
        """The owner invites one person; whoever follows the link after them stays outside."""
        owner, guest, late = self._owner, stage.town.stranger(), stage.town.stranger()
        listed = stage.answer(stage.says(owner, "/invite", COMMAND, begins("Nobody may ask me")))
        sent = stage.is_told(owner, "owner's new link", begins("Link 1, to be passed on"))
        stage.done(stage.presses(owner, listed, invitations.new_link_button(), BUTTON))
        made = stage.answer(sent)
        link = owner.copies(made, telegram_wording.link_button())
        accepted = says_only(invitations.accepted("Stranger", guest.id))
        heard = stage.is_told(owner, "owner told of a guest", accepted)
        greeted = stage.is_told(guest, INVITATION, begins("Ask me a question"), Fate.ANSWERED)
        welcome = says_only(invitations.welcome())
        stage.expects(INVITATION, guest.chat, welcome, partial(guest.follows, link))
        for deed in (heard, greeted):
            stage.answer(deed)
        too_late = partial(late.follows, link)
        refusal = begins(invitations.not_good())
        stage.answer(stage.expects(INVITATION, late.chat, refusal, too_late, due=Fate.REFUSED))
        question = stage.question()
        stage.asks(late, question, "question of one who came too late", due=Fate.IGNORED)
        self._asks(guest, MARKET_SELLS, APPLES)

    def asking_around(self, stage: Stage) -> None:
        """Readers ask in private, in a group and inline, mark what they get, and ask in vain."""
        ada, bob = stage.town.person(), stage.town.person()
        good, bad = telegram_wording.noted_good(), telegram_wording.noted_bad()
        for person, mark, kind, told in (
            (ada, telegram_wording.GOOD_MARK, counted.GOOD, good),
            (bob, telegram_wording.BAD_MARK, counted.BAD, bad),
        ):
            answer = self._asks(person, MARKET_SELLS, APPLES)
            stage.done(stage.presses(person, answer, mark, kind, said=told))
        for person, question in zip((ada, ada, bob), (*NOBODY_KNOWS, NOBODY_KNOWS[0]), strict=True):
            self._asks_in_vain(person, question)
        room, (cem, *_) = stage.town.supergroup()
        rooms.adds(stage, room, cem)
        asks = partial(cem.writes, room, f"{ASK}{MARKET_SELLS}")
        stage.answer(stage.expects(counted.IN_A_GROUP, room, has(APPLES), asks))
        offered = stage.types(bob, MARKET_SELLS, counted.INLINE, lambda it: bool(it.results))
        bob.sends_result(stage.world.supergroup("Elsewhere", bob), stage.results(offered))

    def waiting_for_talks(self, stage: Stage) -> None:
        """Somebody watches a question that a later process will find an answer to."""
        self._watches(stage, self._waits_for_talks, TALKS_HELD)

    def adding(self, stage: Stage) -> None:
        """The owner adds a document at the second attempt, and whoever watches is told of it."""
        watcher = stage.town.person()
        self._watches(stage, watcher, FERRY_LEAVES)
        preview = self._uploads("ferry.md", FERRY)
        not_added = says_only(adding.not_added("ferry.md"))
        cancel = owner_wording.cancel_button()
        stage.done(stage.presses(self._owner, preview, cancel, BUTTON, shows=not_added))
        notice = self._is_to_be_noticed(watcher, FERRY_LEAVES)
        self._adds("ferry.md", FERRY)
        stage.answer(notice)
        for person in (stage.town.person(), self._owner):
            self._asks(person, FERRY_LEAVES, SEVEN)

    def adding_in_vain(self, stage: Stage) -> None:
        """The owner sends what cannot be read, and a reader what is not theirs to add."""
        reader, owner = stage.town.person(), self._owner
        for person, name, fits in (
            (owner, "programme.exe", begins("I cannot read programme.exe")),
            (owner, "empty.txt", begins("I cannot read empty.txt")),
            (reader, "ferry.md", says_only(media.wordless("document"))),
        ):
            sends = partial(person.sends_document, person.chat, name, b"\n")
            refused = stage.expects(NOT_ADDED, person.chat, fits, sends, due=Fate.REFUSED)
            stage.answer(refused)

    def removing(self, stage: Stage) -> None:
        """The owner removes a document and adds it again, which is news to nobody."""
        owner = self._owner
        named = stage.says(owner, "/remove ferry", COMMAND, begins("Remove ferry.md?"))
        asked = stage.answer(named)
        remove, gone = owner_wording.remove_button(), begins("ferry.md is removed")
        stage.done(stage.presses(owner, asked, remove, REMOVED, due=Fate.REMOVED, shows=gone))
        self._asks_in_vain(stage.town.person(), FERRY_LEAVES)
        self._adds("ferry.md", FERRY)
        self._asks(stage.town.person(), FERRY_LEAVES, SEVEN)

    def reindexing(self, stage: Stage) -> None:
        """The owner puts a file into the folder by hand, and has it indexed."""
        self._library.write("talks.txt", TOWN_HALL)
        notice = self._is_to_be_noticed(self._waits_for_talks, TALKS_HELD)
        looking = stage.says(self._owner, "/reindex", COMMAND, says_only(owner_wording.looking()))
        done = stage.becomes(looking, INDEXED, begins("The index is up to date."), Fate.ADDED)
        for deed in (done, notice):
            stage.answer(deed)
        self._asks(self._waits_for_talks, TALKS_HELD, TOWN_HALL)

    def looking_back(self, stage: Stage) -> None:
        """The owner reads what was counted and kept."""
        stage.world.settled()
        for command, kind, part in (
            ("/stats", counted.STATS, counted.SHARES),
            ("/unanswered", counted.UNANSWERED, counted.IN_VAIN_LEAD),
        ):
            stage.answer(stage.says(self._owner, command, kind, has(part)))

    def _asks(self, person: Person, question: str, answer: str) -> Message:
        return self._stage.answer(self._stage.says(person, question, counted.ANSWERED, has(answer)))

    def _asks_in_vain(self, person: Person, question: str) -> None:
        silence = says_only(wording.silence(Reason.NO_MATCH, Filters()))
        self._stage.answer(self._stage.says(person, question, counted.IN_VAIN, silence))

    def _watches(self, stage: Stage, person: Person, question: str) -> None:
        confirmed = says_only(watching.watched(question))
        stage.answer(stage.says(person, f"/watch {question}", WATCH, confirmed))

    def _is_to_be_noticed(self, watcher: Person, question: str) -> Words:
        return self._stage.is_told(watcher, NOTICE, begins(watching.new_in_documents(question)))

    def _uploads(self, name: str, content: bytes) -> Message:
        chat = self._owner.chat
        preview = begins(adding.would_be_added(name))
        sends = partial(self._owner.sends_document, chat, name, content)
        return self._stage.answer(self._stage.expects(UPLOAD, chat, preview, sends))

    def _adds(self, name: str, content: bytes) -> None:
        """Add a document for good, and press its button once more afterwards."""
        stage, owner, preview = self._stage, self._owner, self._uploads(name, content)
        add = str(preview.button(adding.add_button()).value)
        live = begins(f"{name} is live")
        pressed = stage.presses(owner, preview, "", ADDED, data=add, due=Fate.ADDED, shows=live)
        stage.done(pressed)
        stage.presses(
            owner, preview, "", BUTTON, data=add, due=Fate.REFUSED, said=owner_wording.over()
        )
