"""Which questions lean on what was said before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.follow_ups.leaning import has_date, is_elliptical, leans, names_something, subject_words
from bot.follow_ups.sentence import language_of
from bot.follow_ups.words import WORDS

LEANING = [
    "Where was he born?", "And in May?", "Why?", "What happened?", "What awards did he win?",
    "What was the reason for his arrest?", "Is there anything else?", "How many people died there?",
    "How was that album received?", "What about Kyiv?", "Did Carson thank him?", "Who else came?",
    "What happened next?", "How long did it take?", "Which one is cheaper?",
    "Где он родился?", "А в мае?", "Почему это произошло?", "Как она отреагировала?",
    "Почему такой шаг?", "Кто он такой?", "Чому такий крок?",
    "Що сталося потім?", "А в травні?", "Де він народився?", "Чому він це зробив?",
    "Wo wurde er geboren?", "Und im Mai?", "Warum ist das passiert?", "Was sagte sie?",
    "Was war der Grund für seine Verhaftung?",
    "¿Dónde nació?", "¿Y en mayo?", "¿Qué dijo su abogado?", "¿Por qué?",
    "Où est-il né ?", "Et en mai ?", "Quelle était sa réponse ?",
    "Combien de temps cela a-t-il duré ?",
]  # fmt: skip
ALONE = [
    "What did the minister say about his visit?", "When was the old bridge closed?",
    "What is inflation?", "How does photosynthesis work?", "Is there a bridge over the river?",
    "How long does it take to boil an egg?", "Where is Istanbul?", "Who won the race this year?",
    "What did Putin say when he met Trump?", "Is it legal to park on the pavement?",
    "Did the army withdraw because it was attacked?", "Where were the talks held?",
    "Что министр сказал о своем визите?", "Когда закрыли мост?",
    "Кто такой Лавров?", "Кто такая Захарова?", "Кто такие повстанцы?", "Что такое инфляция?",
    "Хто такий Лавров?", "Хто така Захарова?", "Хто такі повстанці?", "Що таке інфляція?",
    "Що сказав міністр про свій візит?", "Коли закрили міст?", "Де відбулися переговори?",
    "Was sagte der Minister über seinen Besuch?", "Wann wurde die Brücke geschlossen?",
    "Gibt es eine Fähre über den Fluss?", "Wer leitete die ukrainische Delegation?",
    "¿Qué dijo el ministro sobre su visita?", "¿Qué es la fotosíntesis?",
    "¿Cuándo se cerró el puente?",
    "Qu'a dit le ministre de sa visite ?", "Quand le pont a-t-il été fermé ?",
]  # fmt: skip


@pytest.mark.parametrize("text", LEANING)
def test_leaning(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize("text", ALONE)
def test_standing_alone(text: str) -> None:
    assert not leans(text)


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("Und im Mai?", "", "de"), ("¿Y?", "", "es"), ("Et en mai ?", "", "fr"),
        ("А в травні?", "Коли закрили міст?", "uk"), ("Чому?", "", "uk"), ("Почему?", "", "ru"),
        ("Why?", "", "en"), ("In Kyiv?", "Who came?", "en"), ("地震", "", None), ("?!", "", None),
    ],
)  # fmt: skip
def test_the_language_of_a_short_question(text: str, before: str, language: str | None) -> None:
    assert language_of(text, before) == language


def test_what_a_question_is_about() -> None:
    asked = "What did the ECB decide in April 2025?"
    assert subject_words(asked) == "ECB decide April 2025"
    assert subject_words(asked, dated=False) == "ECB decide"
    assert has_date(asked)
    assert has_date("and in May?")
    assert not has_date("and in Kyiv?")
    assert is_elliptical("and in May?")
    assert is_elliptical("Why?")
    assert not is_elliptical("Where was he born?")


def test_names() -> None:
    assert names_something("Where is Istanbul?")
    assert not names_something("Did the tour do well?")
    assert not names_something("Give me the details of the tour")


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_is_decided(text: str, before: str) -> None:
    assert leans(text, before) in {True, False}
    assert is_elliptical(text, before) in {True, False}
    assert names_something(text, before) in {True, False}
    assert set(subject_words(text, dated=False).split()) <= set(subject_words(text).split())


@given(st.sampled_from(LEANING + ALONE), st.sampled_from(["", "  ", "\n"]), st.sampled_from("?!. "))
def test_space_and_the_mark_at_the_end_decide_nothing(text: str, space: str, mark: str) -> None:
    assert leans(f"{space}{text.rstrip('?')}{mark}{space}") is leans(text)


@pytest.mark.parametrize("language", WORDS)
def test_words_are_written_as_they_are_looked_up(language: str) -> None:
    words = WORDS[language]
    fields = [
        words.openers, words.subjects, words.possessives, words.pointers, words.demonstratives,
        words.bare, words.deixis, words.further, words.articles, words.helpers, words.clauses,
        words.adverbial, words.empty, words.linking, words.months, words.impersonal, words.neuter,
        frozenset(" ".join(words.phrases).split()),
    ]  # fmt: skip
    for word in frozenset[str]().union(*fields):
        assert word == word.casefold().replace("ё", "е")
        assert "'" not in word
        assert "-" not in word
