"""Notices that no rule knows: the signals that make them, what speaks against, and the sum."""

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import folded, phrase
from corpus.boilerplate.rules import LANGUAGES, Phrases
from corpus.boilerplate.signals import Kind, Signal, signals_in
from corpus.boilerplate.weighing import ENOUGH, Weight, weighed, weighed_reason
from one_paragraph import reason_alone

SETS = Path(__file__).parents[1] / "boilerplate_paragraphs.jsonl"
PHRASES_ALONE = (
    Kind.ASKS, Kind.READER, Kind.SITE, Kind.OFFER, Kind.HINT, Kind.OUTLET,
    Kind.ELSEWHERE, Kind.HERE, Kind.TELLING, Kind.PARDON,
)  # fmt: skip


def stated(language: str) -> dict[str, list[str] | dict[str, list[str]]]:
    return tomllib.loads(
        (files("corpus.boilerplate") / f"{language}.signals.toml").read_text("utf-8")
    )


def weight(text: str) -> Weight:
    found = weighed(folded(text))
    assert found is not None
    return found


def kinds(text: str) -> set[Kind]:
    return {it.kind for it in weight(text).signals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list(language: str) -> None:
    lists = stated(language)
    assert set(lists) == {*PHRASES_ALONE, "asks_begin", Kind.THING, Kind.PERHAPS, Kind.NEED}
    for kind in (Kind.THING, Kind.PERHAPS):
        by_reason = lists[kind]
        assert isinstance(by_reason, dict)
        assert {Reason.PAYWALL, Reason.COOKIES, Reason.NEWSLETTER, Reason.SHARING} <= {
            Reason(reason) for reason in by_reason
        }


def test_a_sum_is_made_of_what_stands_there() -> None:
    found = weight("Fancy more? Sign up to our fortnightly newsletter, free of charge.")
    assert found.points >= ENOUGH
    assert found.reason is Reason.NEWSLETTER
    words = {(it.kind, it.words) for it in found.signals}
    assert (Kind.ASKS, "sign up") in words
    assert (Kind.SITE, "our") in words
    assert (Kind.THING, "newsletter") in words
    assert Kind.OFFER in {kind for kind, _ in words}


def test_it_takes_a_thing_and_somebody_who_asks_for_it() -> None:
    assert weighed(folded("The newsletter of the parish listed births and burials.")) is None
    assert weighed(folded("Sign up today and bring a cake. It costs nothing.")) is None
    assert weighed(folded("Sign up to the newsletter of the parish.")) is not None


@pytest.mark.parametrize(
    ("notice", "report"),
    [
        (
            "Sign up for our newsletter and get it in your inbox.",
            "Sign up for our newsletter, he said, and get it in your inbox.",
        ),
        (
            "Подпишитесь на нашу рассылку, мы пришлём её вам на почту.",
            "Подпишитесь на нашу рассылку, — сказала редактор, — мы пришлём её вам на почту.",
        ),
        (
            "Melden Sie sich kostenlos für unseren Newsletter an.",
            "Melden Sie sich kostenlos für unseren Newsletter an, sagte die Redakteurin.",
        ),
    ],
)
def test_a_report_of_a_notice_is_none(notice: str, report: str) -> None:
    assert weight(notice).points >= ENOUGH
    assert weighed(folded(report)) is None
    assert reason_alone(notice) is Reason.NEWSLETTER
    assert reason_alone(report) is None


def test_what_another_world_asks_is_no_notice() -> None:
    here = "Log in to your account to keep reading this article."
    there = "Log in to your account at the bank to read this article of the tax code."
    assert weight(here).points >= ENOUGH > weight(there).points
    assert Kind.ELSEWHERE in kinds(there)


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (
            "Read our newsletter and unsubscribe at any time.",
            "Read our newsletter, because nobody else does, and unsubscribe at any time.",
        ),
        (
            "Подпишитесь на нашу рассылку и читайте новости утром.",
            "Подпишитесь на нашу рассылку и читайте новости утром: никто, кроме меня, не читает.",
        ),
        (
            "Підпишіться на нашу розсилку й читайте новини вранці.",
            "Підпишіться на нашу розсилку й читайте новини вранці: ніхто, крім мене, не читає.",
        ),
        (
            "Abonnieren Sie unseren Newsletter und lesen Sie ihn morgens.",
            "Abonnieren Sie unseren Newsletter, den kaum jemand kennt, und lesen Sie ihn morgens.",
        ),
        (
            "Suscríbete a nuestro boletín y léelo cada mañana.",
            "Suscríbete a nuestro boletín, que casi nadie conoce, y léelo cada mañana.",
        ),
        (
            "Abonnez-vous à notre newsletter et lisez-la chaque matin.",
            "Abonnez-vous à notre newsletter, que personne ne lit, et lisez-la souvent.",
        ),
    ],
)
def test_what_is_told_or_argued_is_no_notice(notice: str, told: str) -> None:
    assert reason_alone(notice) is Reason.NEWSLETTER
    assert reason_alone(told) is None


