"""What ``/unanswered`` tells an owner."""

from datetime import date

from bot.wording.answers import SEPARATOR
from bot.wording.conventions import day, grouped, languages
from bot.wording.telegram import BAD_MARK, BULLET, LINE_SEPARATOR
from bot.wording.translation import _, ngettext


def nothing_kept() -> str:
    """That questions are not kept, and how to have them kept."""
    return _(
        "Questions are not kept. To see here what people asked me in vain, set "
        "KEEP_QUESTIONS_DAYS=30, for example, and start me again. From then on I keep for so many "
        "days what I cannot answer in private chats, and what gets 👎 there, without names. "
        "/privacy tells everybody so, and /forget deletes what is one's own."
    )


def lead(count: int, days: int) -> str:
    """What stands above the questions.

    Args:
        count: how many different ones there are.
        days: for how long they are kept.
    """
    if not count and days == 1:
        return _("Nothing was asked in vain in private chats in the last day.")
    if not count:
        return ngettext(
            "Nothing was asked in vain in private chats in the last {count} day.",
            "Nothing was asked in vain in private chats in the last {count} days.",
            days,
        ).format(count=days)
    asked = ngettext(
        "{count} question was asked in vain in private chats, or got 👎. The latest first:",
        "{count} questions were asked in vain in private chats, or got 👎. The latest first:",
        count,
    )
    return asked.format(count=grouped(count))


def asked(text: str, last: date, language: str, count: int, *, marked: int) -> str:
    """One question.

    Args:
        text: on one line.
        last: the day of its latest asking.
        language: ISO 639-1, that the bot spoke then.
        count: how often it was asked.
        marked: how often its answer got 👎.
    """
    often = [f"{grouped(count)}×"] if count > 1 else []
    marks = [f"{BAD_MARK} {grouped(marked)}"] if marked else []
    told = SEPARATOR.join([*often, day(last), languages([language]), *marks])
    return f"{BULLET}{text}{LINE_SEPARATOR}{told}"


def invisible() -> str:
    """What stands for a question of which nothing can be seen."""
    return _("(nothing that can be seen)")
