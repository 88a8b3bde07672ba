"""The commands, end to end in one process."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer, Question
from bot.answering import Answerer
from bot.cli import Exit, app
from command_line import BRIDGE, COMET, FERRY, Said

HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "telegram", "numpy", "rich")

Footnote = Callable[..., Said]


def test_help_is_light() -> None:
    code = (
        "import sys; sys.argv = ['footnote', '--help']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('LOADED', sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Ask your documents" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_version(footnote: Footnote) -> None:
    assert re.fullmatch(r"footnote \d+\.\d+\.\d+\n", footnote("--version").out)


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    names = {
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    }
    assert len(names) == 13
    assert {name for name in names if f"footnote {name}" not in readme} == set()


def test_index_says_what_it_did(footnote: Footnote, documents: Path) -> None:
    (documents / "picture.png").write_bytes(b"PNG")
    (documents / "bad.txt").write_bytes(bytes(range(256)) * 8)
    said = footnote("index")
    assert said.code == 0
    first, skipped, unsupported = said.out.splitlines()
    assert first == (
        "2 documents, 3 passages. This time: 2 read, 0 unchanged, 0 removed, 3 passages embedded."
    )
    assert skipped.startswith("Skipped bad.txt: ")
    assert unsupported.endswith("1 .png.")
    assert "0 passages embedded" in footnote("index").out


def test_index_one_path_from_the_documents_folder(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    (documents / "town.md").write_text(BRIDGE)
    (documents / "sky" / "comet.txt").write_text(FERRY)
    assert "1 read" in footnote("index", "sky").out
    assert "1 read" in footnote("index", str(documents / "town.md")).out


def test_ask_quotes_and_cites(footnote: Footnote) -> None:
    footnote("index")
    said = footnote("ask", "Who closed the old bridge over the river?", "--top", "1")
    assert said.code == Exit.ANSWERED
    assert said.out == f"{BRIDGE}\n[1] The bridge is closed · The Gazette · 16 May 2025 · ¶1\n"


def test_an_unanswered_question_has_its_own_exit_code(footnote: Footnote) -> None:
    footnote("index")
    said = footnote("ask", "quantum chromodynamics lecture")
    assert said.code == Exit.NOT_ANSWERED
    assert BRIDGE not in said.out


def test_filters_limit_what_is_searched(footnote: Footnote) -> None:
    footnote("index")
    question = "comet observatory midnight bridge river"

    def texts(*options: str) -> set[str]:
        said = footnote("ask", "--json", question, *options)
        return {passage["text"] for passage in json.loads(said.out)["passages"]}

    assert texts() == {BRIDGE, COMET, FERRY}
    assert texts("--source", "the gazette") == {BRIDGE, FERRY}
    assert texts("--source", "sky") == {COMET}
    assert texts("--since", "2025-05-16") == {BRIDGE, FERRY}
    assert texts("--until", "2025-05-15") == set()


def test_a_filter_that_lets_nothing_through_is_the_reason(footnote: Footnote) -> None:
    footnote("index")
    said = footnote("ask", "--json", BRIDGE, "--since", "2030-01-01")
    answer = json.loads(said.out)
    assert (answer["status"], answer["reason"]) == ("abstained", "filtered_out")
    assert answer["filters"] == {"source": [], "since": "2030-01-01", "until": None}


def test_the_status_does_not_depend_on_how_many_are_asked_for(footnote: Footnote) -> None:
    footnote("index")
    for question in (BRIDGE, "comet", "boats on the water", "tax return"):
        first = json.loads(footnote("ask", "--json", question, "--top", "1").out)
        many = json.loads(footnote("ask", "--json", question, "--top", "10").out)
        assert first["status"] == many["status"]
        assert first["passages"] == many["passages"][:1]


def test_a_batch_gives_a_line_for_a_line(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    footnote("index")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{BRIDGE}\n\nhello\n{COMET}"))
    said = footnote("ask", "--json", "-")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert [answer["reason"] for answer in answers] == [None, "empty_question", "small_talk", None]
    assert answers[3]["passages"][0]["text"] == COMET


def test_a_failure_in_json_is_a_line_of_json(footnote: Footnote) -> None:
    said = footnote("ask", "--json", "Where?")
    assert said.code == Exit.FAILURE
    assert json.loads(said.out) == {
        "version": 1,
        "error": "Nothing has been indexed yet. Run: footnote index",
    }


@pytest.mark.parametrize("command", [("ask", "--json", "Where?"), ("repl", "--json")])
def test_a_setting_that_makes_no_sense_is_a_line_of_json(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MAX_FILE_MB", "many")
    said = footnote(*command)
    assert said.code == Exit.FAILURE
    (line,) = said.out.splitlines()
    assert "MAX_FILE_MB" in json.loads(line)["error"]
    assert said.err == f"footnote: {json.loads(line)['error']}\n"


def test_a_batch_without_a_data_folder_gives_a_line_for_a_line(
    footnote: Footnote, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(documents / "town.md"))
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\n"))
    said = footnote("ask", "--json", "-")
    assert said.code == Exit.FAILURE
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert first == second
    assert "let DATA_DIR name another folder" in first["error"]


def test_something_unforeseen_in_a_batch_takes_its_own_line_only(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answerer.answer

    def fail(self: Answerer, question: Question) -> Answer:
        if question.text == "crash":
            raise ZeroDivisionError("by accident")
        return answer(self, question)

    monkeypatch.setattr(Answerer, "answer", fail)
    monkeypatch.setattr("sys.stdin", io.StringIO("crash\nhello\n"))
    said = footnote("ask", "--json", "-")
    assert said.code == Exit.FAILURE
    crash, hello = (json.loads(line) for line in said.out.splitlines())
    assert "ZeroDivisionError: by accident" in crash["error"]
    assert hello["reason"] == "small_talk"
    assert json.loads(footnote("ask", "--json", "crash").out) == crash


def test_small_talk_is_answered_in_kind(footnote: Footnote) -> None:
    footnote("index")
    assert footnote("ask", "дякую!").out == "Прошу.\n"
    for signs, reason in (("👍", "small_talk"), ("...", "empty_question")):
        assert json.loads(footnote("ask", "--json", signs).out)["reason"] == reason


def test_explain_tells_the_figures(footnote: Footnote) -> None:
    footnote("index")
    explained = json.loads(footnote("ask", "--json", "--explain", BRIDGE).out)
    assert explained["passages"][0]["explain"]["rank"] == 1
    assert "best sentence" in footnote("ask", "--explain", BRIDGE).out


def test_sources_and_show(footnote: Footnote) -> None:
    footnote("index")
    assert footnote("sources").out.splitlines() == [
        "Answers come from 2 documents:",
        "sky/comet.txt · sky/comet.txt",
        "town.md · The bridge is closed · The Gazette · 16 May 2025",
    ]
    assert BRIDGE in footnote("show", "town.md").out
    second = footnote("show", "town.md#2").out
    assert FERRY in second
    missing = footnote("show", "town.md#7")
    assert (missing.code, missing.out) == (Exit.FAILURE, "")
    assert "its last is 2" in missing.err


def test_show_tells_what_is_not_served_and_why(footnote: Footnote, documents: Path) -> None:
    notice = "Already a subscriber? Log in to continue reading this article."
    (documents / "notice.txt").write_text(f"{BRIDGE}\n\n{notice}\n\n{FERRY}\n", encoding="utf-8")
    footnote("index")
    shown = footnote("show", "notice.txt").out
    marked = f"¶2 · not served: log-in or subscription notice\n{notice}\n"
    assert shown.index(BRIDGE) < shown.index(marked) < shown.index(FERRY)
    assert marked in footnote("show", "notice.txt#2").out
    assert notice not in footnote("ask", "How do I log in to continue reading?").out
    assert footnote("verify").code == Exit.ANSWERED


def test_a_file_of_boilerplate_alone_is_skipped(footnote: Footnote, documents: Path) -> None:
    (documents / "wall.txt").write_text("Log in to continue reading this article.\n\nShare\n")
    skipped = footnote("index").out
    assert (
        "wall.txt: there is nothing to answer from in it, only: log-in or subscription" in skipped
    )


def test_verify_finds_every_passage_and_every_change(footnote: Footnote, documents: Path) -> None:
    footnote("index")
    said = footnote("verify")
    assert said.code == 0
    assert "3 passages of 2 documents compared: all stand" in said.out
    path = documents / "town.md"
    path.write_text(path.read_text().replace("Monday", "Sunday"))
    (documents / "sky" / "comet.txt").unlink()
    changed = footnote("verify")
    assert changed.code == Exit.FAILURE
    assert "sky/comet.txt: it is no longer there" in changed.out
    assert "town.md ¶1: the file no longer holds this passage" in changed.out
    assert "¶2" not in changed.out


def test_verify_names_both_folders_if_documents_are_read_from_another(
    footnote: Footnote, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    footnote("index")
    other = documents / "sky"
    monkeypatch.setenv("DOCUMENTS_DIR", str(other))
    said = footnote("verify")
    assert (said.code, said.out) == (Exit.FAILURE, "")
    assert f"made from {documents}, but DOCUMENTS_DIR is {other}." in said.err


def test_verify_without_the_documents_folder_says_so_once(
    footnote: Footnote, documents: Path
) -> None:
    footnote("index")
    documents.rename(documents.with_name("elsewhere"))
    said = footnote("verify")
    assert (said.code, said.out) == (Exit.FAILURE, "")
    assert f"The documents folder {documents} is missing." in said.err


def test_the_data_folder_may_be_deleted(footnote: Footnote) -> None:
    footnote("index")
    before = footnote("ask", BRIDGE).out
    for path in sorted(Path(os.environ["DATA_DIR"]).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    footnote("index")
    assert footnote("ask", BRIDGE).out == before


def test_something_unforeseen_is_a_sentence(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("bot.browsing.list_sources", fail)
    said = footnote("sources")
    assert said.code == Exit.FAILURE
    assert "ZeroDivisionError: by accident" in said.err
    assert "Traceback" not in said.err
