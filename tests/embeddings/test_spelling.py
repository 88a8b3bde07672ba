"""Misspelt questions find what was meant, and honest words are left alone."""

import pytest

from corpus.filters import Filters
from embeddings.analyzer import Analyzer
from embeddings.retriever import Retriever
from fake_embedder import FakeEmbedder
from library import Library

BRIDGE = "The parliament of Ravenna closed the bridge because of the flood in September."
FERRY = "Chancellor Merkez opened the ferry service to the island of Brioni for everyone."
TALKS = "Переговоры закончились обменом пленными, сообщило правительство Равенны."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("spelling"))
    library.write("bridge.txt", BRIDGE)
    library.write("ferry.txt", FERRY)
    library.write("talks.md", f"---\nlanguage: ru\n---\n{TALKS}")
    library.index()
    return library


class Reader(FakeEmbedder):
    """Knows a word that the corpus does not have."""

    def has_word(self, word: str) -> bool:
        return word in {"berry", "stolen", "watches"}


@pytest.fixture(scope="module")
def retriever(library: Library) -> Retriever:
    live = library.footnote.live.current()
    return library.footnote.retriever(live)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("Why did the parliment close the bridge?", "Why did the parliament close the bridge?"),
        ("Parlaiment of Ravenna", "Parliament of Ravenna"),
        ("Which bride did Ravenna close?", "Which bridge did Ravenna close?"),
        ("the brigde in Ravnena", "the brigde in Ravnena"),  # nothing in it is known: a wild guess
        ("the brigde in Ravnena closed for flood", "the bridge in Ravenna closed for flood"),
        ("parliment", "parliament"),
        ("Brigde", "Brigde"),  # short words have many neighbours
        ("Обмен пленными: перегаворы в Равенне", "Обмен пленными: переговоры в Равенне"),
        ("Did Merkel open the ferry service?", "Did Merkel open the ferry service?"),
        ("Did Mekrez open the ferry?", "Did Merkez open the ferry?"),
        ("closing bridges and ferries", "closing bridges and ferries"),  # other forms, known terms
        ("whom did they close the bridge for", "whom did they close the bridge for"),
        ("bridge 20145 of F16s", "bridge 20145 of F16s"),
        ("the ferry to Brion", "the ferry to Brion"),  # a short name
    ],
)
def test_what_is_searched(retriever: Retriever, asked: str, searched: str) -> None:
    assert retriever.retrieve(asked, 3, Filters()).searched == searched


def test_what_the_model_knows_for_a_word_stays(library: Library) -> None:
    live = library.footnote.live.current()
    for model, searched in [(FakeEmbedder(), "the ferry service"), (Reader(), "the berry service")]:
        retriever = Retriever(live, library.footnote.store, model, Analyzer())
        assert retriever.retrieve("the berry service", 3, Filters()).searched == searched


def test_words_that_the_model_knows_leave_the_others_to_be_corrected(library: Library) -> None:
    live = library.footnote.live.current()
    asked, meant = "watches stolen: which parliment?", "watches stolen: which parliament?"
    for model, searched in [(FakeEmbedder(), asked), (Reader(), meant)]:
        retriever = Retriever(live, library.footnote.store, model, Analyzer())
        assert retriever.retrieve(asked, 3, Filters()).searched == searched


def test_a_short_word_among_words_that_the_corpus_lacks_stays(library: Library) -> None:
    live = library.footnote.live.current()
    retriever = Retriever(live, library.footnote.store, Reader(), Analyzer())
    for asked in ("watches stolen: fery?", "stolen parliament bridge: fery?"):
        mended = asked.replace("fery", "ferry") if "parliament" in asked else asked
        assert retriever.retrieve(asked, 3, Filters()).searched == mended


def test_a_corrected_word_is_searched_in_both_legs_and_counts_by_half(
    retriever: Retriever,
) -> None:
    right = retriever.retrieve("Why did the parliament close the bridge?", 3, Filters())
    wrong = retriever.retrieve("Why did the parliment close the bridge?", 3, Filters())
    assert wrong.query.text == "Why did the parliment close the bridge?"
    assert wrong.searched == "Why did the parliament close the bridge?"
    first, second = right.hits[0], wrong.hits[0]
    assert second.passage.text == BRIDGE
    assert (second.bm25, second.sentence, second.cosine, second.highlights) == (
        first.bm25,
        first.sentence,
        first.cosine,
        first.highlights,
    )
    # Half of what the word is worth; one that nobody has is worth more than one of two.
    assert right.coverage / 2 < wrong.coverage < right.coverage
    assert wrong.evidence < right.evidence


def test_the_answer_tells_what_was_searched(library: Library) -> None:
    answer = library.ask("Why did the parliment -ferry close the +bridge?")
    assert answer.question.text == "Why did the parliment -ferry close the +bridge?"
    assert answer.searched == "Why did the parliament close the bridge?"
