"""Draws the lines of abstention for one corpus, from questions that it is asked at every build.

Two kinds of question are asked. *Probes* are a hundred everyday ones (``probes``) that hardly any
corpus answers. *Made* ones come from the corpus itself: four words of one of its sentences, as a
person might type them who does not know the text. A line that keeps the probes out and lets the
made ones in holds for people's questions too.

Neither kind is enough. A large corpus answers some of the probes: their 95th percentile was .83 on
SQuAD 2.0's passages, where only .75 of the answerable questions had as much. The made ones alone
let too much pass there: .12 of the off-topic questions. So where their line is the lower one, the
line is drawn in the middle between both.

What is asked depends on the passages alone, so an index that is made again has the same lines.
Asking takes a second with 10,000 passages, most of the time that one changed file would cost. So
the lines are carried over while nearly all of the passages that they were drawn from are there.
"""

import heapq
import random
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.document import DocumentId
from corpus.passage import Passage, RowId
from embeddings.abstention import Thresholds
from embeddings.analyzer import Analyzer

MADE = 100
"""Most questions that are made of a corpus."""

WORDS = 4
"""Words of a made question. With four, a corpus's own lines came nearest to those that people's
questions about it would draw."""

_ENOUGH = 20
"""Made questions below which only the probes count."""

_PROBES_BELOW = 0.95
_MADE_BELOW = 0.08
"""Shares that lie below the line of *answered* by intent."""

_CLOSEST_PROBES_BELOW = 0.93
_CLOSEST_MADE_BELOW = 0.05
"""The same for *closest*. A narrow band: nearly every question that unrelated probes outdo gets no
passage at all."""

_LEAST_SPREAD = 0.1
"""Evidence that lies between the line and a typical answer at the least."""

CARRIED = 0.02
"""Share of the passages that may come or go before the lines are drawn anew."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019.,:\-\u2010\u2011][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question whose answer stands in one document.

    Attributes:
        document: where its words are from.
    """

    text: str
    document: DocumentId


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence that a corpus has for what it was asked.

    Attributes:
        probes: for each probe.
        made: for each made question.
        removed: for each made question, as if its document had never been there.
    """

    probes: Sequence[float]
    made: Sequence[float]
    removed: Sequence[float]


@dataclass(frozen=True, slots=True)
class Expected:
    """How often the lines are expected to be wrong; shares, 0 to 1.

    Attributes:
        off_topic: of everyday questions that get an answer.
        missed: of made questions that get none.
        removed: of made questions that get one although their document is not there. Some of
            these answers are right: another document may tell the same.
    """

    off_topic: float
    missed: float
    removed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The lines of one corpus, and what they rest on.

    Attributes:
        asked: how many questions were made of the corpus.
        expected: None where too few could be made to tell.
        passages: how many the corpus had when the lines were drawn; 0 where that is unknown.
        changed: passages that have come since, or gone, whichever were more each time.
    """

    thresholds: Thresholds
    asked: int
    expected: Expected | None
    passages: int = 0
    changed: int = 0


NOT_CALIBRATED = Calibration(Thresholds(10.0, 10.0, 11.0), 0, None)
"""For an index that is being made: its lines lie above all evidence."""


def carried(before: Calibration, came: int, went: int) -> Calibration | None:
    """The lines of a corpus of which little has changed; None where they must be drawn anew.

    Args:
        before: its lines until now.
        came: passages that are new since then.
        went: passages that are gone since then.
    """
    changed = before.changed + max(came, went)
    return replace(before, changed=changed) if changed <= CARRIED * before.passages else None


def sample(rows: Iterable[RowId]) -> list[RowId]:
    """At most ``MADE`` of ``rows``, ascending.

    A hash of the number decides, so that most of them stay when the corpus grows a little, and the
    vectors of their questions can be kept.
    """
    return sorted(heapq.nsmallest(MADE, rows, key=lambda row: zlib.crc32(str(row).encode())))


def make_questions(passages: Iterable[Passage], analyzer: Analyzer) -> list[MadeQuestion]:
    """A question from each of ``passages`` with a sentence of enough words; always the same."""
    made = ((_made(passage, analyzer), passage.document_id) for passage in passages)
    return [MadeQuestion(text, document) for text, document in made if text]


def _made(passage: Passage, analyzer: Analyzer) -> str | None:
    """Some words of one of its sentences, in their order; None if no sentence has enough."""
    language = passage.citation.metadata.language
    dice = random.Random(passage.text)  # noqa: S311 - the same questions each time; nothing is secret
    for span in dice.sample(passage.sentences, len(passage.sentences)):
        words = list(dict.fromkeys(_WORD.findall(span.of(passage.text))))
        telling = [word for word in words if analyzer.content_terms(word, language)]
        if len(telling) >= WORDS:
            return " ".join(telling[it] for it in sorted(dice.sample(range(len(telling)), WORDS)))
    return None


def calibrate(found: Evidence) -> Calibration:
    """Draw the lines from ``found``, which holds one probe at least."""
    if len(found.made) < _ENOUGH:
        return Calibration(_fit(Evidence(found.probes, (), ())), len(found.made), None)
    even, odd = (_every_other(found, start) for start in (0, 1))
    errors = [_errors(_fit(one).answered, other) for one, other in ((even, odd), (odd, even))]
    off_topic, missed, removed = np.mean(errors, axis=0).tolist()
    return Calibration(_fit(found), len(found.made), Expected(off_topic, missed, removed))


def _fit(found: Evidence) -> Thresholds:
    closest, answered = np.quantile(found.probes, (_CLOSEST_PROBES_BELOW, _PROBES_BELOW))
    typical = answered
    if found.made:
        low, line, typical = np.quantile(found.made, (_CLOSEST_MADE_BELOW, _MADE_BELOW, 0.5))
        answered = min(answered, (answered + line) / 2)
        closest = min(closest, (closest + low) / 2, answered)
    typical = max(typical, answered + _LEAST_SPREAD)
    return Thresholds(float(closest), float(answered), float(typical))


def _every_other(found: Evidence, start: int) -> Evidence:
    """Half of ``found``, so that lines can be tried on questions that did not draw them."""
    return Evidence(found.probes[start::2], found.made[start::2], found.removed[start::2])


def _errors(line: float, found: Evidence) -> tuple[float, float, float]:
    probes, made, removed = (np.asarray(it) for it in (found.probes, found.made, found.removed))
    return (
        float((probes >= line).mean()),
        float((made < line).mean()),
        float((removed >= line).mean()),
    )
