"""How much of what a question asks about a quote lacks, in any language.

Whoever answers says in other words a little of what was asked, and repeats the rest: a sentence that comes near, and
lacks most of it, speaks of something else. Words that stand in few sentences of the passages count more than those that
stand in many; what stands in none counts most. docs/decisions.md has the figures.
"""

import math
from collections.abc import Callable, Sequence

from functions.answer.characters import is_of_characters
from functions.answer.evidence import Evidence
from functions.answer.things import kin_in
from functions.text.function_words import FUNCTION_WORDS
from functions.text.languages import CODES, ENGLISH, GERMAN, Language
from functions.text.letters import script_of
from functions.text.statement import Word, statement_of
from functions.text.undivided import asked_pairs, pairs_of

MOST = 0.86  # of the question's words, by their weight: a quote that lacks more of them is no answer
FEWEST = 4  # words, or pairs of characters, of a question: of fewer each has too much weight
Holds = Callable[[int], bool]


class Lacking:
    """A question, as far as its words have to stand in a quote, or near it."""

    def __init__(
        self, question: str, telling: Sequence[Word], evidence: Sequence[Evidence], language: Language
    ) -> None:
        """Take a question of a language with the words of it that say something, and all evidence of its passages."""
        self._is_sure = language in (ENGLISH, GERMAN)  # whose nouns are known, and much is said in other words
        self._by_pairs, self._script = is_of_characters(question), script_of(question)
        idle = FUNCTION_WORDS.get(CODES.get(language, ""), frozenset())
        self._words = [word.token for word in telling if word.token.text not in idle]
        self._kin = [kin_in(word, language) for word in self._words]
        self._pairs = sorted(asked_pairs(question)) if self._by_pairs else []
        count = len(self._pairs) if self._by_pairs else len(self._words)
        held = [self._holds(one) for one in evidence]
        self._weights = [_weight(sum(holds(number) for holds in held), len(held)) for number in range(count)]

    def is_too_much(self, one: Evidence, near: str) -> bool:
        """Tell whether a sentence lacks too much of the question; `near` is what stands around it. One in another
        script cannot have its words."""
        if len(self._weights) < FEWEST or self._is_sure or one.statement.is_row:
            return False
        if not self._is_of_same_script(one.quote.text):
            return False
        itself, around = self._holds(one), self._holds_in(near, one)
        lacks = [weight * (2 - itself(number) - around(number)) / 2 for number, weight in enumerate(self._weights)]
        return sum(lacks) > MOST * sum(self._weights)

    def _is_of_same_script(self, text: str) -> bool:
        return is_of_characters(text) if self._by_pairs else script_of(text) == self._script

    def _holds(self, one: Evidence) -> Holds:
        if self._by_pairs:
            return self._has_pairs(f"{one.quote.text} {' '.join(each.text for each in one.context)}")
        return lambda number: one.names(self._words[number]) or not self._kin[number].isdisjoint(one.whole.said)

    def _holds_in(self, near: str, one: Evidence) -> Holds:
        if self._by_pairs:
            return self._has_pairs(near)
        around = statement_of(near, one.statement.language)
        itself = self._holds(one)
        return lambda number: itself(number) or one.holds(self._words[number]) or around.holds(self._words[number])

    def _has_pairs(self, text: str) -> Holds:
        pairs = pairs_of(text)
        return lambda number: self._pairs[number] in pairs


def _weight(holding: int, every: int) -> float:
    """Return the weight of a word that so many sentences hold: the root of BM25's idf."""
    return math.sqrt(math.log(1 + (every - holding + 0.5) / (holding + 0.5)))
