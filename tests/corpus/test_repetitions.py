"""What stands in many documents of a source is marked there, and served once it no longer does."""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from corpus.boilerplate.mark import Reason
from corpus.boilerplate.repetition import fingerprint, may_be_repeated
from corpus.document import Span
from corpus.readers.extraction import Block
from corpus.reading import read_document
from corpus.scan import FileState
from corpus.store import Store

LINE = "Our correspondents at the front report every day at noon and at nine."


def article(number: int) -> str:
    return (
        f"In week {number} the crossing at kilometre {number * 7} was shelled {number + 3} times, "
        f"and the ferry of village {number} stayed in its harbour until the evening came."
    )


class Corpus:
    """A store that documents go into and out of, one publication at a time."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "documents"
        self.root.mkdir()
        self.store = Store(folder / "store.db")
        self.cut_anew = 0

    def publish(self, added: Mapping[str, Sequence[str]], removed: Sequence[str] = ()) -> int:
        generation = self.store.begin()
        for path in removed:
            self.store.stage_removal(generation, path)
        for path, paragraphs in added.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
            reading = read_document(self.root, path, 1_000_000)
            state = FileState(file.stat().st_size, 1, reading.file_sha256)
            self.store.stage_document(generation, path, state, reading)
        self.cut_anew = self.store.stage_marks(generation)
        self.store.publish(generation)
        return generation

    def served(self, generation: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.store.passages([row for row, _ in self.store.rows(generation)]):
            found.setdefault(row.citation.document, []).append(row.text)
        return found

    def serving_line(self, generation: int) -> set[str]:
        served = self.served(generation).items()
        return {path for path, texts in served if any(LINE in text for text in texts)}


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    made = Corpus(tmp_path)
    yield made
    made.store.close()


def with_line(count: int, first: int = 1, folder: str = "news") -> dict[str, Sequence[str]]:
    numbers = range(first, first + count)
    return {f"{folder}/{number}.txt": [article(number), LINE] for number in numbers}


def test_four_documents_may_say_the_same_and_the_fifth_marks_them_all(corpus: Corpus) -> None:
    before = corpus.publish(with_line(4))
    assert len(corpus.serving_line(before)) == 4
    now = corpus.publish(with_line(1, first=5))
    assert corpus.serving_line(now) == set()
    assert corpus.served(now) == {f"news/{n}.txt": [article(n)] for n in range(1, 6)}
    assert corpus.cut_anew == 5
    for stored in corpus.store.documents(now):
        (mark,) = corpus.store.marks(stored.id)
        text = corpus.store.document(now, stored.path).text
        assert (mark.span.of(text), mark.paragraph, mark.reason) == (LINE, 2, Reason.REPEATED)


def test_readers_of_the_generation_before_keep_what_they_had(corpus: Corpus) -> None:
    before = corpus.publish(with_line(4))
    corpus.publish(with_line(1, first=5))
    assert len(corpus.serving_line(before)) == 4


def test_it_is_served_again_once_too_few_are_left(corpus: Corpus) -> None:
    corpus.publish(with_line(5))
    now = corpus.publish({}, removed=["news/5.txt"])
    assert len(corpus.serving_line(now)) == 4
    assert all(not corpus.store.marks(stored.id) for stored in corpus.store.documents(now))


def test_it_must_stand_in_a_third_of_the_documents(corpus: Corpus) -> None:
    others = {f"news/other-{n}.txt": [article(n + 100)] for n in range(12)}
    before = corpus.publish({**with_line(5), **others})
    assert len(corpus.serving_line(before)) == 5
    now = corpus.publish({}, removed=["news/other-0.txt"])
    assert corpus.serving_line(now) == set()


def test_each_source_is_counted_by_itself(corpus: Corpus) -> None:
    now = corpus.publish({**with_line(3, folder="one"), **with_line(3, first=4, folder="two")})
    assert len(corpus.serving_line(now)) == 6


def test_copies_of_one_text_have_no_boilerplate(corpus: Corpus) -> None:
    drafts = {f"draft-{n}.txt": [article(1), LINE, f"Draft {n}."] for n in range(8)}
    now = corpus.publish(drafts)
    assert len(corpus.serving_line(now)) == 8


def test_copies_do_not_water_down_the_share_of_others(corpus: Corpus) -> None:
    copies = {f"news/copy-{n}.txt": [article(100)] for n in range(20)}
    now = corpus.publish({**with_line(5), **copies})
    assert corpus.serving_line(now) == set()


def test_a_publication_that_changes_no_marks_cuts_nothing_anew(corpus: Corpus) -> None:
    corpus.publish(with_line(6))
    corpus.publish({"news/7.txt": [article(7)]})
    assert corpus.cut_anew == 0


def test_the_same_documents_give_the_same_passages_in_whatever_order_they_came(
    tmp_path: Path,
) -> None:
    documents = {**with_line(7), "news/8.txt": [article(8)], "two/1.txt": [article(9), LINE]}
    found = []
    for seed in range(4):
        folder = tmp_path / str(seed)
        folder.mkdir()
        corpus = Corpus(folder)
        order = random.Random(seed)  # noqa: S311 - an order, not a secret
        paths = order.sample(sorted(documents), len(documents))
        now = 0
        for start in range(0, len(paths), seed + 1):
            now = corpus.publish(
                {path: documents[path] for path in paths[start : start + seed + 1]}
            )
        now = corpus.publish({"news/9.txt": [article(10), LINE]})
        now = corpus.publish({}, removed=["news/9.txt"])
        served = corpus.served(now)
        found.append({path: served[path] for path in sorted(served)})
        corpus.store.close()
    assert all(it == found[0] for it in found)
    assert LINE not in {
        text for path, texts in found[0].items() if path[:4] == "news" for text in texts
    }


def test_a_run_that_died_leaves_the_marks_of_the_generation_before(corpus: Corpus) -> None:
    before = corpus.publish(with_line(5))
    passages = corpus.served(before)
    generation = corpus.store.begin()
    corpus.store.stage_removal(generation, "news/5.txt")
    assert corpus.store.stage_marks(generation) == 4
    corpus.store.begin()
    assert corpus.served(before) == passages
    assert corpus.serving_line(before) == set()


def test_a_document_that_has_nothing_else_stays_without_passages(corpus: Corpus) -> None:
    now = corpus.publish({**with_line(6), "news/empty.txt": [LINE, "Yes."]})
    assert "news/empty.txt" in corpus.served(now)
    now = corpus.publish({"news/empty.txt": [LINE, LINE]})
    assert [it.path for it in corpus.store.unserved(now)] == ["news/empty.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "Yes, I do.",
        "How do you see the coming winter in your village?",
        "The delegation consists of the following members:",
        "Department: Ministry of Foreign Affairs",
        "The score after ninety minutes. " * 10,
    ],
)
def test_what_means_something_each_time_is_never_repeated(text: str) -> None:
    assert not may_be_repeated(Block(Span(0, len(text)), "paragraph"), text)
    assert may_be_repeated(Block(Span(0, len(LINE)), "paragraph"), LINE)
    assert not may_be_repeated(Block(Span(0, len(LINE)), "heading", 2), LINE)


def test_a_fingerprint_hears_words_only() -> None:
    assert fingerprint(LINE) == fingerprint(f"  {LINE.upper().replace(' ', '  ')}!")
    assert fingerprint(LINE) != fingerprint(LINE.replace("nine", "ten"))
    assert -(2**63) <= fingerprint(LINE) < 2**63
