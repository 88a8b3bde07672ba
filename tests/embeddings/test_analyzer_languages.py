"""Inflected forms of one word become one term, by a stemmer or by the first five letters."""

import pytest

from embeddings.analyzer import Analyzer

ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("be", "ваеннапалонных ваеннапалонныя"),
        ("bg", "военнопленници военнопленниците"),
        ("ca", "presoner presoners"),
        ("cs", "válečných váleční"),
        ("da", "fangen fanger"),
        ("de", "Gefangene Gefangenen"),
        ("el", "αιχμαλώτων αιχμάλωτοι"),
        ("en", "prisoner prisoners prisoner's"),
        ("es", "prisionero prisioneros"),
        ("fr", "prisonnier prisonniers"),
        ("it", "prigioniero prigionieri"),
        ("kk", "әскерлердің әскерлерге"),
        ("mk", "заробеници заробениците"),
        ("nl", "gevangene gevangenen"),
        ("pl", "jeńców jeńcy"),
        ("pt", "prisioneiro prisioneiros"),
        ("ro", "prizonier prizonieri"),
        ("ru", "военнопленных военнопленные военнопленными"),
        ("sv", "fången fånge fångar"),
        ("tr", "esirler esirlerin"),
        ("uk", "військовополонених військовополонені військовополоненим"),
        (None, "військовополонених військовополонені военнопленных военнопленные"),
    ],
)
def test_forms_of_a_word_meet(language: str | None, forms: str) -> None:
    terms = [ANALYZER.terms(form, language) for form in forms.split()]
    expected = 2 if language is None else 1
    assert len({tuple(made) for made in terms}) == expected


@pytest.mark.parametrize("language", ["uk", "be", "bg", "mk", "kk"])
def test_five_letters_are_kept_where_there_is_no_stemmer(language: str) -> None:
    assert ANALYZER.terms("переговори мир", language) == ["перег", "мир"]
    assert ANALYZER.query_terms("переговорів", [language]) == ["перег"]
