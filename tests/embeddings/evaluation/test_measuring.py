"""What a question's result counts, where passages are copies of one another."""

from pathlib import Path

from embeddings.evaluation.measuring import Bench, measure
from embeddings.evaluation.question_set import Kind, Query, QuestionSet
from library import Library

WIRE = (
    "A freight train carrying grain derailed near Harlow on Tuesday evening, injuring 12 people "
    "and blocking the line to the coast, the rail operator said."
)
STUDY = (
    "Grain trains left the rails near Harlow three times in ten years, says a study of the brakes."
)


def test_copies_are_one_place_that_is_as_good_as_the_best_of_them(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.write("a.txt", WIRE)
    library.write("b.txt", WIRE.replace("the rail operator said", "according to the railways"))
    library.write("c.txt", STUDY)
    library.index()
    generation = library.footnote.live.current()
    names = {
        row: library.footnote.store.passages([row])[0].citation.document
        for row, _ in library.footnote.store.rows(generation.number)
    }
    retriever = library.footnote.retriever(generation)
    bench = Bench(retriever, generation, library.footnote.store, library.encoder, names)
    query = Query("1", "How many people were injured near Harlow?", Kind.ANSWERABLE)
    for relevant, counted in (
        ({"a.txt": 1, "b.txt": 1}, 1),
        ({"a.txt": 1}, 1),
        ({"b.txt": 1}, 1),
        ({"a.txt": 1, "c.txt": 1}, 2),
    ):
        questions = QuestionSet("wire", "0" * 64, (), (query,), {"1": relevant})
        (result,) = measure(bench, questions).results
        assert len(result.found) == 2
        assert len(result.gold) == counted
        assert set(result.gold) <= set(result.found)
