"""Talks that move on, with the real model: what a newer question replaces of those before it.

Storms and yearly reports that are all alike, for there a talk goes astray most easily.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer import Abstained, Answered, hits_of, in_context
from bot.conversation import Conversation, Page
from bot.settings import Settings, sample_articles
from bot.wiring import Footnote
from bot.wording import answers as wording
from embeddings.indexing.progress import Progress


def storm(name: str, town: str, day: str, homes: int) -> str:
    return (
        f"---\ntitle: Storm {name} hits {town}\npublished: {day}\n---\n\n"
        f"Storm {name} swept over the west on {day} and brought gusts to {town}.\n\n"
        f"The grid operator said that {homes} homes were left without electricity.\n\n"
        "Schools stayed closed and the ferry to the islands did not sail.\n"
    )


def report(year: int, chief: str, dividend: float) -> str:
    return (
        f"---\ntitle: Hartwell Annual Report {year}\npublished: {year + 1}-02-15\n---\n\n"
        f"Hartwell Instruments closed the financial year {year} with revenue of {year - 1970} "
        "million euros.\n\n"
        f"Chief executive {chief} thanked the staff and announced a dividend of {dividend} euros "
        "per share.\n\n"
        "The company spent 5 million euros on research, mainly on optical sensors.\n"
    )


def fire(year: int, title: str, hectares: str, who: str) -> str:
    return (
        f"---\ntitle: {title}\npublished: {year}-08-17\n---\n\n"
        f"El incendio forestal de Zamora quemó {hectares} hectáreas en agosto de {year}.\n\n"
        f"{who} pidió ayuda al gobierno.\n"
    )


DOCUMENTS = {
    "agnes.md": storm("Agnes", "Ballina", "2024-05-03", 18000),
    "eowyn.md": storm("Eowyn", "Galway", "2025-01-24", 700000),
    "fergus.md": storm("Fergus", "Sligo", "2025-05-16", 4200),
    "amy.md": storm("Amy", "Letterkenny", "2025-10-03", 66000),
    "fire-2022.md": fire(2022, "Incendio en Zamora de 2022", "25.000", "El alcalde de Ferreras"),
    "fire-2025.md": fire(2025, "Incendio en Zamora", "31.000", "La presidenta Lucía Ortega"),
    **{
        f"report-{year}.md": report(year, chief, 1 + (year - 2000) / 100)
        for year, chief in enumerate(
            ("Martha Lindqvist",) * 3 + ("Oskar Brandt",) * 3 + ("Helena Voss",), start=2019
        )
    },
    "bridge.md": (
        "---\ntitle: Mayor opens the new bridge\npublished: 2025-05-16\n---\n\n"
        "Mayor Carla Renner opened the new bridge over the Traun on Friday.\n\n"
        "She was born in Wels and studied engineering in Vienna.\n"
    ),
    "resigns.md": (
        "---\ntitle: Mayor Renner resigns\npublished: 2026-11-16\n---\n\n"
        "Mayor Carla Renner resigned on Monday after the council rejected her budget.\n\n"
        "Her deputy, Jonas Pichler, will lead the town until March 2027.\n"
    ),
    "bread.txt": (
        "Bake the loaf for 45 minutes at 230 degrees.\n\n"
        "Let it cool for two hours before you cut it.\n"
    ),
    "orwell.txt": (
        "The novel 1984 by George Orwell was published in June 1949.\n\n"
        "Orwell wrote the book on the island of Jura while he was ill with tuberculosis.\n"
    ),
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    """The sample articles."""
    data = tmp_path_factory.mktemp("samples")
    opened = Footnote(Settings(documents_dir=sample_articles(), data_dir=data))
    opened.indexer.run(opened.root, (), Progress())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def footnote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    folder = tmp_path_factory.mktemp("talks")
    documents = folder / "documents"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    opened = Footnote(Settings(documents_dir=documents, data_dir=folder / "data"))
    opened.indexer.run(opened.root, (), Progress())
    yield opened
    opened.close()


def talk(footnote: Footnote, *questions: str) -> Page:
    """The reply to the last of ``questions``, asked one after another."""
    conversation = Conversation(footnote.answerer())
    return [conversation.ask(question) for question in questions][-1]


def cited(shown: Page) -> str:
    """The document that is cited first, without its ending."""
    return Path(hits_of(shown.answer)[0].passage.citation.document).stem


def test_a_question_without_a_name_is_not_drawn_in_where_it_finds_the_same_alone(
    samples: Footnote,
) -> None:
    asked = "Where were the first face-to-face talks held?"
    page = talk(samples, "Which river did Russian troops cross?", "How do I bake bread?", asked)
    assert isinstance(page.answer, Answered)
    assert (page.answer.searched, in_context(page.answer)) == (asked, False)


@pytest.mark.parametrize(
    "questions",
    [
        ("Is it raining in Tokyo?", "and then?"),
        ("Who is the king of Spain?", "and his wife?"),
        ("Is it raining in Tokyo?", "why?", "and then?"),
        ("Who is the king of Spain?", "what did he say?"),
    ],
)
def test_a_talk_in_which_nothing_was_found_proves_nothing(
    footnote: Footnote, questions: tuple[str, ...]
) -> None:
    answer = talk(footnote, *questions).answer
    assert isinstance(answer, Abstained)
    assert wording.searched(answer) is None  # the title was nobody's


@pytest.mark.parametrize(
    ("questions", "document"),
    [
        (
            ("Who led Hartwell in 2019?", "And in 2022?", "And in 2025?",
             "How much was the dividend?"),
            "report-2025",
        ),
        (
            ("Who led Hartwell in 2019?", "And in 2022?",
             "How much was the dividend in that year?"),
            "report-2022",
        ),
        (
            ("What was Hartwell's revenue in 2023?", "and in 2024?", "and in 2019?",
             "And the dividend?"),
            "report-2019",
        ),
    ],
)  # fmt: skip
def test_the_newest_date_is_the_one_that_counts(
    footnote: Footnote, questions: tuple[str, ...], document: str
) -> None:
    shown = talk(footnote, *questions)
    assert cited(shown) == document
    assert "dividend" in hits_of(shown.answer)[0].passage.text
    years = {str(year) for year in range(2019, 2026)} - {document[-4:]}
    assert not years & set(shown.answer.searched.replace(":", " ").split())


def test_the_newest_date_counts_in_spanish_too(footnote: Footnote) -> None:
    asked = ("¿Quién pidió ayuda en el incendio de Zamora en 2022?", "¿y en 2025?")
    assert cited(talk(footnote, *asked)) == "fire-2025"
    assert cited(talk(footnote, *asked, "¿cuántas hectáreas quemó?")) == "fire-2025"


@pytest.mark.parametrize(
    ("questions", "document"),
    [
        (("How many homes lost electricity in Storm Eowyn?", "and in Storm Amy?"), "amy"),
        (
            ("How many homes lost electricity in Storm Eowyn?", "and in Storm Amy?",
             "and in Storm Fergus?"),
            "fergus",
        ),
        (("How many homes lost electricity in the May 2025 storm?", "and in January 2025?"),
         "eowyn"),
        (("How many homes lost electricity in January 2025?", "and in May?"), "fergus"),
        (("How many homes lost electricity in January 2025?", "and in May 2024?"), "agnes"),
        (("How many homes lost electricity in storm eowyn?", "and in storm amy?"), "amy"),
        (("How many homes lost electricity in Storm Eowyn?", "what about Storm Amy?"), "amy"),
    ],
)  # fmt: skip
def test_an_ellipsis_replaces_the_name_or_the_date_that_it_answers_to(
    footnote: Footnote, questions: tuple[str, ...], document: str
) -> None:
    assert cited(talk(footnote, *questions)) == document


@pytest.mark.parametrize(
    "questions",
    [
        ("Who opened the new bridge?", "who resigned?"),
        ("How long should I bake bread?", "Who resigned in November 2026?"),
    ],
)
def test_what_answers_by_a_single_word_of_its_own_begins_anew(
    footnote: Footnote, questions: tuple[str, ...]
) -> None:
    resigned = talk(footnote, *questions)
    assert cited(resigned) == "resigns"
    assert not in_context(resigned.answer)
    assert cited(talk(footnote, *questions, "why?")) == "resigns"


def test_a_pronoun_leans_on_what_answered_by_its_own_words(footnote: Footnote) -> None:
    asked = ("How long should I bake bread?", "who wrote 1984?", "where did he write it?")
    assert cited(talk(footnote, *asked)) == "orwell"


def test_words_that_the_documents_lack_do_not_take_back_what_answers_alone(
    footnote: Footnote,
) -> None:
    first = "How many homes lost electricity in Storm Amy?"
    shown = talk(footnote, first, "how many homes lost electricity then?")
    assert isinstance(shown.answer, Answered)
    assert cited(shown) == "amy"


def test_an_unanswered_question_within_a_talk_does_not_end_it(footnote: Footnote) -> None:
    asked = ("Who opened the new bridge?", "Why did she juggle xylophones?", "where was she born?")
    assert cited(talk(footnote, *asked)) == "bridge"
