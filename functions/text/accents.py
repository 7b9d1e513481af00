"""Words that are found without their accents, and the passages that have them as they are asked for."""

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from functions.text.scripts import MARKS
from functions.text.stems import unaccented

OTHERWISE = 0.5  # what a word counts less that stands in a passage with other accents only
_WORD = re.compile(rf"(?:[^\W\d_]++[{MARKS}]*+)++")
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u0386-\u03ce\u1e00-\u1fffёЁ]")  # what `unaccented` changes
Id = TypeVar("Id", bound=Hashable)


def as_spelled(scores: dict[Id, float], question: str, texts: Callable[[], Mapping[Id, str]]) -> dict[Id, float]:
    """Return the scores, best first, lower for passages that have words of the question with other accents only.

    So "Muller" finds "Müller", behind "Muller", and the other way round.
    """
    asked = frozenset(_WORD.findall(question.casefold()))
    if not scores or not asked:
        return scores
    text_of = texts()
    accented = _ACCENTED.search(question) is not None
    for id_, score in scores.items():
        text = text_of.get(id_, "")
        if accented or _ACCENTED.search(text):
            scores[id_] = score * (1 - OTHERWISE * _otherwise(asked, text.casefold()) / len(asked))
    return dict(sorted(scores.items(), key=lambda one: -one[1]))


def _otherwise(asked: Collection[str], text: str) -> int:
    """Return how many words stand in a text with other accents only."""
    words = frozenset(_WORD.findall(text))
    bare = {unaccented(word) if _ACCENTED.search(word) else word for word in words}
    return sum(unaccented(word) in bare for word in asked if word not in words)
