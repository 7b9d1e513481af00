"""How two ranked lists become one."""

import pytest

from functions.stores.fusion import fuse


def test_dense_scores_are_put_between_the_worst_and_the_best_and_weighed() -> None:
    assert dict(fuse({"a": 0.9, "b": 0.5, "c": 0.1}, {}, 0.5)) == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.0})


def test_sparse_scores_are_relative_to_the_best_of_them() -> None:
    assert dict(fuse({}, {"a": 3.0, "b": 12.0}, 0.5)) == pytest.approx({"a": 0.125, "b": 0.5})


def test_the_best_comes_first() -> None:
    assert [id_ for id_, _ in fuse({"a": 0.1, "b": 0.9}, {"a": 1.0, "b": 2.0}, 0.5)] == ["b", "a"]


def test_a_candidate_missing_from_a_list_has_nothing_from_it() -> None:
    assert dict(fuse({"a": 0.9, "b": 0.1}, {"c": 3.0, "d": 1.5}, 0.6)) == pytest.approx(
        {"a": 0.6, "b": 0.0, "c": 0.4, "d": 0.2}
    )


def test_alpha_is_the_weight_of_the_dense_list() -> None:
    dense, sparse = {"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}
    assert dict(fuse(dense, sparse, 0.75)) == pytest.approx({"a": 0.75, "b": 0.25})


def test_equal_scores_are_ordered_by_id() -> None:
    assert [id_ for id_, _ in fuse({"c": 0.5, "a": 0.5, "b": 0.5}, {}, 0.5)] == ["a", "b", "c"]


@pytest.mark.parametrize("score", [-3.0, 0.0, 0.7])
def test_a_list_of_equals_counts_fully(score: float) -> None:
    assert fuse({"a": score}, {}, 0.5) == fuse({}, {"a": score}, 0.5) == [("a", 0.5)]


def test_negative_cosines_are_normalised_too() -> None:
    assert dict(fuse({"a": -0.2, "b": -0.8}, {}, 1.0)) == pytest.approx({"a": 1.0, "b": 0.0})


def test_no_candidate_gives_no_hit() -> None:
    assert fuse({}, {}, 0.5) == []
