"""Whether a sentence says what is so under the condition that a question names: "What happens if it is late?"."""

import re
from collections.abc import Sequence, Set

from functions.text.languages import ENGLISH, GERMAN
from functions.text.stop_words import IN_A_QUESTION
from functions.text.words import compared_words, plain_words

MOST = 0.75  # of the condition's words: so many make it the same condition, and with a "not" its contrary
_CLAUSE = re.compile(r"\b(?:if|in case|when|wenn|falls|sofern)\b([^,;:?!]{3,200})", re.IGNORECASE)
_DENIALS = ENGLISH.negations | GERMAN.negations


def condition_feature(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text how much its condition is the question's, from -1 for its contrary to 1 (Dice 1945)."""
    asked = [clause for clause in _clauses(question) if clause[0]]
    if not asked:
        return [0.0] * len(texts)
    return [max((_share(asked[0], clause) for clause in _clauses(text)), key=abs, default=0.0) for text in texts]


def _clauses(text: str) -> list[tuple[Set[str], bool]]:
    """Return the words of each condition in a text, and whether it is denied; a question's own "when" is none."""
    found = (one for one in _CLAUSE.finditer(text) if not (text.endswith("?") and one[0].lower().startswith("when")))
    return [(_telling(one[1]), any(word.lower() in _DENIALS for word in plain_words(one[1]))) for one in found]


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in compared_words(text) if word not in IN_A_QUESTION and word not in _DENIALS)


def _share(asked: tuple[Set[str], bool], told: tuple[Set[str], bool]) -> float:
    both = len(asked[0] & told[0])
    share = both / len(asked[0])
    if asked[1] == told[1]:
        return 2 * both / (len(asked[0]) + len(told[0]))  # who misses it three times does more than to miss it
    return -share if share >= MOST else 0.0
