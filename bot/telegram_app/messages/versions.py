"""The lines below an opened passage that name its copies, and the versions that differ.

Pure, and short by construction: names and words have a limit each, and few of them are named.
"""

from collections.abc import Sequence

from bot.telegram_app.messages.formatted import Styled, is_visible, one_line, shortened
from bot.telegram_app.messages.links import sentence_url
from bot.wording import telegram as telegram_wording
from bot.wording import versions as wording
from bot.wording.answers import SEPARATOR
from corpus.citation import Citation
from embeddings.hit import Hit, Version

_VOICE_LIMIT = 32
_WORD_LIMIT = 12


def version_lines(hit: Hit) -> Styled:
    """A line for copies and one for other versions, each behind a line feed; where there are any.

    At most 550 UTF-16 code units.
    """
    shown = hit.passage.citation
    return _line(shown, wording.also_in(), wording.copies(hit), wording.COPIES_SHOWN) + _line(
        shown, wording.told_differently_in(), wording.different(hit), wording.DIFFERENT_SHOWN
    )


def _line(shown: Citation, lead: str, versions: Sequence[Version], most: int) -> Styled:
    line = Styled("")
    for place, version in enumerate(versions[:most]):
        line += SEPARATOR if place else f"\n{lead} "
        line += _named(version, shown)
    return line + wording.counted(len(versions) - most)


def _named(version: Version, shown: Citation) -> Styled:
    citation = version.passage.citation
    candidates = map(one_line, (wording.voice(citation, shown), citation.name, citation.document))
    name = next(filter(is_visible, candidates), telegram_wording.unnamed())
    voice = Styled(shortened(name, _VOICE_LIMIT))
    url = sentence_url(citation.metadata.url, "")
    if url:
        voice = voice.wrapped("text_link", url)
    elif name == one_line(citation.document):
        voice = voice.wrapped("code")  # or Telegram would take "notes.md" for a website
    words = wording.words(version, lambda word: shortened(one_line(word), _WORD_LIMIT))
    behind = f" ({', '.join(words)})" if words else ""
    return voice + wording.dated(citation) + behind
