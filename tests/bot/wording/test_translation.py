"""Which language is spoken: by whom, and no longer than meant."""

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import answers
from bot.wording.translation import LANGUAGES, language_for, speaking, spoken


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"), ("de-AT", "de"), ("pt-br", "en"), ("RU", "ru"), ("uk_UA", "uk"),
        ("zh-hans", "en"), ("", "en"), (None, "en"), ("english", "en"),
    ],
)  # fmt: skip
def test_a_persons_language_or_english(tag: str | None, language: str) -> None:
    assert language_for(tag) == language


@given(st.text())
def test_any_tag_gives_a_language(tag: str) -> None:
    assert language_for(tag) in LANGUAGES


def test_a_language_holds_inside_only() -> None:
    def fail() -> None:
        with speaking("ru"):
            with speaking("de"):
                assert spoken() == "de"
            assert spoken() == "ru"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert spoken() == "en"


def test_people_who_ask_at_the_same_time_are_not_mixed_up() -> None:
    meeting = threading.Barrier(len(LANGUAGES))

    def speak() -> str:
        meeting.wait(10)  # all are in the middle of their sentence now
        return answers.nothing_asked()

    async def one(language: str) -> str:
        with speaking(language):
            return await asyncio.to_thread(speak)

    async def everybody() -> list[str]:
        return await asyncio.gather(*map(one, LANGUAGES))

    said = asyncio.run(everybody())
    assert len(set(said)) == len(LANGUAGES)
    assert said[0] == "Ask a question first."
