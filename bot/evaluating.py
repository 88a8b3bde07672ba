"""``footnote eval``: figures on question sets, held against an earlier run and against floors."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.answer_json import dumps
from bot.replaying import ConversationReplayer, RecordingAnswerer
from bot.settings import Settings
from bot.wiring import Footnote
from bot.wording import evaluation as wording
from corpus.errors import DocumentsError, SettingError
from corpus.passage import RowId
from embeddings.evaluation.document_questions import load_document_questions
from embeddings.evaluation.gate import raised, read_floors, write_floors
from embeddings.evaluation.measures import compare
from embeddings.evaluation.measuring import Bench, measure, passage_names, stage
from embeddings.evaluation.question_set import QuestionSet, load_question_set
from embeddings.evaluation.records import read_run, run_to_json
from embeddings.evaluation.results import SetResult
from embeddings.indexing.progress import Progress
from embeddings.ports import Encoder

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to come of a run besides the table.

    Attributes:
        off_topic: a set whose questions are asked over each other set's corpus.
        json: where the results go; ``-`` puts them in the place of the table.
        html: where the page goes.
        compare: results of an earlier run.
        floors: a file of floors, to be raised.
        lower: why floors may be lowered.
    """

    off_topic: Path | None = None
    json: Path | None = None
    html: Path | None = None
    compare: Path | None = None
    floors: Path | None = None
    lower: str | None = None


def evaluate(
    settings: Settings, places: Sequence[Path], wanted: Wanted, encoder: Encoder | None = None
) -> None:
    """Index each set into a folder of its own, ask it, and tell the figures.

    Args:
        settings: which model encodes, and where the documents of a file of questions lie.
        places: folders of question sets, or files of questions about the documents.
        wanted: what else is to be told or written.
        encoder: the model; the one that the settings name unless a test brings its own.

    Raises:
        DocumentsError: if a set cannot be read.
        SettingError: if a file of results or floors cannot be read or written, or a floor would
            fall without a reason.
    """
    if wanted.lower and not wanted.floors:
        raise SettingError("--lower is the reason for lowering floors; it needs --update-floors.")
    earlier = read_run(wanted.compare) if wanted.compare else None
    floors = read_floors(wanted.floors) if wanted.floors else None
    other = load_question_set(wanted.off_topic) if wanted.off_topic else None
    model = encoder or load_encoder(settings)
    measured = [run(settings, place, other, model) for place in places]
    results = [result for _, result in measured]
    _tell(settings.embedding_model, results, wanted.json)
    if wanted.html:
        _write(wanted.html, wording.page(settings.embedding_model, measured))
    if earlier is not None:
        _say(_comparisons(earlier, results), quietly=wanted.json == STANDARD_OUTPUT)
    if wanted.floors and floors:
        write_floors(wanted.floors, raised(floors, results, wanted.lower))
        _say(
            wording.floors_updated(str(wanted.floors), len(results)),
            quietly=wanted.json == STANDARD_OUTPUT,
        )


def load_encoder(settings: Settings) -> Encoder:
    """The model that the settings name, fetched if need be; it serves any number of sets.

    Raises:
        ModelError: if it cannot be fetched, or is not what it should be.
    """
    with _opened(settings, None) as footnote:
        footnote.prepare_model()
        return footnote.encoder


def run(
    settings: Settings, place: Path, other: QuestionSet | None, encoder: Encoder
) -> tuple[QuestionSet, SetResult]:
    """Index and ask one set, with the questions of ``other`` as off-topic ones.

    Args:
        settings: which model encodes, and where the documents of a file of questions lie.
        place: a folder in the form of ``question_set``, or a file in that of
            ``document_questions``.
        other: the set that lends off-topic questions.
        encoder: the model.

    Raises:
        DocumentsError: if the set cannot be read.
    """
    with _opened(settings, encoder) as footnote:
        questions, names = (_documents if place.is_file() else _folder)(footnote, place)
        sys.stderr.write(wording.progress(questions) + "\n")
        generation = footnote.live.current()
        answerer = RecordingAnswerer(
            footnote.live,
            footnote.store,
            footnote.retriever,
            footnote.receipts(),
            follow_ups=settings.follow_ups,
        )
        bench = Bench(
            footnote.retriever(generation),
            generation,
            footnote.store,
            encoder,
            names,
            ConversationReplayer(answerer),
        )
        return questions, measure(bench, questions, other)


@contextmanager
def _opened(settings: Settings, encoder: Encoder | None) -> Iterator[Footnote]:
    """Everything over an empty data folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="footnote-eval-") as data:
        footnote = Footnote(settings.model_copy(update={"data_dir": Path(data)}), encoder)
        try:
            yield footnote
        finally:
            footnote.close()


def _folder(footnote: Footnote, folder: Path) -> tuple[QuestionSet, Mapping[RowId, str]]:
    """Index a set that brings its passages."""
    questions = load_question_set(folder)
    number = footnote.store.begin()
    stage(footnote.store, number, questions)
    footnote.builder.build(number, None, Progress())
    footnote.store.publish(number)
    return questions, passage_names(footnote.store, number, questions)


def _documents(footnote: Footnote, path: Path) -> tuple[QuestionSet, Mapping[RowId, str]]:
    """Index the documents folder, which a file of questions is about."""
    footnote.indexer.run(footnote.root, (), Progress())
    number = footnote.store.current_generation()
    rows = [row for row, _ in footnote.store.rows(number)]
    if not rows:
        raise DocumentsError(f"There are no documents in {footnote.root} to ask about.")
    documents = footnote.store.documents(number)
    loaded = load_document_questions(
        path,
        footnote.store.iter_passages(rows),
        [footnote.root / document.path for document in documents],
    )
    return loaded.questions, loaded.names


def _tell(model: str, results: Sequence[SetResult], target: Path | None) -> None:
    if target is not None:
        line = dumps(run_to_json(model, results)) + "\n"
        if target == STANDARD_OUTPUT:
            sys.stdout.write(line)
            return
        _write(target, line)
    sys.stdout.write(f"{wording.table(results)}\n\n{wording.LEGEND}\n")


def _comparisons(earlier: Mapping[str, SetResult], results: Sequence[SetResult]) -> str:
    told = []
    for result in results:
        before = earlier.get(result.name)
        if before is None:
            continue
        if before.sha256 != result.sha256 or before.off_topic != result.off_topic:
            told.append(wording.changed_set(result.name))
        else:
            differences = compare(before.results, result.results)
            told.append(wording.comparison(result.name, differences))
    return "\n\n".join(told) or wording.NOTHING_TO_COMPARE


def _say(text: str, *, quietly: bool) -> None:
    """Write ``text``; to standard error where standard output is for a program."""
    (sys.stderr if quietly else sys.stdout).write(f"\n{text}\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"{path} cannot be written: {error.strerror}.") from error
