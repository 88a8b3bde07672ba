"""Heads of articles in plain text: what is stated above the first paragraph, and what only looks
like it; each sample is made up.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate.credits import author_of
from corpus.boilerplate.marking import marked_blocks
from corpus.readers.extraction import Extraction
from corpus.readers.text import read_text

TITLE = "Ferry fare rises to 14 pounds"
FIRST = (
    "The ferry across the river will cost fourteen pounds from May on, the company announced in "
    "Harrow on Tuesday, two pounds more than now."
)
SECOND = (
    "Passengers complained that the boats are late and full, and that the last rise had been "
    "explained by new engines which never came."
)
MARCH = date(2025, 3, 4)


def extract(*lines: str, gap: str = "\n\n") -> Extraction:
    return read_text((gap.join(lines) + f"\n\n{FIRST}\n\n{SECOND}\n").encode())


def stated(extraction: Extraction) -> tuple[str | None, str | None, date | None]:
    known = extraction.metadata
    return known.title, known.author, known.published


def served(extraction: Extraction) -> list[str]:
    found = marked_blocks(extraction.text, extraction.blocks)
    return [it.span.of(extraction.text) for it in extraction.blocks if it not in found]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n \n\n"])
def test_a_headline_an_author_a_date_and_a_count_of_comments(gap: str) -> None:
    extraction = extract(TITLE, "By Anna Reed", "4 March 2025, 10:22", "12 comments", gap=gap)

    assert stated(extraction) == (TITLE, "Anna Reed", MARCH)
    assert extraction.metadata.origins == dict.fromkeys(
        ["title", "author", "published"], "first lines"
    )
    assert served(extraction) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "4 March 2025, 10:22", "March 4, 2025 10:22 AM", "Tue 4 Mar 2025 10.22 GMT",
        "2025-03-04 10:22", "2025-03-04T10:22:31Z", "Published: 4 March 2025, 10:15",
        "4 марта 2025 в 10:22", "10:22, 4 марта 2025", "4 марта 2025 г., 10:22",
        "Опубликовано: 4 марта 2025, 10:22", "4 березня 2025, 10:22",
        "4 березня 2025, вівторок, 10:22", "Опубліковано 4 березня 2025 року, 10:22",
        "04.03.2025, 10:22 Uhr", "Dienstag, 4. März 2025 um 10:22 Uhr",
        "Veröffentlicht am 4. März 2025, 10:15 Uhr", "04.03.2025 | 10:22",
        "4 de marzo de 2025 a las 10:22 h", "martes, 4 de marzo de 2025, 10:22",
        "Publicado el 4 de marzo de 2025", "Le 4 mars 2025 à 10:22", "mardi 4 mars 2025, 10h22",
        "Publié le 4 mars 2025 à 10h22",
    ],
)  # fmt: skip
def test_a_date_is_read_in_six_languages(line: str) -> None:
    extraction = extract(TITLE, line, "12 comments")

    assert stated(extraction) == (TITLE, None, MARCH)
    assert served(extraction) == [FIRST, SECOND]


@pytest.mark.parametrize("line", ["4 March 2025", "04.03.2025", "4 March 2025, 10:30"])
def test_a_day_or_a_round_hour_counts_beside_an_author(line: str) -> None:
    assert extract(TITLE, line).metadata.published is None
    assert stated(extract(TITLE, "By Anna Reed", line)) == (TITLE, "Anna Reed", MARCH)
    assert extract(TITLE, "12 comments", line).metadata.published is None


@pytest.mark.parametrize(
    "line",
    [
        "On 4 March 2025, 10:22, the bridge fell", "Harrow, 4 March 2025, 10:22",
        "4 March 2025, 10:22: the first siren", "03/04/2025 10:22", "4 March, 10:22",
        "Wednesday, 4 March 2025, 10:22", "Updated: 4 March 2025, 10:22", "31 June 2025, 10:22",
        "4 March 1985, 10:22",
    ],
)  # fmt: skip
def test_what_is_no_date_of_publication_is_none(line: str) -> None:
    assert extract(TITLE, line).metadata.published is None
    assert extract(TITLE, "By Anna Reed", line).metadata.published is None


def test_a_day_to_come_is_an_event() -> None:
    coming = date.today() + timedelta(days=9)
    assert extract(TITLE, f"{coming.isoformat()} 10:22").metadata.published is None


def test_two_days_are_none_unless_one_is_called_so() -> None:
    changed = "6 March 2025, 11:47"
    assert extract(TITLE, "4 March 2025, 10:22", changed).metadata.published is None
    assert extract(TITLE, "Published: 4 March 2025", changed).metadata.published == MARCH
    assert extract(TITLE, "4 March 2025, 10:22", f"Updated: {changed}").metadata.published == MARCH


def test_a_part_of_a_line_is_enough() -> None:
    found = (TITLE, "Anna Reed", MARCH)
    assert stated(extract(TITLE, "By Anna Reed | 4 March 2025, 10:22")) == found
    assert stated(extract("4 March 2025, 10:22", TITLE, "By Anna Reed, Harrow")) == found
    summed_up = extract(TITLE, "The company blames engines.", "By Anna Reed", "4 March 2025")
    assert stated(summed_up) == found
    assert extract(TITLE, "It rained.", "4 March 2025, 10:22").metadata.published is None
    assert stated(extract("Home | News | Sport", TITLE, "By Anna Reed", "4 March 2025")) == found


@pytest.mark.parametrize("time", ["26 April 1996, 01:26", "27 April 1996", "01:40"])
def test_the_first_time_of_a_log_dates_no_text(time: str) -> None:
    log = f"Log of the night shift\n\n26 April 1996, 01:23\n\n{FIRST}\n\n{time}\n\n{SECOND}\n"
    extraction = read_text(log.encode())

    assert extraction.metadata.published is None
    assert {"26 April 1996, 01:23", time} <= {*served(extraction)}


@pytest.mark.parametrize(
    "lines",
    [
        ("Dear Anna,", "4 March 2025, 10:22"), ("Anna Reed", "4 March 2025, 10:22"),
        ("Kyiv", "4 March 2025, 10:22"), ("Roses are red,", "By Anna Reed"),
        ("Milk and eggs", "Bread", "4 March 2025, 10:22"), ("- milk", "By Anna Reed"),
        ("it was late", "4 March 2025, 10:22"), ("He left.", "By Anna Reed"),
        ("Anna Reed", "12 Long Lane", "4 March 2025, 10:22"), ("Anna Reed", "Reply"),
        ("To: Anna Reed", "From: Tom Cole", "4 March 2025, 10:22"),
        ("Harrow Summer Concert by the river", "4 March 2025, 19:30"),
    ],
)  # fmt: skip
def test_a_first_line_that_is_no_headline_stays_in_the_text(lines: tuple[str, ...]) -> None:
    extraction = extract(*lines)

    assert extraction.metadata.title is None
    assert extraction.blocks[0].span.of(extraction.text) == lines[0]


def test_a_headline_of_two_lines_is_not_cut_in_half() -> None:
    extraction = extract("Ferry fare rises to", "fourteen pounds.", "By Anna Reed", gap="\n")
    assert extraction.metadata.title is None


def test_a_head_needs_a_paragraph_below_it() -> None:
    head = f"{TITLE}\n\nBy Anna Reed\n\n4 March 2025, 10:22\n"
    assert stated(read_text(head.encode())) == (None, None, None)
    assert stated(read_text(f"{head}\nBread\n\nMilk\n".encode())) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Anna Reed", "Anna Reed"), ("By Anna Reed, Harrow", "Anna Reed"),
        ("By Anna Reed, Health Editor", "Anna Reed"), ("By Anna Reed in Kyiv", "Anna Reed"),
        ("By Anna Reed, Tom Cole and Eve Lin", "Anna Reed, Tom Cole, Eve Lin"),
        ("By Reuters, Kyiv", "Reuters"), ("Von Anna Schmidt, dpa", "Anna Schmidt"),
        ("Von Anna Müller und Jan Schmidt, Kiew", "Anna Müller, Jan Schmidt"),
        ("Ein Bericht von Anna Müller", "Anna Müller"), ("Par Camille Durand", "Camille Durand"),
        ("Por Lucía Gómez, corresponsal en Berlín", "Lucía Gómez"),
        ("Автор: Анна Седова, Москва", "Анна Седова"), ("Подготовила Анна Седова", "Анна Седова"),
        ("Авторка: Анна Мельник", "Анна Мельник"),
        ("By Jean de la Fontaine", "Jean de la Fontaine"),
        ("By Anna Reed, New York", None), ("Текст: Иван Петренко, Анна Белова", None),
        ("Photo: Anna Reed", None), ("Фото: Анна Седова", None), ("By Anna", None),
        ("By land and sea", None), ("By Order of the King", None), ("Von der Leyen spricht", None),
        ("Par Lyon et Valence, 12:30", None), ("By Anna Reed, who left", None),
    ],
)  # fmt: skip
def test_an_author_is_a_full_name_behind_a_label(line: str, author: str | None) -> None:
    assert author_of(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "By Order Of The Council", "By Appointment Only", "By Candle Light", "By Boat And Rail",
        "By Heart And Soul", "Von Berlin Nach Hamburg", "Von Montag Bis Freitag", "Von Bad Homburg",
        "Par Monts Et Vaux", "Par Devant Notaire", "Por Tierras Lejanas",
    ],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_byline(line: str) -> None:
    assert author_of(line) is None
    assert extract(TITLE, line, "4 March 2025").metadata.published is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Your flight to Berlin", "12 March 2025, 06:35"),
        ("Doctor's appointment", "12 March 2025, 08:10"),
        ("Minutes of the works council", "12.03.2025, 19:35 Uhr"),
        ("Протокол собрания", "12 марта 2025, 19:35"),
        ("Poems of the sea", "By Anna Reed"),
    ],
)
def test_a_date_or_an_author_alone_is_no_head(lines: tuple[str, ...]) -> None:
    known = extract(*lines).metadata
    assert (known.author, known.published) == (None, None)


@pytest.mark.parametrize(
    "opening", ["Dear Mum, {}", "Liebe Eltern, {}", "Дорогая мама, {}", "11:02 {}", "5.3.2025 {}"]
)
def test_above_a_letter_or_a_log_no_date_is_one_of_publication(opening: str) -> None:
    def read(first: str) -> date | None:
        head = f"{TITLE}\n\nBy Anna Reed\n\n4 March 2025, 10:22\n\n"
        return read_text(f"{head}{first}\n\n{SECOND}\n".encode()).metadata.published

    assert read(FIRST) == MARCH
    assert read(opening.format(FIRST)) is None


def test_what_is_called_the_day_of_publication_goes_before_other_days() -> None:
    lines = (TITLE, "By Anna Reed", "Published on 4 March 2025", "6 March 2025, 11:47")
    assert extract(*lines).metadata.published == MARCH


def test_a_button_above_the_headline_makes_no_head() -> None:
    assert extract("12 comments", TITLE, "4 March 2025, 10:22").metadata.published is None


@pytest.mark.parametrize("more", [0, 1])
def test_a_head_has_nine_lines_at_the_most(more: int) -> None:
    found = extract(TITLE, "By Anna Reed", "4 March 2025", *["12 comments"] * (6 + more))
    assert found.metadata.published == (None if more else MARCH)


def test_a_name_has_few_words_and_ends_before_figures() -> None:
    assert author_of("By Anna B C D E F Reed") is None
    assert author_of("By Anna Reed Q4") == "Anna Reed"


def test_two_bylines_of_two_people_are_none() -> None:
    extraction = extract(TITLE, "By Anna Reed", "By Tom Cole", "12 comments")
    assert stated(extraction) == (TITLE, None, None)


LINES = st.sampled_from([
    TITLE, "By Anna Reed", "4 March 2025, 10:22", "12 comments", "Dear Anna,", FIRST, SECOND,
    "01:26", "Published: 2025-03-04", "Roses are red,", "- milk", "Home | News | Sport", "Bread",
])  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=9), st.sampled_from(["\n", "\n\n"]))
def test_nothing_is_lost_and_nothing_is_told_twice(lines: list[str], gap: str) -> None:
    extraction = read_text(gap.join(lines).encode())
    blocks = [it.span.of(extraction.text) for it in extraction.blocks]
    kept = "\n".join(blocks).split("\n")
    gone = [it for it in lines if it != ""]
    for line in kept:
        gone.remove(line)
    assert len(gone) <= 2
    assert all(it == extraction.metadata.title or it.startswith("Published") for it in gone)
    for one, other in zip(extraction.blocks, extraction.blocks[1:], strict=False):
        assert one.span.end <= other.span.start
