"""``footnote eval``, end to end in one process, with a fake model."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import Exit, app
from bot.evaluating import STANDARD_OUTPUT, Wanted, evaluate, run
from bot.settings import Settings
from corpus.errors import DocumentsError, SettingError
from embeddings.evaluation.question_set import Kind, load_question_set
from embeddings.evaluation.records import read_run
from embeddings.evaluation.results import QueryResult
from fake_embedder import FakeEmbedder


def results_of(
    settings: Settings, place: Path, fake: FakeEmbedder, off_topic: Path | None = None
) -> dict[str, QueryResult]:
    other = load_question_set(off_topic) if off_topic else None
    return {it.id: it for it in run(settings, place, other, fake)[1].results}


def test_each_question_keeps_what_came_of_it(
    settings: Settings, town: Path, fake: FakeEmbedder
) -> None:
    results = results_of(settings, town, fake)
    bridge = results["q1"]
    assert bridge.found[0] == "bridge"
    assert set(bridge.found) == {"bridge", "ferry", "comet", "market"}
    assert bridge.scores is not None
    assert bridge.scores.ndcg_10 == 1.0
    assert bridge.highlight is not None
    assert bridge.highlight.holds_answer
    assert results["q4"].kind is Kind.UNANSWERABLE
    assert results["q4"].scores is None
    assert results["q4"].highlight is None


def test_a_marked_sentence_without_the_answer_is_told(
    settings: Settings, town: Path, fake: FakeEmbedder
) -> None:
    # Nearly all of the question's words stand in the first sentence, the answer in the second.
    mark = results_of(settings, town, fake)["q3"].highlight
    assert mark is not None
    assert mark.passage == "comet"
    assert (mark.sentence.start, mark.holds_answer) == (0, False)


def test_a_gold_answer_counts_where_it_stands(
    settings: Settings, town: Path, fake: FakeEmbedder
) -> None:
    text = "The clock on the tower struck four. The mayor counted four visitors."
    with (town / "corpus.jsonl").open("a") as corpus:
        corpus.write(json.dumps({"doc_id": "clock", "passage_id": "clock", "text": text}) + "\n")
    with (town / "queries.jsonl").open("a") as queries:
        for name, start in (("first", text.index("four")), ("second", text.rindex("four"))):
            query = {"query_id": name, "text": "What struck the clock on the tower?",
                     "answer": "four", "astart": start}  # fmt: skip
            queries.write(json.dumps(query) + "\n")
    with (town / "qrels.tsv").open("a") as qrels:
        qrels.write("first\tclock\t1\nsecond\tclock\t1\n")
    marks = {name: it.highlight for name, it in results_of(settings, town, fake).items()}
    first, second = marks["first"], marks["second"]
    assert first is not None
    assert second is not None
    assert first.sentence == second.sentence
    assert (first.holds_answer, second.holds_answer) == (True, False)


def test_the_highlight_does_not_depend_on_the_ranking(
    settings: Settings, town: Path, fake: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = results_of(settings, town, fake)
    monkeypatch.setattr("embeddings.evaluation.measuring.DEPTH", 0)
    nothing_found = results_of(settings, town, fake)
    assert not any(it.found for it in nothing_found.values())
    assert [it.highlight for it in nothing_found.values()] == [
        it.highlight for it in found.values()
    ]


def test_off_topic_questions_are_those_that_the_corpus_surely_lacks(
    settings: Settings, town: Path, kitchen: Path, fake: FakeEmbedder
) -> None:
    results = results_of(settings, town, fake, kitchen)
    foreign = {it.id for it in results.values() if it.kind is Kind.OFF_TOPIC}
    assert foreign == {"kitchen/k1"}
    assert results["kitchen/k1"].evidence < results["q1"].evidence


def test_the_table_has_a_row_a_set(
    settings: Settings,
    town: Path,
    kitchen: Path,
    fake: FakeEmbedder,
    capsys: pytest.CaptureFixture[str],
) -> None:
    evaluate(settings, [town, kitchen], Wanted(), fake)
    said = capsys.readouterr()
    header, first, second, *_ = said.out.splitlines()
    assert header.split()[:4] == ["set", "questions", "nDCG@10", "MRR@10"]
    assert re.match(r"town +4 +1\.000 ±0\.000 ", first)
    assert second.startswith("kitchen")
    assert len(first) <= len(header)
    assert "town: 4 passages, 4 questions" in said.err


def test_the_command_takes_its_options(
    town: Path,
    fake: FakeEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.evaluating.load_encoder", lambda _: fake)
    path = tmp_path / "run.json"
    told = CliRunner().invoke(app, ["eval", str(town), "--json", str(path)])
    assert told.exit_code == 0
    assert "town" in told.stdout
    again = CliRunner().invoke(app, ["eval", str(town), "--compare", str(path)])
    assert "no real change" in again.stdout
    assert CliRunner().invoke(app, ["eval", str(tmp_path / "nowhere")]).exit_code == Exit.USAGE


def test_json_is_compared_with_a_later_run(
    settings: Settings,
    town: Path,
    fake: FakeEmbedder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "run.json"
    evaluate(settings, [town], Wanted(json=path), fake)
    kept = read_run(path)["town"]
    assert {it.id: it for it in kept.results} == results_of(settings, town, fake)
    capsys.readouterr()
    evaluate(settings, [town], Wanted(json=STANDARD_OUTPUT, compare=path), fake)
    said = capsys.readouterr()
    assert json.loads(said.out) == json.loads(path.read_text())
    assert re.search(r"nDCG@10 +1\.000 +1\.000 +\+0\.000 .* no real change", said.err)


def test_other_files_are_not_compared(
    settings: Settings,
    town: Path,
    fake: FakeEmbedder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "run.json"
    evaluate(settings, [town], Wanted(json=path), fake)
    with (town / "queries.jsonl").open("a") as queries:
        queries.write('{"query_id": "q5", "text": "Why?", "answerable": false}\n')
    evaluate(settings, [town], Wanted(compare=path), fake)
    assert "town has other files than in the earlier run" in capsys.readouterr().out


class Page(HTMLParser):
    """Which tags and outside references a page has, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.references: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.references += [str(value) for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_escapes_what_it_quotes(
    settings: Settings, town: Path, kitchen: Path, fake: FakeEmbedder, tmp_path: Path
) -> None:
    with (town / "queries.jsonl").open("a") as queries:
        queries.write('{"query_id": "</article>", "text": "<script>alert(1)</script> cheese?",'
                      ' "answer": "cheese"}\n')  # fmt: skip
    with (town / "qrels.tsv").open("a") as qrels:
        qrels.write("</article>\tmarket\t1\n")
    path = tmp_path / "page.html"
    evaluate(settings, [town], Wanted(html=path, off_topic=kitchen), fake)
    page = Page(path.read_text(encoding="utf-8"))
    assert page.tags.isdisjoint({"script", "link", "img", "i"})
    assert page.references == []
    assert {"svg", "polyline", "mark", "blockquote"} <= page.tags
    assert "<script>alert(1)</script> cheese?" in page.text
    assert "The <b>market</b> sells cheese & onions. Its stalls open <i>early</i>." in page.text
    assert "<mark>The &lt;b&gt;market" in path.read_text(encoding="utf-8")
    assert "nDCG@10" in page.text


def test_floors_are_written_and_defended(
    settings: Settings, town: Path, fake: FakeEmbedder, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.json"
    evaluate(settings, [town], Wanted(floors=floors), fake)
    reached = floors.read_bytes()
    (town / "qrels.tsv").write_text("q1\tbridge\t1\nq2\tbridge\t1\nq3\tmarket\t1\n")
    with pytest.raises(SettingError, match="would lower floors: town ndcg_10 from"):
        evaluate(settings, [town], Wanted(floors=floors), fake)
    assert floors.read_bytes() == reached
    evaluate(settings, [town], Wanted(floors=floors, lower="other judgements"), fake)
    assert "other judgements" in floors.read_text()
    with pytest.raises(SettingError, match="needs --update-floors"):
        evaluate(settings, [town], Wanted(lower="why not"), fake)


def test_questions_about_the_documents_themselves(tmp_path: Path, fake: FakeEmbedder) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bridge.md").write_text(
        "# Bridge\n\nThe bridge was closed on Monday.\n\nIt is old.\n"
    )
    settings = Settings(documents_dir=documents, data_dir=tmp_path / "data")
    rows: list[dict[str, object]] = [
        {"query_id": "1", "text": "When was the bridge closed?", "answer": "on Monday",
         "document": "bridge.md"},
        {"query_id": "2", "text": "Hi!", "answerable": False, "kind": "small_talk"},
        {"query_id": "3", "text": "What is yeast?", "answerable": False, "kind": "off_topic"},
        {"query_id": "4", "text": "Who built it?", "answerable": False, "kind": "hard"},
    ]  # fmt: skip
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    results = results_of(settings, path, fake)
    assert {name: it.kind for name, it in results.items()} == {
        "1": Kind.ANSWERABLE, "3": Kind.OFF_TOPIC, "4": Kind.UNANSWERABLE,
    }  # fmt: skip
    assert results["1"].found[0] in results["1"].gold
    assert results["1"].highlight is not None
    assert results["1"].highlight.holds_answer
    assert not (tmp_path / "data").exists()

    path.write_text(json.dumps({**rows[0], "answer": "on Tuesday"}) + "\n")
    with pytest.raises(DocumentsError, match=r"answer of 1 stands in no passage of bridge\.md"):
        results_of(settings, path, fake)


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("corpus.jsonl", '{"doc_id": "x"}', "has no 'passage_id'"),
        ("queries.jsonl", "{", "line 5 is not a JSON object"),
        ("queries.jsonl", "[1]", "line 5 is not a JSON object"),
        ("qrels.tsv", "q1 bridge 1", "line 5 is not: query, passage, relevance"),
    ],
)
def test_a_bad_line_is_told(
    town: Path, settings: Settings, fake: FakeEmbedder, file: str, line: str, message: str
) -> None:
    with (town / file).open("a") as lines:
        lines.write(line + "\n")
    with pytest.raises(DocumentsError, match=message):
        run(settings, town, None, fake)


def test_a_missing_file_is_told(town: Path, settings: Settings, fake: FakeEmbedder) -> None:
    (town / "qrels.tsv").unlink()
    with pytest.raises(DocumentsError, match=r"qrels\.tsv: No such file"):
        run(settings, town, None, fake)
