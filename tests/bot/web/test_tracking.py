import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.fetching import whole_address
from bot.web.tracking import without_tracking
from corpus.errors import FetchError


@pytest.mark.parametrize(
    ("given_url", "bare"),
    [
        ("https://a.example/1?utm_source=rss", "https://a.example/1"),
        ("https://a.example/1?utm_source=rss&id=2&UTM_Medium=x", "https://a.example/1?id=2"),
        ("https://a.example/?fbclid&a=%20b+c&gclid=1&mc_eid=2", "https://a.example/?a=%20b+c"),
        ("https://a.example/?at_medium=RSS&at_campaign=KARANGA", "https://a.example/"),
        ("https://a.example/?a=utm_source=1&&b", "https://a.example/?a=utm_source=1&&b"),
        ("https://a.example/?at_home=1&my_fbclid=2", "https://a.example/?at_home=1&my_fbclid=2"),
        ("https://a.example/utm_source=1", "https://a.example/utm_source=1"),
        ("https://a.example/?", "https://a.example/?"),
    ],
)
def test_known_parameters_go_and_others_stay(given_url: str, bare: str) -> None:
    assert without_tracking(given_url) == bare


@given(st.text("utm_sourcefbclid&=?%20/", max_size=30))
def test_what_comes_out_is_whole(tail: str) -> None:
    try:
        whole = whole_address(f"https://a.example/?{tail}")
    except FetchError:
        return
    bare = without_tracking(whole)
    assert whole_address(bare) == bare == without_tracking(bare)
