"""How well copies are found among paragraphs that are no copies: the floors of "Stories".

    pytest tests/evaluation/test_stories.py --shared DIR -s

prints the figures of docs/adr/0023-stories.md, over paragraphs of public sets; without ``--shared``
over the sample articles' own. A pair counts as found where both stand in one story; as merged
where one of them would stand for the other in an answer.
"""

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import sample_articles
from corpus.reading import read_document
from corpus.stories.duplicates import signatures, stands_for
from corpus.stories.grouping import stories
from edited_copies import EVENTS, Sample, altered, reports, samples, strangers

RATES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)
SETS = ("squad2", "xquad_de", "xquad_es", "mtrag", "canard")
OF_EACH_SET = 150
LEAST_WORDS = 12
SEED = 3
DRAWS = 3
"""Times that the sample articles' few paragraphs are edited."""


@dataclass(frozen=True)
class Found:
    """Precision over all pairs; for each rate, how many copies are found, and how many merged."""

    precision: float
    recall: dict[float, float]
    merged: dict[float, float]

    def __str__(self) -> str:
        rows = [
            f"{rate:4.0%}  found {self.recall[rate]:.3f}  merged {self.merged[rate]:.3f}"
            for rate in RATES
        ]
        return "\n".join(["", f"pair precision {self.precision:.3f}", *rows])


def measured(pool: Sequence[Sample]) -> Found:
    told = stories(
        signatures(it.text for it in pool), lambda places: (pool[it].text for it in places)
    )
    pairs = right = 0
    for story in set(told.tolist()):
        origins = Counter(it.origin for it, of in zip(pool, told, strict=True) if of == story)
        pairs += sum(origins.values()) * (sum(origins.values()) - 1) // 2
        right += sum(count * (count - 1) // 2 for count in origins.values())
    found: dict[float, list[bool]] = {rate: [] for rate in RATES}
    merged: dict[float, list[bool]] = {rate: [] for rate in RATES}
    base = 0
    for place, sample in enumerate(pool):
        if sample.rate < 0:
            base = place
            continue
        same = bool(told[place] == told[base])
        found[sample.rate].append(same)
        merged[sample.rate].append(same and stands_for(pool[base].text, sample.text))
    return Found(
        right / pairs, *({k: sum(v) / len(v) for k, v in it.items()} for it in (found, merged))
    )


def sample_paragraphs() -> list[str]:
    folder = Path(str(sample_articles()))
    readings = [read_document(folder, path.name, 1_000_000) for path in sorted(folder.iterdir())]
    texts = [segment.span.of(it.text) for it in readings for segment in it.segments]
    return [*long_enough(texts), *long_enough(EVENTS)]


def shared_paragraphs(sets: Path) -> list[str]:
    texts: dict[str, None] = {}
    for name in SETS:
        lines = (sets / name / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
        drawn = [json.loads(line)["text"] for line in lines]
        random.Random(1).shuffle(drawn)  # noqa: S311  a test's draw
        texts |= dict.fromkeys(long_enough(drawn)[:OF_EACH_SET])
    return list(texts)


def long_enough(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if len(text.split()) >= LEAST_WORDS]


def pool_of(bases: Sequence[str], seed: int = SEED, *, sparing: bool = True) -> list[Sample]:
    others = [it for it in strangers() if it.text not in set(bases)]
    return [*samples(bases, RATES, seed, sparing=sparing), *reports(seed), *others]


def hold_the_floors(found: Found, merged: float) -> None:
    assert found.precision >= 0.98
    assert min(found.recall[rate] for rate in RATES if rate <= 0.2) >= 0.95
    assert min(found.merged[rate] for rate in RATES if rate <= 0.2) >= merged
    assert found.recall[0.0] == found.merged[0.0] == 1.0


@pytest.mark.parametrize("seed", range(SEED, SEED + DRAWS))
def test_copies_of_the_samples_are_found(seed: int) -> None:
    found = measured(pool_of(sample_paragraphs(), seed))
    print(found)
    hold_the_floors(found, merged=0.9)


def test_copies_of_public_paragraphs_are_found(shared: Path) -> None:
    bases = shared_paragraphs(shared / "eval")
    assert len(bases) >= 300
    found = measured(pool_of(bases))
    print(
        found, "\n\nfigures, names and denials edited too:", measured(pool_of(bases, sparing=False))
    )
    hold_the_floors(found, merged=0.96)


def test_no_changed_figure_is_merged_away(request: pytest.FixtureRequest) -> None:
    given = request.config.getoption("--shared")
    bases = shared_paragraphs(Path(str(given)) / "eval") if given else sample_paragraphs()
    bases += [it.text for it in reports(SEED)]
    draw = random.Random(SEED)  # noqa: S311  a test's draw
    changed = [(base, other) for base in bases if (other := altered(base, draw)) is not None]
    assert len(changed) >= 50
    for base, other in changed:
        assert not stands_for(base, other)
        assert not stands_for(other, base)


def test_reports_of_one_form_are_not_one_story() -> None:
    pool = list(reports(SEED))
    told = stories(
        signatures(it.text for it in pool), lambda places: (pool[it].text for it in places)
    )
    assert len(set(told.tolist())) == len(pool)
