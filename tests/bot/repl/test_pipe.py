"""The REPL at a pipe: one line in, one reply out, as text and as JSON."""

from syrupy.assertion import SnapshotAssertion

from bot.repl import INTERRUPTED
from bot.wording import terminal as terminal_wording
from golden_text import GoldenText
from talking import NO_INDEX, Interrupted, Loader, piped, piped_json


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


def test_control_c_at_a_pipe_ends_it_quietly() -> None:
    code, text = piped("the talks\nslow\nthe talks\n", Interrupted)
    assert code == INTERRUPTED
    assert text.count("held in Istanbul") == 1
