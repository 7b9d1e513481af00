"""Whether a number that a question names is within the limit that a sentence or row sets.

"Is 39.8 °C still allowed?" is answered by "Over 39.5 °C the batch is discarded", though that has not the number.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from functions.answer.evidence import Evidence
from functions.answer.things import Vocabulary
from functions.text.language import Language
from functions.text.statement import Statement, Word
from functions.text.tokens import Token
from functions.text.units import unit_of

PHRASE = 4  # words of the longest phrase before a number
APART = 2  # words between "maximum" and its number: "a maximum load of 20 kg"
COUNTED = 3  # words behind a number that may name what it counts
_CASES = {"<", ">"}  # that a sentence says something of, and nothing of the others


class Limit(NamedTuple):
    """What a sentence says of a quantity: from where to where, and whether that is a limit or a case of its own."""

    number: Word
    kind: str  # "<=", ">=", "<", ">", "=" for only that one, or ".." up to the other end
    end: Word | None = None

    @property
    def of(self) -> Word:
        """Return the number with the unit."""
        return self.end or self.number

    def holds(self, value: float) -> bool:
        """Tell whether a value is in that range."""
        low = _value(self.number.token) or 0.0
        high = _value(self.end.token) or 0.0 if self.end else low
        tests = {
            "=": value == low,
            "<=": value <= low,
            ">=": value >= low,
            "<": value < low,
            ">": value > low,
            "..": low <= value <= high,
        }
        return tests[self.kind]


def limits_in(statement: Statement) -> Iterator[Limit]:
    """Yield the limits that a sentence or row sets."""
    ends = dict(_ranges(statement))
    for word in statement.numbers:
        if word in ends.values() or _value(word.token) is None:
            continue
        if word in ends:
            yield Limit(word, "..", ends[word])
        elif kind := _kind_before(statement, word.place) or _kind_behind(statement, word.place):
            yield Limit(word, kind)
        elif "only" in statement.quantifiers:
            yield Limit(word, "=")


def limits_on(question: Statement, told: Statement) -> list[tuple[Word, Limit]]:
    """Return the numbers of a question, each with a limit on the same thing."""
    asked = [word for word in question.numbers if _value(word.token) is not None]
    pairs = ((word, limit) for word in asked for limit in limits_in(told) if _is_of(word, question, limit.of, told))
    return [
        (word, limit)
        for word, limit in pairs
        if limit.kind != "=" or _is_behind_the_same(word, question, limit.of, told)
    ]


def speaks_of_it(question: Statement, one: Evidence, subject: str = "", *, all_of_it: bool = False) -> bool:
    """Tell whether a sentence, in a document on a subject, holds more than half, or all, of what a question says beside
    its number."""
    names = Vocabulary([one], [subject], question.language).names
    silent = question.language.permits | question.language.frames
    words = [word.token for word in question.words if word.token.text not in silent and word.token.kind != "number"]
    held = sum(map(names, words))
    return held == len(words) or (not all_of_it and 2 * held > len(words))


def is_within(question: Statement, one: Evidence) -> bool | None:
    """Tell whether a question is answered by yes, or by no; None where a comparison does not make that certain."""
    told, found = one.statement, limits_on(question, one.statement)
    number = _value(found[0][0].token) if len(found) == 1 else None
    is_plain = not any(word.denied for word in question.words) and not any(limits_in(question))
    if number is None or not is_plain or told.said & told.language.exceptions:
        return None
    if not speaks_of_it(question, one, all_of_it=True):
        return None
    limit, permits = found[0][1], bool(question.said & question.language.permits)
    holds = limit.holds(number)
    if _is_refused(told, limit.of):
        return False if holds and permits else None
    if holds:
        return True if _grants(limit, told, permits=permits) else None
    return False if permits and limit.kind not in _CASES else None


def _grants(limit: Limit, told: Statement, *, permits: bool) -> bool:
    """Tell whether being within a limit answers the question by yes: whether it may be, or whether it is as told."""
    if not permits:
        return limit.kind != ".."
    return limit.kind not in _CASES or bool(told.said & told.language.permits)


def _value(token: Token) -> float | None:
    one = next(iter(token.readings[0])) if len(token.readings) == 1 and len(token.readings[0]) == 1 else ""
    return float(one) if re.fullmatch(r"\d+(?:\.\d+)?", one) else None


def _ranges(statement: Statement) -> Iterator[tuple[Word, Word]]:
    """Yield the two ends of each range: "11 to 14", "between 11 and 14"."""
    for one, two in pairwise(statement.numbers):
        between = [token.text for token in statement.tokens[one.place + 1 : two.place]]
        before = statement.tokens[one.place - 1].text if one.place else ""
        joined = not between or (len(between) == 1 and between[0] in statement.language.spans | {"\u2013", "-"})
        ordered = (_value(one.token) or 0) < (_value(two.token) or 0)
        same = not one.token.unit or one.token.unit == two.token.unit
        if joined and ordered and same and (between != ["and"] or before == "between"):
            yield one, two


@cache
def _phrases(language: Language) -> dict[str, str]:
    return {
        name: kind for name, kind in language.quantifiers.items() if kind in {"<", ">", "<=", ">="}
    } | language.bounds


def _kind_before(statement: Statement, place: int) -> str:
    """Return what the words before a number make of it."""
    phrases, texts = _phrases(statement.language), [token.text for token in statement.tokens]
    for gap in range(APART + 1):
        end = place - gap
        if any(token.kind == "number" for token in statement.tokens[end:place]):
            break
        for length in range(min(PHRASE, end), 0, -1):
            kind = phrases.get(" ".join(texts[end - length : end]), "")
            if kind and (not gap or kind not in _CASES):
                return kind
    return ""


def _kind_behind(statement: Statement, place: int) -> str:
    texts = [token.text for token in statement.tokens[place + 1 : place + 1 + PHRASE]]
    behind = statement.language.bounds_behind
    found = (" ".join(texts[first : first + length]) for first in (0, 1) for length in (2, 1))
    return next((behind[phrase] for phrase in found if phrase in behind), "")


def _is_of(asked: Word, question: Statement, number: Word, told: Statement) -> bool:
    """Tell whether two numbers are of the same thing: of one unit, of what they count, or of the word before them."""
    units = _unit(asked, question), _unit(number, told)
    if all(units):
        return units[0] == units[1]
    counted = _counted(asked, question), _counted(number, told)
    if any(units):
        return "year" in units and not counted[units.index("")]  # children under 10
    if all(counted):
        return any(_are_kin(one, two, told.language) for one in counted[0] for two in counted[1])
    if counted[1] or (counted[0] and not _is_behind_the_same(asked, question, number, told)):
        return False
    before = [word for word in question.words if word.place < asked.place]
    return bool(before) and told.holds(before[-1].token)


def _unit(word: Word, statement: Statement) -> str:
    """Return the unit of a number, which may stand before it: "day 4"."""
    before = statement.tokens[word.place - 1].text if word.place else ""
    return word.token.unit or unit_of(before)


def _is_behind_the_same(asked: Word, question: Statement, number: Word, told: Statement) -> bool:
    """Tell whether the same word stands right before both numbers: "class 9", "class 10"."""
    return _before(asked, question) == _before(number, told) != ""


def _before(word: Word, statement: Statement) -> str:
    """Return the first form of the word before a number; "" for a small word, or none."""
    before = statement.tokens[word.place - 1] if word.place else None
    return before.stem if before and before.text not in statement.language.grammar else ""


def _counted(word: Word, statement: Statement) -> list[Token]:
    behind = statement.tokens[word.place + 1 : word.place + 1 + COUNTED]
    others = statement.language.grammar | statement.language.permits
    run = takewhile(lambda token: token.kind == "word" and token.text not in others, behind)
    return [token for token in run if token.capital or not statement.language.nouns_are_capital]


def _are_kin(one: Token, two: Token, language: Language) -> bool:
    return one.stem == two.stem or any({one.text, two.text} <= group for group in language.kin)


def _is_refused(told: Statement, number: Word) -> bool:
    """Tell whether the part of a sentence that a number stands in says what is not allowed."""
    parts = [place for place, token in enumerate(told.tokens) if token.text == ";"]
    first = max((place for place in parts if place < number.place), default=-1)
    last = min((place for place in parts if place > number.place), default=len(told.tokens))
    words = [word for word in told.words if first < word.place < last]
    language = told.language
    return any(
        word.denied or word.token.text in language.refuses or word.token.text in language.opposites for word in words
    )
