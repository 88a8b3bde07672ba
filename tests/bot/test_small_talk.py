"""Small talk is told from questions, both ways, and answered in kind."""

import json
import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Reason
from bot.small_talk import SmallTalk, Talk, small_talk
from bot.small_talk_phrases import ALONE, BOT_NAMES, COMPANY, PHRASES
from bot.wording.answers import silence
from bot.wording.small_talk import reply
from corpus.filters import Filters

QUESTIONS = [
    str(row["text"])
    for row in map(
        json.loads,
        (Path(__file__).parents[1] / "evaluation" / "sample_questions.jsonl")
        .read_text("utf-8")
        .splitlines(),
    )
    if row.get("kind") != "small_talk"
]
LISTED = [
    (language, Talk(kind), phrase.strip())
    for language, kinds in PHRASES.items()
    for kind, phrases in kinds.items()
    for phrase in phrases.split(";")
]
JOINABLE = [phrase for _, _, phrase in LISTED if phrase not in ALONE]
LANGUAGES = ("en", "ru", "uk", "de", "es", "fr")


@pytest.mark.parametrize(
    ("text", "talk", "language"),
    [
        ("hello", Talk.GREETING, "en"),
        (" HI there ", Talk.GREETING, "en"),
        ("hiii", Talk.GREETING, "en"),
        ("heLLLoooo!!!", Talk.GREETING, "en"),
        ("hello footnote", Talk.GREETING, "en"),
        ("Hi all 👋", Talk.GREETING, "en"),
        ("Goooood morning", Talk.GREETING, "en"),
        ("hi, how are you?", Talk.HOW_ARE_YOU, "en"),
        ("what's up?", Talk.HOW_ARE_YOU, "en"),
        ("thx!!", Talk.THANKS, "en"),
        ("Thank you!! :)", Talk.THANKS, "en"),
        ("ok thanks", Talk.THANKS, "en"),
        ("no, thanks", Talk.THANKS, "en"),
        ("thanks, bye", Talk.FAREWELL, "en"),
        ("byee", Talk.FAREWELL, "en"),
        ("Hello! Who are you?", Talk.ABOUT, "en"),
        ("please help me", Talk.ABOUT, "en"),
        ("great", Talk.ACKNOWLEDGEMENT, "en"),
        ("good bot", Talk.ACKNOWLEDGEMENT, "en"),
        ("yes", Talk.YES_OR_NO, "en"),
        ("No.", Talk.YES_OR_NO, "en"),
        ("lol", Talk.LAUGHTER, "en"),
        ("hahahaha 😂", Talk.LAUGHTER, "en"),
        ("😂😂", Talk.LAUGHTER, "en"),
        ("👍🏽", Talk.ACKNOWLEDGEMENT, "en"),
        ("🙏", Talk.THANKS, "en"),
        ("❤️", Talk.SIGNS, "en"),
        (":-)", Talk.SIGNS, "en"),
        ("Привет!", Talk.GREETING, "ru"),
        ("спс", Talk.THANKS, "ru"),
        ("Спасибооо, пока", Talk.FAREWELL, "ru"),
        ("ок, понятно", Talk.ACKNOWLEDGEMENT, "ru"),
        ("Ага, зрозуміло", Talk.ACKNOWLEDGEMENT, "uk"),
        ("ахахах", Talk.LAUGHTER, "ru"),
        ("Всё ясно", Talk.ACKNOWLEDGEMENT, "ru"),
        ("Здравствуйте, кто вы?", Talk.ABOUT, "ru"),
        ("дякую", Talk.THANKS, "uk"),
        ("дякс", Talk.THANKS, "uk"),
        ("ок, дякую", Talk.THANKS, "uk"),
        ("Привіт, як справи?", Talk.HOW_ARE_YOU, "uk"),
        ("хихи, привіт", Talk.GREETING, "uk"),
        ("Grüß Gott!", Talk.GREETING, "de"),
        ("Tschüss", Talk.FAREWELL, "de"),
        ("ok danke", Talk.THANKS, "de"),
        ("¡Hola! ¿Qué tal?", Talk.HOW_ARE_YOU, "es"),
        ("jajaja", Talk.LAUGHTER, "es"),
        ("Merci beaucoup, à bientôt", Talk.FAREWELL, "fr"),
        ("d\u2019accord", Talk.ACKNOWLEDGEMENT, "fr"),
        ("Comment vas-tu ?", Talk.HOW_ARE_YOU, "fr"),
    ],
)
def test_small_talk(text: str, talk: Talk, language: str) -> None:
    assert small_talk(text) == SmallTalk(talk, language)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, where were the talks held?",
        "Thanks to whom was the truce signed?",
        "thanks, and who signed it?",
        "Hello Kitty sales?",
        "OK Corral",
        "Hi-Fi prices",
        "Hi-Fi",
        "Who said hello to whom?",
        "who are you quoting?",
        "what can you do about sanctions",
        "Good Morning America",
        "How are you funded?",
        "Thank you for smoking",
        "Yes Minister",
        "no ceasefire",
        "No deal?",
        "test ban",
        "nice test",
        "start help",
        "great help",
        "Nice attack",
        "all",
        "footnote",
        "there",
        "yes all",
        "no bot",
        "ok 3",
        "ok 2025",
        "why?",
        "and?",
        "more",
        "what's new?",
        "Istanbul",
        "Istanbul 😂",
        "hah",
        "KKK",
        "www",
        "555",
        "IO",
        "oha",
        "Что сказал Трамп?",
        "спасибо кому?",
        "Привет из Стамбула",
        "помощь",
        "допомога Україні",
        "так коли обмін?",
        "aide militaire",
        "Hilfe",
        "gute Fragen",
        "",
        "   ",
        "?",
        "...",
        "№",
        "10:3",
        "hello " * 11,
        "hello " * 1000,
        "h" + "i" * 1000,
    ],
)
def test_not_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(("language", "talk", "phrase"), LISTED)
def test_each_phrase_is_known_for_what_it_is(language: str, talk: Talk, phrase: str) -> None:
    for text in (phrase, phrase.upper(), f"  {phrase.capitalize()}!! "):
        said = small_talk(text)
        assert said is not None
        assert said.talk is talk
        assert said.language == language or (said.language, talk, phrase) in LISTED


