"""What the bot tells an owner on /stats."""

import asyncio
from collections import Counter
from collections.abc import Mapping

from telegram import Message

from bot.answering import Answerer
from bot.telegram_app.counting.chart import bars
from bot.telegram_app.counting.counts import KEPT_DAYS, Counts, Kind
from bot.telegram_app.counting.statistics import Statistics, statistics
from bot.telegram_app.messages.formatted import Styled, visible_line
from bot.telegram_app.messages.rendering import BETWEEN, RenderedMessage
from bot.telegram_app.wire.client import FootnoteBot
from bot.telegram_app.wire.places import place_of
from bot.telegram_app.wire.sending import say, send_all
from bot.wording import stats as wording
from bot.wording import telegram as telegram_wording
from bot.wording.conventions import day_of_week

WEEK, MONTH = 7, 30
_SOURCES_NAMED = 5
_NAME_LIMIT = 60


class StatsCommand:
    """Tells how the bot is used.

    Args:
        counts: knows.
        answerer: knows which publisher a document is of.
    """

    def __init__(self, counts: Counts, answerer: Answerer) -> None:
        self._counts = counts
        self._answerer = answerer

    async def show(self, bot: FootnoteBot, message: Message, _: str) -> None:
        """Answer /stats."""
        rows, today = self._counts.last(MONTH), self._counts.today()
        begun = self._counts.begun()
        if not rows or begun is None:
            await say(bot, message, wording.nothing_yet(KEPT_DAYS))
            return
        week, month = (statistics(rows, today, days, begun) for days in (WEEK, MONTH))
        documents = await asyncio.to_thread(self._answerer.documents)
        publishers = {it.path: it.metadata.publisher or it.metadata.title for it in documents}
        sources = _by_source(month.documents, publishers)
        shown = render_statistics(week, month, sources)
        await send_all(bot, place_of(message), [shown])


def render_statistics(
    week: Statistics, month: Statistics, sources: Mapping[str, int]
) -> RenderedMessage:
    """The last week with its days, the last month, and what was quoted most.

    Args:
        week: of ``WEEK`` days.
        month: of ``MONTH`` days.
        sources: how many of the month's answers begin with each source.
    """
    chart = bars([(day_of_week(day), count) for day, count in week.days])
    blocks = [_told(week), Styled(chart).wrapped("pre"), _told(month)]
    named = sorted(sources.items(), key=lambda it: (-it[1], it[0]))[:_SOURCES_NAMED]
    if named:
        lines = [wording.source(_shown(name), count) for name, count in named]
        blocks.append(Styled("\n".join([wording.sources_lead(len(month.days)), *lines])))
    blocks.append(Styled(wording.what_is_kept(KEPT_DAYS)))
    text = blocks[0]
    for block in blocks[1:]:
        text = text + BETWEEN + block
    return RenderedMessage(text.text, text.entities)


def _told(figures: Statistics) -> Styled:
    days = len(figures.days)
    lines = [wording.questions(figures.questions, figures.a_day)]
    if figures.questions:
        shares = (figures.share(kind) for kind in (Kind.ANSWERED, Kind.CLOSEST, Kind.ABSTAINED))
        lines += [wording.outcomes(*shares), wording.places(figures.surfaces)]
    if figures.median is not None and figures.slow is not None:
        lines.append(wording.durations(figures.median, figures.slow))
    if figures.good or figures.bad:
        lines.append(wording.marks(figures.good, figures.bad))
    return Styled(wording.lead(days)).wrapped("bold") + "\n" + "\n".join(lines)


def _by_source(documents: Mapping[str, int], names: Mapping[str, str | None]) -> Mapping[str, int]:
    """Counts by publisher, by title where there is none, and by path where both are unknown."""
    counted: Counter[str] = Counter()
    for path, count in documents.items():
        counted[names.get(path) or path] += count
    return counted


def _shown(name: str) -> str:
    return visible_line(name, _NAME_LIMIT) or telegram_wording.unnamed()
