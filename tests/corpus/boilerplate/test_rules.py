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
        "Votes (14)", "Views: 300", "300 views", "Reviews [1,204]", "Page views: 12",
        "Stimmen (14)", "Aufrufe: 300", "300 Aufrufe", "Bewertungen (14)",
        "Vues : 300", "300 vues", "Avis (14)",
        "Votos (14)", "Visitas: 300", "300 visitas", "Opiniones (14)",
        "Голоса (14)", "Просмотров: 300", "300 просмотров", "Отзывы (14)",
        "Голоси (14)", "Переглядів: 300", "300 переглядів", "Відгуки (14)",
    ],
)  # fmt: skip
def test_counts_of_visitors_and_votes_are_buttons(text: str) -> None:
    assert reason_alone(text) in {Reason.NAVIGATION, Reason.SHARING}


@pytest.mark.parametrize(
    "text",
    [
        "Views: 300 people gave theirs in the hearing", "Votes (14) were cast against",
        "Votes", "Votes: 14", "Votes: 14,021", "Views", "Stimmen", "Stimmen: 14.021", "Aufrufe",
        "Stimmen (14) fehlten der Koalition", "Votos: 176", "Votos (14) en contra",
        "Visitas: 300 personas al día", "Votes : 176", "Vues sur la rade", "Avis (14) rendus",
        "Голоса: 14", "Голоса (14) пришлось пересчитать", "Просмотров: 300 за час до ареста",
        "Голоси: 14", "Голосів (14) забракло", "Перегляди", "Reviews", "12 lectures",
        "Reviews (2019)", "Réactions (1995)", "Reactions (2.1)", "Stimmen (1998)", "Read 3 times",
    ],
)  # fmt: skip
def test_a_count_of_something_else_is_served(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("Sign up here", "Sign up here, officials told the refugees, and wait for the bus."),
        ("Sign up here.", "Sign up here on Monday, at the town hall, for the winter coal."),
        ("Hier anmelden", "Hier anmelden, sagten die Beamten, und dann auf den Bus warten."),
        ("Melden Sie sich hier an!", "Melden Sie sich hier an, rief der Schaffner den Leuten zu."),
        ("Inscrivez-vous ici", "Inscrivez-vous ici, disaient les agents aux réfugiés."),
        ("Suscríbete aquí", "Suscríbete aquí, decía el cartel de la cooperativa de regantes."),
        ("Подпишитесь здесь", "Подпишитесь здесь, сказал нотариус, и отдал ей ручку."),
        ("Підпишіться тут", "Підпишіться тут, сказав нотаріус, і віддав їй ручку."),
        ("Зарегистрируйтесь здесь", "Зарегистрируйтесь здесь, объясняли беженцам на вокзале."),
        ("Зареєструйтеся тут", "Зареєструйтеся тут, пояснювали біженцям на вокзалі."),
    ],
)
def test_a_button_that_bids_sign_up_is_all_its_line(button: str, told: str) -> None:
    assert reason_alone(button) in {Reason.NEWSLETTER, Reason.PAYWALL}
    assert reason_alone(told) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Views: 300. Comments: 14", Reason.NAVIGATION),
        ("Thanks for voting! See the results.", Reason.SHARING),
        ("Share | Save | Votes (14)", Reason.SHARING),
        ("Votes for: 14. Votes against: 11.", None),
        ("Back! Back!", None),
        ("Go back! Go back!", None),
        ("Go back! go back", None),
        ("Назад! Назад!", None),
        ("Views: 300. The film cost two million.", None),
        ("Share. Then run.", None),
    ],
)
def test_several_buttons_are_one_paragraph(text: str, reason: Reason | None) -> None:
    assert reason_alone(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "Updated 12 minutes ago", "3 hours ago", "Published: 2 days ago", "Vor 3 Stunden",
        "Aktualisiert vor einer Stunde", "Mis à jour il y a 12 minutes", "Hace 3 horas",
        "Обновлено 12 минут назад", "3 години тому", "Опубліковано 2 дні тому",
    ],
)  # fmt: skip
def test_how_long_ago_is_a_date_line(text: str) -> None:
    assert reason_alone(text) is Reason.BYLINE


@pytest.mark.parametrize(
    "text",
    [
        "Three hours ago the siren went", "12 years ago", "Vor 12 Jahren", "Il y a 20 ans",
        "Hace 12 años", "12 лет назад", "Updated 12 minutes ago, the list lacks two names",
        "3 hours ago, at the bridge",
    ],
)  # fmt: skip
def test_how_long_ago_something_was_is_served(text: str) -> None:
    assert reason_alone(text) is None


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


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for your vote!", "Danke für Ihre Stimme!", "Merci pour votre vote !", "Go back!",
        "Read more", "Ещё новости", "Go back! Read more!",
    ],
)  # fmt: skip
@pytest.mark.parametrize("marks", ["“{}”", "„{}“", '"{}"', "«{}»", "»{}«", "‘{}’", "“{}”."])
def test_what_is_quoted_is_no_button(said: str, marks: str) -> None:
    assert reason_alone(marks.format(said)) is None


def test_french_quotation_marks_have_spaces_inside_and_arrows_have_them_too() -> None:
    assert reason_alone("« Merci pour votre vote ! »") is None
    assert reason_alone("« Go back! »") is None
    assert reason_alone("« Older posts »") is Reason.NAVIGATION
    assert reason_alone("“Read more” “Show more”") is None


def test_a_count_may_have_a_unit() -> None:
    assert line_reason("Listen to this article (5 min)") is Reason.NAVIGATION
    assert line_reason("Listen to this article (5 goats)") is None
