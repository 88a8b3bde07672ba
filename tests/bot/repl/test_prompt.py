"""The REPL at a terminal, with keys that are pressed."""

import io
from pathlib import Path

from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from bot.repl import HISTORY
from bot.repl.chat import Chat
from bot.repl.loading import Loading
from bot.repl.prompt import PROMPT, open_history, show
from bot.terminal import print_text
from bot.wording import terminal as terminal_wording
from golden_text import GoldenText
from hand_made import FakeAnswerer
from talking import NO_INDEX, Interrupted, Loader, at_terminal


class TestPrompt:
    def test_a_question(self, tmp_path: Path) -> None:
        with at_terminal(FakeAnswerer, tmp_path) as (keys, leave):
            keys.send_text("Where were the talks?\r/more\r")
            text = leave()
        assert text.startswith(terminal_wording.GREETING)
        assert text.index("held in Istanbul") < text.index("A second round")

    def test_a_session(self, snapshot: SnapshotAssertion) -> None:
        screen = io.StringIO()
        console = Console(
            file=screen, width=80, force_terminal=True, color_system="standard", _environ={}
        )
        talk = Chat(Loading(Loader(failures=1)))
        for line in ("the talks", "the talks", "/more", "the weather", "who", "/sources", "/mroe"):
            print_text(f"{PROMPT}{line}", console)
            reply = talk.reply(line)
            assert reply is not None
            show(reply, console)
        assert screen.getvalue() == snapshot(extension_class=GoldenText)

    def test_control_c_clears_the_line(self, tmp_path: Path) -> None:
        answerer = FakeAnswerer()
        with at_terminal(lambda: answerer, tmp_path) as (keys, leave):
            keys.send_text("never mind\x03the talks\r")
            leave()
        assert [question.text for question in answerer.asked] == ["the talks"]

    def test_control_c_ends_an_answer_and_not_the_chat(self, tmp_path: Path) -> None:
        with at_terminal(Interrupted, tmp_path) as (keys, leave):
            keys.send_text("slow\rthe talks\r")
            assert "Istanbul" in leave()

    def test_an_empty_line_does_nothing(self, tmp_path: Path) -> None:
        with at_terminal(FakeAnswerer, tmp_path) as (keys, leave):
            keys.send_text("\r  \r")
            assert leave() == terminal_wording.GREETING + "\n"

    def test_quit_leaves(self, tmp_path: Path) -> None:
        answerer = FakeAnswerer()
        with at_terminal(lambda: answerer, tmp_path) as (keys, leave):
            keys.send_text("/quit\rthe talks\r")
            leave()
        assert answerer.asked == []

    def test_a_failure_is_told_at_the_question_and_tried_again_only_then(
        self, tmp_path: Path
    ) -> None:
        loader = Loader(failures=1)
        with at_terminal(loader, tmp_path) as (keys, leave):
            keys.send_text("the talks\r/help\rthe talks\r")
            text = leave()
        assert text.index(NO_INDEX) < text.index("held in Istanbul")
        assert loader.calls == 2

        loader = Loader(failures=9)
        with at_terminal(loader, tmp_path) as (keys, leave):
            keys.send_text("the talks\r/help\r")
            leave()
        assert loader.calls == 1

    def test_the_model_loads_before_the_first_question(self, tmp_path: Path) -> None:
        loader = Loader()
        with at_terminal(loader, tmp_path) as (_, leave):
            leave()
        assert loader.calls == 1

    def test_what_was_typed_is_kept_for_its_owner_alone(self, tmp_path: Path) -> None:
        for typed in ("the talks\r", "the weather\r"):
            with at_terminal(FakeAnswerer, tmp_path) as (keys, leave):
                keys.send_text(typed)
                leave()
        kept = tmp_path / HISTORY
        assert kept.stat().st_mode & 0o777 == 0o600
        assert [line for line in kept.read_text().splitlines() if line.startswith("+")] == [
            "+the talks",
            "+the weather",
        ]

    def test_the_last_question_comes_back(self, tmp_path: Path) -> None:
        answerer = FakeAnswerer()
        for typed in ("the talks\r", "\x1b[A\r"):
            with at_terminal(lambda: answerer, tmp_path) as (keys, leave):
                keys.send_text(typed)
                leave()
        assert [question.text for question in answerer.asked] == ["the talks"] * 2

    def test_a_history_that_cannot_be_kept_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        (tmp_path / "folder").mkdir()
        for place in (
            tmp_path / "file" / HISTORY,
            tmp_path / "none" / HISTORY,
            tmp_path / "folder",
        ):
            assert isinstance(open_history(place), InMemoryHistory)

    def test_a_full_disk_does_not_end_the_chat(self) -> None:
        history = open_history(Path("/dev/full"))
        assert not isinstance(history, InMemoryHistory)
        history.append_string("the talks")
