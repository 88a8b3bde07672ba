"""What inline mode has for the words that somebody types: passages, or the recent documents."""

import re
from dataclasses import dataclass

from bot.answer import Abstained, Answered, Question
from bot.answering import Answerer
from bot.conversation import page
from bot.receipts import Stored
from bot.telegram_app.elsewhere.articles import Article, article_of, opening_article
from bot.telegram_app.messages.originals import differing
from corpus.store import StoredDocument

ARTICLES = 10
"""How many articles are offered at a time."""

_OFFSET = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Offer:
    """Articles, and where the next ones begin; ``next_offset`` is empty where there are none."""

    articles: tuple[Article, ...] = ()
    next_offset: str = ""


class Offers:
    """Finds what to offer. Safe for use by several threads.

    Each question stands alone: what one types for another chat goes on from nothing.

    Args:
        answerer: knows the documents.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def find(self, text: str, offset: str) -> Offer:
        """What to offer for ``text``; for none, the recent documents.

        Args:
            text: as it was typed, without surrounding white space.
            offset: what an earlier offer gave as its next one, or anything that a client makes up.

        Raises:
            FootnoteError: if there is no index, or it cannot be read.
        """
        if offset and not _OFFSET.fullmatch(offset):
            return Offer()
        first = int(offset or 0)
        if not text:
            return self._recent(first)
        # An answer holds no more passages than are offered at once.
        return Offer() if first else self._answering(text)

    def _answering(self, text: str) -> Offer:
        answer = self._answerer.answer(Question(text, limit=ARTICLES))
        if isinstance(answer, Abstained):
            return Offer()
        hits = answer.hits
        places = range(len(hits))
        if isinstance(answer, Answered):
            # Nobody turns pages here: what an answer's first page would not show for its weakness
            # is not offered at all.
            sure = page(answer).end
            places_kept = [it for it in places if it < sure or not hits[it].weak]
        else:
            places_kept = list(places)
        out = differing(self._answerer.receipts, hits, places_kept)
        return Offer(tuple(article_of(answer, it) for it in places_kept if it not in out))

    def _recent(self, first: int) -> Offer:
        documents = sorted(self._answerer.documents(), key=_recency)
        end = first + ARTICLES
        articles = []
        for document in documents[first:end]:
            opening = self._answerer.opening(document.id)
            if opening is None:
                continue
            if self._answerer.receipts.stored(opening) is not Stored.DIFFERS:
                articles.append(opening_article(opening))
        return Offer(tuple(articles), str(end) if end < len(documents) else "")


def _recency(document: StoredDocument) -> tuple[int, str]:
    """The latest first; after those, the undated ones by their paths."""
    published = document.metadata.published
    return (-published.toordinal() if published else 0, document.path)
