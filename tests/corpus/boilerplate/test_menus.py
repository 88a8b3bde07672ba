"""Lines that lead elsewhere, and what only looks like one."""

import pytest

from corpus.boilerplate.menus import is_address

ADDRESSES = [f"https://t.me/news/{number}" for number in range(60)]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(ADDRESSES),
        ",".join(ADDRESSES),
        ", ".join(ADDRESSES),
        "Source: <https://example.org/a>",
        "Read at www.example.org/a; www.example.org/b",
    ],
)
def test_addresses_and_nothing_else(text: str) -> None:
    assert is_address(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("between", [",", ", ", ",;|", " "])
def test_a_list_of_addresses_that_goes_on_in_words_is_told_at_once(between: str) -> None:
    assert not is_address(between.join(ADDRESSES) + " and others, as the editors wrote later")
    assert not is_address(between.join(ADDRESSES) + "<")
