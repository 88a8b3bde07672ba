"""Which blocks of a document are boilerplate, and why: each by itself, then in their order."""

import re
from collections.abc import Callable, Mapping, Sequence, Set

from corpus.boilerplate.credits import is_credit, is_labelled_date
from corpus.boilerplate.mark import Reason
from corpus.boilerplate.menus import (
    LONGEST_TITLE,
    is_menu_word,
    is_related,
    leads_to_titles,
    menu_reason,
)
from corpus.boilerplate.moments import heads_entry, is_moment
from corpus.boilerplate.notices import (
    LONGEST_NOTICE,
    MOST_WORDS,
    line_reason,
    lines_reason,
    notice_reason,
)
from corpus.boilerplate.repetition import fingerprint, may_be_repeated
from corpus.lines import ends_sentence, is_list_item
from corpus.readers.extraction import Block

_MOST_TITLES = 12
_LONGEST_ENTRY = 40
_ENTRIES = 4
"""Entries of a menu in a row, each a paragraph of its own, that make one."""

_KNOWN = 0.6
_MOST_MOMENTS = 2
"""When a page was published, and when it was changed; more are a list of times."""

_LONGEST_LABEL = 60
_RUN = re.compile(r"\s{4,}")
_WORD = re.compile(r"\w+")


def _reason_of(plain: str) -> Reason | None:
    if len(plain) > LONGEST_NOTICE or len(_WORD.findall(plain)) > MOST_WORDS:
        return None
    if is_list_item(plain):
        plain = plain.split(maxsplit=1)[1] if " " in plain else plain
    simple = line_reason(plain) or menu_reason(plain) or lines_reason(plain)
    if simple is not None:
        return simple
    if is_related(plain):
        return Reason.RELATED
    if is_credit(plain):
        return Reason.BYLINE
    return notice_reason(plain)


def _plain(text: str) -> str:
    return _RUN.sub(_shortened, text.strip())


def _shortened(run: re.Match[str]) -> str:
    """A long run of white space, as short as still parts a menu's entries, or two paragraphs."""
    return "\n\n" if "\n" in run[0] else "   "


def marked_blocks(
    text: str,
    blocks: Sequence[Block],
    repeated: Set[int] = frozenset(),
    check: Callable[[], None] = lambda: None,
) -> dict[Block, Reason]:
    """The blocks of ``text`` that are not served, and why.

    Args:
        text: the document's.
        blocks: in order and disjoint.
        repeated: fingerprints of what stands in many documents of its source.
        check: called at each of them: it may raise.
    """
    texts = [block.span.of(text) for block in blocks]
    reasons, moments = _by_themselves(blocks, texts, check)
    _mark_titles(blocks, texts, reasons)
    _mark_moments(moments, blocks, texts, reasons)
    _mark_menus(texts, reasons)
    _keep_introduced(texts, reasons)
    found: dict[Block, Reason] = {}
    for block, words, reason in zip(blocks, texts, reasons, strict=True):
        if reason is not None:
            found[block] = reason
        elif repeated and may_be_repeated(block, words) and fingerprint(words) in repeated:
            found[block] = Reason.REPEATED
    found = with_headings(blocks, found)
    for block, words in zip(blocks, texts, strict=True):
        if found.get(block) is Reason.HEADING and _is_date_line(_plain(words)):
            # A short line of plain text passes for a heading until the one below it is marked.
            found[block] = Reason.BYLINE
    return found


def _by_themselves(
    blocks: Sequence[Block], texts: Sequence[str], check: Callable[[], None]
) -> tuple[list[Reason | None], list[int]]:
    """The reason of each block, whatever stands around it; and places of what may be a moment."""
    reasons: list[Reason | None] = []
    moments: list[int] = []
    for place, (block, words) in enumerate(zip(blocks, texts, strict=True)):
        check()
        if block.kind == "byline":
            reasons.append(Reason.BYLINE)
            continue
        plain = _plain(words)
        # Before all else: “14. März 2025, 10:32 Uhr” is no fourteenth item.
        if is_moment(plain):
            moments.append(place)
            reasons.append(None)
        elif block.kind == "heading":
            reasons.append(_heading_reason(words))
            if reasons[-1] is None and is_labelled_date(plain):
                moments.append(place)
        else:
            reasons.append(_reason_of(plain))
    return reasons, moments


