"""Why a passage stands where it does, in words with the figures behind them.

A person who never heard of BM25 should understand each sentence; an engineer finds the figures in
the brackets.
"""

from collections.abc import Sequence

from bot.answer import Answer, hits_of, in_context
from embeddings.hit import Hit
from embeddings.mismatch import Mismatch
from embeddings.query import parse_query

NOTHING_RANKED = "No passage was ranked for the last question."
LEGEND = (
    "Two things rank a passage: how close its best sentence is in meaning to the question (cosine, "
    "up to 1), and how many of the question's words it holds (BM25), rare ones and those that "
    "stand together in one sentence counting more; its title and headings count too. The score "
    "tells how much a passage is worth by itself: from .50 on it can be an answer."
)
_IN_CONTEXT = (
    "The question was searched together with what it goes on from (“{inherited}”): the figures "
    "of meaning and BM25 are of both."
)
_CLOSENESS = ((0.65, "very close"), (0.5, "close"), (0.35, "somewhat close"))
"""Cosines of the bundled model's sentences. Another model's may lie higher or lower throughout;
the figure is always told beside the words."""


def why(answer: Answer, first: int, end: int) -> str:
    """How the passages of ``answer`` from ``first`` up to ``end`` (counted from 0) were ranked."""
    blocks = [_explained(answer, place) for place in range(first, min(end, len(hits_of(answer))))]
    if not blocks:
        return NOTHING_RANKED
    context = [_IN_CONTEXT.format(inherited=answer.inherited)] if in_context(answer) else []
    return "\n\n".join([*context, LEGEND, *blocks])


def _explained(answer: Answer, place: int) -> str:
    hits = hits_of(answer)
    hit = hits[place]
    # The first word has a capital whatever it is.
    opening = parse_query(answer.question.text).text.split(maxsplit=1)[:1]
    sentences = [
        _meaning(hit),
        _words(hit, opening, own=in_context(answer)),
        *_doubts(hit),
        _worth(hit),
    ]
    if place + 1 < len(hits):
        sentences.append(_above(hit, hits[place + 1], place + 2))
    return f"[{place + 1}] {' '.join(sentences)}"


def _meaning(hit: Hit) -> str:
    known = (words for least, words in _CLOSENESS if hit.sentence >= least)
    closeness = next(known, "not close")
    return (
        f"Its best sentence is {closeness} in meaning to the question "
        f"(cosine {_figure(hit.sentence)}, the passage as a whole {_figure(hit.cosine)})."
    )


def _words(hit: Hit, opening: Sequence[str], *, own: bool) -> str:
    """Which words ``hit`` holds; ``own`` where the question was searched with others as well."""
    whose = " of your own words" if own else ""
    figures = f"({hit.coverage:.0%}{whose}, BM25 {hit.bm25:.1f})"
    if not hit.held:
        return f"It holds none of the question's words {figures}."
    begin = (
        "Of the question's words it holds"
        if hit.missing
        else "It holds all of the question's words:"
    )
    exact = [word for word in hit.held if _is_exact(word) and word not in opening]
    named = f"; names or numbers among them: {_listed(exact)}" if exact else ""
    lacking = f" It lacks {_listed(hit.missing)}." if hit.missing else ""
    return f"{begin} {_listed(hit.held)} {figures}{named}.{lacking}"


def _is_exact(word: str) -> bool:
    return word[0].isupper() or any(map(str.isdigit, word))


_DOUBTS = {
    Mismatch.FIGURE: "But a number of the question stands nowhere in it.",
    Mismatch.NEGATION: "But the question denies something, and it does not.",
    Mismatch.OPPOSITE: "But it has the opposite of a word of the question.",
}


def _doubts(hit: Hit) -> list[str]:
    return [_DOUBTS[mismatch] for mismatch in hit.mismatches]


def _worth(hit: Hit) -> str:
    score = _figure(hit.score)
    if hit.score >= 0.5:
        return f"By itself it is good enough for an answer (score {score})."
    if hit.weak:
        return f"By itself it would not even be offered as a near miss (score {score})."
    return f"By itself it would be a near miss (score {score})."


def _above(hit: Hit, following: Hit, number: int) -> str:
    """Why ``hit`` stands above the next one, which has ``number``."""
    if hit.reranked is not None:
        return _above_by_reranker(hit.reranked, following.reranked, number)
    together = f"together {_figure(hit.fused)} against {_figure(following.fused)}"
    if hit.fused < following.fused:
        return (
            f"It stands above [{number}], which ranks higher, so that another voice is heard in "
            f"between; {together}."
        )
    gains, losses = _better(hit, following), _better(following, hit)
    if not gains:
        return f"It stands above [{number}], which is nearly as good; {together}."
    although = f", although there {' and '.join(losses)}" if losses else ""
    return f"It stands above [{number}] because {' and '.join(gains)}{although}; {together}."


def _above_by_reranker(score: float, following: float | None, number: int) -> str:
    """The same where the re-ranker read the passage: its scores alone decide the order."""
    if following is None:
        return f"It stands above [{number}], which the re-ranker did not read."
    scores = f"re-ranker's score {_figure(score)} against {_figure(following)}"
    if score < following:
        return (
            f"It stands above [{number}], which the re-ranker puts higher, so that another voice "
            f"is heard in between; {scores}."
        )
    return f"It stands above [{number}] because the re-ranker put it there; {scores}."


def _better(one: Hit, other: Hit) -> list[str]:
    """In what ``one`` is better, as far as the rounded figures show it."""
    found = []
    for words, value, than in (
        ("the best sentence is closer", _figure(one.sentence), _figure(other.sentence)),
        ("the words match better", f"{one.bm25:.1f}", f"{other.bm25:.1f}"),
    ):
        if float(value) > float(than):
            found.append(f"{words} ({value} against {than})")
    return found


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _figure(value: float) -> str:
    """Two decimals, without the zero before the point: ``.71``."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
