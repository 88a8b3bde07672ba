"""Lines that begin with /ask."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.repl.ask_line import AskLine, Refusal, parse_ask
from bot.wording import terminal as terminal_wording
from corpus.filters import Filters


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
