"""Thousands of phrases in one walk: it finds what each of them would find, in a bounded number
of steps, whatever the words are.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.notices import MOST_WORDS
from corpus.boilerplate.phrases import Phrase, PhraseTable, folded, keys_of, phrase
from corpus.boilerplate.rules import LANGUAGES, Phrases, languages
from one_paragraph import reason_alone

MOST_TRIED = 40
"""Phrases that one word of a text may be held against."""

SETS = Path(__file__).parents[1] / "boilerplate_paragraphs.jsonl"


def rule_phrases() -> list[Phrase]:
    rules = [rule for language in languages() for rule in language.rules]
    return [it for rule in rules for asked in (rule.holds, rule.never) for it in asked.phrases]


def signal_phrases() -> Iterator[Phrase]:
    yield from map(phrase, written_signals())


def written_signals() -> Iterator[str]:
    for language in LANGUAGES:
        source = files("corpus.boilerplate") / f"{language}.signals.toml"
        stated: dict[str, list[str] | dict[str, list[str]]] = tomllib.loads(
            source.read_text("utf-8")
        )
        for lists in stated.values():
            for listed in [lists] if isinstance(lists, list) else lists.values():
                yield from listed


def written_rules() -> Iterator[tuple[str, str]]:
    """The phrases of the rules and lines as they are written, each with the name of its list."""
    for language in LANGUAGES:
        source = files("corpus.boilerplate") / f"{language}.toml"
        stated = tomllib.loads(source.read_text("utf-8"))
        for rule in stated["rule"]:
            for name in ("begins", "holds", "also", "never"):
                yield from ((name, written) for written in rule.get(name, ()))
        for lines in stated["lines"].values():
            yield from (("lines", written) for written in lines)


def meant(written: str) -> list[str]:
    """Texts that a phrase describes: each alternative is in one, and what may be missing."""
    # A word of which nothing is told is any word.
    texts = branches(iter([*re.sub(r"(?<= )\*", "x", written), ")"]))
    return [" ".join(re.sub(r"[*\u2026]", "", it).replace("#", "7").split()) for it in texts]


def branches(tokens: Iterator[str]) -> list[str]:
    """What the alternatives up to the next closing bracket say."""
    found: list[str] = []
    row: list[list[str]] = []
    for token in tokens:
        if token == "(":
            row.append(branches(tokens))
        elif token == "?":
            row[-1] = [*row[-1], ""]
        elif token in "|)":
            count = max(map(len, row), default=1)
            found += ("".join(it[place % len(it)] for it in row) for place in range(count))
            row = []
            if token == ")":
                break
        else:
            row.append([token])
    return found


def test_each_phrase_is_met_in_something_that_it_describes() -> None:
    rules = list(dict.fromkeys(written_rules()))
    walked = {written for name, written in rules if name not in ("begins", "lines")}
    for written in sorted({*walked, *written_signals()}):
        table = PhraseTable([(phrase(written), None)])
        assert any(any(table.found(f"so {folded(it)} so")) for it in meant(written)), written
    for name, written in rules:
        found = phrase(written)
        texts = [folded(it) for it in meant(written)]
        whole = [it for it in texts if Phrases((found,)).whole.fullmatch(it)]
        counted = name == "lines" and "" in found.keys
        assert any(counted or found.keys & keys_of(it) for it in whole), written


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("@*", "begins with '@'"), ("@home", "begins with '@home'"), ("*abo", "begins with"),
        ("(%|de) cet article", "begins with '%'"), ("", "begins with nothing"),
        ("a?bout", "begins with"), ("free …?(access)", "nothing that may be missing"),
        ("free*?", "nothing that may be missing"), ("?", "nothing that may be missing"),
    ],
)  # fmt: skip
def test_a_phrase_that_could_never_be_met_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"not a phrase: .*{re.escape(reason)}"):
        phrase(written)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("any ?time", ["anytime", "any time"]), ("push-?mail*", ["push-mails", "Pushmail"]),
        ("articles? left", ["article left", "articles left"]),
        ("(our |l')?app", ["our app", "l'app", "app"]), ("(pur|plus)-?abo", ["Purabo", "Plus-Abo"]),
    ],
)  # fmt: skip
def test_a_letter_or_a_space_may_be_missing(written: str, texts: list[str]) -> None:
    table = PhraseTable([(phrase(written), None)])
    for text in texts:
        assert any(table.found(folded(f"see {text} now"))), text
        assert not any(table.found(folded(f"see {text}x now"))) or written.endswith("*")


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
    assert reason_alone(notice) is Reason.NEWSLETTER
    assert reason_alone("a " * MOST_WORDS + notice) is None
    assert len("a " * MOST_WORDS + notice) < 900


@given(st.integers(3, 700), st.sampled_from([" ", "\t", "\u00a0"]))
def test_a_run_of_spaces_counts_as_a_short_one(length: int, space: str) -> None:
    gap = space * length
    assert reason_alone(f"Home{gap}News{gap}Sport") is Reason.NAVIGATION
    assert reason_alone(f"Sign up for{gap}our newsletter.") is Reason.NEWSLETTER
    assert reason_alone(f"The ferries{gap}stayed in the harbour.") is None
