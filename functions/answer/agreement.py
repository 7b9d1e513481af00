"""Whether one sentence or row says what a statement says: pure rules, by words, numbers, negation and order."""

from collections.abc import Sequence

from functions.answer.cells import is_of_another_cell
from functions.answer.order import is_exchanged
from functions.answer.places import belongs_elsewhere, is_of_another_clause, is_of_another_number, is_replaced
from functions.answer.polarity import is_bound, is_denied, is_turned_round, rests_on_exception, says_contrary
from functions.answer.sides import is_on_the_other_side, is_whole_for_part
from functions.text.statement import Statement, Word
from functions.text.tokens import Token, same_number
from functions.text.units import unit_of


def contradicts(statement: Statement, evidence: Statement, asked: Sequence[Word] = ()) -> bool:
    """Tell whether the evidence says something else in the same words; `asked`: what a short one leaves out."""
    if [token.text for token in statement.tokens] == [token.text for token in evidence.tokens]:
        return False
    return (
        is_denied(statement, evidence)
        or says_contrary(statement, evidence)
        or says_contrary(evidence, statement)
        or rests_on_exception(statement, evidence)
        or any(is_bound(word, statement, evidence) for word in statement.numbers)
        or any(is_turned_round(word, statement, evidence) for word in statement.words)
        or is_on_the_other_side(statement, evidence, asked)
        or is_whole_for_part(statement, evidence)
        or is_replaced(statement, evidence)
        or any(belongs_elsewhere(word, statement, evidence, asked) for word in statement.words)
        or (bool(asked) and is_of_another_clause(statement, evidence, asked))
        or (bool(asked) and is_of_another_number(statement, evidence, asked))
        or (evidence.is_row and is_of_another_cell(statement, evidence, asked))
        or is_exchanged(statement, evidence)
    )


def holds_number(evidence: Statement, number: Token) -> bool:
    """Tell whether a number stands there with its unit."""
    return any(_same(number, word.token, evidence) for word in evidence.numbers)


def _same(number: Token, other: Token, evidence: Statement) -> bool:
    if not same_number(number, other):
        return False
    return not number.unit or number.unit == other.unit or (not other.unit and number.unit in _named_units(evidence))


def _named_units(evidence: Statement) -> set[str]:
    """Return the units that stand apart from a number, as in a column's label."""
    return {unit_of(token.text) for token in evidence.tokens}
