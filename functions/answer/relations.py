"""Who does something, and how many there are of a thing: what a quote has to hold where that is asked."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from functions.answer.evidence import Evidence
from functions.text.language import Language
from functions.text.statement import Statement, is_verb
from functions.text.tokens import Token
from functions.text.units import unit_of

Names = Callable[[Token], bool]  # whether a text names a thing


def deed_asked(question: Statement) -> Token | None:
    """Return the verb of a question that asks who does it; None where it asks for nobody, or who somebody is."""
    words = [token for token in question.tokens if token.kind != "mark"]
    if len(words) < 3 or words[0].text not in question.language.doers:
        return None
    if words[1].text not in question.language.grammar:
        return words[1]
    is_last = question.language.nouns_are_capital and words[1].text in question.language.auxiliaries
    return words[-1] if is_last and _is_small(words[-1]) and words[1].text not in question.language.copulas else None


def counted_things(question: Statement) -> list[Token]:
    """Return the words behind "how many", which name what is counted; none where they name a unit or no certain thing.

    A verb may be among them: "how many bikes fit".
    """
    words = [token for token in question.tokens if token.kind != "mark"]
    language = question.language
    if len(words) < 3 or (words[0].text, words[1].text) not in language.counting:
        return []
    run = list(takewhile(lambda word: word.kind == "word" and word.text not in language.grammar, words[2:]))
    if any(unit_of(word.text) or word.text in language.general or word.text in language.frames for word in run):
        return []
    return [word for word in run[:1] if word.capital] if language.nouns_are_capital else run  # "wie viel kostet"


def tells_doer(evidence: Evidence, deed: Token, names: Names) -> bool:
    """Tell whether a sentence says who does it: it has that verb, or a "by", or else a name in capitals."""
    told = evidence.statement
    if told.is_row or told.is_passive or names(deed):
        return True
    return any(
        _is_name(one, two, told.language) for one, two in zip(told.tokens, [*told.tokens[1:], None], strict=True)
    )


def tells_count(evidence: Evidence, names: Names, things: Sequence[Token], question: Statement) -> bool:
    """Tell whether a sentence names what is counted, and not only numbers of units."""
    asked = {token.text for token in question.tokens}
    numbers = [word.token for word in evidence.statement.numbers if word.token.text not in asked]
    return any(map(names, things)) and (not numbers or not all(one.unit for one in numbers))


def _is_name(token: Token, following: Token | None, language: Language) -> bool:
    if language.nouns_are_capital or token.kind != "word" or not token.capital or token.text in language.grammar:
        return False
    if not token.opens:
        return True
    return following is not None and (following.text in language.auxiliaries or is_verb(following, language))


def _is_small(token: Token) -> bool:
    return token.kind == "word" and not token.capital
