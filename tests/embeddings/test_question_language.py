"""A question is called foreign only beyond doubt: a wrong guess would be told to a person."""

import pytest

from embeddings.question_language import is_foreign


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        ("Где проходили переговоры?", ["en"]),
        ("Где прошли переговоры Trump и Rubio?", ["en"]),
        ("Переговоры?", ["en", "de"]),
        ("会談はどこで行われましたか", ["en"]),
        ("Where were the talks held?", ["ru", "uk"]),
        ("Wo fanden die Gespräche statt?", ["en"]),
        ("Wann wurde die Brücke in London gebaut?", ["en", "ru"]),
        ("¿Dónde se celebraron las conversaciones?", ["en", "de"]),
        ("Qui a gagné les élections et pourquoi ?", ["en"]),
        ("Where were the talks held and who came?", ["de"]),
    ],
)
def test_another_language(question: str, languages: list[str | None]) -> None:
    assert is_foreign(question, languages)


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        ("Where were the talks held?", ["en"]),
        ("Where were the talks held?", ["en", "ru"]),
        ("die war", ["en"]),
        ("Was war in Berlin?", ["en"]),
        ("Berlin", ["ru", "en"]),
        ("Who wrote Die Leiden des jungen Werthers?", ["en"]),
        ("What does «перемога будет за нами» mean?", ["en"]),
        ("Who sings Que sera, sera?", ["en"]),
        ("Кто такой Зеленский?", ["en", "ru"]),
        ("Хто такий Зеленський?", ["ru", None]),
        ("Где проходили переговоры?", ["en", None]),
        ("Где проходили переговоры?", []),
        ("Dove si sono tenuti i colloqui?", ["en"]),
        ("Wo fanden die Gespräche statt?", ["nl"]),
        ("1648?", ["ru"]),
        ("", ["en"]),
    ],
)
def test_nothing_is_claimed(question: str, languages: list[str | None]) -> None:
    assert not is_foreign(question, languages)