@given(st.lists(st.sampled_from(JOINABLE), min_size=1, max_size=2), st.data())
def test_known_phrases_may_be_joined_drawn_out_and_decorated(
    phrases: list[str], data: st.DataObject
) -> None:
    marks = st.sampled_from(["", "!", "...", ",", "?", " 🙂", " :)", " 👍"])
    text = " ".join(
        phrase + phrase[-1] * data.draw(st.integers(0, 9)) + data.draw(marks) for phrase in phrases
    )
    assert small_talk(text) is not None


@given(
    st.sampled_from(QUESTIONS),
    st.lists(st.sampled_from(JOINABLE), max_size=2),
    st.lists(st.sampled_from(JOINABLE), max_size=1),
)
def test_politeness_around_a_question_does_not_swallow_it(
    question: str, before: list[str], after: list[str]
) -> None:
    assert small_talk(", ".join([*before, question, *after])) is None


VOCABULARY = {
    word
    for text in (*(phrase for _, _, phrase in LISTED), *BOT_NAMES, *COMPANY)
    for word in re.findall(r"\w+", text.replace("'", "").casefold())
}


@given(
    st.text(st.characters(categories=["Ll"], max_codepoint=0x44F), min_size=3, max_size=12).filter(
        lambda word: len(set(word)) > 3 and not any(word.startswith(it) for it in VOCABULARY)
    ),
    st.sampled_from(JOINABLE),
    st.booleans(),
)
def test_one_unknown_word_makes_a_question(word: str, phrase: str, first: bool) -> None:
    text = f"{word} {phrase}" if first else f"{phrase} {word}"
    if not any(small_talk(f"hello {it}") for it in word.split()):
        assert small_talk(text) is None


@given(st.text(max_size=130) | st.text("hiok yesно так!?:)🙂'\u0301", max_size=130))
def test_any_text_is_judged_alike_whatever_its_case_and_margins(text: str) -> None:
    said = small_talk(text)
    assert said is None or said.language in LANGUAGES
    if text.isascii() and len(text) < 100:
        assert small_talk(f"  {text.upper()} ") == said


def test_every_kind_has_a_reply_in_every_language() -> None:
    of_kind = {talk: phrase for _, talk, phrase in LISTED}
    assert of_kind.keys() | {Talk.SIGNS} == set(Talk)
    replies = {
        (language, talk): reply(phrase)
        for language, talk, phrase in LISTED
        if small_talk(phrase) == SmallTalk(talk, language)
    }
    without_laughter = set(product(LANGUAGES, set(Talk) - {Talk.LAUGHTER, Talk.SIGNS}))
    assert without_laughter <= replies.keys()
    assert len(set(replies.values())) == len(replies)
    for (language, _), text in replies.items():
        assert bool(re.search("[а-яіїєґ]", text)) == (language in {"ru", "uk"})
        assert bool(re.search("[іїєґ]", text)) <= (language == "uk")
        assert bool(re.search("[ыэъё]", text)) <= (language == "ru")
        assert text[-1] in ".?"
        assert len(text) < 200


def test_silence_answers_small_talk_in_kind() -> None:
    assert silence(Reason.SMALL_TALK, Filters(), "thanks!") == "You are welcome."
    assert silence(Reason.SMALL_TALK, Filters(), "Danke, tschüss") == "Auf Wiedersehen."
    assert silence(Reason.SMALL_TALK, Filters()).startswith("Hello. I answer questions")
