"""What a question says beside its words: quoted phrases, ``+must`` and ``-not``.

Pure reading of text: no index and no language is known here. A sign counts only at the start of a
word and before a letter or a quotation mark, so that prose keeps its dashes, hyphens, apostrophes,
numbers and inches.
"""

import re
from dataclasses import dataclass, field

from embeddings.dates.interval import Interval
from embeddings.ports import RowIds


@dataclass(frozen=True, slots=True)
class Query:
    """A question, taken apart.

    Attributes:
        text: what is searched for, without operators and without what is excluded.
        phrases: what stands in quotation marks, as written between them.
        required: words and phrases behind ``+``.
        excluded: words and phrases behind ``-``.
    """

    text: str
    phrases: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there are words and nothing else."""
        return not (self.phrases or self.required or self.excluded)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, taken apart, and what is searched for it.

    Attributes:
        searched: the query's text with its spelling corrected.
        spoken_of: the time that the query speaks of, if any.
        among: the only rows that may answer, shape (r,), ascending and distinct; None for all.
    """

    query: Query
    searched: str
    spoken_of: Interval | None = None
    among: RowIds | None = field(default=None, compare=False)


_QUOTES = (('"', '"'), ("„", "“”"), ("“", "”"), ("«", "»"))
_QUOTED = "|".join(
    f"{opening}(?P<phrase{number}>[^{opening}{closing}]*)[{closing}]"
    for number, (opening, closing) in enumerate(_QUOTES)
)
_OPERATOR = re.compile(
    # At the start of a word: quotation marks may also stand behind a bracket.
    rf"(?:(?<!\S)(?P<sign>[+-])|(?<![^\s(\[]))(?:(?:{_QUOTED})(?![^\W_])"
    r"""|(?P<word>(?<=[+-])[^\W\d_][^\s"„“”«»]*))"""
)
_SIGNS = re.compile(r"""[+"„“«]|(?<!\S)-""")
_TRAILING = ".,;:!?…)]"
_EXCLUDED = re.compile(r"\s*\x00")


def parse_query(text: str) -> Query:
    """Take ``text`` apart. Nothing that a person can write is an error.

    Text without operators comes out unchanged, and so do marks that make no operator: one that is
    not closed, a sign before a number or a blank, quotation marks around no letters or digits.
    """
    if not _SIGNS.search(text):
        return Query(text)
    found: dict[str, list[str]] = {"+": [], "-": [], "": []}

    def taken(match: re.Match[str]) -> str:
        """Note the operator, and give back what stays of it in the text."""
        sign = match["sign"] or ""
        word, rest = _word_and_rest(match)
        if not any(character.isalnum() for character in word):
            return match[0]
        found[sign].append(word)
        return f"\x00{rest}" if sign == "-" else word + rest

    left = _OPERATOR.sub(taken, text.replace("\x00", " "))
    if not any(found.values()):
        return Query(text)
    return Query(
        text=_EXCLUDED.sub("", left).strip(),
        phrases=tuple(dict.fromkeys(found[""])),
        required=tuple(dict.fromkeys(found["+"])),
        excluded=tuple(dict.fromkeys(found["-"])),
    )


def _word_and_rest(match: re.Match[str]) -> tuple[str, str]:
    """What an operator holds, and the punctuation behind a word, which is the sentence's own."""
    if word := match["word"]:
        held = word.rstrip(_TRAILING)
        return held, word[len(held) :]
    quoted = (match[f"phrase{number}"] for number in range(len(_QUOTES)))
    return next(" ".join(phrase.split()) for phrase in quoted if phrase is not None), ""
