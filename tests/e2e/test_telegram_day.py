"""A whole day of a bot, and that the audit of it finds what it is there to find."""

import sys
import time
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.wording import stats as wording
from bot.wording import unanswered as unanswered_wording
from e2e.day import counted
from e2e.day.audit import KILL, LOST_CONFIRMATION, Report, audit
from e2e.day.ledger import Fate, Run
from e2e.day.script import Day
from e2e.day.stage import ASK, Stage, begins, says_only
from e2e.day.table import table
from telegram_server import TelegramServer
from telegram_server.chats import Chat, Message
from telegram_server.faults import Dropped
from telegram_server.people import Person

KIND = "question"


def test_a_day(server: TelegramServer, tmp_path: Path) -> None:
    day = Day(server, tmp_path, seed=1)
    day.play()
    ledger = day.stage.ledger
    report = audit(server, ledger)
    sys.stdout.write(table(report, ledger))  # shown where the test fails, or with -s
    assert report.faults == []
    assert ledger.cut_short == []
    # That nothing was lost says something only of a day on which much was done, and went wrong.
    assert report.total(Fate.ANSWERED) > 250
    assert all(report.total(fate) for fate in Fate if fate not in {Fate.LOST, Fate.WRONG})
    met = {what.split()[0] for what in report.errors}
    assert met >= {"403", "429", "500", "502", "503", "connection", "no"}
    ends = [(run.way, run.ended_by) for run in ledger.runs]
    assert {("polling", "SIGTERM"), ("polling", "SIGKILL"), ("webhook", "SIGKILL")} <= set(ends)


@pytest.fixture
def stage(server: TelegramServer, tmp_path: Path) -> Stage:
    """A day without a bot: the tests below send what it might have sent."""
    return Stage(server, tmp_path, seed=1)


@pytest.fixture
def ada(stage: Stage) -> Person:
    return stage.town.person()


def says(stage: Stage, chat: Chat, text: str, reply_to: Message | None = None) -> None:
    sent: dict[str, object] = {"chat_id": chat.id, "text": text}
    if reply_to is not None:
        sent["reply_parameters"] = {"message_id": reply_to.id}
    call(stage, "sendMessage", sent)


def call(stage: Stage, method: str, sent: dict[str, object]) -> None:
    httpx.post(f"{stage.server.url}/bot{stage.server.token}/{method}", json=sent)


def audited(stage: Stage) -> Report:
    stage.world.updates.clear()
    return audit(stage.server, stage.ledger)


def test_what_was_answered_is_answered(stage: Stage, ada: Person) -> None:
    question = stage.question()
    stage.asks(ada, question, KIND)
    says(stage, ada.chat, f"This answers {question}.")
    report = audited(stage)
    assert report.faults == []
    assert report.fates == {KIND: {Fate.ANSWERED: 1}}


def test_what_was_not_answered_is_lost(stage: Stage, ada: Person) -> None:
    questions = [stage.question() for _ in range(11)]
    for question in questions:
        stage.asks(ada, question, KIND)
    for question in questions[1:]:  # number 10 and 11 are no answers to number 1
        says(stage, ada.chat, f"This answers {question}.")
    report = audited(stage)
    assert report.fates == {KIND: {Fate.ANSWERED: 10, Fate.LOST: 1}}
    assert len(report.faults) == 1


def test_an_update_that_nobody_took_is_a_fault(stage: Stage, ada: Person) -> None:
    ada.writes(ada.chat, "Is anybody there?")
    assert audit(stage.server, stage.ledger).faults == ["1 updates were never taken"]


@pytest.mark.parametrize("why", [None, KILL, LOST_CONFIRMATION])
def test_what_was_sent_twice_needs_a_reason(stage: Stage, ada: Person, why: str | None) -> None:
    question, begun = stage.question(), time.monotonic()
    stage.asks(ada, question, KIND)
    if why == LOST_CONFIRMATION:
        stage.server.fails("sendMessage", Dropped(after_doing=True))
        with pytest.raises(httpx.TransportError):
            says(stage, ada.chat, question)
    else:
        says(stage, ada.chat, question)
    ended_by = "SIGKILL" if why == KILL else "SIGTERM"
    stage.ledger.runs.append(Run("polling", begun, time.monotonic(), ended_by))
    says(stage, ada.chat, question)
    report = audited(stage)
    assert report.repeated == ({} if why is None else {why: 1})
    assert len(report.repeated_for_nothing) == len(report.faults) == (why is None)
    assert report.total(Fate.ANSWERED) == 1


def test_nothing_excuses_a_second_notice(stage: Stage, ada: Person) -> None:
    begun = time.monotonic()
    ada.writes(ada.chat, "Hi!")  # a bot cannot write first
    stage.is_told(ada, "notice", begins("New"))
    says(stage, ada.chat, "New: talks.")
    stage.ledger.runs.append(Run("polling", begun, time.monotonic(), "SIGKILL"))
    says(stage, ada.chat, "New: talks.")
    report = audited(stage)
    assert report.fates == {"notice": {Fate.TOLD: 1}}
    assert len(report.repeated_for_nothing) == len(report.faults) == 1


def test_a_notice_that_does_not_come_is_lost_and_one_too_many_is_unasked(
    stage: Stage, ada: Person
) -> None:
    bob = stage.town.person()
    stage.is_told(ada, "notice", begins("New"))
    for person in (ada, bob):
        person.writes(person.chat, "Hi!")  # a bot cannot write first
    says(stage, bob.chat, "New: talks.")
    report = audited(stage)
    assert report.fates == {"notice": {Fate.LOST: 1}}
    assert len(report.unasked) == 1


