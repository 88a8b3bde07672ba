"""What is said of versions that differ, in every language."""

from dataclasses import replace
from datetime import date

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


SAID = "The harbour opens again."
DAY = date(2026, 3, 4)
COURIER = Metadata(title="Harbour opens", publisher="Coast Courier", published=DAY)


def _version(document: str, metadata: Metadata, *differences: Contrast) -> Version:
    passage = hit(SAID, metadata=metadata, document=document).passage
    return Version(passage, same=not differences, differences=differences)


def _told(shown: Metadata, *versions: Version) -> list[str]:
    """What is told below a passage of ``a.html``: the same on every surface."""
    below = replace(hit(SAID, metadata=shown, document="a.html"), versions=versions)
    assert version_lines(below).text.split("\n")[1:] == lines(below)
    return lines(below)


def test_versions_that_would_read_the_same_are_told_once() -> None:
    fewer = Contrast("40", "55")
    assert _told(
        Metadata(title="A ferry"),
        _version("b.html", COURIER, fewer),
        _version("all.zip/b.html", COURIER, fewer),
        _version("c.html", COURIER),
        _version("all.zip/c.html", COURIER),
        _version("d.html", replace(COURIER, published=None)),
        _version("b-late.html", COURIER, Contrast("41", "55")),
        _version("all.zip/b-late.html", COURIER, Contrast("41", "55")),
    ) == [
        "Also in: Coast Courier, 4 March 2026 · Coast Courier",
        "Told differently in: Coast Courier, 4 March 2026 (40 in place of 55) · "
        "Coast Courier, 4 March 2026 (41 in place of 55)",
    ]


def test_only_what_reads_otherwise_is_counted_beyond_those_named() -> None:
    titles = [Metadata(title=title) for title in "QRSTU" for _ in range(2)]
    versions = [_version(f"{number}.md", it) for number, it in enumerate(titles)]
    assert _told(Metadata(title="A ferry"), *versions) == ["Also in: Q · R · S (+2)"]


def test_a_version_that_reads_like_the_one_shown_goes_by_its_title_or_its_path() -> None:
    minutes = Metadata(title="Minutes of the water board")
    assert _told(minutes, _version("all.zip/minutes.docx", minutes)) == [
        "Also in: all.zip/minutes.docx"
    ]
    assert _told(
        COURIER,
        _version("all.zip/a.html", COURIER),
        _version("b.html", replace(COURIER, title="Ships again")),
        _version("c.html", replace(COURIER, published=None)),
        _version("d.html", COURIER, Contrast("40", "55")),
    ) == [
        "Also in: all.zip/a.html, 4 March 2026 · Ships again, 4 March 2026 · Coast Courier",
        "Told differently in: d.html, 4 March 2026 (40 in place of 55)",
    ]
