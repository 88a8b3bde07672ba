"""Ten copies of a wire story and one other article, with the real model."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from bot.answer import Answered, Question, hits_of
from bot.answer_json import answer_to_json
from bot.conversation import page
from bot.settings import Settings
from bot.telegram_app.messages.reading import first_view, render
from bot.terminal import plain
from bot.wiring import Footnote
from corpus.stories.contrasts import Contrast
from embeddings.hit import Hit
from embeddings.indexing.progress import Progress

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "answer.schema.json").read_text())
QUESTION = "How many people were injured when the train derailed near Harlow?"
WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring 12 people "
    "and blocking the line to the coast, the rail operator said. Rescue crews worked through the "
    "night to free the driver of a second train that had run into the wagons.",
    "The transport minister said that the brakes of the last wagon had failed, and promised a "
    "report within 30 days. Unions have asked for more inspections since an accident in 2019.",
)
STUDY = (
    "Grain trains have left the rails near Harlow three times in ten years, and people were "
    "injured each time, according to a study of the university, which blames worn brakes for it."
)
PUBLISHERS = (
    "Ames Post", "Berg News", "Clay Times", "Dale Echo", "East Herald", "Ford Star", "Gray Mirror",
    "Hill Globe", "Iron Courier", "Jade Wire",
)  # fmt: skip
CORRECTED = PUBLISHERS[3]


def wire(publisher: str) -> list[str]:
    match PUBLISHERS.index(publisher) % 5:
        case 1:
            return [WIRE[0].replace("the rail operator said", "according to the railways"), WIRE[1]]
        case 2:
            return [WIRE[0].replace("Rescue crews worked", "Firefighters worked"), WIRE[1]]
        case 3 if publisher == CORRECTED:
            return [WIRE[0].replace("12 people", "14 people"), WIRE[1]]
        case _:
            return list(WIRE)


def write(folder: Path, name: str, publisher: str, day: int, paragraphs: list[str]) -> None:
    front = (
        f"---\ntitle: {publisher} on a train\npublisher: {publisher}\npublished: 2025-05-{day}\n"
    )
    text = "\n\n".join([f"{front}---", *paragraphs])
    (folder / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def footnote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    folder = tmp_path_factory.mktemp("wire")
    documents = folder / "documents"
    documents.mkdir()
    for place, publisher in enumerate(PUBLISHERS):
        write(documents, f"{place}", publisher, 29 - place, wire(publisher))
    write(documents, "study", "Knot Review", 30, [STUDY])
    footnote = Footnote(Settings(documents_dir=documents, data_dir=folder / "data"))
    footnote.indexer.run(footnote.root, (), Progress())
    yield footnote
    footnote.close()


def asked(footnote: Footnote) -> Answered:
    answer = footnote.answerer().answer(Question(QUESTION))
    assert isinstance(answer, Answered)
    return answer


def publisher(hit: Hit) -> str | None:
    return hit.passage.citation.metadata.publisher


def test_the_copies_take_one_place_and_the_corrected_version_another(footnote: Footnote) -> None:
    hits = hits_of(asked(footnote))
    told = {publisher(hit): hit for hit in hits if "derailed" in hit.passage.text}
    assert set(told) == {"Jade Wire", CORRECTED}
    shown = told["Jade Wire"]
    copies = [it for it in shown.versions if not it.differences]
    assert [it.passage.citation.metadata.publisher for it in copies] == [
        it for it in reversed(PUBLISHERS[:-1]) if it != CORRECTED
    ]
    (other,) = [it for it in shown.versions if it.differences]
    assert other.passage.citation.metadata.publisher == CORRECTED
    assert other.differences == (Contrast("14", "12"),)
    assert "Knot Review" in map(publisher, hits)
    assert len(hits) == 4


def test_every_surface_names_the_copies(footnote: Footnote) -> None:
    answer = asked(footnote)
    value = answer_to_json(answer)
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(value)) == []
    line = (
        "Also in: Iron Courier, 21 May 2025 · Hill Globe, 22 May 2025 · Gray Mirror, 23 May 2025 "
    )
    differs = f"Told differently in: {CORRECTED}, 26 May 2025 (14 in place of 12)"
    for text in (plain(page(answer)), render(first_view(page(answer))).text):
        assert f"{line}(+5)" in text
        assert differs in text


def test_when_the_earliest_copy_is_gone_the_next_is_shown(footnote: Footnote) -> None:
    path = footnote.root / "9.md"
    kept = path.read_text(encoding="utf-8")
    path.unlink()
    footnote.indexer.run(footnote.root, (), Progress())
    try:
        assert "Iron Courier" in map(publisher, hits_of(asked(footnote)))
        assert "Jade Wire" not in map(publisher, hits_of(asked(footnote)))
    finally:
        path.write_text(kept, encoding="utf-8")
        footnote.indexer.run(footnote.root, (), Progress())
