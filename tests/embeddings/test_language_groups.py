"""Passages by language, and what is left of a cosine without its language's share."""

import numpy as np
import pytest

from embeddings.evidence import SentenceVectors
from embeddings.language_groups import LanguageGroups

ROWS = np.array([3, 5, 8, 9], np.int64)
LANGUAGES = ("en", "de", "en", None)


@pytest.fixture
def groups() -> LanguageGroups:
    vectors = np.array(
        [[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6], [-1, 0]], np.float16
    )  # row 3 has two sentences
    return LanguageGroups(
        ROWS, LANGUAGES, SentenceVectors(ROWS, np.array([0, 2, 3, 4, 5]), vectors)
    )


def test_rows_are_found_by_language(groups: LanguageGroups) -> None:
    assert groups.languages == ("en", "de", None)
    assert groups.rows("en").tolist() == [3, 8]
    assert groups.rows("de").tolist() == [5]
    assert groups.are_in(("de",), ROWS[::-1]).tolist() == [False, False, True, False]
    assert groups.are_in((), ROWS).tolist() == [False] * 4


def test_cosines_are_centred_on_their_own_language(groups: LanguageGroups) -> None:
    query = np.array([1, 0], np.float32)
    cosines = np.array([0.9, 0.8, 0.7], np.float64)
    above = groups.centred(query, np.array([8, 5, 9], np.int64), cosines)
    # The mean of all counts as ten passages beside each language's own.
    means = [
        (count * mean + 10 * 0.28) / (count + 10)
        for mean, count in ((1.8 / 3, 2), (0.6, 1), (-1.0, 1))
    ]
    assert above == pytest.approx([0.9 - means[0], 0.8 - means[1], 0.7 - means[2]], abs=1e-3)


def test_a_language_of_many_passages_has_a_mean_of_its_own() -> None:
    rows = np.arange(2000)
    vectors = np.tile(np.array([[1, 0], [0, 1]], np.float16), (1000, 1))
    groups = LanguageGroups(
        rows, ["en", "de"] * 1000, SentenceVectors(rows, np.arange(2001), vectors)
    )
    above = groups.centred(np.array([1, 0], np.float32), np.array([0, 1]), np.array([0.9, 0.1]))
    assert above == pytest.approx([-0.1, 0.1], abs=0.01)


def test_languages_are_foreign_one_by_one(groups: LanguageGroups) -> None:
    assert groups.foreign_to("Wo fanden die Gespräche statt?") == ("en",)
    assert groups.foreign_to("Where were the talks held and by whom?") == ("de",)
    assert groups.foreign_to("Где проходили переговоры?") == ("en", "de")
    assert groups.foreign_to("Berlin?") == ()
