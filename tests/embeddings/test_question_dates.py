"""Which time a question speaks of, and that prose without one speaks of none."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.question_dates import WEIGHT, Interval, interval_of, nearness
from embeddings.row_table import UNDATED

TODAY = date(2026, 11, 22)  # a Sunday


def between(first: str | None, last: str | None) -> Interval:
    return Interval(
        date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )


MAY_2025 = between("2025-05-01", "2025-05-31")
LAST_MAY = between("2026-05-01", "2026-05-31")
MAY_16 = between("2025-05-16", "2025-05-16")
YESTERDAY = between("2026-11-21", "2026-11-21")
LAST_WEEK = between("2026-11-09", "2026-11-15")
LAST_MONTH = between("2026-10-01", "2026-10-31")
YEAR_2014 = between("2014-01-01", "2014-12-31")


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
        ("Who led it before 2014?", between(None, "2014-12-31")),
        ("Who led it from 3 May 2025 till 3 June 2025?", between(None, "2025-06-03")),
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
        ("Что было после 1 мая?", between("2026-05-01", None)),
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
    "text",
    [
        "Who may sign the deal?",
        "May I ask who signed?",
        "Why did the soldiers march to the sea?",
        "What is a march hare, and who was Theresa May?",
        "How far is the sun, and who came second?",
        "What weighs 2014 kg and costs 1,950 dollars?",
        "Room 2014-15 of 20145",
        "Who sang in the 1980s, or in the 1980's?",
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
        "",
    ],
)
def test_prose_without_a_time(text: str) -> None:
    assert interval_of(text, TODAY) is None


times = st.sampled_from(
    [
        "in",
        "may",
        "16",
        "2025",
        "yesterday",
        "since",
        "мая",
        "в",
        "мае",
        "31.02.2025",
        "le",
        "-",
        ",",
    ]
)


@given(text=st.text(max_size=20) | st.lists(times, max_size=6).map(" ".join))
def test_nothing_is_an_error(text: str) -> None:
    interval = interval_of(text, TODAY)
    assert interval is None or not interval.is_empty


def test_nearness_halves_in_two_weeks_and_knows_no_undated() -> None:
    days = [date(2025, 5, 16), date(2025, 5, 30), date(2025, 5, 2), date(2024, 5, 16)]
    published = np.array([UNDATED, *(day.toordinal() for day in days)], np.int64)
    near = nearness(published, MAY_16)
    assert near.tolist() == pytest.approx(
        [0, WEIGHT, WEIGHT / 2, WEIGHT / 2, WEIGHT * 2 ** (-365 / 14)]
    )
    assert nearness(published, Interval(date(2025, 5, 16), None))[:3].tolist() == [
        0,
        WEIGHT,
        WEIGHT,
    ]
    assert nearness(published, Interval(None, date(2025, 5, 16)))[4] == WEIGHT


def test_dateparser_is_loaded_for_times_only() -> None:
    code = (
        "import sys; from datetime import date; from embeddings.question_dates import interval_of;"
        "interval_of('Who may march?', date(2025, 1, 1)); assert 'dateparser' not in sys.modules;"
        "interval_of('in May', date(2025, 1, 1)); assert 'dateparser' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
