"""Metadata by the names that it usually goes by, in front matter as in tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from corpus.metadata import parse_url

_ACCENT = re.compile("([a-z])[\u0300-\u036f]+")

METADATA = {
    "title": ("title", "headline", "titel", "titre", "titulo", "заголовок"),
    "publisher": (
        "publisher", "source", "outlet", "site", "publication", "quelle", "medium", "medio",
        "fuente", "источник", "издание", "джерело", "видання",
    ),
    "author": ("author", "authors", "byline", "autor", "auteur", "автор"),
    "published": (
        "published", "date", "published_at", "publish_date", "publishdate", "pub_date", "pubdate",
        "publication_date", "datetime", "created_at", "veroffentlicht", "veroeffentlicht",
        "datum", "fecha", "дата",
    ),
    "url": (
        "url", "link", "permalink", "canonical_url", "canonical", "lien", "enlace", "ссылка",
        "посилання",
    ),
    "language": ("language", "lang", "sprache", "langue", "idioma", "язык", "мова"),
    "tags": ("tags", "keywords"),
    "reports": ("reports",),
}  # fmt: skip
"""What a field may say of a document, as metadata name it → names of such a field."""


def field_name(stated: str) -> str:
    """The form in which names of fields are compared: ``Published At`` is ``published_at``.

    Exports leave Latin accents out as often as they keep them.
    """
    plain = _ACCENT.sub(r"\1", normalize("NFD", stated.strip().casefold()))
    return re.sub(r"[\s-]+", "_", normalize("NFC", plain).strip())


def named(fields: Mapping[str, object]) -> dict[str, object]:
    """``fields`` by the compared form of their names; of two the same the first counts."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        found.setdefault(field_name(str(name)), value)
    return found


def first(fields: Mapping[str, object], names: Iterable[str]) -> object:
    """The value of the first of ``names`` that says something; ``None`` if none does."""
    return next(_values(fields, names), None)


def stated_metadata(fields: Mapping[str, object]) -> dict[str, object]:
    """What ``fields``, as ``named`` gives them, say of a document.

    Returns:
        A mapping for ``corpus.metadata.metadata_from_mapping``. Many name the source of a text by
        its address: that is no publisher, but where the text was found.
    """
    stated = {name: first(fields, names) for name, names in METADATA.items()}
    sources = list(_values(fields, METADATA["publisher"]))
    stated["publisher"] = next((it for it in sources if _address(it) is None), None)
    stated["url"] = stated["url"] or next(filter(None, map(_address, sources)), None)
    stated["language"] = _language(stated["language"])
    return stated


def _values(fields: Mapping[str, object], names: Iterable[str]) -> Iterator[object]:
    found = (fields.get(name) for name in names)
    return (value for value in found if value not in (None, "", []))


def _address(value: object) -> str | None:
    return parse_url(value.strip()) if isinstance(value, str) else None


def _language(stated: object) -> object:
    """``en`` of ``en-US``."""
    return re.split("[-_]", stated.strip(), maxsplit=1)[0] if isinstance(stated, str) else stated
