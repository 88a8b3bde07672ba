"""Which time a question speaks of, and that prose without one speaks of none."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.dates.in_questions import interval_of
from embeddings.dates.interval import Interval

TODAY = date(2026, 11, 22)  # a Sunday


def between(first: str | None, last: str | None) -> Interval:
    return Interval(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


MAY_2025 = between("2025-05-01", "2025-05-31")
LAST_MAY = between("2026-05-01", "2026-05-31")
MAY_16 = between("2025-05-16", "2025-05-16")
MAY_1 = between("2025-05-01", "2025-05-01")
YESTERDAY = between("2026-11-21", "2026-11-21")
LAST_WEEK = between("2026-11-09", "2026-11-15")
LAST_MONTH = between("2026-10-01", "2026-10-31")
YEAR_2014 = between("2014-01-01", "2014-12-31")
MARCH_2024 = between("2024-03-01", "2024-03-31")
MAY_TO_JULY = between("2025-05-01", "2025-07-31")
DAYS_IN_MAY = between("2025-05-03", "2025-05-07")
DAYS_IN_LAST_MAY = between("2026-05-03", "2026-05-07")
TWO_YEARS_AGO = between("2024-01-01", "2024-12-31")
A_WEEK_AGO = between("2026-11-09", "2026-11-15")
DAY_BEFORE = between("2026-11-20", "2026-11-20")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What happened in Istanbul in May 2025?", MAY_2025),
        ("Who met on 16 May 2025?", MAY_16),
        ("Who met on the 16th of May, 2025?", MAY_16),
        ("Who met on May 16, 2025?", MAY_16),
        ("Who met on 2025-05-16?", MAY_16),
        ("What came of yesterday's talks?", YESTERDAY),
        ("What was said in early May?", LAST_MAY),
        ("What has happened since May 2025?", between("2025-05-01", None)),
        ("Who led it until 3 June?", between(None, "2026-06-03")),
        ("Who led it before 2014?", between(None, "2013-12-31")),
        ("Who led it from 3 May 2025 till 3 June 2025?", between("2025-05-03", "2025-06-03")),
        ("since 3 May 2025 until 3 June 2025", between("2025-05-03", "2025-06-03")),
        ("The elections in 2014", YEAR_2014),
        ("How did it change between 2004 and 2014?", between("2004-01-01", "2014-12-31")),
        ("Wie war es von 2004 bis 2014?", between("2004-01-01", "2014-12-31")),
        ("from 2004 to 2014?", between("2004-01-01", "2014-12-31")),
        ("Who went to the fort in June 1745?", between("1745-06-01", "1745-06-30")),
        ("Istanbul talks 2014?", YEAR_2014),
        ("in December", between("2025-12-01", "2025-12-31")),
        ("last week's meeting", LAST_WEEK),
        ("What did they say 3 days ago?", between("2026-11-19", "2026-11-19")),
        ("In March 2025 and in May 2025", between("2025-03-01", "2025-05-31")),
        ("Was geschah im Mai?", LAST_MAY),
        ("Was geschah am 16. Mai 2025?", MAY_16),
        ("Wer traf sich gestern?", YESTERDAY),
        ("Seit März 2025", between("2025-03-01", None)),
        ("Was geschah letzten Monat?", LAST_MONTH),
        ("vor 3 Tagen", between("2026-11-19", "2026-11-19")),
        ("Que s'est-il passé le 16 mai 2025 ?", MAY_16),
        ("Qui a signé l’accord en mai ?", LAST_MAY),
        ("le mois dernier", LAST_MONTH),
        ("depuis le 1er mai 2025", between("2025-05-01", None)),
        ("¿Qué pasó en mayo de 2025?", MAY_2025),
        ("¿Qué pasó el 16 de mayo de 2025?", MAY_16),
        ("¿Qué pasó ayer?", YESTERDAY),
        ("hasta el 3 de junio", between(None, "2026-06-03")),
        ("Что случилось вчера?", YESTERDAY),
        ("Что было в Стамбуле в мае 2025 года?", MAY_2025),
        ("Что было 16 мая 2025?", MAY_16),
        ("Что было после 1 мая?", between("2026-05-02", None)),
        ("Что сказали в августе?", between("2026-08-01", "2026-08-31")),
        ("в марте", between("2026-03-01", "2026-03-31")),
        ("Выборы 2014 года", YEAR_2014),
        ("на прошлой неделе", LAST_WEEK),
        ("Що сталося вчора?", YESTERDAY),
        ("Що було у травні 2025 року?", MAY_2025),
        ("до 3 червня", between(None, "2026-06-03")),
        ("минулого тижня", LAST_WEEK),
        ("у липні", between("2026-07-01", "2026-07-31")),
        ("в листопаді", between("2026-11-01", "2026-11-30")),
    ],
)
def test_times(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("What happened between May and July 2025?", MAY_TO_JULY),
        ("What happened from May to July 2025?", MAY_TO_JULY),
        ("May–July 2025", MAY_TO_JULY),
        ("from November to February 2025", between("2024-11-01", "2025-02-28")),
        ("between November 2024 and February 2025", between("2024-11-01", "2025-02-28")),
        ("from 3 to 7 May 2025", DAYS_IN_MAY),
        ("from 7 to 3 May 2025", between("2025-05-03", "2025-05-03")),
        ("May 3-7, 2025", DAYS_IN_MAY),
        ("3–7 May", DAYS_IN_LAST_MAY),
        ("between the 3rd and the 7th of May", DAYS_IN_LAST_MAY),
        ("from 3 May to 7 June 2025", between("2025-05-03", "2025-06-07")),
        ("from 29 January to 2 February 2025", between("2025-01-29", "2025-02-02")),
        ("zwischen Mai und Juli 2025", MAY_TO_JULY),
        ("von Mai bis Juli 2025", MAY_TO_JULY),
        ("vom 3. bis 7. Mai 2025", DAYS_IN_MAY),
        ("vom 3. Mai bis zum 7. Juni 2025", between("2025-05-03", "2025-06-07")),
        ("entre mayo y julio de 2025", MAY_TO_JULY),
        ("de mayo a julio de 2025", MAY_TO_JULY),
        ("del 3 al 7 de mayo de 2025", DAYS_IN_MAY),
        ("entre mai et juillet 2025", MAY_TO_JULY),
        ("de mai à juillet 2025", MAY_TO_JULY),
        ("du 3 au 7 mai", DAYS_IN_LAST_MAY),
        ("между маем и июлем 2025 года", MAY_TO_JULY),
        ("с мая по июль 2025 года", MAY_TO_JULY),
        ("с 3 по 7 мая 2025 года", DAYS_IN_MAY),
        ("між травнем і липнем 2025 року", MAY_TO_JULY),
        ("з травня по липень 2025", MAY_TO_JULY),
        ("від 3 до 7 травня", DAYS_IN_LAST_MAY),
    ],
)
def test_ranges(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("In 2024, which storm came in March?", MARCH_2024),
        ("Which storm in March was the worst in 2024?", MARCH_2024),
        ("Welcher Sturm kam 2024 im März?", MARCH_2024),
        ("En 2024, ¿qué tormenta hubo en marzo?", MARCH_2024),
        ("En 2024, quelle tempête en mars ?", MARCH_2024),
        ("В 2024 году какая буря была в марте?", MARCH_2024),
        ("У 2024 році яка буря була в березні?", MARCH_2024),
        ("Who met on 16 May 2025, and again in June?", between("2025-05-16", "2025-06-30")),
        ("What has changed in March since 2020?", between("2020-01-01", None)),
        ("In 2023 and 2024, what came in March?", between("2023-01-01", "2024-12-31")),
        ("Who sold 2000 cars in March?", between("2026-03-01", "2026-03-31")),
        ("What came today that came in December?", between("2025-12-01", "2026-11-22")),
    ],
)
def test_a_month_takes_the_year_that_is_named_elsewhere(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("Who led it two years ago?", TWO_YEARS_AGO),
        ("a week ago", A_WEEK_AGO),
        ("a month ago", LAST_MONTH),
        ("twelve days ago", between("2026-11-10", "2026-11-10")),
        ("the day before yesterday", DAY_BEFORE),
        ("vor zwei Jahren", TWO_YEARS_AGO),
        ("vor einer Woche", A_WEEK_AGO),
        ("vorgestern", DAY_BEFORE),
        ("hace dos años", TWO_YEARS_AGO),
        ("hace una semana", A_WEEK_AGO),
        ("antes de ayer", DAY_BEFORE),
        ("il y a deux ans", TWO_YEARS_AGO),
        ("il y a une semaine", A_WEEK_AGO),
        ("avant-hier", DAY_BEFORE),
        ("два года назад", TWO_YEARS_AGO),
        ("неделю назад", A_WEEK_AGO),
        ("позавчера", DAY_BEFORE),
        ("два роки тому", TWO_YEARS_AGO),
        ("тиждень тому", A_WEEK_AGO),
        ("позавчора", DAY_BEFORE),
    ],
)
def test_times_ago(text: str, interval: Interval) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("before 2025", None, "2024-12-31"),
        ("prior to 2025", None, "2024-12-31"),
        ("until 2023", None, "2023-12-31"),
        ("up to 2023", None, "2023-12-31"),
        ("through 2023", None, "2023-12-31"),
        ("after 2023", "2024-01-01", None),
        ("since 2023", "2023-01-01", None),
        ("after May 2025", "2025-06-01", None),
        ("before 16 May 2025", None, "2025-05-15"),
        ("after 2021 and before 2024", "2022-01-01", "2023-12-31"),
        ("before the summer of 2024", None, "2024-05-31"),
        ("after Q3 2024", "2024-10-01", None),
        ("since last year", "2025-01-01", None),
        ("before last year", None, "2024-12-31"),
        ("vor 2025", None, "2024-12-31"),
        ("vor dem Jahr 2025", None, "2024-12-31"),
        ("bis 2023", None, "2023-12-31"),
        ("nach 2023", "2024-01-01", None),
        ("nach dem Sommer 2024", "2024-09-01", None),
        ("seit 2023", "2023-01-01", None),
        ("ab 2023", "2023-01-01", None),
        ("seit letztem Jahr", "2025-01-01", None),
        ("antes de 2025", None, "2024-12-31"),
        ("hasta 2023", None, "2023-12-31"),
        ("después de 2023", "2024-01-01", None),
        ("desde 2023", "2023-01-01", None),
        ("desde el año pasado", "2025-01-01", None),
        ("avant 2025", None, "2024-12-31"),
        ("jusqu’en 2023", None, "2023-12-31"),
        ("jusqu’à 2023", None, "2023-12-31"),
        ("après 2023", "2024-01-01", None),
        ("depuis 2023", "2023-01-01", None),
        ("до 2025 года", None, "2025-12-31"),
        ("после 2023 года", "2024-01-01", None),
        ("с 2023 года", "2023-01-01", None),
        ("до 2025 року", None, "2025-12-31"),
        ("після 2023 року", "2024-01-01", None),
        ("з 2023 року", "2023-01-01", None),
    ],
)
def test_before_and_after_leave_the_named_time_out(
    text: str, first: str | None, last: str | None
) -> None:
    assert interval_of(f"What happened {text}?", TODAY) == between(first, last)
    assert interval_of(text, TODAY) == between(first, last)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("Que se passe-t-il le 1er mai 2025 ?", MAY_1),
        ("Que se passe-t-il le 1er mai ?", between("2026-05-01", "2026-05-01")),
        ("Que se passe-t-il le premier mai 2025 ?", MAY_1),
        ("¿Qué pasó el primero de mayo de 2025?", MAY_1),
        ("¿Qué pasó el primero de mayo?", between("2026-05-01", "2026-05-01")),
        ("Was geschah am 16.05.25?", MAY_16),
        ("Was geschah am 16.5.2025?", MAY_16),
        ("Who met on 16/05/2025?", MAY_16),
        ("Who met on 05/16/2025?", MAY_16),
        ("Who met on 05/04/2025?", between("2025-04-05", "2025-04-05")),
        ("Who met on 31/31/2025?", None),
        ("What came in 2025-05?", MAY_2025),
        ("The log of 2025-05", MAY_2025),
        ("What opens on Dec 25?", between("2025-12-25", "2025-12-25")),
        ("Who met on Jan. 5, 2025?", between("2025-01-05", "2025-01-05")),
        ("Who met on 5 Jan 2025?", between("2025-01-05", "2025-01-05")),
        ("Who met in Sept 2025?", between("2025-09-01", "2025-09-30")),
        ("Who met on the 3rd of Oct 2025?", between("2025-10-03", "2025-10-03")),
    ],
)
def test_how_days_and_months_are_written(text: str, interval: Interval | None) -> None:
    assert interval_of(text, TODAY) == interval


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Wie viele Menschen mussten 2025 in Passau ihre Wohnungen verlassen?", 2025),
        ("Wer gewann 2013 die Wahl?", 2013),
        ("2013 gewann welche Partei?", 2013),
        ("What does the 2024 report say?", 2024),
        ("What was Hartwell's 2024 revenue?", 2024),
        ("the 2024 annual report", 2024),
        ("Wer gewann 2014 Gold?", None),
        ("Wie viele der 2000 Gefangenen kamen frei?", None),
        ("Warum mussten 2000 Menschen fliehen?", None),
        ("Wer verlor rund 2000 von ihnen?", None),
        ("Was ist 2000 km lang?", None),
        ("Was kostet 2000,50 Euro?", None),
        ("Was ist Windows 2000 und was kann es?", None),
        ("Who paid 2000 in all?", None),
        ("How many of the 2000 report cards were lost?", None),
        ("What did the 2000 people report?", None),
        ("Who trained 2000 election workers?", None),
    ],
)
def test_years_that_stand_by_themselves(text: str, year: int | None) -> None:
    expected = between(f"{year}-01-01", f"{year}-12-31") if year else None
    assert interval_of(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Who may sign the deal?",
        "May I ask who signed?",
        "Why did the soldiers march to the sea?",
        "What is a march hare, and who was Theresa May?",
        "How far is the sun, and who came second?",
        "What weighs 2014 kg and costs 1,950 dollars?",
        "Room 2014-15 of 20145",
        "Who died in June 1066?",
        "How many of the 1900 prisoners were freed?",
        "When is Mother's day?",
        "Wie weit ist Mars entfernt?",
        "Версия 2.10 и 31.5 км",
        "Мая, где ты?",
        "до конца не ясно",
        "на 45 день",
        "the 31st of June 2025",
        "2025-13-45",
        "How many of the 2,000 people left?",
        "What did the 2025 census count?",
        "Children from 3 to 7 may attend what?",
        "Who under 18 may vote?",
        "Gebirge von 2000 bis 3000 Meter",
        "Who fought twenty-two years ago, twenty two years ago or many years ago?",
        "двадцать два года назад",
        "Who won the 2004-05 season?",
        "What changed in version 2.10.31, in 1.2.34 and in version 12.10.31?",
        "Who is Jan, and who is April?",
        "What came in the last year of the war?",
        "Was geschah im letzten Jahr des Krieges?",
        "Que s’est-il passé cette année-là ?",
        "сколько лет назад",
        "",
    ],
)
def test_prose_without_a_time(text: str) -> None:
    assert interval_of(text, TODAY) is None


WORDS = (
    "in may 16 29 31 february 2025 2024 2023 yesterday since until from to between and of the on"
    " last monday first quarter half q1 summer 1990s 90s two a years ago year мая в мае с по le du"
    " 31.02.2025 2024-02-29 au été am vor zwei jahren - – ,"
)
times = st.sampled_from(WORDS.split())


@given(text=st.text(max_size=20) | st.lists(times, max_size=9).map(" ".join))
def test_nothing_is_an_error(text: str) -> None:
    interval = interval_of(text, TODAY)
    assert interval is None or not interval.is_empty


def test_dateparser_is_loaded_for_times_only() -> None:
    code = (
        "import sys; from datetime import date;"
        "from embeddings.dates.in_questions import interval_of;"
        "interval_of('Who may march?', date(2025, 1, 1)); assert 'dateparser' not in sys.modules;"
        "interval_of('in May', date(2025, 1, 1)); assert 'dateparser' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(
    days=st.tuples(
        *2 * [st.dates(date(1600, 1, 1), date(2090, 12, 31))],
    )
)
def test_any_two_days_are_the_ends_of_a_range(days: tuple[date, date]) -> None:
    first, last = sorted(days)
    assert interval_of(f"What came from {spelt(first)} to {spelt(last)}?", TODAY) == Interval(
        first, last
    )


def spelt(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
