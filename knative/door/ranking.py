"""How good a ranking is."""

import math
from collections.abc import Mapping, Sequence


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return nDCG@k: sum of grade / log2(rank + 1) over the first k, divided by that of the best possible ranking.

    Ranks count from 1. As trec_eval's ndcg_cut (Järvelin and Kekäläinen 2002, with linear gains).
    """
    best = _gain(sorted(grades.values(), reverse=True)[:k])
    return _gain([grades.get(document, 0) for document in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, int], k: int) -> float:
    """Return recall@k: the share of the relevant documents (grade above 0) that are among the first k."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Tell whether the text contains one of the answers, whatever the case and the white space."""
    squeezed = _squeezed(text)
    return any(_squeezed(answer) in squeezed for answer in answers)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
