"""What ``footnote eval`` says: the table, the comparison, and the page with the worst questions."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from embeddings.evaluation.chart import Curve, draw
from embeddings.evaluation.measures import Difference, Figure, Measure, summarise
from embeddings.evaluation.question_set import Kind, QuestionSet
from embeddings.evaluation.records import curve
from embeddings.evaluation.results import QueryResult, SetResult

WORST = 20
SHOWN = 3
"""Passages that are shown of each of the worst questions."""

LABELS: Mapping[Measure, str] = {
    Measure.NDCG_10: "nDCG@10",
    Measure.MRR_10: "MRR@10",
    Measure.RECALL_1: "R@1",
    Measure.RECALL_5: "R@5",
    Measure.RECALL_20: "R@20",
    Measure.HIGHLIGHT: "highlight",
    Measure.EITHER_HIGHLIGHT: "either",
    Measure.TWO_HIGHLIGHTS: "two marked",
    Measure.ANSWERED: "answered",
    Measure.AUROC: "AUROC",
    Measure.FALSE_90: "false@90",
    Measure.FALSE_95: "false@95",
    Measure.FALSE: "false",
    Measure.OFF_TOPIC_AUROC: "off: AUROC",
    Measure.OFF_TOPIC_FALSE_90: "off: false@90",
    Measure.OFF_TOPIC_FALSE_95: "off: false@95",
    Measure.OFF_TOPIC_FALSE: "off: false",
    Measure.FOLLOW_UP_NDCG_10: "talk: nDCG@10",
    Measure.FOLLOW_UP_RECALL_5: "talk: R@5",
    Measure.LAST_TURN_NDCG_10: "talk: last turn",
    Measure.TITLE_GIVEN_NDCG_10: "talk: title given",
    Measure.HARM: "talk: harm",
}
LEGEND = (
    "± is half of the 95 % bootstrap interval. highlight: the marked sentence of the relevant "
    "passage holds the answer; either: it or the second one, where two are marked. answered, "
    "false: at the bot's own thresholds. false@90: questions wrongly answered when 90 % of the "
    "answerable ones are. off: questions of another set. talk: questions in conversations, "
    "replayed with what the bot itself cited; last turn: without what was said before (nDCG@10); "
    "title given: the right document is named (nDCG@10); harm: nDCG@10 that stand-alone questions "
    "lose within another conversation."
)
NOTHING_TO_COMPARE = "Neither run has asked a set of the other."
_KINDS = {
    Kind.UNANSWERABLE: "with the questions whose answer is missing",
    Kind.OFF_TOPIC: "with the off-topic questions",
}

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}
svg{font-size:12px;fill:currentColor;max-width:100%;height:auto}
.wide{overflow-x:auto}table{border-collapse:collapse}
th,td{padding:.25rem .7rem;text-align:right;white-space:nowrap}th:first-child{text-align:left}
tr+tr{border-top:1px solid #8886}
article{border-top:1px solid #8886;margin-top:1.5rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}
@media(max-width:50rem){.pair{grid-template-columns:1fr}}
blockquote{margin:.5rem 0;padding-left:.8rem;border-left:3px solid #8886;white-space:pre-wrap;
overflow-wrap:anywhere}blockquote.gold{border-color:#3d7a3d}small{opacity:.8}
"""


def progress(questions: QuestionSet) -> str:
    """That a set is about to be indexed and asked."""
    return (
        f"{questions.name}: {len(questions.passages):,} passages, "
        f"{len(questions.queries):,} questions …"
    )


def table(sets: Sequence[SetResult]) -> str:
    """One row a set, each figure with half of its interval; only measures that some set has."""
    figures = [summarise(it.results) for it in sets]
    measures = [measure for measure in Measure if any(measure in it for it in figures)]
    rows = [["set", "questions", *(LABELS[measure] for measure in measures)]]
    for result, known in zip(sets, figures, strict=True):
        cells = [_cell(known.get(measure)) for measure in measures]
        rows.append([result.name, f"{len(result.results):,}", *cells])
    return _aligned(rows)


def comparison(name: str, differences: Sequence[Difference]) -> str:
    """What is really better or worse in one set, and by how much."""
    rows = [
        [
            LABELS[it.measure],
            f"{it.before:.3f}",
            f"{it.after:.3f}",
            f"{it.change.value:+.3f}",
            f"[{it.change.low:+.3f}, {it.change.high:+.3f}]",
            verdict(it),
        ]
        for it in differences
    ]
    return _aligned([[name, "before", "now", "change", "95 %", ""], *rows])


def verdict(difference: Difference) -> str:
    """One word or two for a difference."""
    if not difference.is_real:
        return "no real change"
    return "better" if difference.is_better else "worse"


def changed_set(name: str) -> str:
    """That a set's files are not the same in both runs."""
    return f"{name} has other files than in the earlier run; its figures cannot be compared."


def floors_updated(path: str, sets: int) -> str:
    """That the floors have been written."""
    return f"The floors of {sets} set{'' if sets == 1 else 's'} stand in {path}."


