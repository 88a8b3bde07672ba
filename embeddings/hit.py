"""One passage that was found, with the evidence for it."""

from dataclasses import dataclass

from corpus.document import Span
from corpus.passage import Passage
from corpus.stories.contrasts import Contrast
from embeddings.mismatch import Mismatch
from embeddings.ports import Bm25, Cosine


@dataclass(frozen=True, slots=True)
class Version:
    """The same passage as another document has it.

    Attributes:
        same: whether it differs in white space, case and typography at the most.
        differences: what it says otherwise than the passage shown: a figure, a day, a name, a
            denial. Empty for a copy.
    """

    passage: Passage
    same: bool
    differences: tuple[Contrast, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it matches one question. Higher is better in every figure.

    Attributes:
        cosine: of the question and the passage (its best window).
        sentence: the highest cosine of the question and one of the passage's sentences.
        bm25: 0 where no word of the question occurs.
        coverage: share of the question's words that the passage, its title or headings hold, rare
            words and those that stand together in one sentence counting more, 0 to 1.
        fused: the figure that ranks; comparable within one question only.
        score: 0 to 1, comparable across questions; 0.5 is the line between *closest* and
            *answered*.
        evidence: what abstention weighs (``embeddings.abstention``).
        highlights: the answering sentence, or the two, in order, as spans into ``passage.text``.
        best: which of ``highlights`` answers best.
        held: words of the question that the passage, its title or headings hold, as written.
        missing: its other words that tell something.
        mismatches: what the question supposes and the passage does not say.
        weak: whether the passage by itself would not even be offered as a near miss.
        in_time: whether the question speaks of a time and its document lies in it.
        reranked: what the re-ranker gave it; None where there is none, or it was not among the
            passages that it read.
        versions: the same passage in other documents, the copies first; the earliest first among
            them, and among those that say something else.
    """

    passage: Passage
    cosine: Cosine
    sentence: Cosine
    bm25: Bm25
    coverage: float
    fused: float
    score: float
    highlights: tuple[Span, ...]
    best: int = 0
    held: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    weak: bool = False
    evidence: float = 0.0
    reranked: float | None = None
    in_time: bool = False
    versions: tuple[Version, ...] = ()

    @property
    def best_highlight(self) -> Span | None:
        """The one sentence that answers best; None where nothing is marked."""
        return self.highlights[self.best] if self.highlights else None
