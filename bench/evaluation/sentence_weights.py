"""The weights by which sentences are ranked, fitted on one half of the articles.

A conditional logit (McFadden 1974): the chance of a sentence is exp(score) over the sum of them all, and what is made
as likely as possible is that one with a gold answer is chosen. By Newton's method, with a small L2 penalty.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[np.float32]]
Floats = NDArray[np.float64]
PENALTY, STEPS = 3.0, 12


class Choice(NamedTuple):
    """The sentences of one question: their features by name, and which of them hold a gold answer."""

    features: Columns
    holds: NDArray[np.bool_]


def fitted(choices: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    """Return the weight of each feature; questions that every sentence answers, or none, tell nothing."""
    telling = [one for one in choices if one.holds.any() and not one.holds.all()]
    rows = [_centred(one.features, names) for one in telling]
    spread = np.concatenate(rows).std(axis=0)
    spread[spread < 1e-6] = 1.0
    rows = [one / spread for one in rows]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        weights += _step(rows, [one.holds for one in telling], weights)
    return dict(zip(names, (weights / spread).tolist(), strict=True))


def in_cosines(weights: Mapping[str, float], cosines: Sequence[str]) -> dict[str, float]:
    """Return the weights so that those of the cosines add up to one: a score is then as large as a cosine."""
    total = sum(weights[name] for name in cosines)
    return {name: round(weight / total, 2) for name, weight in weights.items()}


def is_first_right(choice: Choice, weights: Mapping[str, float]) -> bool:
    """Tell whether the sentence that these weights put first holds a gold answer."""
    scores = np.sum([weight * choice.features[name] for name, weight in weights.items()], axis=0)
    return bool(choice.holds[int(np.argmax(scores))])


def _centred(features: Columns, names: Sequence[str]) -> Floats:
    table = np.stack([features[name] for name in names], axis=1).astype(np.float64)
    centred: Floats = table - table.mean(axis=0)
    return centred


def _step(rows: Sequence[Floats], holds: Sequence[NDArray[np.bool_]], weights: Floats) -> Floats:
    gradient = -PENALTY * weights
    curvature = PENALTY * np.eye(len(weights))
    for table, right in zip(rows, holds, strict=True):
        scores = table @ weights
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        among = chances * right
        gradient += (among / among.sum() - chances) @ table
        mean = chances @ table
        curvature += (table * chances[:, None]).T @ table - np.outer(mean, mean)
    step: Floats = np.clip(np.linalg.solve(curvature, gradient), -1.0, 1.0)
    return step
