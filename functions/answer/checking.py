"""How much of a statement one sentence or row holds; nothing where it says, or answers, something else."""

import math
from collections.abc import Sequence

from functions.answer.agreement import contradicts, holds_number
from functions.answer.asked import Asked
from functions.answer.evidence import Evidence
from functions.answer.order import is_exchanged
from functions.text.languages import UNKNOWN
from functions.text.statement import Statement, Word, is_verb, turned

ASKED = 0.5  # the weight of a word that the question holds, too: whoever answers repeats it, right or wrong
NEW_WORDS = 1  # in a statement that stand neither in its evidence nor in the question
ENOUGH = 3  # words that the evidence holds, for each new one
SHORT = 3  # words: a statement of fewer leaves to the question what it speaks of
FITS = 0.5  # of what the best sentence holds of the question, for a short statement
FITS_WHOLE = 0.34  # the same for one that says what it speaks of
OF_ORDERS = frozenset({"must"})  # "Empty the filter" says that it must be emptied
ANCHORS = 2  # names and numbers that a statement in another language shares with its evidence


class Check:
    """The check of statements against the evidence of an answer."""

    def __init__(self, asked: Asked, evidence: Sequence[Evidence]) -> None:
        self._asked, self._evidence = asked, evidence
        words = [word for word in asked.statement.words if word.token.text not in asked.language.frames]
        self._weights = [(word, _rarity(word, evidence)) for word in words]
        self._most = max((self._held(one) for one in evidence), default=0.0)

    def share(self, statement: Statement, one: Evidence, said: bool | None) -> float:
        """Return how much of a statement, 0 to 1, this sentence holds; `said` is a yes or no before it."""
        if _is_foreign(statement, one):
            return self._share_of_values(statement, one) if said is None else 0.0
        told = turned(one.statement, statement)
        words = [word for word in turned(statement, one.statement).words if self._counts(word, statement, one)]
        held = [word for word in words if _holds(one, word) or (not _is_number(word) and told.holds(word.token))]
        if not self._says_something(words, held) or not all(word in held or self._may_lack(word) for word in words):
            return 0.0
        if not self._agrees(statement, one) or (said is not None and not self._asked.fits(said, one, statement)):
            return 0.0
        return sum(map(self._weight, held)) / sum(map(self._weight, words))

    def _agrees(self, statement: Statement, one: Evidence) -> bool:
        """Tell whether nothing speaks against a statement that a sentence holds the words of."""
        is_short = _is_short(statement)
        granted = one.whole.quantifiers | (self._asked.statement.quantifiers & OF_ORDERS)
        asked = [word for word, _ in self._weights] if is_short else []
        if not statement.quantifiers <= granted or contradicts(statement, one.statement, asked):
            return False
        if is_short and is_exchanged(self._asked.answered_by(statement), one.statement):
            return False
        if is_short and not self._is_answer(statement, one):
            return False
        return self.answers(one, whole=not is_short) and self._chooses(statement, one)

    def _is_answer(self, statement: Statement, one: Evidence) -> bool:
        """Tell whether a short statement is of the sentence itself, which has the question's verb if any has."""
        if not self._is_of_kind(statement):
            return False
        told = turned(one.statement, statement)
        for word in statement.words:
            if one.holds(word.token) and not (one.names(word.token) or told.holds(word.token) or self._is_asked(word)):
                return False
        verbs = [word for word, _ in self._weights if is_verb(word.token, self._asked.language)]
        return all(_holds(one, word) or not self._stands_elsewhere(word, one) for word in verbs)

    def _is_of_kind(self, statement: Statement) -> bool:
        """Tell whether a short statement has a number where "how many" is asked, and no number alone where "who" is."""
        asked, language = self._asked.statement.said, self._asked.language
        if not asked.isdisjoint(language.amounts):
            return bool(statement.numbers)
        return asked.isdisjoint(language.persons) or len(statement.numbers) < len(statement.words)

    def _counts(self, word: Word, statement: Statement, one: Evidence) -> bool:
        return word.token.text not in statement.language.frames or one.holds(word.token)

    def answers(self, one: Evidence, whole: bool) -> bool:
        """Tell whether a sentence speaks of what is asked: of its rarer words about as many as the best one."""
        return self._held(one) >= self._most * (FITS_WHOLE if whole else FITS)

    def _held(self, one: Evidence) -> float:
        return sum(weight for word, weight in self._weights if _holds(one, word))

    def _says_something(self, words: Sequence[Word], held: Sequence[Word]) -> bool:
        """Tell whether it says more than the question, or answers it by its words, and adds little to the evidence."""
        told = [word for word in held if not self._is_asked(word)]
        if self._asked.is_yes_or_no or self._asked.is_choice:
            return bool(held) and len(held) == len(words)
        new = [word for word in words if word not in held and not self._is_asked(word)]
        return bool(told) and len(new) <= NEW_WORDS and len(held) >= ENOUGH * len(new)

    def _may_lack(self, word: Word) -> bool:
        """Tell whether a sentence may lack a word: no number, no name, and none that stands in another sentence."""
        token = word.token
        if token.kind == "number" or token.capital:
            return False
        return not any(one.statement.holds(token) for one in self._evidence)

    def _is_asked(self, word: Word) -> bool:
        if word.token.kind == "number":
            return holds_number(self._asked.statement, word.token)
        return self._asked.statement.holds(word.token)

    def _weight(self, word: Word) -> float:
        return ASKED if self._is_asked(word) else 1.0

    def _chooses(self, statement: Statement, one: Evidence) -> bool:
        """Tell whether of two things that are compared the one is named that the evidence names before its "than"."""
        if not self._asked.is_choice:
            return True
        places = [place for place, token in enumerate(one.statement.tokens) if token.text in {"than", "als"}]
        if not places or not statement.words:
            return True
        first = statement.words[0].token
        named = [word.place for word in one.statement.words if word.token.stem == first.stem and not _is_number(word)]
        return bool(named) and named[0] < places[0]

    def _share_of_values(self, statement: Statement, one: Evidence) -> float:
        """Return 1 where the names and numbers of a statement in another language stand there, and enough of them."""
        numbers = [word for word in statement.numbers if word.token.text.isalpha() is False]
        names = [word for word in statement.words if word.token.capital and one.statement.holds(word.token)]
        denied = any(word.denied for word in statement.words) != any(word.denied for word in one.statement.words)
        elsewhere = [word for word in statement.words if word.token.capital and self._stands_elsewhere(word, one)]
        if denied or elsewhere or not all(holds_number(one.whole, word.token) for word in statement.numbers):
            return 0.0
        values = [word for word in (*numbers, *names) if not self._is_asked(word)]
        return 1.0 if values and len(numbers) + len(names) >= ANCHORS else 0.0

    def _stands_elsewhere(self, word: Word, one: Evidence) -> bool:
        return not one.holds(word.token) and any(other.statement.holds(word.token) for other in self._evidence)


def _is_number(word: Word) -> bool:
    return word.token.kind == "number"


def _holds(one: Evidence, word: Word) -> bool:
    return holds_number(one.whole, word.token) if _is_number(word) else one.holds(word.token)


def _rarity(word: Word, evidence: Sequence[Evidence]) -> float:
    """Return the weight of a question's word: the fewer sentences hold it, the more; 0 for all or none."""
    count = sum(_holds(one, word) for one in evidence)
    return math.log(len(evidence) / count) if count else 0.0


def _is_foreign(statement: Statement, one: Evidence) -> bool:
    language = one.statement.language
    return statement.language is not language and UNKNOWN not in (statement.language, language)


def _is_short(statement: Statement) -> bool:
    """Tell whether a statement leaves to the question what it speaks of."""
    first = statement.tokens[0].text if statement.tokens else ""
    return len(statement.words) < SHORT or first in statement.language.pronouns
