"""What a newer question of a talk replaces of those before it: their dates, or a name.

Searched together, "How many homes lost electricity in Storm Eowyn?" and "and in Storm Amy?" would
find the storm that the person has left. So a newer date takes the place of all older ones, and the
name in an ellipsis that of the one it answers to: what follows the same preposition, or else the
last name. Pure: nothing is searched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.follow_ups.leaning import has_date, is_elliptical, is_fragment
from bot.follow_ups.sentence import Sentence, language_of
from embeddings.dates.in_questions import interval_of

_YEAR = re.compile(r"(?:1\d|20)\d\d")
_ANY_DAY = date(2000, 1, 1)
"""Whether a question speaks of a time does not depend on the day on which it is asked."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A question, and which of its words still count.

    Attributes:
        kept: places of the words that no newer question has replaced.
        elliptical: whether it goes on from the question before it.
    """

    text: str
    sentence: Sentence
    kept: tuple[int, ...]
    elliptical: bool

    @property
    def left(self) -> str:
        """What is left of its text."""
        if len(self.kept) == len(self.sentence.tokens):
            return self.text
        return " ".join(self.sentence.tokens[place].written for place in self.kept)

    def without(self, places: Sequence[int]) -> "_Said":
        gone = frozenset(places)
        kept = tuple(place for place in self.kept if place not in gone)
        return _Said(self.text, self.sentence, kept, self.elliptical)


@lru_cache(maxsize=64)
def speaks_of_time(text: str) -> bool:
    """Whether a question names a day, a month, a year or a figure."""
    said = _said(text, "")
    figure = any(word.isdigit() for word in said.sentence.plain)
    return figure or interval_of(text, _ANY_DAY) is not None


def replaces(text: str, before: str) -> bool:
    """Whether ``text`` is an ellipsis that asks the same of another time or name."""
    said = _said(text, before)
    named = is_fragment(said.sentence) and bool(said.sentence.content)
    return said.elliptical and (named or speaks_of_time(text))


def in_force(asked: Sequence[str]) -> tuple[str, ...]:
    """``asked``, oldest first, each without what a newer one has replaced."""
    talk: list[_Said] = []
    for question in asked:
        newer = _said(question, talk[-1].text if talk else "")
        if speaks_of_time(question):
            talk = [older.without(_replaced_dates(older, newer)) for older in talk]
        if is_fragment(newer.sentence):
            _replace_name(talk, newer)
        talk.append(newer)
    return tuple(said.left for said in talk)


def with_year(text: str, asked: Sequence[str]) -> str:
    """``text`` with the year of the talk behind its month, where it names no year itself."""
    sentence = _said(text, asked[-1]).sentence
    if _YEAR.search(text) or not speaks_of_time(text):
        return text
    months = [token.written for token in sentence.tokens if token.word in sentence.words.months]
    years = [year for question in reversed(in_force(asked)) for year in _YEAR.findall(question)]
    if not months or len(set(years)) != 1:
        return text
    return re.sub(rf"\b{re.escape(months[-1])}\b", rf"\g<0> {years[0]}", text, count=1)


def _said(text: str, before: str) -> _Said:
    sentence = Sentence(text, language_of(text, before) or "en")
    return _Said(text, sentence, tuple(range(len(sentence.tokens))), is_elliptical(text, before))


def _replaced_dates(older: _Said, newer: _Said) -> list[int]:
    """Places of months and numbers; a year stays where the newer date has none."""
    keeps_year = has_date(newer.text) and _YEAR.search(newer.text) is None
    tokens = older.sentence.tokens
    return [
        place
        for place in older.kept
        if older.sentence.is_date(place)
        and not (keeps_year and _YEAR.fullmatch(tokens[place].word))
    ]


def _replace_name(talk: list[_Said], newer: _Said) -> None:
    """Take out of ``talk`` the last name that the ellipsis ``newer`` puts another for."""
    for place in reversed(range(len(talk))):
        if gone := _answered_to(talk[place], newer):
            talk[place] = talk[place].without(gone)
            return
        if not talk[place].elliptical:
            return


def _answered_to(older: _Said, newer: _Said) -> list[int]:
    """Places in ``older`` of the name that the one in ``newer`` stands for; empty if none does."""
    if not newer.sentence.content:
        return []
    first = newer.sentence.content[0]
    leading = [
        token.word
        for token in newer.sentence.tokens[:first]
        if token.word in newer.sentence.words.linking
    ]
    if leading:
        same = (at for at in reversed(older.kept) if older.sentence.tokens[at].word == leading[-1])
        return next((phrase for at in same if (phrase := _phrase(older, at + 1))), [])
    if older.sentence.words.capital_nouns or not newer.sentence.has_name:
        return []  # in German every noun would be a name
    return _last_name(older)


def _phrase(older: _Said, start: int) -> list[int]:
    """Places from ``start`` to the next preposition, without dates; empty if they say nothing."""
    sentence = older.sentence
    phrase = []
    for place in range(start, len(sentence.tokens)):
        if sentence.tokens[place].word in {",", *sentence.words.linking}:
            break
        if place in older.kept and not sentence.is_date(place):
            phrase.append(place)
    return phrase if any(map(sentence.is_content, phrase)) else []


def _last_name(older: _Said) -> list[int]:
    """Places of the last words in a row that are written as a name."""
    names = [place for place in older.kept if older.sentence.is_name(place)]
    return [place for at, place in enumerate(names) if names[-1] - place == len(names) - 1 - at]
