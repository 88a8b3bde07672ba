"""Why a passage stands above one that ranks higher.

A version of a story that is shown already, and a voice that would speak on and on, wait behind
others whatever their figures are. Whoever sees the figures is told which of the two it was.
"""

from collections.abc import Sequence

from bot.wording.translation import _
from embeddings.diversity import IN_A_ROW, Candidate
from embeddings.hit import Hit


def out_of_turn(hits: Sequence[Hit], place: int) -> str | None:
    """Why the one behind the hit at ``place``, counted from 0, waits although it ranks higher.

    Returns:
        A sentence, empty where nothing that a person sees tells it; None where another voice is to
        be heard in between.
    """
    hit, following = hits[place], hits[place + 1]
    first = next((k for k in range(place) if _is_version(following, hits[k])), None)
    both_wait = any(_is_version(hit, before) for before in hits[:place])
    if _speaks_on(hits[:place], following) and (first is None or both_wait):
        return None
    if first is not None:
        sentence = _(
            "[{number}] is another version of what [{first}] tells, and other stories come before "
            "it."
        )
        return sentence.format(number=place + 2, first=first + 1)
    if _is_version(following, hit):
        sentence = _(
            "[{number}] is another version of the same story, and lacks a figure, a name or a "
            "denial of the question."
        )
        return sentence.format(number=place + 2)
    if following.score < hit.score:
        return _("By itself [{number}] is worth less.").format(number=place + 2)
    return ""


def _is_version(other: Hit, shown: Hit) -> bool:
    """Whether ``other`` is named below ``shown``, as another version of its story."""
    return other.passage.id in {version.passage.id for version in shown.versions}


def _speaks_on(before: Sequence[Hit], following: Hit) -> bool:
    """Whether the last of ``before`` were the voice of ``following`` (``embeddings.diversity``)."""
    documents = [hit.passage.document_id for hit in before[-IN_A_ROW:]]
    if documents == [following.passage.document_id] * IN_A_ROW:
        return True
    publisher = _publisher(following)
    return bool(before) and publisher is not None and publisher == _publisher(before[-1])


def _publisher(hit: Hit) -> str | None:
    return Candidate(0, hit.fused, hit.passage).publisher
