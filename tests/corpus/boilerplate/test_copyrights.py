"""Whose a page is: a label is all of its line, and a sentence about the label is none."""

import pytest

from corpus.boilerplate.mark import Reason
from one_paragraph import reason_alone


@pytest.mark.parametrize(
    "text",
    [
        "© 2025 Example Media", "(c) 2025 by example.org", "All rights reserved.",
        "Copyright 2025 Example Ltd. All rights reserved.",
        "Copyright 2024. All rights reserved by the publisher.",
        "© Beispiel Verlag GmbH 2024. Nachdruck nur mit Genehmigung.",
        "© 2025 Beispiel Verlag. Alle Rechte vorbehalten.",
        "© 2010–2025 Пример. Все права защищены.", "© 2025 Приклад. Усі права захищено.",
        "© Ejemplo 2025. Todos los derechos reservados.", "© 2025 Exemple. Tous droits réservés.",
        "Copyright: 2025 Example Ltd", "Copyright (c) Example Ltd 2025",
        "Copyright by Example 2025", "Copyright Example Ltd 2025. All rights reserved.",
        "© 2025 BBC", "© 2025 EXAMPLE MEDIA. ALL RIGHTS RESERVED.", "COPYRIGHT 2025 EXAMPLE LTD",
    ],
)  # fmt: skip
def test_a_label_is_a_line_of_names(text: str) -> None:
    assert reason_alone(text) is Reason.COPYRIGHT


@pytest.mark.parametrize(
    "text",
    [
        "Since 1912 the words all rights reserved have had no legal effect in most countries",
        "In 1988 the label “All rights reserved” lost its meaning",
        "All rights reserved was the title of his 2001 album",
        "Die Formel „Alle Rechte vorbehalten“ hat seit 1965 keine Wirkung",
        "Alle Rechte vorbehalten heißt ein Roman aus dem Jahr 2019.",
        "«Все права защищены» — так назывался альбом 2005 года.",
        "«Усі права захищено» — так звався альбом 2005 року.",
        "El sello todos los derechos reservados desapareció en 2010",
        "Tous droits réservés est un film de 2014.",
        "© is the sign that was introduced in 1909", "(c) 2019 the tenant left the flat",
    ],
)  # fmt: skip
def test_a_sentence_about_the_label_is_served(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Copyright Act 1968. Section 40 permits fair dealing for research.",
        "Copyright, Designs and Patents Act 1988", "Copyright Act 1976", "Copyright Directive 2019",
        "Copyright Term Extension Act, 1998: Disney Wins", "COPYRIGHT LAW CHANGED IN 2019",
        "(c) Patents Act 1990", "ALL RIGHTS RESERVED WAS THE TITLE OF HIS 2001 ALBUM",
        "© IS THE SIGN THAT WAS INTRODUCED IN 1909", "(C) 2019 THE TENANT LEFT THE FLAT",
        "© 2019 Example. The firm went bankrupt in May.",
    ],
)  # fmt: skip
def test_the_law_and_what_is_told_behind_a_label_are_served(text: str) -> None:
    assert reason_alone(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Licence: CC BY 4.0", "This work is licensed under CC BY-SA 4.0", "Lizenz: CC BY-NC 4.0",
        "Ce texte est publié sous licence CC BY-SA 4.0.", "Licencia: CC BY-NC 4.0",
        "Лицензия: CC BY-NC 4.0", "Цей текст поширюється на умовах ліцензії CC BY-SA 4.0.",
    ],
)  # fmt: skip
def test_a_licence_may_be_what_somebody_asks_for(text: str) -> None:
    assert reason_alone(text) is None
