"""One day: a night's backlog, four processes, and what people do while each of them runs.

Two processes more, over real documents, are the second shift: see ``reading_room``.

An act is a function that takes the ``Stage`` and does what one or a few people do. The acts of a
part of the day are played at the same time, in any order. A new one is a function in ``acts`` and
its name in ``EVERYWHERE`` (played by polling and by webhook), ``BY_POLLING`` or ``BY_WEBHOOK``.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.wording import answers as wording
from e2e.day.acts import elsewhere, private, rooms, trouble
from e2e.day.audit import answer_to
from e2e.day.ledger import Fate, Run, Words
from e2e.day.reading_room import ReadingRoom
from e2e.day.stage import Stage
from e2e.fake_process import fake_process
from telegram_server import TelegramServer
from telegram_server.people import Person
from telegram_server.process import free_port

Act = Callable[[Stage], None]

EVERYWHERE: tuple[Act, ...] = (
    private.getting_to_know_it,
    private.turning_pages,
    private.forging_buttons,
    private.thinking_again,
    private.sending_pictures,
    private.coming_by_links,
    private.reacting,
    private.asking_as_a_stranger,
    private.blocking_it,
    rooms.talking_in_a_circle,
    rooms.talking_in_topics,
    rooms.growing,
    rooms.asking_where_nobody_is_listed,
    elsewhere.typing_anywhere,
    elsewhere.summoning_it,
    trouble.crowding,
    trouble.arriving_twice,
)
BY_POLLING: tuple[Act, ...] = (trouble.flooding, trouble.failing)
BY_WEBHOOK: tuple[Act, ...] = (trouble.failing, trouble.being_held, trouble.losing_a_confirmation)

AWAY = "asked while the bot was away"
CUT_OFF = "asked just before the process ended"
OLD_BUTTON = "button from before a restart"
_IN_A_RUSH = 3
_EACH_ASKS = 9
_LAST_SECONDS = 30.0


class Day:
    """Plays the day; afterwards the stage's ledger and the server hold all that happened.

    Args:
        server: a running server that no bot has called yet.
        folder: an empty one, for the bot's data.
        seed: of what is left to chance.
    """

    def __init__(self, server: TelegramServer, folder: Path, seed: int) -> None:
        server.world.flood_limit.messages = 8  # in a chat, in a second
        self.stage = Stage(server, folder, seed)
        self._server = server
        self._folder = folder
        self._room = ReadingRoom(self.stage, folder / "reading-room")
        self._rushed: list[tuple[Person, Words]] = []

    def play(self) -> None:
        """From one night to the next; each process finds what the one before has left."""
        self._ask_while_it_is_away()
        self._run("polling", "SIGTERM", self._morning)
        self._run("polling", "SIGKILL", self._noon)
        self._ask_while_it_is_away()
        self._run("webhook", "SIGKILL", self._afternoon)
        self._run("webhook", "SIGTERM", self._evening)
        self._run("polling", "SIGKILL", self._opening, self._room.settings)
        self._run("polling", "SIGTERM", self._closing, self._room.settings)

    def _morning(self) -> None:
        self._together((*EVERYWHERE, *BY_POLLING))
        self._rush()

    def _noon(self) -> None:
        self._press_old_buttons()
        self._rush(under_way=True)

    def _afternoon(self) -> None:
        self._together((*EVERYWHERE, *BY_WEBHOOK))
        self._rush(under_way=True)

    def _evening(self) -> None:
        self._press_old_buttons()
        self._wait_for_everything()

    def _opening(self) -> None:
        room = self._room
        self._together(
            (
                room.letting_in,
                room.asking_around,
                room.waiting_for_talks,
                room.adding,
                room.adding_in_vain,
            )
        )
        self._wait_for_everything()

    def _closing(self) -> None:
        for act in (self._room.removing, self._room.reindexing, self._room.looking_back):
            self._together((act,))
        self._wait_for_everything()

    def _run(
        self,
        way: str,
        ended_by: str,
        part: Callable[[], None],
        env: dict[str, str] | None = None,
    ) -> None:
        """Let a process live through a part of the day; with settings, one over documents."""
        script = "fake_bot.py" if env is None else "watching_bot.py"
        settings = env or self._settings(way)
        bot = fake_process(self._server, self._folder, script=script, **settings)
        begun = time.monotonic()
        bot.start()
        try:
            part()
            if ended_by == "SIGTERM":
                self.stage.town.let_slow_questions_go()  # a thread that waits cannot be ended
                bot.stop()  # asserts its exit code, and that it broke no rule of Telegram's
        finally:
            bot.kill()
        self.stage.ledger.runs.append(Run(way, begun, time.monotonic(), ended_by))
        self.stage.town.let_slow_questions_go()

    def _settings(self, way: str) -> dict[str, str]:
        settings = {
            "ACCESS": "allowlist",
            "ALLOWED_IDS": self.stage.town.listed,
            "ADMIN_IDS": str(self.stage.town.owner.id),
            "DATA_DIR": str(self._folder / "data"),
            "WEBHOOK_URL": "",
        }
        if way == "webhook":
            port = free_port()
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"
            settings["WEBHOOK_LISTEN"] = f"127.0.0.1:{port}"
            settings["WEBHOOK_SECRET"] = "a-secret-of-16_characters"
        return settings

    def _together(self, acts: Sequence[Act]) -> None:
        """Play acts at the same time; one that waits in vain ends, and the others go on."""
        with ThreadPoolExecutor(len(acts)) as pool:
            played = [(act, pool.submit(act, self.stage)) for act in acts]
            for act, playing in played:
                try:
                    playing.result()
                except AssertionError as error:
                    self.stage.ledger.cut_short.append(f"{act.__name__}: {error}")

    def _ask_while_it_is_away(self) -> None:
        """Questions, and one that is edited before anybody has read it."""
        stage = self.stage
        for _ in range(3):
            stage.asks(stage.town.person(), stage.question(), AWAY)
        person, before, after = stage.town.person(), stage.question(), stage.question()
        stage.asks(person, before, AWAY)
        stage.edits(person, person.chat.history[-1], after, after, f"{AWAY}, and edited")

    def _rush(self, *, under_way: bool = False) -> None:
        """Ask a lot at once, and stop when a part of it is answered."""
        stage, asked = self.stage, list[Words]()
        if under_way:
            question, _ = stage.slow_question()
            stage.asks(stage.town.person(), question, CUT_OFF)
        for person in [stage.town.person() for _ in range(_IN_A_RUSH)]:
            asked += [stage.asks(person, stage.question(), CUT_OFF) for _ in range(_EACH_ASKS)]
            self._rushed.append((person, asked[-_EACH_ASKS]))
        for deed in asked[: _EACH_ASKS * _IN_A_RUSH : _EACH_ASKS]:
            stage.answer(deed)

    def _press_old_buttons(self) -> None:
        """Whoever got an answer from a process that has ended presses what stands under it."""
        while self._rushed:
            person, deed = self._rushed.pop()
            said = answer_to(deed)
            if said is not None:
                self.stage.presses(
                    person,
                    said.message,
                    "Context",
                    OLD_BUTTON,
                    due=Fate.REFUSED,
                    said=wording.expired(),
                )

    def _wait_for_everything(self) -> None:
        """Give the bot time for what it owes; what it owes then is lost."""
        owed = [
            deed for deed in self.stage.ledger.deeds if isinstance(deed, Words) and deed.is_owed
        ]
        try:
            self._server.world.wait_for(
                lambda: all(answer_to(deed) is not None for deed in owed),
                "the last answers",
                _LAST_SECONDS,
            )
        except AssertionError as error:
            self.stage.ledger.cut_short.append(f"the day's end: {error}")
        self._server.world.settled()
