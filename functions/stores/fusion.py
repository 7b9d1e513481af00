"""Fusing two ranked lists by their scores."""

from collections.abc import Mapping


def fuse(dense: Mapping[str, float], sparse: Mapping[str, float], alpha: float) -> list[tuple[str, float]]:
    """Return (id, score from 0 to 1) of every candidate, best first and equal scores by id.

    A convex combination of scores, each relative to its own list: `alpha` weighs the dense one (cosines), and a
    candidate that a list misses has its 0. A cosine is put between the list's worst and best, for unrelated texts have
    large cosines too. A sparse score (BM25, above 0) is divided by the best: its 0 is that of a text without any word
    of the question, wherever the list was cut. Why not reciprocal ranks: Bruch, Gai and Ingber, "An Analysis of Fusion
    Functions for Hybrid Retrieval" (ACM TOIS 2023), and docs/decisions.md.
    """
    by_vector, by_words = _between_extremes(dense), _relative_to_best(sparse)
    fused = {
        id_: alpha * by_vector.get(id_, 0.0) + (1 - alpha) * by_words.get(id_, 0.0)
        for id_ in by_vector.keys() | by_words.keys()
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def _between_extremes(scores: Mapping[str, float]) -> dict[str, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if low == high:
        return dict.fromkeys(scores, 1.0)  # a list of equals says that all of them fit best
    return {id_: (score - low) / (high - low) for id_, score in scores.items()}


def _relative_to_best(scores: Mapping[str, float]) -> dict[str, float]:
    best = max(scores.values(), default=0.0)
    return {id_: score / best if best > 0 else 1.0 for id_, score in scores.items()}
