import pytest

from bot.telegram_app.conversation.replies import place_meant
from corpus.document import Metadata
from hand_made import answered, hit

ANSWER = answered(
    hit("The river rose.", metadata=Metadata(title="Floods")),
    hit("The bridge fell.", ordinal=2, metadata=Metadata(title="Bridges")),
    hit("The road was closed.", ordinal=3, metadata=Metadata(title="Roads")),
)


@pytest.mark.parametrize(
    ("quoted", "meant"),
    [
        ("The bridge fell.", 1),
        ("[3] ", 2),
        ("see [3] there", 2),
        ("[2]", 0),  # a number that ends the quotation may be the text's own
        ("[9] ", 0),
        ("— Roads · ¶3", 2),
        ("", 0),
        ("nothing of the sort", 0),
    ],
)
def test_a_quoted_part_names_a_footnote(quoted: str, meant: int) -> None:
    assert place_meant(ANSWER, [0, 1, 2], quoted) == meant


def test_only_what_the_message_shows_is_meant() -> None:
    assert place_meant(ANSWER, [1, 2], "The river rose.") == 1
