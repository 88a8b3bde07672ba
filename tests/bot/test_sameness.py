from hypothesis import given
from hypothesis import strategies as st

from bot.sameness import same


@given(st.text())
def test_what_is_the_same_stays_the_same(text: str) -> None:
    assert same(same(text)) == same(text)


def test_what_makes_no_other_question() -> None:
    assert same("Where are the talks held?") == same(" where are  the TALKS held")
    assert same("Where are the talks held?") != same("Where were the talks held?")
    assert same("?!") != same("?")
