"""The messages that owners see: pure, and with every name in them as plain as it can be."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.library.closed import Closed
from bot.library.library import Library
from bot.library.preview import ManyPreview, Preview, Refusal, Refused
from bot.listing import ListedFile
from bot.telegram_app.messages.formatted import Styled, clean, one_line, shortened, visible_line
from bot.telegram_app.messages.keyboard import Button, Rows, last_page, turning_rows
from bot.telegram_app.messages.rendering import BETWEEN, RenderedMessage
from bot.telegram_app.owner.unfinished import Change, Kind
from bot.wording import adding
from bot.wording import owner as wording
from bot.wording import telegram as telegram_wording
from corpus.disk import is_full
from corpus.errors import FootnoteError
from corpus.formats import FORMATS
from corpus.scan import Skipped
from embeddings.indexing.summary import Summary

ADDING = "up"
"""What the data of the buttons under a preview begins with."""

VISITING = "vi"
"""What the data of the buttons under a page of the web begins with."""

REMOVING = "rm"
"""What the data of the buttons for removing begins with."""

ADD, REPLACE, CANCEL, PAGE, CHOOSE, REMOVE = "arcpdy"
AT_ONCE = 8
"""Documents on one page of buttons."""

_NAME = "\ue000"
"""Stands for a file's name in a sentence: the name itself may be a word of it."""

_NAME_LIMIT = 160
_LABEL_LIMIT = 60
_FACTS_LIMIT = 500
_LINE_LIMIT = 80
_LINES_SHOWN = 3
_OPENING_LIMIT = 400
_SKIPPED_SHOWN = 12
_SKIPPED_NAME_LIMIT = 80
_REASON_LIMIT = 120


def shown_name(name: str) -> str:
    """A file's name on one line, or what stands for one that cannot be seen."""
    return visible_line(name, _NAME_LIMIT) or telegram_wording.unnamed()


def naming(sentence: Callable[[str], str], name: str) -> RenderedMessage:
    """A sentence with a file's name in it; Telegram would take ``notes.md`` for a website."""
    styled = _styled(sentence(_NAME), name)
    return RenderedMessage(styled.text, styled.entities)


def change_begun(change: Change) -> RenderedMessage:
    """That a change of the folder is made, and the index is about to follow."""
    said = adding.added_waits if change.kind is Kind.ADDED else wording.removed_waits
    return naming(said, shown_name(change.path))


def change_ended(
    change: Change, kept: Path, library: Library, done: Summary | None
) -> RenderedMessage:
    """What became of a change of the folder.

    Args:
        change: what was done, or was about to be when the process ended.
        kept: where what was removed is.
        library: the documents, as they are now.
        done: what the indexer did; None where nothing of it was left to do.
    """
    path, name = change.path, shown_name(change.path)
    stays = done is not None and not done.published and library.file(path) is not None
    if change.kind is Kind.REMOVED:
        if stays:
            return RenderedMessage(wording.nothing_removed())
        return naming(lambda it: wording.removed(it, one_line(str(kept)), done), name)
    if done is None:
        return naming(adding.not_added, name)
    return added_message(path, done)


def closed_sentence(closed: Closed) -> str:
    """Why nobody can change the documents."""
    return {
        Closed.INSTALLED: wording.installed,
        Closed.MISSING: wording.folder_missing,
        Closed.OTHER_ROOT: wording.other_root,
    }[closed]()


def unchanged_message(error: Exception, library: Library) -> RenderedMessage:
    """Why the folder was not changed, as far as an owner can help it; the log has the rest."""
    cause = error.__cause__ if isinstance(error, FootnoteError) else error
    is_disk = isinstance(cause, Exception) and is_full(library.removed.parent, cause)
    return RenderedMessage(wording.disk_full() if is_disk else wording.folder_fails())


def refused_message(refused: Refused, library: Library) -> RenderedMessage:
    """Why a file is not added."""
    name = shown_name(refused.name)
    match refused.why:
        case Refusal.NAMELESS:
            return RenderedMessage(adding.nameless())
        case Refusal.FORMAT:
            return naming(lambda it: adding.unknown_format(it, library.formats), name)
        case Refusal.TOO_LARGE:
            limit = library.max_bytes // 1_000_000
            return naming(lambda it: adding.too_large(it, limit), name)
        case Refusal.BLOCKED:
            return naming(adding.blocked, name)
        case Refusal.UNREADABLE:
            why = shortened(one_line(refused.detail), _REASON_LIMIT)
            return naming(lambda it: adding.unreadable(it, why), name)


def unfetched_message(address: str, why: str) -> RenderedMessage:
    """Why a page of the web is not added."""
    told = shortened(one_line(why), _REASON_LIMIT)
    return naming(lambda it: adding.page_unread(it, told), shown_name(address))


def preview_message(
    preview: Preview | ManyPreview, key: str, prefix: str = ADDING
) -> RenderedMessage:
    """What was read of a file, and the buttons that decide about it.

    Args:
        preview: of it.
        key: under which it waits.
        prefix: what the data of the buttons begins with.
    """
    standing = preview.standing
    name = shown_name(standing.name if standing else preview.name)
    if standing is None:
        lead = adding.would_be_added(_NAME)
    else:
        lead = adding.would_be_replaced(_NAME, standing.listed)
    facts, opening = _found(preview)
    blocks = _styled(shortened(one_line(lead), 2 * _FACTS_LIMIT), name) + BETWEEN
    blocks += Styled("\n".join(facts)) + BETWEEN + adding.begins() + "\n"
    blocks += Styled(opening).wrapped("blockquote")
    change = (
        Button(adding.add_button(), f"{prefix}:{key}:{ADD}")
        if standing is None
        else Button(adding.replace_button(), f"{prefix}:{key}:{REPLACE}")
    )
    cancel = Button(wording.cancel_button(), f"{prefix}:{key}:{CANCEL}")
    return RenderedMessage(blocks.text, blocks.entities, ((change, cancel),))