def page(model: str, measured: Iterable[tuple[QuestionSet, SetResult]]) -> str:
    """A self-contained page: figures, curves and the worst questions, set by set."""
    pairs = list(measured)
    results = [result for _, result in pairs]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Footnote: evaluation</title><style>{_STYLE}</style></head><body>"
        f"<h1>Evaluation</h1><p>Model: {escape(model)}</p>{_figures(results)}"
        f"<p><small>{escape(LEGEND)}</small></p>"
        + "".join(_section(questions, result) for questions, result in pairs)
        + "</body></html>\n"
    )


def worst(results: Iterable[QueryResult]) -> list[QueryResult]:
    """The questions with the worst rankings; among equals, those with the most evidence."""
    ranked = [(it.scores.ndcg_10, -it.evidence, it.id, it) for it in results if it.scores]
    return [it for *_, it in sorted(ranked, key=lambda entry: entry[:3])[:WORST]]


def most_false(results: Iterable[QueryResult]) -> list[QueryResult]:
    """The unanswerable questions that would be answered with the most evidence."""
    wrongly = [it for it in results if it.kind is not Kind.ANSWERABLE and it.answered]
    return sorted(wrongly, key=lambda it: (-it.evidence, it.id))[:WORST]


def _section(questions: QuestionSet, result: SetResult) -> str:
    texts = {passage.id: (passage.title, passage.text) for passage in questions.passages}
    curves = [
        Curve(label, points)
        for kind, label in _KINDS.items()
        if any(it.kind is kind for it in result.results) and (points := curve(result.results, kind))
    ]
    parts = [f"<section><h2>{escape(result.name)}</h2>"]
    if curves:
        parts.append(
            draw(
                f"Risk and coverage in {result.name}",
                "coverage: share of the questions that are answered",
                "risk: share of the answers that are wrong",
                curves,
            )
        )
    parts.append("<h3>The questions with the worst rankings</h3>")
    parts += [_question(it, texts) for it in worst(result.results)]
    if wrongly := most_false(result.results):
        parts.append("<h3>Answered, although the answer is not there</h3>")
        parts += [_question(it, texts) for it in wrongly]
    return "".join((*parts, "</section>"))


def _question(result: QueryResult, texts: Mapping[str, tuple[str, str]]) -> str:
    figures = [f"evidence {result.evidence:.3f}", "answered" if result.answered else "not answered"]
    if result.scores:
        figures.insert(0, f"nDCG@10 {result.scores.ndcg_10:.3f}")
    found = [
        _passage(f"{rank}.", name, texts, result)
        for rank, name in enumerate(result.found[:SHOWN], 1)
    ]
    gold = [
        _passage(_place(result.found, name), name, texts, result)
        for name in sorted(result.gold, key=lambda name: (-result.gold[name], name))[:SHOWN]
    ]
    return (
        f'<article><h4 dir="auto">{escape(result.text)}</h4>'
        f"<p><small>{escape(result.id)} · {' · '.join(figures)}</small></p>"
        f'<div class="pair"><div><b>Found</b>{"".join(found) or "<p>Nothing.</p>"}</div>'
        f"<div><b>Right</b>{''.join(gold) or '<p>Nothing: it is not in the corpus.</p>'}</div>"
        "</div></article>"
    )


def _place(found: Sequence[str], name: str) -> str:
    return f"found at {found.index(name) + 1}" if name in found else "not found"


def _passage(
    lead: str, name: str, texts: Mapping[str, tuple[str, str]], result: QueryResult
) -> str:
    title, text = texts[name]
    mark = result.highlight
    if mark and mark.passage == name:
        quoted, position = "", 0
        for span in sorted(it for it in (mark.sentence, mark.second) if it):
            quoted += f"{escape(text[position : span.start])}<mark>{escape(span.of(text))}</mark>"
            position = span.end
        quoted += escape(text[position:])
    else:
        quoted = escape(text)
    style = ' class="gold"' if name in result.gold else ""
    label = " · ".join(part for part in (lead, title, name) if part)
    return (
        f'<p><small>{escape(label)}</small></p><blockquote dir="auto"{style}>{quoted}</blockquote>'
    )


def _figures(results: Sequence[SetResult]) -> str:
    head = "".join(f"<th>{escape(LABELS[measure])}</th>" for measure in Measure)
    rows = []
    for result in results:
        known = summarise(result.results)
        cells = "".join(f"<td>{_cell(known.get(measure))}</td>" for measure in Measure)
        rows.append(
            f"<tr><th>{escape(result.name)}</th><td>{len(result.results):,}</td>{cells}</tr>"
        )
    return (
        f'<div class="wide"><table><tr><th>set</th><th>questions</th>{head}</tr>'
        f"{''.join(rows)}</table></div>"
    )


def _cell(figure: Figure | None) -> str:
    return "–" if figure is None else f"{figure.value:.3f} ±{figure.half_width:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join((first.ljust(widths[0]), *cells)).rstrip())
    return "\n".join(lines)
