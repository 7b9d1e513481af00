"""Whether a cited passage is about the question."""

from typing import Any

from bench.evaluation.answer_matching import contains_answer, words_of
from bench.evaluation.beir import DataSet, Query

RUN = 8  # words in a row that two texts have in common only if one was taken from the other
SHARED = 0.5  # of such runs of the shorter text: less is the overlap of neighbouring passages


def is_relevant(passage: dict[str, Any], query: Query, data_set: DataSet) -> bool:
    """Tell whether a passage of an answer (its document's `name`, its `text`) is relevant to the question.

    It is when its document is judged so, or, for whole articles, when it holds a gold answer or half of a relevant
    paragraph.
    """
    relevant = [id_ for id_, grade in query.grades.items() if grade > 0]
    if passage["name"] in data_set.ids:
        return data_set.ids[passage["name"]] in relevant
    if contains_answer(passage["text"], query.answers):
        return True
    return any(_shares_text(passage["text"], data_set.texts.get(id_, "")) for id_ in relevant)


def _shares_text(one: str, other: str) -> bool:
    runs, others = _runs(one), _runs(other)
    return len(runs & others) >= SHARED * max(min(len(runs), len(others)), 1)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