def test_a_notice_that_a_rule_knows_may_tell_what_comes_before_and_after() -> None:
    notice = (
        "Are you a subscriber already? Please log into your account here before you read this "
        "article. Does it stay locked after you have signed in? Then make sure that the card in "
        "your account is up to date, or call our team."
    )
    assert reason_alone(notice) is Reason.PAYWALL
    assert reason_alone(notice.replace("Then make", "They often make")) is None


@pytest.mark.parametrize(
    ("notice", "advice"),
    [
        (
            "Keep an eye on your inbox and sign up for our newsletter, the morning briefing.",
            "Keep an eye on your inbox and sign up for one newsletter, the morning briefing.",
        ),
        (
            "Подпишитесь на рассылку, оставьте здесь комментарий к статье, включите уведомления "
            "и поделитесь статьёй с друзьями.",
            "Подпишитесь на рассылку, оставьте любой комментарий к статье, включите уведомления "
            "и поделитесь статьёй с друзьями.",
        ),
        (
            "Melden Sie sich hier für den Newsletter an, legen Sie ein Konto an und lesen Sie mit.",
            "Melden Sie sich einmal für den Newsletter an, legen Sie ein Konto an, lesen Sie mit.",
        ),
        (
            "Inscrivez-vous à cette newsletter, activez les notifications "
            "et choisissez un thème et une heure.",
            "Inscrivez-vous à toute newsletter, activez les notifications "
            "et choisissez un thème et une heure.",
        ),
    ],
)
def test_a_long_request_says_for_whom_or_where(notice: str, advice: str) -> None:
    assert reason_alone(notice) is not None
    assert reason_alone(advice) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_telling_adds_to_a_sum(language: str) -> None:
    """Nor does any stand in a second list of its language that gives points."""
    giving = {
        Kind.THING, Kind.PERHAPS, Kind.ASKS, Kind.READER, Kind.SITE, Kind.OFFER,
    }  # fmt: skip
    for written in stated(language)["telling"]:
        words = written.translate(str.maketrans("", "", "*()")).split("|")[0].replace("#", "7")
        known = signals_in(f"- {folded(words)} -").get(language, [])
        assert giving.isdisjoint(it.kind for it in known), words


def test_a_word_of_another_language_is_not_read_by_its_lists() -> None:
    """*Spend* is no German request for a donation."""
    text = "If you are drowning in newsletters, spend a day: your link works."
    assert "spend" in {it.words for it in signals_in(folded(text))["de"]}
    assert reason_alone(text) is None


def test_a_sentence_that_says_something_keeps_its_notice() -> None:
    notice = "Subscribe to our newsletter and get it in your inbox every morning."
    river = "The river froze in December and the ferries stayed in the harbour until spring."
    assert weighed_reason(folded(notice)) is Reason.NEWSLETTER
    assert weighed_reason(folded(f"{river} {notice}")) is None


