"""What is new, and that each watch hears of it once."""

import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.telegram_app.tables import open_database
from bot.telegram_app.traces import Traces
from bot.telegram_app.watching.known import Known, KnownDocument
from bot.telegram_app.watching.newcomers import Newcomers
from bot.telegram_app.watching.novelty import Edition, Version, brings_news, print_of
from bot.telegram_app.watching.watches import Watches
from corpus.document import DocumentId, Metadata, Span, text_sha256
from corpus.passage import Passage, RowId
from corpus.store import StoredDocument
from embeddings.generation import Generation
from embeddings.ports import RowIds
from hand_made import hit


def test_what_brings_news() -> None:
    assert brings_news(Version("file", "text"), {"other file"})
    assert not brings_news(Version("file", "other text"), {"file"})  # read anew
    assert brings_news(Version("", "text"), {""})


def test_a_sentence_is_known_by_its_words() -> None:
    assert print_of(" Two. \n") == print_of("Two.")
    assert print_of("One  more.") == print_of("One\nmore.")
    assert print_of("7 of them.") != print_of("8 of them.")


def test_more_sentences_than_one_query_takes(tmp_path: Path) -> None:
    prints = [print_of(f"Sentence {it}.") for it in range(1_201)]
    with closing(open_database(tmp_path)) as database:
        known = Known(database)
        known.note([KnownDocument("a", Version("f", "t"), prints[:700], Edition(1))])
        known.note([KnownDocument("b", Version("g", "u"), prints, Edition(2))])
        editions = known.editions(prints)
    assert [editions[it] for it in prints] == [1] * 700 + [2] * 501


@dataclass(eq=False)
class Folder(Answerer):
    """Documents by path: the number of their file's version, and a sentence a passage."""

    texts: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    _published: Generation | None = None
    _passages: dict[int, list[Passage]] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    _rows: int = 0

    def publish(self) -> None:
        documents = []
        self._passages, self._files = {}, {}
        for path, (file, sentences) in sorted(self.texts.items()):
            self._rows += 100
            number = DocumentId(self._rows)
            sha256 = text_sha256("\n\n".join(sentences))
            documents.append(StoredDocument(number, path, Metadata(), sha256, len(sentences), 1))
            self._files[path] = f"{path.partition(' ')[0]} {file}"
            self._passages[number] = [
                self._passage(path, number, place, text) for place, text in enumerate(sentences)
            ]
        self._published = cast("Generation", SimpleNamespace(documents=tuple(documents)))

    def _passage(self, path: str, number: DocumentId, place: int, text: str) -> Passage:
        made = hit(text, document=path).passage
        return Passage(
            RowId(number + place), number, place + 1, made.span, text, (Span(0, len(text)),),
            None, made.citation,
        )  # fmt: skip

    def generation(self) -> Generation:
        if self._published is None:
            self.publish()
        return cast("Generation", self._published)

    def files(self) -> dict[str, str]:
        return self._files

    def passages(self, document: DocumentId) -> list[Passage]:
        return self._passages[document]

    def named(self, rows: RowIds) -> set[tuple[str, str]]:
        """Path and sentence of ``rows``."""
        return {
            (passage.citation.document, passage.text)
            for passages in self._passages.values()
            for passage in passages
            if passage.id in rows
        }


SENTENCES = st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=4, unique=True).map(tuple)
PATHS = st.sampled_from(["x", "y", "z"])
CHANGES = st.one_of(
    st.tuples(st.just("write"), PATHS, SENTENCES),
    st.tuples(st.just("touch"), PATHS, st.just(())),
    st.tuples(st.just("remove"), PATHS, st.just(())),
    st.tuples(st.just("read anew"), PATHS, SENTENCES),
)
STEPS = st.lists(
    st.tuples(st.lists(CHANGES, max_size=3), st.sampled_from(["sent", "failed", "restarted"])),
    max_size=12,
)


def change(folder: Folder, kind: str, path: str, sentences: tuple[str, ...]) -> None:
    file, known = folder.texts.get(path, (0, ()))
    if kind == "write":
        folder.texts[path] = (file + 1 + 1000 * (not known), sentences)
    elif known and kind == "touch":
        folder.texts[path] = (file + 1, known)
    elif kind == "remove":
        folder.texts.pop(path, None)
    elif known and kind == "read anew":
        folder.texts[path] = (file, sentences)


@given(st.lists(CHANGES, max_size=4), STEPS)
def test_every_new_sentence_is_told_once(
    before: list[tuple[str, str, tuple[str, ...]]],
    steps: list[tuple[list[tuple[str, str, tuple[str, ...]]], str]],
) -> None:
    """Whatever is written, touched, removed and read anew, and whatever fails in between."""
    folder = Folder()
    for it in before:
        change(folder, *it)
    folder.publish()
    with tempfile.TemporaryDirectory() as data, closing(open_database(Path(data))) as database:
        newcomers, watches = Newcomers(folder, Known(database)), Watches(database, Traces(database))
        made = watches.add(1, "?", "en", newcomers.look().edition)
        assert made is not None
        first: dict[str, int] = {}
        for _, sentences in folder.texts.values():
            first.update(dict.fromkeys(sentences, 0))
        latest = dict(folder.texts)
        seen = 0
        for number, (changes, fate) in enumerate(steps, 1):
            for it in changes:
                change(folder, *it)
            folder.publish()
            state = newcomers.look()
            read_before = {(path, file) for path, (file, _) in latest.items()}
            for path, (file, sentences) in sorted(folder.texts.items()):
                brought_in = 0 if (path, file) in read_before else number
                if latest.get(path, (0, ()))[1] != sentences:
                    for sentence in sentences:
                        first.setdefault(sentence, brought_in)
                latest[path] = (file, sentences)
            (watch,) = watches.of(1)
            here = {(path, it) for path, (_, text) in folder.texts.items() for it in text}
            told = folder.named(newcomers.since(state, watch.seen).rows)
            assert told == {(path, it) for path, it in here if first[it] > seen}
            if fate == "sent":
                watches.pass_over(watch, state.edition)
                seen = number
            elif fate == "restarted":
                newcomers = Newcomers(folder, Known(database))
            else:
                assert watches.note_told(watch, state.edition)
                watches.take_back(watch)
