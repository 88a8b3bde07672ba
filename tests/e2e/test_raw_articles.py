"""Four messy articles as people have them, asked with the real model through the real command."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "footnote"

ANSWERED = [
    ("How much land was seized in a month?", "000", "550 square kilometers"),
    ("How long did the call last?", "001", "two hours"),
    ("How many prisoners were exchanged?", "002", "1,000 prisoners"),
    ("Which river was crossed?", "003", "Severodonetsk River"),
    ("Where did the face-to-face talks take place?", "002", "Istanbul"),
    ("Which foreign minister spoke with Marco Rubio?", "000", "Sergei Lavrov"),
    ("What did Trump say about new sanctions against Russia?", "001", "ruled out new sanctions"),
    ("How fast were the advances by May 17?", "001", "31.5 km per day"),
    ("What has the United Nations called for?", "003", "immediate ceasefire"),
    ("What did officials call the demands?", "002", "demandsnon-startersanddisconnected"),
    ("Who called the demands non-starters?", "002", "demandsnon-startersanddisconnected"),
    ("What did a resident of Kupiansk say about the bombing?", "003", "the bombing never stops"),
]
NOT_ANSWERED = ["How do I bake bread?", "hello", "Who won the 2022 World Cup?"]


@pytest.fixture(scope="module")
def environment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    articles = request.getfixturevalue("shared") / "articles"
    data = tmp_path_factory.mktemp("data")
    environment = {**os.environ, "DOCUMENTS_DIR": str(articles), "DATA_DIR": str(data)}
    subprocess.run([COMMAND, "index"], env=environment, cwd=data, check=True, capture_output=True)
    return environment


@pytest.fixture(scope="module")
def answers(environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    questions = [question for question, _, _ in ANSWERED] + NOT_ANSWERED
    done = subprocess.run(
        [COMMAND, "ask", "--json", "-"],
        env=environment,
        cwd=environment["DATA_DIR"],
        input="\n".join(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    return {answer["question"]: answer for answer in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(("question", "document", "words"), ANSWERED)
def test_the_right_passage_comes_first(
    answers: dict[str, dict[str, Any]], question: str, document: str, words: str
) -> None:
    answer = answers[question]
    first = answer["passages"][0]
    assert answer["status"] == "answered"
    assert first["document"].startswith(document)
    start, end = first["highlights"][first["best_highlight"]]
    assert words in first["text"][start:end]


@pytest.mark.parametrize("question", NOT_ANSWERED)
def test_other_questions_get_no_passage(answers: dict[str, dict[str, Any]], question: str) -> None:
    assert answers[question]["status"] == "abstained"
    assert answers[question]["passages"] == []


NOTICE = "Already a subscriber? Make sure to log into your account"


def test_the_log_in_notice_is_shown_and_never_an_answer(environment: dict[str, str]) -> None:
    def footnote(*arguments: str) -> str:
        done = subprocess.run(
            [COMMAND, *arguments],
            env=environment,
            cwd=environment["DATA_DIR"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 3}, done.stderr
        return done.stdout

    name = next(path.name for path in Path(environment["DOCUMENTS_DIR"]).glob("000*"))
    shown = footnote("show", name)
    assert f"¶1 · not served: log-in or subscription notice\n{NOTICE}" in shown
    for question in ("How do I log into my account?", "Is my card on file up-to-date?"):
        assert NOTICE not in footnote("ask", question)


def test_the_closing_address_is_the_link(answers: dict[str, dict[str, Any]]) -> None:
    first = answers["How long did the call last?"]["passages"][0]
    assert first["url"].startswith("https://southfront.press/")


def test_every_passage_stands_in_its_file(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [COMMAND, "verify"],
        env=environment, cwd=environment["DATA_DIR"], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "4 documents compared: all stand in their files" in done.stdout
