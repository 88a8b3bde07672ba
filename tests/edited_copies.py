# ruff: noqa: S311  (what is drawn here is a test's, not a secret)
"""Copies of paragraphs, edited as editors and typesetters edit, and paragraphs that are no copies.

What makes another version of a story is not an edit here: a word with a digit or a capital and a
denial are never replaced, and what is put in is neither; leaving out leaves out anything but a
denial, and never a part of a figure. ``altered`` is the other half: it changes one figure and
nothing else.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+", re.UNICODE)
_DENYING = """
    not no nor never none neither nothing nobody nowhere without cannot
    nicht nichts kein keine keinen keinem keiner keines nie niemals niemand weder ohne
    ni nunca jamás nada nadie ningún ninguna ninguno sin pas
    """
_DENIALS = frozenset(_DENYING.split())
_NUMERALS = re.compile(
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|.*teen|twenty|hundreds?|thousands?"
    "|.*illion.*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|.*zehn|elf|zwölf|zwanzig|hunderte?"
    "|.*tausende?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
    "|dieci.*|veinte|cient.*|miles|.*ill[oó]n.*|.*illiard.*"
    "|enero|febrero|marzo|abril|mayo|ju[nl]io|agosto|.*iembre|octubre|lunes|martes|jueves"
)
_BETWEEN_WORDS = re.compile(r"(?<!\d) | (?!\d{3}(?!\d))")
"""A space; that of *13 000* is none, since half of a figure is another figure."""
_SENTENCE = re.compile(r"(?<=[.!?…]) +")
_TYPOGRAPHY = (
    ('"', "“"), ("'", "’"), (" - ", " — "), ("–", "-"), ("...", "…"), (" ", "\u00a0"), ("“", "«"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A passage and the text that it is a copy of.

    Attributes:
        origin: passages of one origin are copies of one another.
        rate: share of its words that were edited; less than 0 for what is no copy.
    """

    text: str
    origin: str
    rate: float


def edited(
    text: str, rate: float, draw: random.Random, words: Sequence[str], *, sparing: bool = True
) -> str:
    """``text`` with about ``rate`` of its words replaced (half), left out and put in (a quarter).

    A third of the copies has its sentences in another order, a half another typography. Unless
    ``sparing``, figures, names and denials are hit as any other word.
    """
    made: list[str] = []
    for word in _BETWEEN_WORDS.split(text):
        kind = draw.random() if draw.random() < rate else None
        if kind is None or (sparing and kind < 0.75 and _bears_denial(word)):
            made.append(word)
        elif kind < 0.5:
            kept = sparing and _bears_meaning(word)
            made.append(word if kept else _in_place_of(word, draw.choice(words)))
        elif kind >= 0.75:
            made += [word, draw.choice(words)]
    copy = " ".join(made)
    if rate and draw.random() < 1 / 3:
        sentences = _SENTENCE.split(copy)
        cut = draw.randrange(len(sentences))
        copy = " ".join(sentences[cut:] + sentences[:cut])
    if draw.random() < 1 / 2:
        copy = copy.replace(*draw.choice(_TYPOGRAPHY))
    return copy


def altered(text: str, draw: random.Random) -> str | None:
    """``text`` with another figure in the place of one; None where it has none."""
    figures = list(re.finditer(r"(?<![\w.,])\d+(?![\w.,])", text))
    if not figures:
        return None
    figure = draw.choice(figures)
    other = str(int(figure[0]) + draw.choice([1, 2, 3, 10]))
    return text[: figure.start()] + other + text[figure.end() :]


def vocabulary(texts: Sequence[str]) -> list[str]:
    """Words that may be put into a copy, as often as ``texts`` have them."""
    return [
        word
        for text in texts
        for word in _WORD.findall(text)
        if word.isalpha() and word.islower() and not (word in _DENIALS or _NUMERALS.fullmatch(word))
    ]


def samples(
    bases: Sequence[str], rates: Sequence[float], seed: int, *, sparing: bool = True
) -> Iterator[Sample]:
    """Each of ``bases`` with a copy for each of ``rates``; ``sparing`` as in ``edited``."""
    draw = random.Random(seed)
    words = vocabulary(bases)
    for place, base in enumerate(bases):
        yield Sample(base, str(place), -1.0)
        for rate in rates:
            yield Sample(edited(base, rate, draw, words, sparing=sparing), str(place), rate)


def _bears_meaning(word: str) -> bool:
    return any(it.isdigit() for it in word) or any(it.isupper() for it in word)


