"""Passages as inline mode lists them: a name, a line about it, and the message that is sent.

Pure. The message is the one that an answer shows (``reading``), of one passage alone, since
nobody can turn it in a chat that the bot does not know.
"""

import hashlib
from dataclasses import dataclass, replace

from bot.answer import Answered, Closest, Question
from bot.conversation import page
from bot.telegram_app.messages.footnotes import visible_name
from bot.telegram_app.messages.formatted import clean, is_visible, one_line, shortened
from bot.telegram_app.messages.reading import View, render_alone, render_titled
from bot.telegram_app.messages.rendering import RenderedMessage
from bot.wording import answers as wording
from bot.wording import inline as inline_wording
from bot.wording import telegram as telegram_wording
from bot.wording.naming import name
from corpus.document import Span
from corpus.passage import Passage
from embeddings.hit import Hit
from embeddings.ports import Bm25, Cosine

_TITLE_LIMIT = 120
_PART_LIMIT = 60
_SENTENCE_LIMIT = 200
_ID_BYTES = 16
_UNASKED = Question("")


@dataclass(frozen=True, slots=True)
class Article:
    """One thing that inline mode offers.

    Attributes:
        id: the same for the same words at the same place of a document, in every run; ASCII, at
            most 64 bytes.
        title: one line that can be seen.
        description: one line, empty where there is nothing to tell.
        message: what is sent when it is chosen; no button of it calls the bot.
    """

    id: str
    title: str
    description: str
    message: RenderedMessage


def article_of(answer: Answered | Closest, place: int) -> Article:
    """The article for passage ``place`` (from 0) of ``answer``."""
    hit = answer.hits[place]
    alone = replace(answer, hits=(hit,))
    best = hit.best_highlight
    description = _description(hit.passage, best.of(hit.passage.text) if best else "")
    if isinstance(answer, Closest):
        description = inline_wording.may_not_answer(description)
    return _article(hit.passage, description, render_alone(View(page(alone), 0)))


def opening_article(passage: Passage) -> Article:
    """The article for a document, shown by its first passage; nobody has asked for anything."""
    first = Hit(
        passage=passage,
        cosine=Cosine(0.0),
        sentence=Cosine(0.0),
        bm25=Bm25(0.0),
        coverage=0.0,
        fused=0.0,
        score=0.0,
        highlights=(),
    )
    shown = View(page(Answered(_UNASKED, (first,), _UNASKED.text, 0.0)), 0)
    return _article(passage, _description(passage, ""), render_titled(shown))


def _article(passage: Passage, description: str, message: RenderedMessage) -> Article:
    citation = passage.citation
    title = shortened(visible_name(name(citation), citation), _TITLE_LIMIT)
    return Article(_id(passage), title, description, message)


def _description(passage: Passage, sentence: str) -> str:
    """``The sentence — Publisher · 16 May 2025``; without a sentence, how the passage begins.

    A phone shows two lines of it: what answers comes first, its title stands above already.
    """
    _, *others = wording.origin_parts(passage.citation)
    parts = [shortened(part, _PART_LIMIT) for part in map(one_line, others) if is_visible(part)]
    origin = wording.SEPARATOR.join(parts)
    told = one_line(sentence) or one_line(_first_sentence(passage))
    if not is_visible(told):
        return origin
    said = shortened(told, _SENTENCE_LIMIT)
    return telegram_wording.LINE_SEPARATOR.join(filter(None, [said, origin]))


def _first_sentence(passage: Passage) -> str:
    first = next((it for it in passage.sentences if is_visible(clean(it.of(passage.text)))), None)
    return (first or Span(0, len(passage.text))).of(passage.text)


def _id(passage: Passage) -> str:
    """A digest of the words and their place: a document may hold the same words twice."""
    place = "\0".join((passage.citation.document, str(passage.span.start), passage.sha256))
    # A file's name may be no text at all.
    digest = hashlib.blake2s(place.encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES)
    return digest.hexdigest()
