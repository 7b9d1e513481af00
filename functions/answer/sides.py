"""Whether a statement takes its words from where the evidence speaks of the contrary, or a whole for a part."""

from collections.abc import Sequence

from functions.text.statement import Statement, Word, alike, is_verb, shares


def is_on_the_other_side(statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether words stand only in a clause of the old bridge where the statement or question is of the new."""
    said = statement.said | {word.token.text for word in asked}
    clauses = _clauses(evidence)
    if len(clauses) < 2:
        return False
    homes = [_homes(word, evidence) for word in statement.words if _decides(word, evidence)]
    for left, right in (*evidence.language.contraries, *evidence.language.modals):
        for ours, theirs in ((left, right), (right, left)):
            if not said & ours or said & theirs:
                continue
            other = {number for number, texts in clauses.items() if texts & theirs and not texts & ours}
            if any(texts & ours for texts in clauses.values()) and any(places and places <= other for places in homes):
                return True
    return False


def is_whole_for_part(statement: Statement, evidence: Statement) -> bool:
    """Tell whether of "three of the five" the statement has only the five."""
    places = {word.place: word for word in evidence.numbers}
    for whole, part in evidence.wholes.items():
        if shares(places[whole], statement.numbers) and not shares(places[part], statement.numbers):
            return True
    return False


def _clauses(evidence: Statement) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for token, clause in zip(evidence.tokens, evidence.clauses, strict=True):
        found.setdefault(clause, set()).add(token.text)
    return found


def _homes(word: Word, evidence: Statement) -> set[int]:
    return {each.clause for each in evidence.words if alike(word, each)}


def _decides(word: Word, evidence: Statement) -> bool:
    return not shares(word, evidence.subject) and not is_verb(word.token, evidence.language)
