"""Why a passage stands where it does, in words with the figures behind them.

A person who never heard of BM25 should understand each sentence; an engineer finds the figures in
the brackets.
"""

from collections.abc import Sequence
from typing import assert_never

from bot.answer import Answer, hits_of, in_context
from bot.wording.conventions import grouped
from bot.wording.order import out_of_turn
from bot.wording.translation import _, ngettext
from embeddings.hit import Hit
from embeddings.mismatch import Mismatch
from embeddings.query import parse_query

_VERY_CLOSE, _CLOSE, _SOMEWHAT_CLOSE = 0.65, 0.5, 0.35
"""Cosines of the bundled model's sentences. Another model's may lie higher or lower throughout;
the figure is always told beside the words."""


def legend() -> str:
    """What the figures are."""
    return _(
        "Two things rank a passage: how close its best sentence is in meaning to the question "
        "(cosine, up to 1), and how many of the question's words it holds (BM25), rare ones and "
        "those that stand together in one sentence counting more; its title and headings count "
        "too. The score tells how much a passage is worth by itself: from .50 on it can be an "
        "answer."
    )


def nothing_ranked() -> str:
    """That there is nothing to explain."""
    return _("No passage was ranked for the last question.")


def why(answer: Answer, first: int, end: int) -> str:
    """How the passages of ``answer`` from ``first`` up to ``end`` (counted from 0) were ranked."""
    blocks = [_explained(answer, place) for place in range(first, min(end, len(hits_of(answer))))]
    if not blocks:
        return nothing_ranked()
    return "\n\n".join([*_context(answer), legend(), *blocks])


def in_short(answer: Answer, first: int, end: int) -> tuple[str, ...]:
    """``why`` without its figures: a line a passage."""
    hits = hits_of(answer)[first:end]
    return tuple(
        f"[{number}] {_words_in_short(hit)} {_closeness_in_short(hit.sentence)}"
        for number, hit in enumerate(hits, start=first + 1)
    )


def _words_in_short(hit: Hit) -> str:
    if not hit.held:
        return _("It holds none of the question's words.")
    if not hit.missing:
        return _("It holds all of the question's words.")
    held, count = len(hit.held), len(hit.held) + len(hit.missing)
    sentence = ngettext(
        "It holds {held} of the question's {count} word.",
        "It holds {held} of the question's {count} words.",
        count,
    )
    return sentence.format(held=grouped(held), count=grouped(count))


def _closeness_in_short(cosine: float) -> str:
    if cosine >= _VERY_CLOSE:
        return _("Its best sentence is very close in meaning.")
    if cosine >= _CLOSE:
        return _("Its best sentence is close in meaning.")
    if cosine >= _SOMEWHAT_CLOSE:
        return _("Its best sentence is somewhat close in meaning.")
    return _("Its best sentence is not close in meaning.")


def _context(answer: Answer) -> list[str]:
    if not in_context(answer):
        return []
    sentence = _(
        "The question was searched together with what it goes on from (“{inherited}”): the figures "
        "of meaning and BM25 are of both."
    )
    return [sentence.format(inherited=answer.inherited)]


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
        sentences.append(_above(hits, place))
    return f"[{place + 1}] {' '.join(sentences)}"


def _meaning(hit: Hit) -> str:
    return _closeness(hit.sentence).format(
        sentence=_figure(hit.sentence), passage=_figure(hit.cosine)
    )


def _closeness(cosine: float) -> str:
    if cosine >= _VERY_CLOSE:
        return _(
            "Its best sentence is very close in meaning to the question (cosine {sentence}, the "
            "passage as a whole {passage})."
        )
    if cosine >= _CLOSE:
        return _(
            "Its best sentence is close in meaning to the question (cosine {sentence}, the "
            "passage as a whole {passage})."
        )
    if cosine >= _SOMEWHAT_CLOSE:
        return _(
            "Its best sentence is somewhat close in meaning to the question (cosine {sentence}, "
            "the passage as a whole {passage})."
        )
    return _(
        "Its best sentence is not close in meaning to the question (cosine {sentence}, the "
        "passage as a whole {passage})."
    )


def _words(hit: Hit, opening: Sequence[str], *, own: bool) -> str:
    """Which words ``hit`` holds; ``own`` where the question was searched with others as well."""
    share = _("({share} of your own words, BM25 {bm25})") if own else _("({share}, BM25 {bm25})")
    figures = share.format(share=f"{hit.coverage:.0%}", bm25=f"{hit.bm25:.1f}")
    if not hit.held:
        return _("It holds none of the question's words {figures}.").format(figures=figures)
    exact = [word for word in hit.held if _is_exact(word) and word not in opening]
    named = _("; names or numbers among them: {words}").format(words=_listed(exact))
    if hit.missing:
        sentence = _(
            "Of the question's words it holds {held} {figures}{named}. It lacks {missing}."
        )
    else:
        sentence = _("It holds all of the question's words: {held} {figures}{named}.")
    return sentence.format(
        held=_listed(hit.held),
        figures=figures,
        named=named if exact else "",
        missing=_listed(hit.missing),
    )


