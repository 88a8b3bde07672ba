"""Phrases, ``+must`` and ``-not``, over real indexes with a fake model."""

import json
from pathlib import Path

import pytest

from bot.answer import Abstained, Answered, Closest, Question, Reason
from bot.wording import answers as wording
from corpus.filters import Filters
from embeddings.manifest import FORMAT, MANIFEST
from embeddings.ports import Vector
from library import Library

SIGNED = "The mayor signed the peace deal in the old town hall of Ravenna on Friday evening."
SCRAPPED = "A deal on deep-sea fishing was scrapped, and peace in the harbour of Ravenna was over."
FEWER = "In the harbour of Genoa 1,000 boats were counted, fewer than in the year before the storm."
TALKS = "Мэр Равенны подписал мирный договор в старой ратуше, и мирные переговоры закончились."
TITLED = "Nothing else was said about it by anyone who had been present at the ceremony."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("admission"))
    library.write("news/signed.txt", SIGNED)
    library.write("news/scrapped.txt", SCRAPPED)
    library.write("old/fewer.txt", FEWER)
    library.write("old/talks.md", f"---\nlanguage: ru\n---\n{TALKS}")
    library.write("titled.md", f"---\ntitle: The lighthouse keeper resigns\n---\n{TITLED}")
    library.index()
    return library


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('Who signed the "peace deal"?', {SIGNED}),
        ('"sea fishing" Ravenna', {SCRAPPED}),
        ('"deals on deep sea fishing"', {SCRAPPED}),  # words, not their forms
        ("deal +fishing", {SCRAPPED}),
        ("deal -fishing", {SIGNED, FEWER, TALKS, TITLED}),
        ("peace +Ravenna -mayor", {SCRAPPED}),
        ('Ravenna -"peace deal" -Genoa', {SCRAPPED, TALKS, TITLED}),
        ("boats +“1 000 boats”", {FEWER}),
        ("boats “1000 boats” harbour", {FEWER}),
        ("Кто подписал «мирный договор»?", {TALKS}),
        ("договор +переговорам", {TALKS}),
        ('who is the "lighthouse keeper"', {TITLED}),
        ('"scrapped and peace"', {SCRAPPED}),
        ('Who resigned? "the lighthouse keeper"', {TITLED}),
        ('harbour "the harbour of Genoa"', {FEWER}),
        ('договор +"в старой ратуше"', {TALKS}),
        ("who +lighthouse -ceremony +mayor", set()),
        ('deal +"the peace deal" +"in the old"', {SIGNED}),
        ('deal "of the"', {SIGNED, SCRAPPED, FEWER, TALKS, TITLED}),
        ("deal +the -of", {SIGNED, SCRAPPED, FEWER, TALKS, TITLED}),
    ],
)
def test_only_what_is_admitted_is_found(library: Library, question: str, found: set[str]) -> None:
    assert set(library.found(question)) == found


def test_operators_apply_beside_filters(library: Library) -> None:
    retriever = library.footnote.retriever(library.footnote.live.current())
    news = Filters(sources=("news",))
    found = retriever.retrieve("Ravenna -mayor", 10, news)
    assert [hit.passage.text for hit in found.hits] == [SCRAPPED]
    # The phrase stands in the corpus, but not where the person looks.
    elsewhere = retriever.retrieve('"1,000 boats" in Ravenna', 10, news)
    assert elsewhere.unheld == ("1,000 boats",)
    assert {hit.passage.text for hit in elsewhere.hits} == {SIGNED, SCRAPPED}


def test_the_model_reads_no_operators(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = library.encoder.encode_query

    def encode_query(text: str) -> Vector:
        read.append(text)
        return original(text)

    monkeypatch.setattr(library.encoder, "encode_query", encode_query)
    library.ask('Who signed the "peace deal" +Ravenna -fishing?')
    assert read == ["Who signed the peace deal Ravenna?"]


def test_a_phrase_that_stands_nowhere_is_never_simply_answered(library: Library) -> None:
    question = "Who signed the peace deal in the old town hall of Ravenna on Friday evening"
    assert isinstance(library.ask(question), Answered)
    answer = library.ask(f'{question} "harbour deal"')
    assert isinstance(answer, Closest)
    assert answer.hits[0].passage.text == SIGNED
    assert wording.lead(answer) == (
        "No passage holds “harbour deal” word for word, so I searched for the words. "
        "The nearest passages are:"
    )


def test_phrases_that_stand_apart_are_told_as_such(library: Library) -> None:
    answer = library.ask(f'{SIGNED} "peace deal" "1,000 boats"')
    assert not isinstance(answer, Answered)
    assert (wording.lead(answer) or "").startswith(
        "No passage holds “peace deal” and “1,000 boats” together word for word, so I searched"
    )


def test_what_nothing_passes_is_named(library: Library) -> None:
    answer = library.ask('Who signed it +Ravenna +"fishing boats" -mayor?')
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.FILTERED_OUT
    assert wording.lead(answer) == (
        "No passage passes these limits: with “Ravenna”, with “fishing boats”, without “mayor”."
    )
    limits = Filters(sources=("old",))
    limited = library.answerer.answer(Question("Ravenna +fishing", limits))
    assert wording.lead(limited) == ("No passage passes these limits: source old, with “fishing”.")


def test_exclusions_alone_are_no_question(library: Library) -> None:
    answer = library.ask('-deal -"peace deal"')
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.EMPTY_QUESTION


def test_an_index_of_the_former_format_is_made_anew_without_embedding(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("signed.txt", SIGNED)
    library.write("scrapped.txt", SCRAPPED)
    library.index()
    path = library.footnote.generations.path(1) / MANIFEST
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "format": FORMAT - 1}))
    reader = Library(tmp_path)
    assert reader.found('"peace deal"') == [SIGNED]
    assert reader.encoder.encoded == 0
    assert json.loads(path.read_text())["format"] == FORMAT
    assert json.loads(path.read_text())["calibration"] == manifest["calibration"]
    path.write_text(json.dumps({**manifest, "format": FORMAT - 1}))
    indexer = Library(tmp_path)
    summary = indexer.index()
    assert (summary.published, summary.embedded) == (True, 0)
    assert indexer.found('"peace deal"') == [SIGNED]


@pytest.mark.parametrize(
    "question", ['"May 2025"', 'Who came? +"May 2025"', '"of May 2025" envoys']
)
def test_a_phrase_is_held_with_its_stop_words(tmp_path: Path, question: str) -> None:
    library = Library(tmp_path)
    right = "The envoys came to Ravenna at the end of May 2025."
    library.write("may.txt", right)
    library.write("june.txt", "The envoys came to Ravenna again in June 2025.")
    library.write("maybe.txt", "May the envoys come to Ravenna in 2025?")
    library.index()
    assert library.found(question) == [right]
