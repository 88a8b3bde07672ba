"""What is not served any more is found by nothing that answers, although its version is kept."""

from pathlib import Path

import pytest

from bot.answer import Answered
from bot.receipts import Filed, Stored
from corpus.reference import reference_to
from embeddings.generation import Generation
from library import Library

OLD = "The observatory is open to visitors on the first Sunday of every month of the year."
NEW = "The observatory has been closed to visitors since the storm took off half of its roof."
OTHER = "The village school has eleven pupils and one teacher, who also drives the small bus."
QUESTION = "When is the observatory open to visitors?"


def words(generation: Generation) -> set[str]:
    return {word for word, count in generation.vocabulary.counts.items() if count > 0}


@pytest.mark.parametrize("gone", [True, False])
def test_nothing_that_answers_knows_an_earlier_version(tmp_path: Path, gone: bool) -> None:
    library = Library(tmp_path)
    path = library.write("observatory.txt", OLD)
    library.write("school.txt", OTHER)
    library.index()
    answer = library.ask(QUESTION)
    assert isinstance(answer, Answered)
    shown = answer.hits[0].passage
    assert shown.text == OLD
    link = reference_to(shown)
    library.answerer.generation()
    if gone:
        path.unlink()
    else:
        library.write("observatory.txt", NEW)
    library.index()
    library.answerer.generation()
    library.index()  # what readers let go of in between may be deleted now

    history = library.footnote.store.history.of("observatory.txt")
    assert history is not None
    assert OLD in history.versions[-1].text
    assert OLD not in library.everything()
    assert OLD not in library.found(QUESTION)
    assert OLD not in str(library.ask(QUESTION))
    assert library.answerer.referred(link) is None
    assert library.answerer.context(shown) == ()
    assert library.answerer.passages(shown.document_id) == []
    receipt = library.answerer.receipts.receipt(shown)
    assert (receipt.stored, receipt.filed) == (
        Stored.GONE,
        Filed.UNREADABLE if gone else Filed.LOST,
    )
    openings = [library.answerer.opening(it.id) for it in library.answerer.documents()]
    assert OLD not in str(openings)
    assert "sunday" not in words(library.answerer.generation())