def _is_exact(word: str) -> bool:
    return word[0].isupper() or any(map(str.isdigit, word))


def _doubts(hit: Hit) -> list[str]:
    return [_doubt(mismatch) for mismatch in hit.mismatches]


def _doubt(mismatch: Mismatch) -> str:
    match mismatch:
        case Mismatch.FIGURE:
            return _("But a number of the question stands nowhere in it.")
        case Mismatch.NEGATION:
            return _("But the question denies something, and it does not.")
        case Mismatch.OPPOSITE:
            return _("But it has the opposite of a word of the question.")
        case _unreachable:
            assert_never(_unreachable)


def _worth(hit: Hit) -> str:
    if hit.score >= 0.5:
        sentence = _("By itself it is good enough for an answer (score {score}).")
    elif hit.weak:
        sentence = _("By itself it would not even be offered as a near miss (score {score}).")
    else:
        sentence = _("By itself it would be a near miss (score {score}).")
    return sentence.format(score=_figure(hit.score))


def _above(hits: Sequence[Hit], place: int) -> str:
    """Why the hit at ``place`` stands above the next one."""
    hit, following = hits[place], hits[place + 1]
    if hit.reranked is not None:
        return _above_by_reranker(hits, place, hit.reranked)
    reason: str | None = ""
    gains, losses = _better(hit, following), _better(following, hit)
    if hit.in_time and not following.in_time:
        gains.insert(0, _("its date lies in the time that the question speaks of"))
    if hit.fused < following.fused:
        reason = out_of_turn(hits, place)
        sentence = (
            _(
                "It stands above [{number}], which ranks higher, so that another voice is heard in "
                "between; together {one} against {other}."
            )
            if reason is None
            else _(
                "It stands above [{number}], which ranks higher; together {one} against {other}."
            )
        )
    elif not gains:
        sentence = _(
            "It stands above [{number}], which is nearly as good; together {one} against {other}."
        )
    elif losses:
        sentence = _(
            "It stands above [{number}] because {gains}, although there {losses}; together {one} "
            "against {other}."
        )
    else:
        sentence = _("It stands above [{number}] because {gains}; together {one} against {other}.")
    told = sentence.format(
        number=place + 2,
        gains=_joined(gains),
        losses=_joined(losses),
        one=_figure(hit.fused),
        other=_figure(following.fused),
    )
    return " ".join(filter(None, [told, reason]))


def _above_by_reranker(hits: Sequence[Hit], place: int, score: float) -> str:
    """The same where the re-ranker read the passage: its scores alone decide the order."""
    following = hits[place + 1].reranked
    reason: str | None = ""
    if following is None:
        sentence = _("It stands above [{number}], which the re-ranker did not read.")
        return sentence.format(number=place + 2)
    if score < following:
        reason = out_of_turn(hits, place)
        sentence = (
            _(
                "It stands above [{number}], which the re-ranker puts higher, so that another "
                "voice is heard in between; re-ranker's score {one} against {other}."
            )
            if reason is None
            else _(
                "It stands above [{number}], which the re-ranker puts higher; re-ranker's score "
                "{one} against {other}."
            )
        )
    else:
        sentence = _(
            "It stands above [{number}] because the re-ranker put it there; re-ranker's score "
            "{one} against {other}."
        )
    told = sentence.format(number=place + 2, one=_figure(score), other=_figure(following))
    return " ".join(filter(None, [told, reason]))


def _joined(reasons: Sequence[str]) -> str:
    *others, last = reasons or [""]
    one = _joined(others) if len(others) > 1 else "".join(others)
    return _("{one} and {other}").format(one=one, other=last) if one else last


def _better(one: Hit, other: Hit) -> list[str]:
    """In what ``one`` is better, as far as the rounded figures show it."""
    found = []
    for words, value, than in (
        (
            _("the best sentence is closer ({value} against {than})"),
            _figure(one.sentence),
            _figure(other.sentence),
        ),
        (
            _("the words match better ({value} against {than})"),
            f"{one.bm25:.1f}",
            f"{other.bm25:.1f}",
        ),
    ):
        if float(value) > float(than):
            found.append(words.format(value=value, than=than))
    return found


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _figure(value: float) -> str:
    """Two decimals, without the zero before the point: ``.71``."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"
