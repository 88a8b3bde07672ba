"""What a figure counts, and what it names."""

import pytest

from corpus.stories.counting import counts_of
from corpus.stories.differences import tokens

ENGLISH = "desk platform gate row seat bus channel page p. pp. fig. slide counter bed reactor"
OTHERS = {
    "es": "la mesa|la fila|el asiento|la ventanilla|el autobús|el canal|la pág.|la figura|la cama",
    "fr": "le guichet|le siège|la rangée|la chaîne|le tableau|le lit|l’escalier|le tome|le n°",
    "de": "Tisch|Platz|Gleis|Reihe|Bus|Kanal|S.|Abb.|Bett",
    "ru": "стол|кассе|ряду|платформе|автобусе|канале|стр.|рис.|палате|энергоблоке|ст.",
    "uk": "столі|касі|ряд|платформі|автобусі|каналі|стор.|рис.|палаті|енергоблоці|ст.",
}


@pytest.mark.parametrize(
    "label", [label for labels in OTHERS.values() for label in labels.split("|")]
)
def test_a_figure_behind_a_label_names(label: str) -> None:
    assert counts_of(tokens(f"… {label} 12 …")) == frozenset()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The storm killed 12 in Harlow.", {"12"}),
        ("The storm killed at least twelve people.", {"12"}),
        ("12 people were hurt.", {"12"}),
        ("Der Sturm tötete 12 Menschen.", {"12"}),
        ("В бурю погибли 12 человек.", {"12"}),
        ("Prices rose by 3.5 % and cost 31 million euros.", {"3.5", "31"}),
        ("Room 12 is empty.", set()),
        ("We met in room 12 of the inn.", set()),
        ("Under Article 7 of the treaty", set()),
        ("See No. 7 of the list.", set()),
        ("Take 5 mg a day.", set()),
        ("It was built in 1987.", set()),
        ("The fire began in March and went on until Friday.", set()),
        ("There were 12 people in room 12.", set()),
        *((f"We met at {label} 12.", set()) for label in ENGLISH.split()),
        ("The office has 12 desks and 14 buses.", {"12", "14"}),
        ("y los 12 asientos y 14 mesas están libres.", {"12", "14"}),
        ("закрыты 12 касс и 14 платформ.", {"12", "14"}),
        ("", set()),
    ],
)
def test_what_counts(text: str, counts: set[str]) -> None:
    assert counts_of(tokens(text)) == counts
