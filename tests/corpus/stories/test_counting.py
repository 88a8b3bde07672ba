"""What a figure counts, and what it names."""

import pytest

from corpus.stories.counting import counts_of
from corpus.stories.differences import tokens


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
        ("", set()),
    ],
)
def test_what_counts(text: str, counts: set[str]) -> None:
    assert counts_of(tokens(text)) == counts
