"""What a line of the REPL leads to."""

import io
import json

import pytest
from rich.console import Console

from bot.commands import COMMANDS
from bot.conversation import Page
from bot.repl.chat import CHAT_ID, Chat, Failure, Leave, Notice, Printout, Whole
from bot.repl.loading import Loading
from bot.repl.prompt import show
from bot.terminal import plain
from bot.wording import answers as wording
from bot.wording import receipts as receipts_wording
from bot.wording import terminal as terminal_wording
from bot.wording.why import nothing_ranked, why
from corpus.filters import Filters
from hand_made import LONG_PASSAGE, TALKS, FakeAnswerer
from talking import NO_INDEX, Broken, Loader, chat, piped_json, text_of


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