def _is_date_line(plain: str) -> bool:
    return is_credit(plain) or heads_entry(plain)


def with_headings(blocks: Sequence[Block], marked: Mapping[Block, Reason]) -> dict[Block, Reason]:
    """``marked``, and the headings that have lost their text by it.

    A heading of nothing but marked paragraphs goes as they do. One whose first paragraph is
    marked cannot be quoted with the second; it stays the context of what follows.
    """
    found = dict(marked)
    for place in range(len(blocks) - 2, -1, -1):
        block = blocks[place]
        if block.kind != "heading" or block in found:
            continue
        under = _under(blocks, place)
        if under and all(it in marked for it in under):
            found[block] = marked[under[0]]
        elif blocks[place + 1] in found:
            found[block] = Reason.HEADING
    return found


def _under(blocks: Sequence[Block], place: int) -> list[Block]:
    """The paragraphs under the heading at ``place``, those of its inner headings included."""
    under: list[Block] = []
    for block in blocks[place + 1 :]:
        if block.kind != "heading":
            under.append(block)
        elif block.level <= blocks[place].level:
            break
    return under


def _heading_reason(text: str) -> Reason | None:
    """A heading is only what the lists have word for word: it is the name of what follows."""
    if leads_to_titles(text):
        return Reason.RELATED
    return line_reason(text)


def _mark_titles(
    blocks: Sequence[Block], texts: Sequence[str], reasons: list[Reason | None]
) -> None:
    """The titles under a lead such as “Related articles” go with it."""
    for place, text in enumerate(texts):
        if reasons[place] is not Reason.RELATED or not leads_to_titles(text):
            continue
        following = range(place + 1, min(place + 1 + _MOST_TITLES, len(blocks)))
        for other in following:
            if blocks[other].kind == "heading" or not _is_link(texts[other]):
                break
            reasons[other] = reasons[other] or Reason.RELATED


def _is_link(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not (ends_sentence(text) and text[-1] not in "?!")


def _mark_moments(
    moments: Sequence[int],
    blocks: Sequence[Block],
    texts: Sequence[str],
    reasons: list[Reason | None],
) -> None:
    """When a page was published stands above its text, or below it.

    One that has text on both sides says when something happened: it is an entry of a log, and so
    are the first and the last of them. A heading is the name of what follows, but for a label.
    """
    moments = [place for place in moments if reasons[place] is None]
    if not 1 <= len(moments) <= _MOST_MOMENTS:
        return
    times = {place for place, text in enumerate(texts) if heads_entry(_plain(text))} | {*moments}
    rest = [
        place
        for place, block in enumerate(blocks)
        if block.kind != "heading" and reasons[place] is None and place not in times
    ]
    told = [it for it in rest if _tells(texts[it])] or rest
    if told and any(told[0] < place < told[-1] and reasons[place] is None for place in times):
        return
    for place in moments:
        if blocks[place].kind != "heading" or is_labelled_date(_plain(texts[place])):
            reasons[place] = Reason.BYLINE


def _tells(text: str) -> bool:
    """Whether ``text`` is more than a label such as *World*."""
    return len(text) > _LONGEST_LABEL or ends_sentence(text)


def _mark_menus(texts: Sequence[str], reasons: list[Reason | None]) -> None:
    """Entries of a menu, each a paragraph of its own, in a row."""
    start = 0
    while start < len(texts):
        end = start
        while end < len(texts) and _is_entry(texts[end], reasons[end]):
            end += 1
        known = sum(
            reasons[place] is not None or is_menu_word(texts[place]) for place in range(start, end)
        )
        if end - start >= _ENTRIES and known >= _KNOWN * (end - start):
            for place in range(start, end):
                reasons[place] = reasons[place] or Reason.NAVIGATION
        start = end + 1


def _is_entry(text: str, reason: Reason | None) -> bool:
    if reason is not None:
        return len(text) <= _LONGEST_ENTRY
    return (
        len(text) <= _LONGEST_ENTRY and not ends_sentence(text) and not any(map(str.isdigit, text))
    )


def _keep_introduced(texts: Sequence[str], reasons: list[Reason | None]) -> None:
    """An address that the paragraph before it announces is the end of its sentence."""
    for place in range(1, len(texts)):
        announced = reasons[place - 1] is None and texts[place - 1].rstrip().endswith(":")
        if reasons[place] is Reason.ADDRESS and announced:
            reasons[place] = None
