"""The rule lists: every one of them is heard, and says no more than it was written for."""

import pytest

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.notices import line_reason, notice_reason
from corpus.boilerplate.phrases import folded, keys_of, phrase
from corpus.boilerplate.rules import LANGUAGES, Phrases, Rule, languages
from one_paragraph import reason_alone

RULES = [
    pytest.param(rule, id=f"{language.code}-{number}")
    for language in languages()
    for number, rule in enumerate(language.rules)
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_marks_its_example(rule: Rule) -> None:
    assert notice_reason(rule.example) is rule.reason


def test_every_language_knows_every_common_kind() -> None:
    for language in languages():
        known = {rule.reason for rule in language.rules} | set(language.lines)
        assert known >= {
            Reason.PAYWALL, Reason.COOKIES, Reason.NEWSLETTER, Reason.SHARING,
            Reason.NAVIGATION, Reason.ADVERTISEMENT, Reason.COPYRIGHT,
        }, language.code  # fmt: skip
    assert [language.code for language in languages()] == list(LANGUAGES)


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("read more", "Read more", True),
        ("read more", "read, more", True),
        ("read more", "bread more", False),
        ("subscri*", "Subscription", True),
        ("(log|sign) in", "Sign in", True),
        ("(log|sign) in", "in", False),
        ("get …access", "get access", True),
        ("get …access", "get full and unlimited access", True),
        ("get …access", "get one two three four five six access", False),
        ("# comments", "12 comments", True),
        ("(our )?newsletter", "our newsletter", True),
        ("inscríbete", "INSCRIBETE", True),
        ("l'article", "l’article", True),
        ("войдите", "Войдите", True),
    ],
)
def test_a_phrase_means_what_the_lists_say(written: str, text: str, *, found: bool) -> None:
    phrases = Phrases((phrase(written),))
    assert (phrases.anywhere.search(folded(text)) is not None) == found


def test_the_keys_of_a_phrase_are_among_those_of_all_that_it_matches() -> None:
    """What a paragraph is not even compared with must not be able to match."""
    for language in languages():
        for rule in language.rules:
            plain = folded(rule.example)
            for asked in (rule.begins, rule.holds, rule.also):
                for it in asked.phrases:
                    met = Phrases((it,)).anywhere.search(plain)
                    assert met is None or "" in it.keys or it.keys & keys_of(met[0])


@pytest.mark.parametrize("written", ["(read more", "read) more"])
def test_a_phrase_with_a_bracket_too_few_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a phrase"):
        phrase(written)


def test_a_line_is_all_there_is() -> None:
    assert line_reason("Read more") is Reason.NAVIGATION
    assert line_reason("» Read more »") is Reason.NAVIGATION
    assert line_reason("Read more slowly") is None


@pytest.mark.parametrize(
    "text",
    [
        "Comments (14)", "1 comment", "1,204 comments", "Read more (3)", "Share (27)", "27 shares",
        "Комментарии (14)", "Комментариев: 14", "1 204 комментария", "Читать далее (3)",
        "Коментарі (14)", "14 коментарів", "Показати ще (3)", "Поділитися (27)",
        "Kommentare (14)", "1.204 Kommentare", "Mehr lesen (3)", "Teilen [27]",
        "Comentarios (14)", "1 comentario", "Leer más (3)", "Compartir (27)",
        "Commentaires (14)", "Commentaires : 14", "Lire la suite (3)", "Partager (27)",
    ],
)  # fmt: skip
def test_a_label_may_have_a_count(text: str) -> None:
    assert reason_alone(text) in {Reason.NAVIGATION, Reason.SHARING}


@pytest.mark.parametrize(
    "text",
    [
        "14 comments were received on the draft law", "Read more (and write less)",
        "Answers (3 points)", "Kommentare (14) verweisen auf das Gesetz", "Ответы (3 балла)",
    ],
)  # fmt: skip
def test_a_count_in_a_sentence_is_served(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "À lire aussi : les prix montent encore",
        "À lire : le village sans eau",
        "Read also: how the prices rose again",
        "Читайте также: как выросли цены",
        "Читайте також: чому зросли ціни",
        "Lesen Sie auch: so teuer wird der Winter",
        "Lea también: así suben los precios",
    ],
)
def test_a_title_may_begin_small(text: str) -> None:
    assert reason_alone(text) is Reason.RELATED


@pytest.mark.parametrize(
    "text",
    [
        "Voir aussi : le chapitre 3",
        "See also: the appendix on page 4",
        "Siehe auch: die Anlage",
        "См. также: приложение 2",
        "À lire : les articles 3 et 4 de la loi.",
    ],
)
def test_what_leads_to_another_part_is_served(text: str) -> None:
    assert reason_alone(text) is None


def test_what_is_quoted_is_not_read() -> None:
    notice = "Sign up for our newsletter and get the news in your inbox."
    assert reason_alone(notice) is Reason.NEWSLETTER
    assert reason_alone(f"“{notice}”") is None
    assert reason_alone(f"— {notice}") is None
    assert reason_alone("Sign up for our “Morning News” newsletter in your inbox.") is not None


def test_a_notice_with_an_article_behind_it_is_an_article() -> None:
    notice = "Sign up for our newsletter and get the news in your inbox."
    article = "The river froze in December and the ferries stayed in the harbour until spring came."
    assert reason_alone(f"{notice} {article}") is None
    assert reason_alone(notice + " It reaches you every day." * 60) is None


@pytest.mark.parametrize(
    "text", ["", " ", "-", "1.", "…", "\u200b", "«»", "|", "©", ":", "By", "а"]
)
def test_next_to_nothing_is_nothing(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize("text", ["Find BBC News on Twitter @bbcnews", "Find more on X @nature"])
def test_a_name_on_a_network_is_met(text: str) -> None:
    assert reason_alone(text) is Reason.SHARING
