"""Proposed pairs are those that the bands say, whatever of them is held at once."""

import random

import numpy as np
import pytest

from corpus.stories.alike import Places, alike
from corpus.stories.duplicates import MINHASHES, SIGNATURE, Signatures, signatures
from edited_copies import EVENTS, edited, vocabulary

Pairs = list[tuple[int, int]]


def found() -> Signatures:
    chance = random.Random(3)  # noqa: S311  a test's draw
    words = vocabulary(EVENTS)
    texts = [edited(EVENTS[it % 2], 0.15 * (it % 5), chance, words) for it in range(160)]
    return signatures([*texts, "Too short.", *(EVENTS[2:])])


def by_definition(given: Signatures, firsts: Places) -> Pairs:
    """Each passage meets the next eight with its band, and is compared with the best 32 of all."""
    hashes = given["minhashes"][firsts].astype(int)
    met: dict[int, set[int]] = {place: set() for place in range(firsts.size)}
    for band in range(0, MINHASHES, 4):
        buckets: dict[tuple[int, ...], list[int]] = {}
        for place, row in enumerate(hashes[:, band : band + 4].tolist()):
            if not (hashes[place] == 65535).all():
                buckets.setdefault(tuple(row), []).append(place)
        for bucket in buckets.values():
            for number, place in enumerate(bucket):
                met[place].update(bucket[number + 1 : number + 9])
    pairs: Pairs = []
    for place, others in met.items():
        shared = {it: int((hashes[place] == hashes[it]).sum()) for it in others}
        near = sorted((-count, it) for it, count in shared.items() if 4 * count >= MINHASHES)
        pairs += [(place, it) for _, it in near[:32]]
    return pairs


@pytest.mark.parametrize(("proposed", "block"), [(400_000, 8_192), (300, 9), (1, 1)])
def test_pairs_are_those_of_the_definition(
    monkeypatch: pytest.MonkeyPatch, proposed: int, block: int
) -> None:
    monkeypatch.setattr("corpus.stories.alike._PROPOSED", proposed)
    monkeypatch.setattr("corpus.stories.alike._BLOCK", block)
    given = found()
    firsts = np.random.default_rng(5).permutation(given.size)[:-10]
    portions = [
        list(zip(one.tolist(), two.tolist(), strict=True))
        for one, two in alike(given, firsts, None)
    ]
    told = [pair for portion in portions for pair in portion]
    expected = by_definition(given, firsts)
    assert len(told) == len(set(told)) > 1_500
    assert set(told) == set(expected)
    assert max(np.bincount([one for one, _ in told])) == 32  # so the limit was at work
    if proposed == 1:
        assert len(portions) > 100


def test_nothing_is_alike_where_nothing_is_compared() -> None:
    assert list(alike(np.empty(0, SIGNATURE), np.empty(0, np.int64), None)) == []
    short = signatures(["Yes.", "No."])
    assert list(alike(short, np.array([0, 1]), None)) == []