def _found(preview: Preview | ManyPreview) -> tuple[list[str], str]:
    """What is told of a file, line by line, and how it begins."""
    if isinstance(preview, Preview):
        facts = [shortened(one_line(adding.facts(preview)), _FACTS_LIMIT)]
        if preview.metadata.published is None:
            facts.append(adding.undated())
        opening = shortened(clean(preview.opening).strip(), _OPENING_LIMIT)
        return [*facts, _left_out(preview.left_out)], opening
    facts = [adding.facts_of_many(preview)]
    if preview.unread:
        facts.append(shortened(one_line(adding.unread(preview)), _FACTS_LIMIT))
    if preview.passed_over:
        told = one_line(wording.unsupported(preview.passed_over, FORMATS))
        facts.append(shortened(told, _FACTS_LIMIT))
    lines = [shortened(one_line(it), _LINE_LIMIT) for it in preview.first]
    more = ["…"] if preview.documents > len(lines) else []
    return facts, "\n".join(line for line in [*lines, *more] if line)


def _left_out(lines: Sequence[str]) -> str:
    shown = [shortened(one_line(line), _LINE_LIMIT) for line in lines[:_LINES_SHOWN]]
    return adding.left_out(shown, len(lines)) if lines else adding.nothing_left_out()


def listing_message(lead: str, files: Sequence[ListedFile], page: int, key: str) -> RenderedMessage:
    """A page of files as buttons; a page too many shows the last one."""
    last = last_page(len(files), AT_ONCE)
    page = min(page, last)
    first = page * AT_ONCE
    rows: list[tuple[Button, ...]] = []
    for place, file in enumerate(files[first : first + AT_ONCE], first):
        label = shown_name((file.alone and file.alone.metadata.title) or file.path)
        data = f"{REMOVING}:{key}:{CHOOSE}{place}"
        rows.append((Button(shortened(label, _LABEL_LIMIT), data),))
    rows += turning_rows(page, last, lambda it: f"{REMOVING}:{key}:{PAGE}{it}")
    rows.append((Button(wording.cancel_button(), f"{REMOVING}:{key}:{CANCEL}0"),))
    return RenderedMessage(lead, buttons=tuple(rows))


def removal_message(file: ListedFile, place: int, key: str) -> RenderedMessage:
    """The question before a file is removed."""
    name = shown_name(file.path)
    styled = _styled(shortened(clean(wording.remove_this(_NAME, file)), 2_000), name)
    rows: Rows = (
        (
            Button(wording.remove_button(), f"{REMOVING}:{key}:{REMOVE}{place}"),
            Button(wording.cancel_button(), f"{REMOVING}:{key}:{CANCEL}{place}"),
        ),
        (Button(telegram_wording.back_button(), f"{REMOVING}:{key}:{PAGE}{place // AT_ONCE}"),),
    )
    return RenderedMessage(styled.text, styled.entities, rows)


def summary_message(done: Summary, library: Library) -> RenderedMessage:
    """What ``/reindex`` did, as ``footnote index`` tells it; a long list is cut, and says so."""
    message = Styled(wording.reindexed(done))
    for skipped in done.skipped[:_SKIPPED_SHOWN]:
        message += Styled("\n") + _skipped(skipped)
    if len(done.skipped) > _SKIPPED_SHOWN:
        message += "\n" + wording.more_skipped(len(done.skipped) - _SKIPPED_SHOWN)
    if done.unsupported:
        told = one_line(wording.unsupported(done.unsupported, library.formats))
        message += "\n" + shortened(told, _FACTS_LIMIT)
    return RenderedMessage(message.text, message.entities)


def added_message(name: str, done: Summary) -> RenderedMessage:
    """What is said of a file that was added, once the indexer has seen it."""
    shown = shown_name(name)
    told = [it for it in done.skipped if it.path == name]
    whole = next((it.reason for it in told if not it.partly), None)
    if whole is not None:
        return naming(lambda it: adding.added_but_skipped(it, whole), shown)
    message = _styled(adding.added(_NAME, done), shown)
    for skipped in told:
        message += Styled("\n") + _skipped(skipped)
    return RenderedMessage(message.text, message.entities)


def _skipped(skipped: Skipped) -> Styled:
    path = shortened(shown_name(skipped.path), _SKIPPED_NAME_LIMIT)
    why = shortened(one_line(wording.reason(skipped.reason)), _REASON_LIMIT)
    sentence = wording.skipped_in_part if skipped.partly else wording.skipped
    return _styled(sentence(_NAME, why), path)


def _styled(text: str, name: str) -> Styled:
    """``text`` with ``name`` in monospace where ``_NAME`` stands in it."""
    before, stands, behind = text.partition(_NAME)
    return Styled(before) + (Styled(name).wrapped("code") if stands else "") + behind
