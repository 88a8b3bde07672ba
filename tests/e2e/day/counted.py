"""Whether the bot counts right: its figures on /stats and /unanswered, against what became of it.

The kinds below are those of the second shift alone, where every question is one of them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bot.wording import stats as wording
from e2e.day.ledger import Fate

ANSWERED = "reader's question"
IN_VAIN = "reader's question in vain"
IN_A_GROUP = "reader's question in a group"
INLINE = "passage chosen inline"
GOOD = "answer marked 👍"
BAD = "answer marked 👎"
STATS = "figures on /stats"
UNANSWERED = "list on /unanswered"

KEPT_DAYS = 30
SHARES = "only something near:"
IN_VAIN_LEAD = "asked in vain in private chats"
_QUOTED_FIRST = re.compile(r"^• .*: ([0-9]+)$", re.MULTILINE)
_ASKED_OFTEN = re.compile(r"^• .* — (?:([0-9]+)× · )?", re.MULTILINE)
_MARKED = re.compile(r"👎 ([0-9]+)$", re.MULTILINE)

Fates = Mapping[str, Counter[Fate]]


def miscounted(fates: Fates, told: Mapping[str, str]) -> list[str]:
    """Where the bot's figures and the server's differ, a sentence each.

    Args:
        fates: what everything came to, by kind.
        told: what the bot said, by the kind of what was asked.
    """
    found: list[str] = []
    if STATS in told:
        found += _of_stats(fates, told[STATS])
    if UNANSWERED in told:
        found += _of_the_list(fates, told[UNANSWERED])
    return found


def _of_stats(fates: Fates, told: str) -> Iterator[str]:
    came = {kind: fates[kind].total() for kind in fates}
    private, vain = came.get(ANSWERED, 0), came.get(IN_VAIN, 0)
    group, inline = came.get(IN_A_GROUP, 0), came.get(INLINE, 0)
    answered = private + group + inline
    count = answered + vain
    for line in (
        wording.questions(count, float(count)),
        wording.outcomes(answered / count, 0.0, vain / count),
        wording.places({"private": private + vain, "group": group, "inline": inline}),
        wording.marks(came.get(GOOD, 0), came.get(BAD, 0)),
    ):
        if line not in told.split("\n"):
            yield f"/stats does not say “{line}”: {_in_short(told)}"
    quoted = sum(map(int, _QUOTED_FIRST.findall(told)))
    if quoted != private + group:  # whose passage was chosen inline nobody tells the bot
        yield f"/stats counts {quoted} sources of {private + group} answers"


def _of_the_list(fates: Fates, told: str) -> Iterator[str]:
    often = [int(count or 1) for count in _ASKED_OFTEN.findall(told)]
    marked = sum(map(int, _MARKED.findall(told)))
    vain, bad = fates[IN_VAIN].total(), fates[BAD].total()
    # A question whose answer got a mark is in the list for it.
    if (sum(often), marked) != (vain + bad, bad):
        yield f"/unanswered should tell of {vain} in vain and {bad} marked: {_in_short(told)}"


def _in_short(told: str) -> str:
    """The first paragraph on one line."""
    return " / ".join(told.partition("\n\n")[0].split("\n"))
