"""Whether one of two sentences denies what the other says, or says the contrary, or bounds a number."""

from collections.abc import Iterable

from functions.text.statement import Statement, Word, alike, turned


def is_denied(statement: Statement, evidence: Statement) -> bool:
    """Tell whether one of them says "not" of what the other says, whichever."""
    said, told = turned(statement, evidence), turned(evidence, statement)
    return any(_clause_denied(clause, told.words) for clause in _clauses(said.words))


def _clauses(words: Iterable[Word]) -> list[list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in words:
        found.setdefault(word.clause, []).append(word)
    return list(found.values())


def _clause_denied(said: list[Word], told: tuple[Word, ...]) -> bool:
    """Compare a clause with the clauses that share most words with it, and with all for what stands elsewhere only."""
    clauses = _clauses(told)
    shared = [sum(any(alike(word, other) for other in clause) for word in said) for clause in clauses]
    if not shared or not max(shared):
        return False
    if any(word.denied and not word.narrow and _is_denied_there(word, told) for word in said):
        return False
    best = [clause for clause, count in zip(clauses, shared, strict=True) if count == max(shared)]
    return all(_conflict(said, clause) for clause in best) or _conflict(said, told)


def _is_denied_there(word: Word, told: Iterable[Word]) -> bool:
    same = [other.denied and not other.narrow for other in told if alike(word, other)]
    return bool(same) and all(same)


def _conflict(said: list[Word], told: Iterable[Word]) -> bool:
    """Tell whether a word is denied on one side alone, and none is on both."""
    others, differ, agree = list(told), False, False
    for word in said:
        same = [other for other in others if alike(word, other)]
        differ |= bool(same) and all(other.denied != word.denied for other in same)
        agree |= word.denied and not word.narrow and any(other.denied and not other.narrow for other in same)
    return differ and not agree


def says_contrary(one: Statement, two: Statement, modal: bool = True) -> bool:
    """Tell whether one says "before" where the other says only "after"; `modal`: or "must" where it says "may"."""
    language = one.language
    for left, right in (*language.contraries, *(language.modals if modal else ())):
        if (one.said & left and not two.said & left and two.said & right and not one.said & right) or (
            one.said & right and not two.said & right and two.said & left and not one.said & left
        ):
            return True
    return False


def is_turned_round(word: Word, statement: Statement, evidence: Statement) -> bool:
    """Tell whether the statement ends where the evidence begins, or the other way round."""
    theirs = {evidence.directions.get(each.place, "") for each in evidence.words if alike(word, each)} - {""}
    ours = statement.directions.get(word.place, "")
    return bool(theirs and ours) and ours not in theirs


def rests_on_exception(statement: Statement, evidence: Statement) -> bool:
    """Tell whether a word stands only behind the evidence's "except", which the statement does not say."""
    exceptions = evidence.language.exceptions
    clauses = {evidence.clauses[place] for place, token in enumerate(evidence.tokens) if token.text in exceptions}
    if not clauses or statement.said & exceptions:
        return False
    found = [[each.clause in clauses for each in evidence.words if alike(word, each)] for word in statement.words]
    return any(places and all(places) for places in found)


def is_bound(number: Word, statement: Statement, evidence: Statement) -> bool:
    """Tell whether the evidence says only "below" or "more than" this number, and the statement does not."""
    bounds = [evidence.bounds.get(word.place) for word in evidence.numbers if alike(number, word)]
    return all(bounds) and statement.bounds.get(number.place) not in bounds
