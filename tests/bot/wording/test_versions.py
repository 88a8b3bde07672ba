"""What is said of versions that differ, in every language."""

from dataclasses import replace

import pytest

from bot.telegram_app.messages.versions import version_lines
from bot.wording.translation import LANGUAGES, speaking
from bot.wording.versions import lines
from corpus.document import Metadata
from corpus.stories.contrasts import Contrast
from embeddings.hit import Version
from hand_made import hit

OTHER = hit("…", metadata=Metadata(publisher="Example Post"), document="a.md").passage
TOLD = {
    "en": "(14 in place of 12, without “not”)",
    "de": "(14 statt 12, ohne „not“)",
    "es": "(14 en lugar de 12, sin «not»)",
    "fr": "(14 au lieu de 12, sans « not »)",
    "ru": "(«14» вместо «12», без «not»)",
    "uk": "(«14» замість «12», без «not»)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_version_says_what_it_has_in_place_of_what(language: str) -> None:
    version = Version(OTHER, same=False, differences=(Contrast("14", "12"), Contrast("", "not")))
    shown = replace(hit("The talks were not held."), versions=(version,))
    with speaking(language):
        (line,) = lines(shown)
        phone = version_lines(shown).text
    assert line.endswith(TOLD[language])
    assert phone.endswith(TOLD[language])