def test_the_longer_it_is_the_more_it_needs() -> None:
    notice = "Subscribe to our newsletter."
    longer = notice + " We hope that you like it." * 20
    assert weight(notice).points > weight(longer).points


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Paid partnership with Example Energy", Reason.ADVERTISEMENT),
        ("Реклама. ООО «Пример», ИНН 7700000000, erid: 2VfnxAbc", Reason.ADVERTISEMENT),
        ("© 2022 Example. No part of this site may be copied.", Reason.COPYRIGHT),
        ("Vervielfältigung nur mit schriftlicher Genehmigung. Alle Rechte vorbehalten.",
         Reason.COPYRIGHT),
    ],
)  # fmt: skip
def test_a_label_asks_nothing(text: str, reason: Reason) -> None:
    assert reason_alone(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "Photograph: Ana Duarte/AFP/Getty Images", "AP Photo/Libkos", "Ana Duarte / Reuters",
        "Foto: privat", "Фото: пресс-служба президента", "Anna Kovac, staff writer",
        "Ана Ковач, специальный корреспондент", "Подготовила Анна Седова",
        "By Jane Miller, Health correspondent", "By Jane Miller, health correspondent",
        "By April May, Reuters", "By Jane Miller in Kyiv", "By Reuters, Kyiv",
        "Von Anna Schmidt, Berlin", "Von Anna Schmidt, dpa",
        "Por Lucía Gómez, corresponsal en Berlín", "Par Camille Durand, Lyon",
        "Автор: Анна Седова, Москва", "Авторка: Анна Мельник, Укрінформ",
    ],
)  # fmt: skip
def test_a_credit_is_told_by_its_source(text: str) -> None:
    assert reason_alone(text) is Reason.BYLINE


@pytest.mark.parametrize(
    "text",
    [
        "Bloomberg", "Reuters, Google, Example", "Photo albums", "Photo Album Opens",
        "Anna Kovac, who wrote the report", "Anna Kovac, editor, left the room.",
        "Anna Kovac, mayor", "By Jane Miller, who left", "By Thursday, Kyiv",
        "By Land, Sea and Air", "By Land and Sea",
        "Par Lyon et Valence, 12:30", "By Order of the King",
        "Von München, Berlin", "Par Lyon, Marseille",
        "By Jane Miller, editor, and a few others",
        "Reuters/Ipsos polled 1,000 adults",
    ],
)  # fmt: skip
def test_a_name_is_no_credit(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Published on 4 March 2025 at 10:22", True),
        ("Posted by Anna Reed on 4 March 2025", True),
        ("Updated: Tue, 4 March 2025", True),
        ("Published 4 March 2025 by Anna Reed", True),
        ("Опубликовано 4 марта 2025 года", True),
        ("Опубліковано 4 березня 2025 року", True),
        ("Posted to Berlin on 4 March 1944", False),
        ("Published in Kyiv on 4 March 2025", False),
        ("Stand der Dinge am 4. März 2025", False),
        ("Publicado el Real Decreto de 4 de marzo de 2025", False),
        ("Mise à jour du Code le 4 mars 2025", False),
    ],
)
def test_the_day_of_a_label_comes_first(text: str, *, is_one: bool) -> None:
    assert (reason_alone(text) is Reason.BYLINE) == is_one


def test_topics_stand_behind_their_label() -> None:
    assert reason_alone("Topics: Ukraine, Black Sea, Grain") is Reason.NAVIGATION
    assert reason_alone("Topics: the talks in Istanbul will last for three days") is None
    assert reason_alone("Sections: the bridge collapsed.") is None


def expected(plain: str) -> Iterator[tuple[str, Kind, str]]:
    """Every signal but those of a clause's beginning, found by looking for each anywhere."""
    for language in LANGUAGES:
        lists = stated(language)
        for kind in PHRASES_ALONE:
            for written in lists[kind]:
                for met in Phrases((phrase(written),)).anywhere.finditer(plain):
                    yield language, kind, met[0]


def found(plain: str) -> set[tuple[str, Kind, str]]:
    return {
        (language, it.kind, it.words)
        for language, signals in signals_in(plain).items()
        for it in signals
    }


def test_one_walk_finds_what_looking_for_each_phrase_finds() -> None:
    paragraphs = [json.loads(line)["text"] for line in SETS.read_text("utf-8").splitlines()]
    plain = "\n\n".join(folded(text) for text in paragraphs[::20])
    assert found(plain) >= set(expected(plain))


def test_what_begins_a_clause_is_told_from_what_stands_in_it() -> None:
    def asks(text: str) -> list[Signal]:
        signals = signals_in(folded(text)).get("en", [])
        return [it for it in signals if it.kind is Kind.ASKS and it.words == "subscribe"]

    assert len(asks("Subscribe. Please subscribe, and then subscribe!")) == 3
    assert asks("They subscribe to it.") == []
