"""What is said below a passage of its copies in other documents, and of versions that differ."""

from collections.abc import Callable, Sequence

from bot.wording.conventions import day, grouped
from bot.wording.naming import name
from bot.wording.translation import _
from corpus.citation import Citation
from corpus.stories.contrasts import Contrast
from embeddings.hit import Hit, Version

COPIES_SHOWN, DIFFERENT_SHOWN = 3, 2
"""Documents that are named on a line; the others are counted."""

_WORDS_SHOWN = 2


def copies(hit: Hit) -> tuple[Version, ...]:
    """The versions that say nothing else; of those that would be told in the same words one."""
    return _told_once(hit, [version for version in hit.versions if not version.differences])


def different(hit: Hit) -> tuple[Version, ...]:
    """The versions that say something else; of those that would be told in the same words one."""
    return _told_once(hit, [version for version in hit.versions if version.differences])


def also_in() -> str:
    """What announces copies."""
    return _("Also in:")


def told_differently_in() -> str:
    """What announces versions that differ in a figure, a name or a denial."""
    return _("Told differently in:")


def voice(citation: Citation, shown: Citation) -> str:
    """Whose version it is, in a word: the publisher, or else the document.

    What reads like the version that is ``shown`` goes by its title, or else by its path.
    """
    if (_voice(citation), dated(citation)) != (_voice(shown), dated(shown)):
        return _voice(citation)
    return name(citation) if name(citation) != name(shown) else citation.document


def dated(citation: Citation) -> str:
    """What follows the name: ``, 16 May 2025``."""
    published = citation.metadata.published
    return f", {day(published)}" if published else ""


def words(version: Version, cut: Callable[[str], str] = str) -> Sequence[str]:
    """The first of what a version says otherwise: ``14 in place of 12``.

    Args:
        version: what differs.
        cut: shortens what is quoted.
    """
    return [_otherwise(it, cut) for it in version.differences[:_WORDS_SHOWN]]


def counted(count: int) -> str:
    """That ``count`` more are not named; empty for none."""
    return f" (+{grouped(count)})" if count > 0 else ""


def lines(hit: Hit) -> list[str]:
    """``Also in: Reuters, 16 May 2025 · DW, 17 May 2025 (+3)``, as plain text."""
    told = []
    for lead, versions, shown in (
        (also_in(), copies(hit), COPIES_SHOWN),
        (told_differently_in(), different(hit), DIFFERENT_SHOWN),
    ):
        named = " · ".join(_named(version, hit) for version in versions[:shown])
        if named:
            told.append(f"{lead} {named}{counted(len(versions) - shown)}")
    return told


def _otherwise(contrast: Contrast, cut: Callable[[str], str]) -> str:
    told, instead_of = cut(contrast.told), cut(contrast.instead_of)
    if told and instead_of:
        return _("{told} in place of {shown}").format(told=told, shown=instead_of)
    return told or _("without “{word}”").format(word=instead_of)


def _told_once(hit: Hit, versions: Sequence[Version]) -> tuple[Version, ...]:
    first: dict[str, Version] = {}
    for version in versions:
        first.setdefault(_named(version, hit), version)
    return tuple(first.values())


def _voice(citation: Citation) -> str:
    return citation.metadata.publisher or citation.name


def _named(version: Version, hit: Hit) -> str:
    citation = version.passage.citation
    behind = f" ({', '.join(words(version))})" if version.differences else ""
    return f"{voice(citation, hit.passage.citation)}{dated(citation)}{behind}"
