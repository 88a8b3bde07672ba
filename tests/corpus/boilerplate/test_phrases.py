"""Thousands of phrases in one walk: it finds what each of them would find, in a bounded number
of steps, whatever the words are.
"""

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.marking import reason_of
from corpus.boilerplate.notices import MOST_WORDS
from corpus.boilerplate.phrases import Phrase, PhraseTable, folded, phrase
from corpus.boilerplate.rules import LANGUAGES, Phrases, languages

MOST_TRIED = 40
"""Phrases that one word of a text may be held against."""

SETS = Path(__file__).parents[1] / "boilerplate_paragraphs.jsonl"


def rule_phrases() -> list[Phrase]:
    rules = [rule for language in languages() for rule in language.rules]
    return [it for rule in rules for asked in (rule.holds, rule.never) for it in asked.phrases]


def signal_phrases() -> Iterator[Phrase]:
    for language in LANGUAGES:
        source = files("corpus.boilerplate") / f"{language}.signals.toml"
        stated: dict[str, list[str] | dict[str, list[str]]] = tomllib.loads(
            source.read_text("utf-8")
        )
        for lists in stated.values():
            for listed in [lists] if isinstance(lists, list) else lists.values():
                yield from map(phrase, listed)


@pytest.mark.parametrize("of", ["rules", "signals"])
def test_no_word_is_held_against_many_phrases(of: str) -> None:
    phrases = rule_phrases() if of == "rules" else list(signal_phrases())
    table = PhraseTable((it, None) for it in phrases)
    known = {word for it in phrases for word in it.words | it.keys if word}
    assert len(phrases) > 1000
    assert max(len(table.tried(word)) for word in {*known, "7"}) <= MOST_TRIED


WORDS = sorted(
    {word for line in SETS.read_text("utf-8").splitlines()[::40]
     for word in folded(json.loads(line)["text"]).split()}
)  # fmt: skip
TABLE = PhraseTable((it, it) for it in dict.fromkeys(rule_phrases()))
SOME = [(it, Phrases((it,)).anywhere) for it in dict.fromkeys(rule_phrases())][::25]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_one_walk_finds_what_looking_for_each_finds(words: list[str]) -> None:
    plain = " ".join(words)
    found = {it for _, it in TABLE.found(plain)}
    for it, pattern in SOME:
        assert (it in found) == (pattern.search(plain) is not None), it.pattern


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("read more", {"read"}), ("(log|sign) in", {"log", "sign"}),
        ("(our )?newsletter", {"our", "newsletter"}), ("subscri*", set()),
        ("(sub|un)scribe", set()), ("# comments", set()), ("l'article", {"l"}),
    ],
)  # fmt: skip
def test_the_words_that_a_phrase_begins_with(written: str, words: set[str]) -> None:
    assert phrase(written).words == words


def test_what_has_more_words_than_any_notice_is_not_even_looked_at() -> None:
    notice = "Sign up for our newsletter, it is free."
    assert reason_of(notice) is Reason.NEWSLETTER
    assert reason_of("a " * MOST_WORDS + notice) is None
    assert len("a " * MOST_WORDS + notice) < 900


@given(st.integers(3, 700), st.sampled_from([" ", "\t", "\u00a0"]))
def test_a_run_of_spaces_counts_as_a_short_one(length: int, space: str) -> None:
    gap = space * length
    assert reason_of(f"Home{gap}News{gap}Sport") is Reason.NAVIGATION
    assert reason_of(f"Sign up for{gap}our newsletter.") is Reason.NEWSLETTER
    assert reason_of(f"The ferries{gap}stayed in the harbour.") is None
