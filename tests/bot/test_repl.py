import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from bot.answer import Answer, Question
from bot.answering import Answerer
from bot.commands import COMMANDS
from bot.conversation import Page
from bot.repl import HISTORY, INTERRUPTED, run
from bot.repl.ask_line import AskLine, Refusal, parse_ask
from bot.repl.chat import CHAT_ID, Chat, Failure, Leave, Notice, Printout, Whole
from bot.repl.completion import ChatCompleter, source_names
from bot.repl.loading import Loading
from bot.repl.prompt import PROMPT, chat_at_terminal, open_history, show
from bot.terminal import plain, print_text
from bot.wording import answers as wording
from bot.wording import receipts as receipts_wording
from bot.wording import terminal as terminal_wording
from bot.wording.why import nothing_ranked, why
from corpus.errors import NoIndexError, StoreError
from corpus.filters import Filters
from golden_text import GoldenText
from hand_made import DOCUMENTS, LONG_PASSAGE, TALKS, FakeAnswerer

NO_INDEX = "Nothing has been indexed yet. Run: footnote index"


class Broken(FakeAnswerer):
    """Fails at the second question."""

    def answer(self, question: Question) -> Answer:
        if self.asked:
            raise StoreError("The data folder is gone.")
        return super().answer(question)


class Interrupted(FakeAnswerer):
    """Somebody presses Ctrl-C while the question "slow" is answered."""

    def answer(self, question: Question) -> Answer:
        if question.text == "slow":
            raise KeyboardInterrupt
        return super().answer(question)


class Loader:
    """Loads an answerer, after failing a number of times."""

    def __init__(self, failures: int = 0) -> None:
        self.answerer = FakeAnswerer()
        self.calls = 0
        self._failures = failures

    def __call__(self) -> Answerer:
        self.calls += 1
        if self.calls <= self._failures:
            raise NoIndexError(NO_INDEX)
        return self.answerer


def piped(lines: str, load: Callable[[], Answerer] = FakeAnswerer) -> tuple[int, str]:
    stdout = io.StringIO()
    code = run(load, Path(), stdin=io.StringIO(lines), stdout=stdout)
    return code, stdout.getvalue()


def piped_json(
    lines: str, load: Callable[[], Answerer] = FakeAnswerer
) -> tuple[int, list[dict[str, object]]]:
    stdout = io.StringIO()
    code = run(load, Path(), as_json=True, stdin=io.StringIO(lines), stdout=stdout)
    return code, [json.loads(line) for line in stdout.getvalue().splitlines()]


def chat() -> Chat:
    return Chat(Loading(FakeAnswerer))


def text_of(reply: object) -> str:
    assert isinstance(reply, Notice)
    return reply.text


class TestAskLine:
    @pytest.mark.parametrize(
        ("line", "asked"),
        [
            ("Where were the talks?", AskLine("Where were the talks?")),
            ('  What did Russia\'s "side" want? ', AskLine('What did Russia\'s "side" want?')),
            ("--source Reuters who?", AskLine("who?", Filters(("Reuters",)))),
            ("--source=Reuters who?", AskLine("who?", Filters(("Reuters",)))),
            ("who? --source 'Example Times'", AskLine("who?", Filters(("Example Times",)))),
            ('--source "It\'s" who?', AskLine("who?", Filters(("It's",)))),
            ('--source="A B" --source c who?', AskLine("who?", Filters(("A B", "c")))),
            (
                "--since 2025-05-01 who --until 2025-05-31 met?",
                AskLine("who met?", Filters((), date(2025, 5, 1), date(2025, 5, 31))),
            ),
            ("-- --source is what?", AskLine("--source is what?")),
            ("a -- --b", AskLine("a --b")),
            ("well-known--or not - 5?", AskLine("well-known--or not - 5?")),
            ("--5 degrees", AskLine("--5 degrees")),
            ("", AskLine("")),
        ],
    )
    def test_reads(self, line: str, asked: AskLine) -> None:
        assert parse_ask(line) == asked

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("--sauce Reuters who?", terminal_wording.unknown_option("sauce")),
            ("--top 5 who?", "/ask has no --top: /more shows further passages."),
            ("who? --source", terminal_wording.option_without_value("source")),
            ("--source --since 2025-05-01 who?", terminal_wording.option_without_value("source")),
            ('--source "" who?', terminal_wording.option_without_value("source")),
            ('--source "Example Times who?', terminal_wording.unclosed_quote("source")),
            ("--since yesterday who?", terminal_wording.not_a_date("since", "yesterday")),
            ("--since 2025-02-30 who?", terminal_wording.not_a_date("since", "2025-02-30")),
            ("--since 2025-01-01 --since 2025-01-02", terminal_wording.option_twice("since")),
            (
                "--since 2025-05-02 --until 2025-05-01 who?",
                "No day is both since 2 May 2025 and until 1 May 2025.",
            ),
        ],
    )
    def test_refuses_in_a_sentence(self, line: str, sentence: str) -> None:
        assert parse_ask(line) == Refusal(sentence)

    @given(st.text())
    def test_a_question_without_options_stays_as_it_is(self, text: str) -> None:
        assert parse_ask(f"-- {text}") == AskLine(text.strip())

    @given(st.lists(st.sampled_from([*"- =\"'a", "--source", "--since", "2025-05-01"])))
    def test_every_line_is_read_or_refused(self, pieces: list[str]) -> None:
        assert isinstance(parse_ask("".join(pieces)), AskLine | Refusal)


