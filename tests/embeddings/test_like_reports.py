"""Reports that differ in their date alone, asked for with the right date, a wrong one and none.

A handful of the families that docs/adr/0008-what-a-question-may-say.md measures with.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.filters import Filters
from embeddings.analyzer import Analyzer
from embeddings.hit import Hit
from embeddings.mismatch import Mismatch
from embeddings.retriever import Retriever
from library import Library

YEARS = range(2019, 2025)
MONTHS = {3: "March", 4: "April", 5: "May", 6: "June", 7: "July", 8: "August"}
SUMS = (31, 84, 57, 22, 69, 45)

BUDGET = "The city council of Ostrava passed a budget of {} million euros. Schools take the most."
PLAN = "The district of Torun plans to spend {} million euros on hospitals in {}."
STORM = "A storm hit Bergen, felled {} trees and cut the power of many homes."
STORY = "The lighthouse of Narva was sold to a painter, who wants to live in it."


def write(library: Library, name: str, published: date | None, text: str) -> None:
    front = f"---\npublished: {published}\n---\n" if published else ""
    library.write(f"{name}.md", front + text)


def many_budgets(library: Library) -> None:
    """More than either leg proposes: those from another time crowd the right one out."""
    for number in range(130):
        year, month = 2010 + number // 12, 1 + number % 12
        name = f"monthly-{year}-{month}"
        write(library, name, date(year, month, 9), BUDGET.format(SUMS[number % len(SUMS)]))


def annual_reports(library: Library) -> None:
    """What a title says of a year is published in the next."""
    for year, amount in zip(YEARS, SUMS, strict=True):
        front = f"---\ntitle: Ostrava Annual Report {year}\npublished: {year + 1}-02-15\n---\n"
        library.write(f"annual-{year}.md", front + BUDGET.format(amount))


def budgets(library: Library) -> None:
    for year, amount in zip(YEARS, SUMS, strict=True):
        write(library, f"budget-{year}", date(year, 1, 9), BUDGET.format(amount))


def plans(library: Library) -> None:
    """What is planned for a year is published in the year before."""
    for year, amount in zip(YEARS, SUMS, strict=True):
        write(library, f"plan-{year}", date(year - 1, 12, 9), PLAN.format(amount, year))


def storms(library: Library) -> None:
    for month, trees in zip(MONTHS, SUMS, strict=True):
        write(library, f"storm-{month}", date(2024, month, 2), STORM.format(trees))


def story(library: Library) -> None:
    write(library, "story", date(2023, 7, 4), STORY)


def first(library: Library, question: str) -> str:
    """Which document comes first; every document of the library that is found stays in."""
    return Path(found(library, question)[0].passage.citation.document).stem


def found(library: Library, question: str) -> tuple[Hit, ...]:
    generation = library.footnote.live.current()
    retriever = Retriever(
        generation, library.footnote.store, library.encoder, Analyzer(), lambda: date(2024, 12, 31)
    )
    hits = retriever.retrieve(question, 30, Filters()).hits
    scores = [hit.fused for hit in hits]
    assert scores[0] == max(scores)
    return hits


Writer = Callable[[Library], None]


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return filled(Library(tmp_path_factory.mktemp("all")), budgets, plans, storms, story)


def filled(library: Library, *writers: Writer) -> Library:
    for write_them in writers:
        write_them(library)
    library.index()
    return library


@pytest.mark.parametrize("year", YEARS)
def test_the_right_year(all_of_them: Library, year: int) -> None:
    question = f"Which budget did the city council of Ostrava pass in {year}?"
    assert first(all_of_them, question) == f"budget-{year}"


@pytest.mark.parametrize("month", MONTHS)
def test_the_right_month(all_of_them: Library, month: int) -> None:
    question = f"What did the storm in Bergen do in {MONTHS[month]} 2024?"
    assert first(all_of_them, question) == f"storm-{month}"


@pytest.mark.parametrize("year", YEARS)
def test_nothing_but_like_reports(tmp_path: Path, year: int) -> None:
    """Where all candidates are alike, their z-scores are noise."""
    library = filled(Library(tmp_path), budgets)
    assert first(library, f"What was the budget in {year}?") == f"budget-{year}"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return filled(Library(tmp_path_factory.mktemp("many")), many_budgets)


@pytest.mark.parametrize("year", [2010, 2012, 2015, 2018, 2019])
def test_among_more_like_reports_than_either_leg_proposes(many: Library, year: int) -> None:
    question = f"What budget did the city council of Ostrava pass in May {year}?"
    assert first(many, question) == f"monthly-{year}-5"


@pytest.mark.parametrize(
    ("question", "year"),
    [
        *((f"What was the budget of Ostrava in {year}?", year) for year in YEARS),
        ("What was the budget of Ostrava last year?", 2023),
        ("What was the budget of Ostrava two years ago?", 2022),
    ],
)
def test_a_title_tells_the_year_before_its_publication_does(
    tmp_path: Path, question: str, year: int
) -> None:
    library = filled(Library(tmp_path), annual_reports)
    assert first(library, question) == f"annual-{year}"


@pytest.mark.parametrize("year", YEARS)
def test_what_a_text_says_goes_before_when_it_was_published(
    all_of_them: Library, year: int
) -> None:
    question = f"How much did the district of Torun spend on its hospitals in {year}?"
    assert first(all_of_them, question) == f"plan-{year}"


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Who bought the lighthouse of Narva?", "story"),
        ("Who bought the lighthouse of Narva in July 2023?", "story"),
        ("Who bought the lighthouse of Narva in June 2024?", "story"),
        ("Who bought the lighthouse of Narva in 2019?", "story"),
        ("Who bought the lighthouse of Narva in 1850?", "story"),
        ("Which storm felled 57 trees in Bergen?", "storm-5"),
        ("Which storm felled 57 trees in Bergen in May 2024?", "storm-5"),
        ("Which storm felled 57 trees in Bergen in August 2024?", "storm-5"),
        ("Which storm felled 57 trees in Bergen in 1850?", "storm-5"),
    ],
)
def test_no_date_loses_the_answer(all_of_them: Library, question: str, document: str) -> None:
    assert first(all_of_them, question) == document


def test_a_hit_tells_whether_its_date_lies_in_the_time_asked_for(all_of_them: Library) -> None:
    question = "What did the storm in Bergen do{}?"
    assert {hit.in_time for hit in found(all_of_them, question.format(""))} == {False}
    hits = found(all_of_them, question.format(" in May 2024"))
    in_time = {Path(hit.passage.citation.document).stem for hit in hits if hit.in_time}
    assert in_time == {"storm-5"}
    assert hits[0].in_time


@pytest.mark.parametrize("time", ["before 2025", "until 2 May 2025", "before the summer of 2025"])
def test_the_bound_of_an_open_time_is_nothing_that_a_passage_must_say(
    tmp_path: Path, time: str
) -> None:
    library = Library(tmp_path)
    write(library, "gale", date(2024, 11, 3), "The lights of Bergen failed after the gale.")
    write(library, "calm", date(2025, 11, 3), "The lights of Bergen failed after the calm.")
    library.index()
    gale, calm = found(library, f"When did the lights of Bergen fail {time}?")
    assert (gale.in_time, gale.mismatches) == (True, ())
    assert not calm.in_time
    (doubted, _) = found(library, "Which lights of Bergen failed before the dawn?")
    assert doubted.mismatches == (Mismatch.OPPOSITE,)
