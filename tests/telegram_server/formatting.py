"""From the parameters of a call to the text that everyone sees, or Telegram's refusal of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from telegram_server import tdlib
from telegram_server.cleaning import clean
from telegram_server.errors import bad_request
from telegram_server.values import Entity, FormattedText, Params, cut_utf16, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BYTES_LIMIT = 32_768
_CLOSED = frozenset(["code", "pre", "text_link", "text_mention", "custom_emoji"])
_MODES = ("html", "markdown", "markdownv2")


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it stands in the chat, and what of its formatting was sent with it.

    Attributes:
        content: Cleaned text, with the entities sent and those that Telegram finds.
        formatting: The entities that were sent.
        violations: Why Telegram would quietly change the entities.
    """

    content: FormattedText
    formatting: tuple[Entity, ...]
    violations: tuple[str, ...]


def read_text(
    params: Params, name: str = "text", mode: str = "parse_mode", entities: str = "entities"
) -> SentText:
    """Read a text with its markup or its entities, and clean it.

    Args:
        params: The call's parameters.
        name: The parameter that holds the text.
        mode: The parameter that names the markup.
        entities: The parameter that holds the entities.

    Raises:
        ApiError: TDLib refuses the markup or an entity.
    """
    text = params.text(name) or ""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    if len(text.encode()) > BYTES_LIMIT:
        raise bad_request("text is too long")
    markup = (params.text(mode) or "").lower()
    violations: list[str] = []
    try:
        if markup:
            if markup not in _MODES:
                raise bad_request("unsupported parse_mode")
            if entities in params:
                violations.append(f"{mode} and {entities} are both given")
            sent = tdlib.parse(text, markup)
        else:
            sent = FormattedText(text, tuple(read_entities(params, entities)))
            violations += unfit_entities(sent)
        content = clean(sent)
    except tdlib.TdlibError as error:
        raise bad_request(str(error)) from error
    return SentText(with_found_entities(content), content.entities, tuple(violations))


def read_entities(params: Params, name: str) -> Iterator[Entity]:
    """Yield the entities of a list; those that Telegram finds by itself are ignored, as there.

    Raises:
        ApiError: A type is unknown or lacks what it needs.
    """
    for item in params.mappings(name):
        kind = item.text("type") or ""
        if kind in tdlib.FOUND_IN_TEXT:
            continue
        user = item.mapping("user")
        entity = Entity(
            type=kind,
            offset=item.integer("offset") or 0,
            length=item.integer("length") or 0,
            url=item.text("url"),
            user_id=None if user is None else user.integer("id"),
            language=item.text("language"),
            custom_emoji_id=item.text("custom_emoji_id"),
        )
        needs = {
            "text_link": entity.url,
            "text_mention": entity.user_id,
            "custom_emoji": entity.custom_emoji_id,
        }
        if kind not in tdlib.TYPES or needs.get(kind, "") is None:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        yield entity


def unfit_entities(sent: FormattedText) -> Iterator[str]:
    """Yield why Telegram would quietly change the entities instead of showing them as sent.

    TDLib drops, splits and joins what does not fit together. It is asked about a text of the same
    length that needs no cleaning; what it covers then must be what was sent.
    """
    for entity in sent.entities:
        if entity.length <= 0:
            yield f"the {entity.type} entity at {entity.offset} is empty"
    for one, other in combinations(sent.entities, 2):
        first, second = sorted((one, other), key=lambda entity: (entity.offset, -entity.length))
        if second.offset < first.end < second.end:
            yield (
                f"{first.type} at {first.offset} to {first.end} and {second.type} at "
                f"{second.offset} to {second.end} cross each other"
            )
    plain = "".join("x" if character < "\U00010000" else "\U0001f600" for character in sent.text)
    links = tuple(replace(entity, url=entity.url and "https://t.me/") for entity in sent.entities)
    neutral = FormattedText(plain, links)
    kept = _coverage(tdlib.settle(neutral))
    for kind, units in _coverage(neutral).items():
        if kept.get(kind, set()) != units:
            yield f"Telegram drops {kind} from {len(units - kept.get(kind, set()))} code units"


def with_found_entities(formatted: FormattedText) -> FormattedText:
    """Add the links, commands and mentions that Telegram finds in the text by itself."""
    given = formatted.entities
    found = [
        entity
        for entity in tdlib.find(formatted.text)
        if not any(_forbids(other, entity) for other in given)
    ]
    order = sorted([*given, *found], key=lambda entity: (entity.offset, -entity.length))
    return FormattedText(formatted.text, tuple(order))


def part_of(formatted: FormattedText, start: int, end: int) -> FormattedText:
    """Return the part between two offsets in UTF-16 code units, with the entities inside it."""
    inside = [
        replace(
            entity,
            offset=max(entity.offset, start) - start,
            length=min(entity.end, end) - max(entity.offset, start),
        )
        for entity in formatted.entities
        if entity.offset < end and entity.end > start
    ]
    return FormattedText(cut_utf16(formatted.text, start, end), tuple(inside))


def check_length(content: FormattedText, limit: int, refusal: str) -> None:
    """Refuse a text that is longer than the limit, in UTF-16 code units.

    Raises:
        ApiError: It is too long.
    """
    if utf16_length(content.text) > limit:
        raise bad_request(refusal)


def _coverage(formatted: FormattedText) -> dict[str, set[int]]:
    covered: dict[str, set[int]] = {}
    for entity in formatted.entities:
        covered.setdefault(entity.type, set()).update(range(entity.offset, entity.end))
    return covered


def _forbids(given: Entity, found: Entity) -> bool:
    if given.end <= found.offset or found.end <= given.offset:
        return False
    inside = given.offset <= found.offset and found.end <= given.end
    return given.type in _CLOSED or not inside
