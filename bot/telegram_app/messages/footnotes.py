"""Where a passage stands, on a line: the footnote under a quotation, and the line of a further one.

Titles are in italics, so that a phone shows where the title ends and the document's words begin.
"""

from collections.abc import Sequence

from bot.telegram_app.messages.formatted import (
    Styled,
    is_visible,
    one_line,
    shortened,
    utf16_length,
)
from bot.telegram_app.messages.links import sentence_url
from bot.wording import answers as wording
from bot.wording import telegram as telegram_wording
from corpus.citation import Citation
from embeddings.hit import Hit

NAME_LIMIT = 160
_PART_LIMIT = 80
_LINE_NAME_LIMIT = 60
_LINE_PART_LIMIT = 40
_LINE_SENTENCE_LIMIT = 90
_NO_BREAK = "\u00a0"
_HELD_TOGETHER = 16
"""UTF-16 code units that a word may have for what stands behind it to be kept on its line."""


def line(number: int, hit: Hit) -> Styled:
    """``[2] Title · Publisher · 16 May 2025 — the answering sentence, shortened``."""
    parts = wording.origin_parts(hit.passage.citation)
    told = _label(number, hit, parts, _LINE_NAME_LIMIT, _LINE_PART_LIMIT)
    best = hit.best_highlight
    sentence = one_line(best.of(hit.passage.text) if best else hit.passage.text)
    if not is_visible(sentence):
        return told
    return told + telegram_wording.LINE_SEPARATOR + shortened(sentence, _LINE_SENTENCE_LIMIT)


def footnote(number: int, hit: Hit) -> Styled:
    """``[1] Title · Publisher · 16 May 2025 · ¶4``; the title opens the page at the sentence.

    Page and paragraph stand on no line of their own, unless a long word stands before them.
    """
    citation = hit.passage.citation
    told = _label(number, hit, wording.origin_parts(citation), NAME_LIMIT, _PART_LIMIT)
    for part in wording.place_parts(citation):
        told += _before_place(told.text) + one_line(part).replace(" ", _NO_BREAK)
    return told


def address(hit: Hit) -> str | None:
    """The page that ``hit`` was taken from, at its best sentence, where it can be linked to."""
    best = hit.best_highlight
    sentence = best.of(hit.passage.text) if best else ""
    return sentence_url(hit.passage.citation.metadata.url, sentence)


def visible_name(name: str, citation: Citation) -> str:
    """A name that can be seen on one line, whatever the document calls itself."""
    candidates = (one_line(name), one_line(citation.document))
    return next((it for it in candidates if is_visible(it)), telegram_wording.unnamed())


def _label(number: int, hit: Hit, parts: Sequence[str], name_limit: int, limit: int) -> Styled:
    citation = hit.passage.citation
    name, *others = parts
    url = address(hit)
    title = Styled(shortened(visible_name(name, citation), name_limit))
    if citation.metadata.title:
        title = title.wrapped("italic")
    elif not url:  # or Telegram would take "notes.md" for a Moldovan website
        title = title.wrapped("code")
    if url:
        title = title.wrapped("text_link", url)
    told = Styled(f"[{number}] ") + title
    for part in filter(is_visible, map(one_line, others)):
        told += wording.SEPARATOR + shortened(part, limit)
    return told


def _before_place(told: str) -> str:
    """The separator behind ``told``, which no line ends at, or only before it."""
    last_word = told[told.rfind(" ") + 1 :]
    glued = utf16_length(last_word) <= _HELD_TOGETHER
    mark = wording.SEPARATOR.strip()
    return f"{_NO_BREAK if glued else ' '}{mark}{_NO_BREAK}"
