"""What speaks for a sentence as the answer to a question, in numbers that are added with weights.

`WEIGHTS` are fitted by `bench.evaluation.sentence_ranking`; docs/decisions.md has what each is worth.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from events.questions import FoundPassage
from functions.answer.condition_feature import condition_feature
from functions.answer.evidence_units import Unit
from functions.answer.row_features import row_features
from functions.text.answer_types import answer_type, names_one
from functions.text.causes import ASKS_WHY, gives_reason
from functions.text.stop_words import IN_A_QUESTION
from functions.text.words import compared_words, plain_words

Column = NDArray[np.float32]
IDENTIFIER = re.compile(  # E-4711, C7, 10.0.0.17, but neither 20th nor 1990s
    r"(?<!\w)(?!\d{1,20}(?:st|nd|rd|th|s)\b)(?=[\w.:/-]{0,60}\d)(?=[\w.:/-]{0,60}[^\W\d]|\d{1,20}[.:/-]\d)\w[\w.:/-]{0,60}\w"
)
NEAR = 4  # words between two that the question has side by side
WEIGHTS = {  # those of the cosines add up to one
    "cosine": 0.36,
    "with_previous": 0.11,
    "nearest_in_passage": 0.53,
    "passage": 0.31,
    "terms": 0.4,
    "previous_terms": 0.22,
    "heading_terms": 0.11,
    "near": 0.11,
    "answer_type": 0.17,
    "identifiers": 0.3,  # set, not fitted, as those below: SQuAD's questions have none, its texts no tables
    "condition": 0.3,
    "reason": 0.3,
    "row_named": 0.3,
    "row_column": 0.2,
}


class Question:
    """A question's words, by how rarely they stand in the sentences at hand."""

    def __init__(self, text: str, units: Sequence[Set[str]]) -> None:
        words = [word for word in compared_words(text) if word not in IN_A_QUESTION]
        known = Counter(word for unit in units for word in unit)
        self.order = list(dict.fromkeys(words))
        self.rarity = {word: _rarity(known[word], len(units)) for word in self.order if known[word]}
        self.kind = answer_type(text)
        self.asked = {word.lower() for word in plain_words(text)}

    def share(self, words: Set[str]) -> float:
        """Return the share of its words' weight that these words have; words that stand nowhere do not count."""
        total = sum(self.rarity.values())
        return sum(weight for word, weight in self.rarity.items() if word in words) / total if total else 0.0


def _rarity(holding: int, units: int) -> float:
    """Return the weight of a word that stands in so many of the units: the idf of BM25 (Robertson, Zaragoza 2009)."""
    return math.log(1 + (units - holding + 0.5) / (holding + 0.5))


def word_features(question: str, units: Sequence[Unit], passages: Sequence[FoundPassage]) -> dict[str, Column]:
    """Return what the words say for each unit, a column of float32 (n,) by the names of `WEIGHTS`."""
    own = {"": list[str]()} | {unit.text: compared_words(unit.text) for unit in units}
    rows = row_features(question, units)
    lists = [
        (own[unit.previous] if unit.follows_a_question else []) + own[unit.text] + [*row.held]
        for unit, row in zip(units, rows, strict=True)
    ]
    sets = [frozenset(words) for words in lists]
    before = [frozenset(own[unit.previous]) for unit in units]
    identifiers, asks_why = IDENTIFIER.findall(question), ASKS_WHY.search(question) is not None
    headings = [frozenset(compared_words(one.heading)) for one in passages]
    asked = Question(question, [words | headings[unit.passage] for unit, words in zip(units, sets, strict=True)])
    return {
        "passage": _column(passages[unit.passage].score for unit in units),
        "terms": _column(asked.share(words) for words in sets),
        "previous_terms": _column(asked.share(more - words) for more, words in zip(before, sets, strict=True)),
        "heading_terms": _column(
            asked.share(headings[unit.passage] - words) for unit, words in zip(units, sets, strict=True)
        ),
        "near": _column(_near(asked, words) for words in lists),
        "answer_type": _column(names_one(unit.text, asked.kind, asked.asked) for unit in units),
        "identifiers": _column(_identified(unit, passages[unit.passage].heading, identifiers) for unit in units),
        "condition": _column(condition_feature(question, [unit.text for unit in units])),
        "reason": _column(asks_why and gives_reason(unit.text) for unit in units),
        "row_named": _column(row.named for row in rows),
        "row_column": _column(row.column for row in rows),
    }


def vector_features(
    cosines: Column, vectors: NDArray[np.float32], units: Sequence[Unit], query: Column
) -> dict[str, Column]:
    """Return what the vectors say for each unit: its own cosine, that of it and its predecessor, its passage's best."""
    place = {unit.text: number for number, unit in enumerate(units)}
    before = [place.get(unit.previous, number) for number, unit in enumerate(units)]
    joined = vectors + vectors[before]
    lengths = np.linalg.norm(joined, axis=1)
    best: dict[int, float] = {}
    for unit, cosine in zip(units, cosines, strict=True):
        best[unit.passage] = max(float(cosine), best.get(unit.passage, -1.0))
    return {
        "cosine": cosines,
        "with_previous": joined @ query / np.maximum(lengths, np.finfo(np.float32).tiny),
        "nearest_in_passage": _column(best[unit.passage] for unit in units),
    }


def weighted(features: Mapping[str, Column]) -> Column:
    """Return the sum of the features by their weights."""
    total: Column = np.sum([WEIGHTS[name] * column for name, column in features.items()], axis=0)
    return total


def found_in(text: str, identifiers: Sequence[str]) -> tuple[str, ...]:
    """Return those of a question's identifiers that stand in a text, letter by letter and whole."""
    return tuple(one for one in identifiers if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text))


def _identified(unit: Unit, heading: str, identifiers: Sequence[str]) -> float:
    """Return 1 where the unit or its heading holds an identifier of the question, 0.5 where the one before it does."""
    if not identifiers:
        return 0.0
    if found_in(f"{heading}\n{unit.text}", identifiers):
        return 1.0
    above = 1.0 if unit.follows_a_question else 0.5
    return above if found_in(unit.previous, identifiers) else 0.0


def _near(question: Question, words: Sequence[str]) -> float:
    """Return the share of the question's weight in pairs of its neighbours that stand near each other here, too."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word in question.rarity:
            places.setdefault(word, []).append(place)
    total = sum(question.rarity.values())
    pairs = [(a, b) for a, b in zip(question.order, question.order[1:], strict=False) if a in places and b in places]
    close = [pair for pair in pairs if any(abs(i - j) <= NEAR for i in places[pair[0]] for j in places[pair[1]])]
    return sum(min(question.rarity[a], question.rarity[b]) for a, b in close) / total if total else 0.0


def _column(values: Iterable[float]) -> Column:
    return np.fromiter(values, np.float32)
