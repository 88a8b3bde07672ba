"""Terms of questions meet terms of passages."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.analyzer import Analyzer
from embeddings.spelt import MAX_WORD
from embeddings.stopwords import STOPWORDS

ANALYZER = Analyzer()
LANGUAGES = ["en", "ru", "uk", "de", "es", "fr", "it", "el", "zh", "xx", None]


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("The talks were held in Istanbul.", "en", ["talk", "held", "istanbul"]),
        ("Russia’s offer, the soldiers' pay, O’Brien", "en", "russia offer soldier pay obrien"),
        ("It didn't, it doesn’t, and who'll say?", "en", ["wholl", "say"]),
        ("Переговоры о переговорах", "ru", ["переговор", "переговор"]),
        ("Всё ещё самолёты", "ru", ["самолет"]),
        ("Йод и ёж", "ru", ["йод", "еж"]),
        ("П’ять об'єктів, переговори в Україні", "uk", ["пять", "обєкт", "перег", "украї"]),
        ("L’accord d'aujourd’hui, l'État, qu'importe", "fr", ["accord", "etat", "import"]),
        ("Größe, Grösse, GROSSE", "de", ["gross", "gross", "gross"]),
        ("negociación", "es", ["negoci"]),
        (
            "9.6 million, 1,000 and 1,000,000.5",
            "en",
            "9.6 million 1,000 1000 1,000,000.5 1000000.5",
        ),
        ("50\u00a0000 солдат", "ru", ["50", "000", "50000", "солдат"]),
        ("the F-16s of 2025-05-16", "en", ["f", "16s", "f16s", "2025", "05", "16"]),
        ("e-mail", "en", ["e", "mail", "email"]),
        ("ﬁne ＫＹＩＶ cafe\u0301", "en", ["fine", "kyiv", "cafe"]),
        ("агентство Reuters пишет", "ru", ["агентств", "reuter", "пишет"]),
        ("the word переговоры here", "en", ["word", "перег"]),
        ("中文文字", "zh", ["中文", "文文", "文字"]),
        ("हिन्दी भाषा", "xx", ["हिन्दी", "भाषा"]),
        ("snake_case \ud800 \x00 … — ¿?", "en", ["snake", "case"]),
        ("", "en", []),
    ],
)
def test_terms(text: str, language: str | None, terms: list[str] | str) -> None:
    expected = terms.split() if isinstance(terms, str) else terms
    assert ANALYZER.terms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("peace-talks of 1,000 men", ["peac", "talk", "1000", "men", "peacetalk", "1,000"]),
        ("1\u00a0000 men", ["1000", "men", "1", "000"]),
        ("in 2014 and 31.5 km", ["2014", "31.5", "km"]),
    ],
)
def test_other_spellings_stand_behind_the_run_of_words(text: str, terms: list[str]) -> None:
    assert ANALYZER.passage_terms(text, "en") == terms
    assert sorted(ANALYZER.terms(text, "en")) == sorted(terms)


GROUPING = [",", ".", " ", "\u00a0", "\u202f", "\u2009", "'", "’", ""]


@given(
    number=st.integers(1_000, 10**12),
    marks=st.tuples(st.sampled_from(GROUPING), st.sampled_from(GROUPING)),
    language=st.sampled_from(LANGUAGES),
)
def test_a_number_meets_itself_however_it_is_grouped(
    number: int, marks: tuple[str, str], language: str | None
) -> None:
    asked, written = (f"{number:,}".replace(",", mark) for mark in marks)
    passage = ANALYZER.passage_terms(f"about {written} of them", language)
    assert set(ANALYZER.asked_terms(asked, language)) == {str(number)} <= set(passage)
    assert set(ANALYZER.query_terms(asked, [language])) >= {str(number)}
    assert ANALYZER.wordings(asked, [language])[0] == (str(number),)


@given(
    whole=st.integers(0, 10**7),
    part=st.integers(0, 99),
    styles=st.tuples(*[st.sampled_from([",.", ".,", " ,", "\u00a0.", "\u202f,"])] * 2),
)
def test_a_fraction_meets_itself_however_it_is_written(
    whole: int, part: int, styles: tuple[str, str]
) -> None:
    asked, written = (
        f"{whole:,}".replace(",", style[0]) + f"{style[1]}{part:02}" for style in styles
    )
    assert set(ANALYZER.asked_terms(asked, "en")) == {f"{whole}.{part:02}"}
    assert f"{whole}.{part:02}" in ANALYZER.passage_terms(f"some {written} km", "en")


@given(number=st.integers(0, 10**9), other=st.integers(0, 10**9))
def test_numbers_are_exact(number: int, other: int) -> None:
    met = set(ANALYZER.query_terms(str(number), ["en"])) & ANALYZER.content_terms(str(other), "en")
    assert bool(met) == (number == other)


def test_a_spelling_counts_once() -> None:
    for question in ("peace-talks on 1,000 men", "peace talks on 1 000 men"):
        assert set(ANALYZER.asked_terms(question, "en")) == {"peac", "talk", "1000", "men"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("31,5 km", ["31.5", "km", "31,5"]),
        ("1 234,56", ["1234.56", "1", "234,56"]),
        ("16.05.2025 10:30", ["16.05.2025", "10:30"]),
        ("1,2,3", ["1,2,3"]),
        ("in 2014, 300 men", ["2014", "300", "men"]),
        ("2014–15", ["2014", "15"]),
        ("v. 2.10.1", ["v", "2.10.1"]),
    ],
)
def test_numbers(text: str, terms: list[str]) -> None:
    assert ANALYZER.passage_terms(text, "en") == terms


@pytest.mark.parametrize(
    ("text", "languages", "wordings"),
    [
        ("peace talks", ["en"], [("peac", "talk")]),
        ("Peace-talks in", ["en"], [("peac", "talk")]),
        ("peace-talks", ["en"], [("peac", "talk"), ("peacetalk",)]),
        ("1,000 men", ["en", "de"], [("1000", "men")]),
        ("1,000", ["en"], [("1000",), ("1,000",)]),
        ("the war", ["en", "de"], [("war",), ("the",)]),
        ("of the", ["en"], []),
        ("мирные переговоры", ["ru", "uk"], [("мирн", "переговор"), ("мирны", "перег")]),
        ("!?", [], []),
    ],
)
def test_wordings(text: str, languages: list[str | None], wordings: list[tuple[str, ...]]) -> None:
    assert ANALYZER.wordings(text, languages) == tuple(wordings)


@given(
    words=st.lists(
        st.sampled_from(["peace-talks", "1,000", "1 000", "мост", "the", "9.6", "中文", "O’Brien"])
        | st.text(st.characters(codec="cp1251"), max_size=5),
        max_size=8,
    ),
    data=st.data(),
    language=st.sampled_from(LANGUAGES),
)
def test_a_phrase_of_a_passage_is_held_by_it(
    words: list[str], data: st.DataObject, language: str | None
) -> None:
    start = data.draw(st.integers(0, len(words)))
    phrase = " | ".join(words[start : data.draw(st.integers(start, len(words)))])
    terms = ANALYZER.passage_terms(" | ".join(words), language)
    for wording in ANALYZER.wordings(phrase, [language])[:1]:
        assert wording in [
            tuple(terms[place : place + len(wording)]) for place in range(len(terms))
        ]


@pytest.mark.parametrize("language", sorted(STOPWORDS))
def test_stop_words_are_written_as_words_are_folded(language: str) -> None:
    listed = STOPWORDS[language]
    assert not [word for word in listed if ANALYZER.terms(word, language)]
    assert not [word for word in listed if ANALYZER.terms(word.upper(), language)]


texts = st.text(
    st.characters() | st.sampled_from("aeiouйїё’'-1230,. \u0301ß中") | st.characters(codec="cp1251")
)


@given(text=texts, language=st.sampled_from(LANGUAGES))
def test_a_term_is_one_token_for_a_whitespace_tokenizer(text: str, language: str | None) -> None:
    for term in ANALYZER.terms(text, language):
        assert term.split() == [term]
        # Decomposed accents are at most a few marks a letter.
        assert len(term) <= 4 * MAX_WORD or term[0].isdigit()
        term.encode("utf-8")


def _holds_a_stop_word(word: str) -> bool:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return any(stop in folded for stops in STOPWORDS.values() for stop in stops)


@given(text=texts, language=st.sampled_from(LANGUAGES), others=st.sets(st.sampled_from(LANGUAGES)))
def test_a_question_in_a_passages_own_words_meets_all_its_terms(
    text: str, language: str | None, others: set[str | None]
) -> None:
    # Whose language is guessed wrongly loses stop words, and rightly so: none may be among them.
    words = [word for word in text.split() if not _holds_a_stop_word(word)]
    passage = ANALYZER.terms(" ".join(words), language)
    question = ANALYZER.query_terms(" ".join(words), [*others, language])
    assert set(passage) <= set(question)
    assert len(set(question)) == len(question)


@given(text=texts, language=st.sampled_from(LANGUAGES))
def test_a_question_brings_no_terms_that_the_passage_would_not_hold(
    text: str, language: str | None
) -> None:
    assert set(ANALYZER.query_terms(text, [language])) <= ANALYZER.content_terms(text, language)


@given(text=texts, language=st.sampled_from(LANGUAGES))
def test_writing_habits_do_not_matter(text: str, language: str | None) -> None:
    terms = ANALYZER.terms(text, language)
    assert ANALYZER.terms(unicodedata.normalize("NFD", text), language) == terms
    assert ANALYZER.terms(text.replace("'", "’"), language) == terms


@pytest.mark.parametrize(
    ("question", "languages", "terms"),
    [
        ("When did the war begin?", ["en", "de"], ["war", "begin"]),
        ("Wann war das Treffen in Kiew?", ["en", "de"], ["treffen", "kiew", "treff"]),
        ("war", ["en", "de"], ["war"]),
        ("Кто потребовал гарантий?", ["ru"], ["потребова", "гарант"]),
        ("Хто вимагав гарантій?", ["uk"], ["вимаг", "гаран"]),
        ("Where were the talks?", [], ["talk"]),
        ("Where is it?", ["en"], []),
    ],
)
def test_query_terms(question: str, languages: list[str | None], terms: list[str]) -> None:
    assert ANALYZER.query_terms(question, languages) == terms


def test_a_question_reaches_passages_of_another_language() -> None:
    terms = set(ANALYZER.query_terms("переговори про обмін", ["ru", "uk"]))
    assert terms & ANALYZER.content_terms("Переговоры об обмене прошли в Стамбуле", "ru")
    assert terms & ANALYZER.content_terms("Переговорів про обмін не було", "uk")


def test_threads_do_not_disturb_each_other() -> None:
    analyzer = Analyzer()
    passages = [
        (" ".join(f"{stem}{ending}" for ending in ("ings", "ation", "ement", "eries")), language)
        for stem in ("negoti", "govern", "announc", "verhandl", "parl")
        for language in ("en", "de", "fr", "es")
    ] * 20
    alone = [Analyzer().terms(*passage) for passage in passages[:20]] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda passage: analyzer.terms(*passage), passages)) == alone