class TestChat:
    def test_every_command_of_the_table_is_known(self) -> None:
        for command in COMMANDS:
            reply = chat().reply(f"/{command.name}")
            assert not (isinstance(reply, Notice) and reply.text.startswith("There is no command"))

    def test_a_line_is_a_question_with_or_without_the_command(self) -> None:
        for line in (
            "Where were the talks?",
            "/ask Where were the talks?",
            "/ASK\tWhere were the talks?",
        ):
            page = chat().reply(line)
            assert isinstance(page, Page)
            assert page.answer.question.text == "Where were the talks?"

    def test_limits_reach_the_question(self) -> None:
        page = chat().reply("/ask --source nowhere the talks")
        assert isinstance(page, Page)
        assert page.answer.question.filters == Filters(("nowhere",))

    def test_more_pages_through_the_answer(self) -> None:
        talk = chat()
        assert text_of(talk.reply("/more")) == wording.nothing_asked()
        first = talk.reply("the talks")
        second = talk.reply("/more")
        assert isinstance(first, Page)
        assert isinstance(second, Page)
        assert (first.end, second.first, second.end) == (3, 3, 4)
        assert text_of(talk.reply("/more")) == wording.nothing_more()

    def test_empty_lines_get_no_reply(self) -> None:
        assert chat().reply(" \t\n") is None

    @pytest.mark.parametrize(
        ("line", "nearest"), [("/mroe", "more"), ("/source", "sources"), ("/QUITE", "quit")]
    )
    def test_a_slip_is_told_the_nearest_command(self, line: str, nearest: str) -> None:
        assert text_of(chat().reply(line)) == wording.unknown_command(line[1:].lower(), nearest)

    @pytest.mark.parametrize("line", ["/", "/zzzzzz", "/etc/hosts"])
    def test_what_is_no_command_is_told_where_the_list_is(self, line: str) -> None:
        assert "/help lists the commands." in text_of(chat().reply(line))

    def test_sources(self) -> None:
        assert text_of(chat().reply("/sources")).splitlines() == [
            "Answers come from 2 documents:",
            "Talks in Istanbul · Example Times · 16 May 2025",
            "notes/agreed.txt",
        ]

    def test_start_and_help(self) -> None:
        assert text_of(chat().reply("/start")) == wording.start(2)
        assert text_of(chat().reply("/help")).splitlines() == [
            *wording.help_text(COMMANDS).splitlines(),
            "",
            terminal_wording.ASK_OPTIONS,
        ]

    def test_why(self) -> None:
        talk = chat()
        assert text_of(talk.reply("/why")) == wording.nothing_asked()
        shown = talk.reply("the talks")
        assert isinstance(shown, Page)
        answer = shown.answer
        assert text_of(talk.reply("/why")) == why(answer, 0, 3)
        talk.reply("/more")
        assert text_of(talk.reply("/why")) == why(answer, 3, 4)
        talk.reply("nothing of the sort")
        assert text_of(talk.reply("/why")) == nothing_ranked()

    def test_small_talk_leaves_what_was_shown(self) -> None:
        talk = chat()
        talk.reply("Thanks!")
        assert text_of(talk.reply("/why")) == wording.nothing_asked()
        shown = talk.reply("the talks")
        assert isinstance(shown, Page)
        talk.reply("Thanks!")
        assert text_of(talk.reply("/why")) == why(shown.answer, 0, 3)
        assert talk.reply("/full") == Whole(shown)
        talk.reply("Thanks!")
        following = talk.reply("/more")
        assert isinstance(following, Page)
        assert (following.answer, following.first) == (shown.answer, 3)

    def test_full_shows_the_last_page_whole(self) -> None:
        talk = Chat(Loading(lambda: FakeAnswerer((LONG_PASSAGE, *TALKS))))
        assert text_of(talk.reply("/full")) == wording.nothing_asked()
        shown = talk.reply("the talks")
        assert isinstance(shown, Page)
        for _ in range(2):
            assert talk.reply("/full") == Whole(shown)
        stream = io.StringIO()
        console = Console(file=stream, width=60)
        show(shown, console)
        assert terminal_wording.WHOLE_BY_COMMAND in " ".join(stream.getvalue().split())
        assert "Sentence 29" not in stream.getvalue()
        show(Whole(shown), console)
        assert stream.getvalue().count("Sentence 29") == 1
        talk.reply("nothing of the sort")
        assert text_of(talk.reply("/full")) == terminal_wording.NOTHING_SHOWN

    def test_verify_shows_a_receipt_for_each_passage(self) -> None:
        talk = chat()
        assert text_of(talk.reply("/verify")) == wording.nothing_asked()
        talk.reply("the talks")
        talk.reply("/more")
        reply = talk.reply("/verify")
        assert isinstance(reply, Printout)
        assert reply.text.splitlines() == [
            "[4] ? cannot be compared with talks/istanbul.md · ¶4",
            "The stored text is gone: the document was replaced or removed.",
            "The file cannot be read again: it is no longer there (talks/istanbul.md).",
            "Characters 400–429.",
            f"Passage SHA-256: {TALKS[3].passage.sha256}",
            f"Document SHA-256: {TALKS[3].passage.citation.document_sha256}",
        ]
        talk.reply("nothing of the sort")
        assert talk.reply("/verify") == Printout(receipts_wording.nothing_quoted())

    def test_payload_is_what_telegram_would_get(self) -> None:
        talk = chat()
        assert text_of(talk.reply("/payload")) == wording.nothing_asked()
        talk.reply("the talks")
        reply = talk.reply("/payload")
        assert isinstance(reply, Printout)
        sent = json.loads(reply.text)
        assert sent["chat_id"] == CHAT_ID
        assert sent["text"].startswith("The talks were held in Istanbul")
        assert "parse_mode" not in sent
        assert sent["entities"]

    def test_payload_shows_the_last_page(self) -> None:
        talk = chat()
        talk.reply("the talks")
        talk.reply("/more")
        reply = talk.reply("/payload")
        assert isinstance(reply, Printout)
        assert json.loads(reply.text)["text"].startswith("A second round was left open.")

    def test_quit(self) -> None:
        assert chat().reply("/quit") == Leave()

    def test_help_does_not_wait_for_the_model(self) -> None:
        loader = Loader()
        Chat(Loading(loader)).reply("/help")
        assert loader.calls == 0

    def test_what_is_wrong_is_told_at_the_question_and_can_be_mended(self) -> None:
        loader = Loader(failures=2)
        talk = Chat(Loading(loader))
        assert talk.reply("the talks") == Failure(NO_INDEX)
        assert talk.reply("/sources") == Failure(NO_INDEX)
        assert isinstance(talk.reply("the talks"), Page)

    def test_a_failed_question_leaves_the_chat_alive(self) -> None:
        talk = Chat(Loading(Broken))
        first = talk.reply("the talks")
        assert talk.reply("the talks") == Failure("The data folder is gone.")
        assert isinstance(first, Page)
        assert isinstance(talk.reply("/more"), Page)


