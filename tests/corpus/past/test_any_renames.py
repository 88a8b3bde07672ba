"""Any series of changes ends as if the folder had been indexed for the first time."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from container_files import jsonl
from corpus.passage import RowId
from staged_corpus import ROWS, Corpus

NAMES = ("a.txt", "b.txt", "deep/a.txt", "deep/b.txt", "rows.jsonl", "deep/rows.jsonl")
TEXTS = tuple(f"Text {number} tells of the mill, the ferry and the school." for number in range(3))
CONTENTS = (*TEXTS, jsonl(*ROWS).decode(), jsonl(ROWS[1]).decode())
ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(CONTENTS)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("swap"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
)


def _act(corpus: Corpus, kind: str, one: str, other: str) -> None:
    path = corpus.root / one
    if kind == "write":
        fits = other.startswith("{") == one.endswith("jsonl")
        corpus.write(one, other if fits else CONTENTS[3 if one.endswith("jsonl") else 0])
    elif not path.exists() or one.endswith("jsonl") != (other or one).endswith("jsonl"):
        return
    elif kind == "remove":
        path.unlink()
    elif kind == "swap" and (corpus.root / other).exists() and one != other:
        corpus.swap(one, other)
    elif kind == "rename":
        corpus.rename(one, other)


def _files(corpus: Corpus) -> dict[str, str]:
    return {name: (corpus.root / name).read_text() for name in corpus.store.files()}


def _kept(before: Mapping[str, str], after: Mapping[str, str]) -> Counter[str]:
    """How many files of the same bytes there were before and are now."""
    return Counter(before.values()) & Counter(after.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs=st.lists(st.lists(ACTS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_any_series_of_acts_ends_as_if_begun_anew(runs: list[list[tuple[str, str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder))
        before: dict[str, str] = {}
        ids: dict[str, tuple[RowId, ...]] = {}
        for acts in runs:
            for kind, one, other in acts:
                _act(corpus, kind, one, other)
            corpus.index()
            after, now = _files(corpus), corpus.ids()
            # What is where it was, in the same bytes, keeps its rows,
            for path, rows in ids.items():
                file = path.partition(".jsonl/")[0] + (".jsonl" if ".jsonl/" in path else "")
                if file in after and before[file] == after[file]:
                    assert now[path] == rows
            # and of what was renamed, each file that can keep them does.
            known = set(ids.values())
            held = Counter(
                after[path] for path, rows in now.items() if rows in known and path in after
            )
            texts = {text: count for text, count in _kept(before, after).items() if text in TEXTS}
            assert all(held[text] == count for text, count in texts.items())
            before, ids = after, now
        with tempfile.TemporaryDirectory() as elsewhere:
            fresh = Corpus(Path(elsewhere))
            shutil.rmtree(fresh.root)
            shutil.copytree(corpus.root, fresh.root)
            fresh.index()
            assert corpus.everything() == fresh.everything()
            fresh.store.close()
        corpus.store.close()
