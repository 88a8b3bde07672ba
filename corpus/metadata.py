"""What a document says about itself, believed only where it is plainly stated.

Front matter comes as a mapping; plain text says its title, its author, its date and its address
in its first and last lines, if at all. What is not stated stays unknown.
"""

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from corpus.document import Metadata
from corpus.lines import ends_sentence, is_list_item
from corpus.normalise import is_blank
from corpus.stated_dates import YEARS, stated_date

_LONGEST_VALUE = 300
LONGEST_URL = 2000
_MOST_NAMES = 50
_LONGEST_TITLE = 150

# Controls, and the marks that turn the direction of the text around them: metadata is shown
# beside other text, which it must not disturb.
_DISTURBING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ].*)?", re.ASCII | re.DOTALL)
_DATE_LINE = re.compile(r"(?:published|date)[ \t]*:[ \t]*(\S.*)", re.IGNORECASE)
_NOTICE = re.compile(
    r"\b(?:subscri\w+|newsletter|advertisement|cookies?|log ?in|sign ?(?:in|up))\b", re.IGNORECASE
)
# A full stop behind one or two letters is an abbreviation's.
_INNER_STOP = re.compile(r"(?:[^\s.]{3,}\.|[!?…])[\"'”’»)]*\s")
_YAML_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def metadata_from_mapping(stated: Mapping[str, object]) -> Metadata:
    """Front matter as metadata. Values that make no sense count as unknown.

    Args:
        stated: scalars as strings, as they are written; letter case of the keys does not matter.
    """
    values = {str(key).strip().casefold(): value for key, value in stated.items()}

    def text(key: str) -> str | None:
        return one_line(values.get(key))

    return Metadata(
        title=text("title"),
        publisher=text("publisher"),
        author=one_line(", ".join(_names(values.get("author")))),
        published=parse_date(text("published")) or stated_date(text("published")),
        url=parse_url(_address(values.get("url"))),
        language=parse_language(text("language")),
        tags=_names(values.get("tags")),
        reports=_names(values.get("reports")),
    )


def parse_date(stated: str | None) -> date | None:
    """The date of an ISO date or date and time between 1000 and 2999, or ``None``."""
    match = _DATE.fullmatch(stated or "")
    if match is None:
        return None
    try:
        found = date(*map(int, match.groups()))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def parse_url(stated: str | None) -> str | None:
    """``stated`` if it is a web address that can be shown and opened as it is.

    One with a user's name or password in it is nothing to show.
    """
    if stated is None or len(stated) > LONGEST_URL or not stated.isprintable() or " " in stated:
        return None
    try:
        parts = urlsplit(stated)
        named = bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return stated if named and parts.scheme in {"http", "https"} else None


def date_line(line: str) -> date | None:
    """The date of a line such as ``Published: 2025-05-19``, or ``None`` for any other line."""
    match = _DATE_LINE.fullmatch(line)
    return stated_date(match[1]) if match else None


def is_title(line: str) -> bool:
    """Whether a first line reads like a title, rather than a sentence or a site's notice."""
    if len(line) > _LONGEST_TITLE or _NOTICE.search(line) or is_list_item(line):
        return False
    # A headline may ask or exclaim, once and at its end.
    body = line.rstrip("?!")
    if ends_sentence(body) or _INNER_STOP.search(body):
        return False
    first = line.lstrip("\"'“‘«([„")[:1]
    return first.isalnum() and not first.islower()


def one_line(value: object) -> str | None:
    """A stated value as one line that disturbs nothing beside it; ``None`` if it states nothing."""
    if not isinstance(value, str) or value.strip() in _YAML_NULLS:
        return None
    # Some of what disturbs parts words; what is left around the rest must not stand twice.
    line = " ".join(_DISTURBING.sub("", " ".join(value.split())).split())
    if len(line) > _LONGEST_VALUE:
        line = line[: _LONGEST_VALUE - 1].rstrip() + "…"
    return None if is_blank(line) else line


def _address(value: object) -> str | None:
    """An address as it is written: a shortened one would lead somewhere else."""
    return value.strip() if isinstance(value, str) else None


def _names(value: object) -> tuple[str, ...]:
    """A list of names, or one string with commas between them."""
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        return ()
    names = (one_line(_name(item)) for item in items[:_MOST_NAMES])
    return tuple(dict.fromkeys(name for name in names if name))


def _name(item: object) -> object:
    """A person as people write one in front matter: by name, or with more than the name."""
    return item.get("name") if isinstance(item, Mapping) else item


def parse_language(stated: str | None) -> str | None:
    """The ISO 639-1 code that is stated, in lower case, or ``None``."""
    code = (stated or "").lower()
    return code if re.fullmatch(r"[a-z]{2}", code) else None