class TestLoading:
    def test_is_done_in_the_background_and_once(self) -> None:
        gate = threading.Event()
        loader = Loader()

        def slow() -> Answerer:
            gate.wait()
            return loader()

        loading = Loading(slow)
        loading.start()
        loading.start()
        assert not loading.answerer
        gate.set()
        assert loading.wait() is loading.wait() is loading.answerer is loader.answerer
        assert loader.calls == 1

    def test_a_failure_is_raised_where_the_answerer_is_needed(self) -> None:
        def broken() -> Answerer:
            raise ZeroDivisionError

        loading = Loading(broken)
        loading.start()
        with pytest.raises(ZeroDivisionError):
            loading.wait()
        assert loading.answerer is None


class TestPipe:
    def test_a_session(self, snapshot: SnapshotAssertion) -> None:
        lines = (
            "Where were the talks?\n\n/more\n/more\nHow is the weather?\nWho am I?\n"
            "/ask --source nobody the talks\n/ask --since soon the talks\n/sources\n/hlep\n"
        )
        code, text = piped(lines)
        assert code == 0
        assert text == snapshot(extension_class=GoldenText)
        assert "\x1b" not in text

    def test_nothing_in_nothing_out(self) -> None:
        assert piped("") == (0, "")
        assert piped("\n \n") == (0, "")

    def test_quit_ends_it(self) -> None:
        assert piped("/quit\nthe talks\n") == (0, "")

    def test_the_last_line_needs_no_line_feed(self) -> None:
        assert "Istanbul" in piped("the talks")[1]

    def test_a_failure_is_a_sentence_and_an_exit_code(self) -> None:
        assert piped("the talks\n", Loader(failures=1)) == (1, NO_INDEX + "\n")

    def test_what_documents_and_people_write_is_neutralised(self) -> None:
        code, text = piped(
            "/\x1b[31m\n/ask --source \x1b]0;x\x07 the talks\n/ask --since \x9b1 a\n"
        )
        assert code == 0
        assert "\x1b" not in text
        assert "\x9b" not in text
        assert "␛]0;x␇" in text