def test_what_an_answer_becomes(stage: Stage, ada: Person) -> None:
    asked = stage.says(ada, "/reindex", KIND, begins("Looking"))
    stage.becomes(asked, "done", begins("Done"), Fate.ADDED)
    says(stage, ada.chat, "Looking…")
    assert audited(stage).fates["done"] == {Fate.LOST: 1}
    edit = {"chat_id": ada.id, "message_id": ada.chat.from_bot[0].id, "text": "Done."}
    call(stage, "editMessageText", edit)
    report = audited(stage)
    assert report.faults == []
    assert report.fates == {KIND: {Fate.ANSWERED: 1}, "done": {Fate.ADDED: 1}}


@pytest.mark.parametrize("wrong", [False, True])
def test_the_bot_s_own_figures_are_checked(stage: Stage, ada: Person, *, wrong: bool) -> None:
    for kind in (counted.ANSWERED, counted.IN_VAIN, counted.BAD):
        stage.says(ada, "talks", kind, begins(kind))
        says(stage, ada.chat, kind)
    figures = [
        wording.questions(2, 2.0),
        wording.outcomes(0.5, 0.0, 0.5),
        wording.places({"private": 2}),
        wording.marks(0, 2 if wrong else 1),
        wording.source("talks.txt", 1),
    ]
    today = date(2026, 11, 22)
    listed = [
        unanswered_wording.asked("talks", today, "en", 1, marked=1),
        unanswered_wording.asked("cooks", today, "en", 2 if wrong else 1, marked=0),
    ]
    for kind, lines in ((counted.STATS, figures), (counted.UNANSWERED, listed)):
        text = "\n".join(lines)
        stage.says(ada, "/", kind, says_only(text))
        says(stage, ada.chat, text)
    report = audited(stage)
    assert [it.split()[0] for it in report.miscounted] == ["/stats", "/unanswered"] * wrong
    assert len(report.faults) == len(report.miscounted)


def test_order_is_that_of_asking(stage: Stage, ada: Person) -> None:
    questions = [stage.question() for _ in range(3)]
    for question in questions:
        stage.asks(ada, question, KIND)
    for place in (1, 0, 2):
        says(stage, ada.chat, questions[place])
    assert len(audited(stage).disorder) == 1


def test_what_nobody_asked_for_and_what_is_in_another_s_chat(stage: Stage, ada: Person) -> None:
    bob = stage.town.person()
    question = stage.question()
    stage.asks(ada, question, KIND)
    bob.writes(bob.chat, "hello")
    says(stage, ada.chat, question)
    says(stage, bob.chat, question)
    report = audited(stage)
    assert (len(report.unasked), len(report.misplaced)) == (1, 1)


def test_in_a_group_an_answer_replies_and_chatter_has_none(stage: Stage) -> None:
    group, (ada, bob, _) = stage.town.supergroup()
    stage.world.adds_bot_to(group, by=ada)
    question, chatter = stage.question(), stage.question()
    stage.asks(ada, question, KIND, chat=group, does=lambda: ada.writes(group, ASK + question))
    written = group.history[-1]
    stage.asks(bob, chatter, "chatter", chat=group, due=Fate.IGNORED)
    said = group.history[-1]
    assert audited(stage).fates["chatter"] == {Fate.IGNORED: 1}
    says(stage, group, question)
    assert audited(stage).fates[KIND] == {Fate.LOST: 1}
    says(stage, group, question, reply_to=written)
    assert audited(stage).fates[KIND] == {Fate.ANSWERED: 1}
    says(stage, group, chatter, reply_to=said)
    assert audited(stage).fates["chatter"] == {Fate.WRONG: 1}


def test_an_edited_question_is_answered_by_an_edit(stage: Stage, ada: Person) -> None:
    before, after = stage.question(), stage.question()
    stage.asks(ada, before, KIND)
    written = ada.chat.history[-1]
    says(stage, ada.chat, before)
    stage.edits(ada, written, after, after, "edit")
    assert audited(stage).fates["edit"] == {Fate.LOST: 1}
    answer = {"chat_id": ada.id, "message_id": ada.chat.from_bot[0].id, "text": after}
    call(stage, "editMessageText", answer)
    report = audited(stage)
    assert report.faults == []
    assert report.fates["edit"] == {Fate.ANSWERED: 1}


def test_a_press_is_acknowledged_as_it_should_be_and_shown(stage: Stage, ada: Person) -> None:
    stage.asks(ada, question := stage.question(), KIND)
    says(stage, ada.chat, question)
    answer = ada.chat.from_bot[0]
    stage.presses(
        ada, answer, "", "press", data="x", said="Done.", shows=lambda text: text == "Opened."
    )
    (query,) = stage.world.callback_queries
    assert audited(stage).fates["press"] == {Fate.LOST: 1}
    call(stage, "answerCallbackQuery", {"callback_query_id": query, "text": "Done."})
    assert audited(stage).fates["press"] == {Fate.LOST: 1}
    edit = {"chat_id": ada.id, "message_id": answer.id, "text": "Opened."}
    call(stage, "editMessageText", edit)
    assert audited(stage).fates["press"] == {Fate.ANSWERED: 1}
    stage.presses(ada, answer, "", "press", data="x", due=Fate.REFUSED, said="Too old.")
    call(stage, "answerCallbackQuery", {"callback_query_id": list(stage.world.callback_queries)[1]})
    assert audited(stage).fates["press"] == {Fate.ANSWERED: 1, Fate.WRONG: 1}
