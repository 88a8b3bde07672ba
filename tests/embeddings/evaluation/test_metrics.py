"""Measures of a ranking, against values worked out by hand."""

import math

import pytest

from embeddings.evaluation.metrics import ndcg, recall, reciprocal_rank


def test_ndcg_of_one_relevant_passage_is_its_discount() -> None:
    assert ndcg(["a", "b", "c"], {"b": 1}, 10) == pytest.approx(1 / math.log2(3))
    assert ndcg(["a", "b", "c"], {"a": 1}, 10) == 1.0
    assert ndcg(["a", "b", "c"], {"c": 1}, 2) == 0.0


def test_ndcg_weighs_grades() -> None:
    gained = 1 / math.log2(2) + 2 / math.log2(3)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert ndcg(["x", "y"], {"x": 1, "y": 2}, 10) == pytest.approx(gained / best)


def test_recall_and_reciprocal_rank() -> None:
    relevance = {"a": 1, "c": 1}
    assert recall(["b", "a", "d"], relevance, 3) == 0.5
    assert reciprocal_rank(["b", "a", "d"], relevance, 3) == 0.5
    assert reciprocal_rank(["b", "d"], relevance, 3) == 0.0


def test_nothing_relevant_scores_nothing() -> None:
    assert ndcg(["a"], {}, 10) == recall(["a"], {}, 10) == 0.0