class TestJson:
    def test_each_line_gets_one_answer(self) -> None:
        lines = (
            "the talks\n\n/moor\nthe weather\r\n/ask --source Nobody the talks\n/etc\n the talks \n"
        )
        code, answers = piped_json(lines)
        assert code == 0
        assert [(answer["question"], answer["status"]) for answer in answers] == [
            ("the talks", "answered"),
            ("", "abstained"),
            ("/moor", "abstained"),
            ("the weather", "closest"),
            ("the talks", "abstained"),
            ("/etc", "abstained"),
            ("the talks", "answered"),
        ]
        assert answers[4]["filters"] == {"source": ["Nobody"], "since": None, "until": None}
        assert answers[4]["reason"] == "filtered_out"

    def test_an_answer_holds_more_than_one_page(self) -> None:
        _, (answer,) = piped_json("the talks\n")
        passages = answer["passages"]
        assert isinstance(passages, list)
        assert len(passages) == 4

    def test_what_fails_takes_the_place_of_its_answer(self) -> None:
        code, answers = piped_json("a\nthe talks\n", Loader(failures=1))
        assert code == 1
        assert answers[0] == {"version": 1, "error": NO_INDEX}
        assert answers[1]["status"] == "answered"

    def test_options_that_cannot_be_read_are_an_error(self) -> None:
        code, (answer,) = piped_json("/ask --since soon who?\n")
        assert code == 1
        assert answer == {"version": 1, "error": terminal_wording.not_a_date("since", "soon")}


@contextmanager
def at_terminal(
    load: Callable[[], Answerer], home: Path
) -> Iterator[tuple[PipeInput, Callable[[], str]]]:
    """A chat at a terminal that is only a pipe: keys go in, the returned function ends it."""
    stdout = io.StringIO()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):

        def leave() -> str:
            keys.send_text("\x04")
            assert chat_at_terminal(Loading(load), stdout, home / HISTORY) == 0
            return stdout.getvalue()

        yield keys, leave


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


