"""What ``/stats`` tells an owner."""

from collections.abc import Mapping

from bot.wording.answers import SEPARATOR
from bot.wording.conventions import decimal, grouped, percentage
from bot.wording.telegram import BAD_MARK, BULLET, GOOD_MARK
from bot.wording.translation import _, ngettext

_SLOW = 0.95


def nothing_yet(days: int) -> str:
    """That there is nothing to tell."""
    nobody = _("Nobody has asked me anything in the last month.")
    return f"{nobody} {what_is_kept(days)}"


def lead(days: int) -> str:
    """What stands above the figures of some days."""
    return ngettext("Last {count} day", "Last {count} days", days).format(count=days)


def questions(count: int, a_day: float | None = None) -> str:
    """How many questions there were, and on a day on average where that is worth telling."""
    told = ngettext("{count} question", "{count} questions", count).format(count=grouped(count))
    if a_day is None:
        return told
    return _("{questions}, {average} a day").format(questions=told, average=decimal(a_day))


def outcomes(answered: float, closest: float, abstained: float) -> str:
    """What they got: shares from 0 to 1."""
    return _("answered: {answered}, only something near: {closest}, nothing: {abstained}").format(
        answered=percentage(answered),
        closest=percentage(closest),
        abstained=percentage(abstained),
    )


def places(surfaces: Mapping[str, int]) -> str:
    """Where they were asked; what had none is left out."""
    names = {
        "private": _("in private: {count}"),
        "group": _("in groups: {count}"),
        "inline": _("inline: {count}"),
        "guest": _("as a guest: {count}"),
    }
    told = [
        sentence.format(count=grouped(surfaces[name]))
        for name, sentence in names.items()
        if surfaces.get(name)
    ]
    return SEPARATOR.join(told)


def durations(median: float, slow: float) -> str:
    """How long the search took, in milliseconds."""
    return _("search: half within {median} ms, {share} within {slow} ms").format(
        median=decimal(median), share=percentage(_SLOW), slow=decimal(slow)
    )


def marks(good: int, bad: int) -> str:
    """What people thought of the answers."""
    return f"{GOOD_MARK} {grouped(good)}{SEPARATOR}{BAD_MARK} {grouped(bad)}"


def sources_lead(days: int) -> str:
    """What stands above the sources that answers began with."""
    return ngettext(
        "Quoted first in the last {count} day:", "Quoted first in the last {count} days:", days
    ).format(count=days)


def source(name: str, count: int) -> str:
    """A source and how many answers began with it."""
    return f"{BULLET}{name}: {grouped(count)}"


def what_is_kept(days: int) -> str:
    """What the figures are made of."""
    return ngettext(
        "I count by day, without words and without people, for {count} day.",
        "I count by day, without words and without people, for {count} days.",
        days,
    ).format(count=days)
