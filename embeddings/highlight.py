"""Which sentence of a passage answers, and whether a second one belongs to it.

A room of its own because ranking asks how much a passage says, and marking where it says it: here
the sentences of one passage compete with each other alone. So a word of the question counts by how
few of *these* sentences hold it, and nothing outside the passage changes what is marked.

docs/adr/0010-what-is-marked-and-shown.md has the figures, and what was tried in vain.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.document import Span
from corpus.passage import Passage
from embeddings.analyzer import Analyzer

WORDS_WEIGHT = 0.7
"""Of the weighted share of the question's words that a sentence holds, beside its cosine."""

BEFORE_WEIGHT = 0.2
"""Of the words that only the sentence before it holds: "The tower is old. It is 324 m high."."""

FIGURE_WEIGHT = 0.1
"""Of a figure that is new, where the question asks for one."""

SECOND_WITHIN = 0.07
"""How near to the best sentence's score the next one's must be for both to be marked."""

_STEM_LETTERS = 5
_HALF = 0.5

_ASKS_FOR_A_FIGURE = re.compile(
    r"\b(?:how (?:many|much|old|long|far|large|big|tall|high|often|fast|deep)|when"
    r"|(?:what|which) (?:year|date|day|time|age|number|amount|percentage|percent|century|decade)"
    r"|wie ?viele?|wann|welche[mns]? (?:jahr|datum|tag|jahrhundert)"
    r"|cuánt[oa]s?|cuándo|qué (?:año|fecha|día|siglo|porcentaje)"
    r"|combien|quand|quelle (?:année|date)"
    r"|скільки|коли|якого (?:року|числа|дня)|якому році"
    r"|сколько|когда|какого (?:года|числа)|каком году)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+")

Scores = npt.NDArray[np.float64]
"""Shape (s,), one score for each sentence."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is marked in a passage.

    Attributes:
        spans: one sentence or two, in the order of the text, as spans into the passage's text.
        best: which of ``spans`` answers best.
    """

    spans: tuple[Span, ...]
    best: int


def mark(
    passage: Passage, cosines: npt.NDArray[np.float32], question: str, analyzer: Analyzer
) -> Marked:
    """Choose the sentence of ``passage`` that answers ``question``, or the two.

    Args:
        passage: what is quoted.
        cosines: shape (s,): the question's cosine with each of its sentences.
        question: as it is searched for.
        analyzer: makes terms of the question and of the sentences.
    """
    scores = sentence_scores(passage, cosines, question, analyzer)
    first, *others = np.argsort(-scores, kind="stable").tolist()
    chosen = [first, *(it for it in others[:1] if scores[first] - scores[it] < SECOND_WITHIN)]
    in_order = sorted(chosen)
    return Marked(tuple(passage.sentences[it] for it in in_order), in_order.index(first))


def sentence_scores(
    passage: Passage, cosines: npt.NDArray[np.float32], question: str, analyzer: Analyzer
) -> Scores:
    """How well each sentence answers, comparable within the passage; arguments as for ``mark``."""
    language = passage.citation.metadata.language
    sentences = [span.of(passage.text) for span in passage.sentences]
    scores = cosines.astype(np.float64)
    terms = sorted(analyzer.content_terms(question, language))
    if terms:
        held = np.array(
            [_held(terms, analyzer.content_terms(words, language)) for words in sentences]
        )
        weights = _weights(held)
        before = np.vstack([np.zeros(len(terms)), np.maximum(held[:-1] - held[1:], 0.0)])
        scores += (WORDS_WEIGHT * held + BEFORE_WEIGHT * before) @ weights
    if _ASKS_FOR_A_FIGURE.search(question):
        known = set(_FIGURE.findall(question))
        scores += FIGURE_WEIGHT * np.array(
            [bool(set(_FIGURE.findall(words)) - known) for words in sentences], np.float64
        )
    return scores


def _held(terms: list[str], sentence: frozenset[str]) -> list[float]:
    """For each of ``terms`` 1 if the sentence holds it, ½ if only a word that begins alike.

    That half is for what stemming leaves apart: *Entscheidung* and *entschied*.
    """
    beginnings = {term[:_STEM_LETTERS] for term in sentence if len(term) >= _STEM_LETTERS}
    return [
        1.0 if term in sentence else _HALF if term[:_STEM_LETTERS] in beginnings else 0.0
        for term in terms
    ]


def _weights(held: Scores) -> Scores:
    """What each word tells the sentences apart by, shape (t,), adding up to 1.

    BM25's idf with the sentences as the documents: ``ln(1 + (n - df + ½) / (df + ½))``. A name
    that every sentence repeats says nothing about which of them answers.
    """
    frequencies = (held > 0).sum(axis=0)
    idf: Scores = np.log1p((len(held) - frequencies + 0.5) / (frequencies + 0.5))
    weights: Scores = idf / idf.sum()
    return weights