def _bears_denial(word: str) -> bool:
    bare = word.casefold().replace("’", "'")
    return "n't" in bare or not _DENIALS.isdisjoint(_WORD.findall(bare))


def _in_place_of(word: str, other: str) -> str:
    """``other`` with the punctuation of ``word``."""
    return _WORD.sub(lambda _: other, word, count=1)


_TEMPLATES = """
In {month} {year} consumer prices in {place} rose by {a}.{b} percent on the year, the
statistical office reported. Food became {c} percent dearer, and rents rose by {b}.{a} percent.
The office revises its figures after three months.

The port of {place} handled {a}{b}0 ships in {month} {year}. Containers made up {c} percent of
the cargo, grain {b} percent. The harbour master expects no change for the next quarter.

Weather in {place} on {c} {month}: cloudy in the morning, sunny later. The highest temperature
was {a} degrees, the wind blew at {b} kilometres an hour from the west, and no rain was
measured.

Im {month} {year} wurden in {place} {a}{b} Fahrzeuge zugelassen, teilte das Amt mit. Das waren
{c} Prozent mehr als im Monat zuvor. Jedes {b}. Fahrzeug fährt mit Strom.

В {month} {year} года в городе {place} родилось {a}{b} детей, сообщило управление статистики.
Это на {c} процентов больше, чем годом ранее. Умерло {b}{a} человек.

{place} beat {other} {a}-{b} on {c} {month} in front of {c}{a}{b} spectators. The first goal
fell in minute {c}, and the referee showed {b} yellow cards in the second half of the match.
"""
TEMPLATES = [" ".join(text.split()) for text in _TEMPLATES.split("\n\n")]
_MONTHS = {
    "В": ("январе", "феврале", "марте", "апреле", "мае", "июне", "июле", "августе"),
    "Im": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
    "": ("January", "February", "March", "April", "May", "June", "July", "August"),
}
_PLACES = ("Ostrava", "Bergen", "Torun", "Narva", "Vilnius", "Porto", "Graz", "Lviv")


def reports(seed: int) -> Iterator[Sample]:
    """Reports of eight months by each template: no two of them tell the same."""
    draw = random.Random(seed)
    for number, template in enumerate(TEMPLATES):
        months = next(names for begin, names in _MONTHS.items() if template.startswith(begin))
        for place, month in enumerate(months):
            figures = draw.sample(range(2, 90), 3)
            text = template.format(
                month=month, year=2020 + place // 3, place=_PLACES[0], other=_PLACES[1 + place % 7],
                a=figures[0], b=figures[1], c=figures[2],
            )  # fmt: skip
            yield Sample(text, f"report {number} {place}", -1.0)


# One event by several authors, sentences that stand below every article of a house, parallels.
_EVENTS = """
A freight train derailed near the village of Harlow on Tuesday evening, spilling diesel into a
stream and closing the line to passengers until the weekend, the rail operator said.

Passengers between the coast and the capital face days of delays after a goods train came off
the rails close to Harlow late on Tuesday. Fire crews laid booms to stop leaking diesel.

Diesel from a derailed freight train has reached a stream near Harlow. The line stays closed
until the weekend, the operator said, while cranes lift the wagons back on the track.

Investigators have begun to examine why nine wagons of a goods train left the track near the
village of Harlow. The driver, who was not hurt, had reported a jolt before the bend.

Reporting by Anna Berg in Oslo and Tom Hale in London; editing by Maria Klein.

Reporting by Pavel Novak in Prague and Jan Dvorak in Brno; editing by Tom Hale.

Reporting by Olena Bondar in Kyiv; additional reporting by Anna Berg; editing by Piotr
Zielinski.

Sign up for our weekly newsletter on trade and shipping to get the best stories on Friday.

Sign up for our daily newsletter about health and science and get our best stories by mail.

Read the full report on our website, where you also find the figures for the other regions.

The tenant may sublet the premises with the written consent of the landlord, who answers within
fourteen days of the request.

The tenant may return the premises with the written notice of the agent, who answers within a
month of the end of the lease.

Returns the list of users that belong to the group. The users are sorted by the date on which
the users joined, and empty groups give an empty list.

Deletes the session of the client. The server answers with the number of sessions that are left,
and unknown sessions give an error.
"""
EVENTS = [" ".join(text.split()) for text in _EVENTS.split("\n\n")]


def strangers() -> Iterator[Sample]:
    """Passages of which each is an origin of its own."""
    for place, text in enumerate(EVENTS):
        yield Sample(text, f"event {place}", -1.0)
