"""A damaged paragraph is found by the words that it should hold, and shown as it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import FootnoteError
from library import Library

GLUED = "Officials labelled the demandsnon-startersanddisconnected from what they see every day."
HYPHENS = "The dele\u00adga\u00adtion left the ha\u00adrbour of Odesa on the ear\u200bly ferry."
MOJIBAKE = "Le ministre a visitÃ© le cafÃ© de la gare et promis une rÃ©paration rapide du toit."
LIGATURES = "The o\ufb03cial \ufb01gures of the \ufb02eet were published late on Saturday evening."
CAPITALS = "THE FERRY TO THE ISLAND WAS CANCELLED AFTER THE STORM HAD TORN ITS MOORINGS."
DIVIDED = (
    "After three weeks of talks the govern-\nment of the island agreed to a well-\nknown plan, and "
    "the ambas-\nsador of Ruritania said\nthat the ferries would sail again before the win-\nter."
)
KNOWN = (
    "The demands were read out twice, and the non-starters among them were underlined in red.",
    "Some demands had non-starters in them; the disconnected phones rang in an empty house.",
    "Nobody answered the disconnected phones when the reporters called about the bridge.",
    "A government is known by how well it builds, said the mayor when the bridge was opened.",
    "The first government built no bridge, though the plan was known well and paid for twice.",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    for number, text in enumerate((GLUED, HYPHENS, MOJIBAKE, LIGATURES, CAPITALS, DIVIDED)):
        made.write(f"damaged-{number}.txt", text)
    for number, text in enumerate(KNOWN):
        made.write(f"known-{number}.txt", text)
    made.index()
    yield made
    made.footnote.store.close()


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("+officials +starters +disconnected", GLUED),
        ("+demandsnon +officials", GLUED),
        ("+non-starters +officials", GLUED),
        ('"the demands non-starters and disconnected from"', GLUED),
        ('"the demandsnon-startersanddisconnected from"', GLUED),
        ("+delegation +harbour +early", HYPHENS),
        ('"delegation left the harbour"', HYPHENS),
        ("+ministre +réparation +café", MOJIBAKE),
        ("+official +figures +fleet", LIGATURES),
        ("+ferry +cancelled +moorings", CAPITALS),
        ("+government +island", DIVIDED),
        ('"weeks of talks the government of the island"', DIVIDED),
        ('"the ambassador of Ruritania said that the ferries"', DIVIDED),
        ('"a well-known plan"', DIVIDED),
        ("+ambassador +winter", DIVIDED),
        ("+ambas +sador", DIVIDED),
    ],
)
def test_a_damaged_paragraph_is_found_by_its_words_and_shown_as_it_is(
    library: Library, question: str, paragraph: str
) -> None:
    assert library.found(question) == [paragraph]


def test_the_model_reads_what_is_repaired(library: Library) -> None:
    before = library.encoder.encoded
    library.write("damaged-2.txt", MOJIBAKE.encode("cp1252").decode())
    library.index()
    assert library.encoder.encoded == before


def test_every_passage_is_still_its_slice(library: Library) -> None:
    store = library.footnote.store
    for stored in store.documents(store.current_generation()):
        original = store.original(stored.id)
        if original is None:
            raise FootnoteError(stored.path)
        for passage in store.document_passages(stored.id):
            assert passage.span.of(original[1]) == passage.text


def test_a_plain_question_finds_words_that_have_grown_together(library: Library) -> None:
    assert GLUED in library.found("Who called it non-starters and disconnected?")