class TestCompletion:
    @staticmethod
    def offered(line: str, *, loaded: bool = True) -> list[str]:
        loading = Loading(FakeAnswerer)
        if loaded:
            loading.wait()
        found = ChatCompleter(loading).get_completions(Document(line), CompleteEvent())
        return [line[: len(line) + one.start_position] + one.text for one in found]

    def test_commands(self) -> None:
        assert self.offered("/") == [
            "/ask " if command.name == "ask" else f"/{command.name}" for command in COMMANDS
        ]
        assert self.offered("/S") == ["/sources", "/start"]
        assert self.offered("/x") == self.offered("what /s") == self.offered("who") == []

    def test_options_of_ask(self) -> None:
        assert self.offered("/ask --s") == ["/ask --source ", "/ask --since "]
        assert self.offered("/ask who --u") == ["/ask who --until "]
        assert self.offered("who --u") == []

    @pytest.mark.parametrize(
        ("line", "offered"),
        [
            ("/ask --source exam", ['/ask --source "Example Times" ']),
            ('/ask --source "Example T', ['/ask --source "Example Times" ']),
            ("/ask --source=talks", ["/ask --source=talks ", "/ask --source=talks/istanbul.md "]),
            (
                "/ask who --source not",
                ["/ask who --source notes ", "/ask who --source notes/agreed.txt "],
            ),
            ('/ask --source "Example Times" wh', []),
            ("/ask --source talks wh", []),
        ],
    )
    def test_sources(self, line: str, offered: list[str]) -> None:
        assert self.offered(line) == offered

    def test_no_sources_before_the_documents_are_known(self) -> None:
        assert self.offered("/ask --source e", loaded=False) == []

    def test_what_is_offered_can_be_asked(self) -> None:
        for line in self.offered("/ask --source "):
            asked = parse_ask(line.removeprefix("/ask "))
            assert isinstance(asked, AskLine)
            (name,) = asked.filters.sources
            assert any(
                asked.filters.admits(document.path, document.metadata) for document in DOCUMENTS
            ), name

    def test_names_that_nobody_can_type_are_left_out(self) -> None:
        odd = replace(DOCUMENTS[1], path='a\nb/"c"/\x1b[31m.md')
        assert source_names([odd]) == []
        assert source_names(DOCUMENTS) == [
            "Example Times",
            "notes",
            "notes/agreed.txt",
            "talks",
            "talks/istanbul.md",
        ]


def test_control_c_at_a_pipe_ends_it_quietly() -> None:
    code, text = piped("the talks\nslow\nthe talks\n", Interrupted)
    assert code == INTERRUPTED
    assert text.count("held in Istanbul") == 1


class TestFollowUps:
    def test_what_was_searched_is_shown_and_can_be_switched_off(self) -> None:
        here = chat()
        lines = ("Where were the talks?", "And when?", "/alone", "/new", "And when?")
        replies = [here.reply(line) for line in lines]
        first, follow_up, alone, after_new = (
            plain(reply) for reply in replies if isinstance(reply, Page)
        )
        assert "Searched:" not in first
        assert follow_up.startswith("Searched: talks: And when? (/alone asks only your own words)")
        assert "The documents do not answer this" in alone
        assert text_of(replies[3]) == wording.forgotten()
        assert "The documents do not answer this" in after_new

    def test_alone_needs_a_question(self) -> None:
        assert text_of(chat().reply("/alone")) == wording.nothing_asked()
        assert text_of(chat().reply("/new")) == wording.forgotten()

    def test_json_has_the_memory_and_tells_what_was_searched(self) -> None:
        _, said = piped_json("Where were the talks?\nAnd when?\n")
        assert [answer["searched"] for answer in said] == [
            "Where were the talks?", "talks: And when?",
        ]  # fmt: skip
        assert said[1]["question"] == "And when?"

    @pytest.mark.parametrize(
        "line",
        [f"/{it.name}" for it in COMMANDS if it.name not in {"ask", "new"}]
        + ["/new Where were the talks?", " /MORE please"],
    )
    def test_json_takes_no_command_for_a_question(self, line: str) -> None:
        code, said = piped_json(f"Where were the talks?\n{line}\nAnd when?\n")
        assert code == 1
        assert set(said[1]) == {"version", "error"}
        assert line.split(maxsplit=1)[0].lower() in str(said[1]["error"])
        assert said[2]["searched"] == "talks: And when?"  # it did not even break the talk

    def test_json_asks_what_only_looks_like_a_command(self) -> None:
        code, said = piped_json("/hlep\n/ when?\n")
        assert code == 0
        assert [answer["question"] for answer in said] == ["/hlep", "/ when?"]

    def test_json_can_begin_anew(self) -> None:
        code, said = piped_json("Where were the talks?\n /NEW \nAnd when?\n")
        assert code == 0
        assert said[1] == {"version": 1, "notice": "Your next question stands alone."}
        assert said[2]["searched"] == "And when?"
