"""Whether a name or number of a statement belongs, in its evidence, to other words than in the statement."""

from collections.abc import Sequence

from functions.text.statement import Statement, Word, alike, is_verb, shares
from functions.text.tokens import Token

_CENTURIES = frozenset(str(century) for century in range(10, 21))
FULL = 2  # words that a full clause has beside an answer


def is_of_another_clause(statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether a short answer stands in a full clause, and all that is asked for in others."""
    homes = {each.segment for word in statement.words for each in evidence.words if alike(word, each)}
    clauses = [{each.segment for each in evidence.words if alike(word, each)} for word in asked]
    known = [places for places in clauses if places]
    unsaid = [each for each in evidence.words if each.segment in homes and not shares(each, [*statement.words])]
    if not homes or not known or any(places & homes for places in known):
        return False
    away = {segment for places in known for segment in places}
    rivals = [each for each in evidence.words if each.segment in away and each.token.capital and not each.token.opens]
    has_rival = any(not shares(each, [*statement.words, *asked]) for each in rivals)
    has_rival = has_rival and not evidence.language.nouns_are_capital and not statement.numbers
    return len(unsaid) >= (1 if has_rival else FULL)


def is_of_another_number(statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether a number stands beside another one than the question's: "4 in 2021, 5 in 2022"."""
    theirs = [word for word in evidence.numbers if any(alike(one, word) for one in asked)]
    ours = [word for word in evidence.numbers if any(alike(one, word) for one in statement.numbers)]
    for step in (1, -1):
        beside = [_neighbour(evidence, word, step) for word in ours]
        known = [one for one in beside if one and one.token.kind == "number"]
        backwards = [_neighbour(evidence, word, -step) for word in theirs]
        taken = [one for one in backwards if one and one.token.kind == "number"]
        if known and taken and not any(shares(one, theirs) for one in known):
            return not any(shares(one, ours) for one in taken)
    return False


def belongs_elsewhere(value: Word, statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether the evidence says of another value what the statement says of this one.

    A value is a number or a name; it belongs to the words of its clause or cell. Of "built in 1998 and closed in 2011"
    no statement says "built in 2011".
    """
    if not _is_value(value, statement) and not _is_name_in(value, evidence):
        return False
    homes = {segment for word in evidence.words if alike(value, word) for segment in _segments_of(word, evidence)}
    if not homes:
        return False
    rivals = {word.segment for word in evidence.words if _rivals(value, word)} - homes
    own = [word for word in evidence.words if word.segment in homes and not alike(value, word)]
    beside = [word for word in statement.words if word.segment == value.segment and word is not value]
    if value.token.kind == "number":
        beside += asked
    away = [word for word in beside if _stands_in(word, evidence, rivals)]
    away = [word for word in away if not _stands_in(word, evidence, homes)]
    unsaid = [word for word in own if not shares(word, beside)]
    if not any(is_verb(word.token, evidence.language) for word in own):  # "the north opens at 6, the south at 8"
        away = [word for word in away if not is_verb(word.token, evidence.language)]
    if own and own[0] not in unsaid:  # a clause without a subject of its own has that of the first one
        away = [word for word in away if not shares(word, [*evidence.subject])]
    return bool(away and unsaid and not evidence.is_row) or _has_other_neighbour(value, statement, evidence)


def _segments_of(word: Word, evidence: Statement) -> set[int]:
    """Return the segment of a word, and that of the "who" or "which" that follows it."""
    behind = word.place + 1
    while behind < len(evidence.tokens) and (evidence.tokens[behind].capital or evidence.tokens[behind].kind == "mark"):
        behind += 1
    relative = behind < len(evidence.tokens) and evidence.tokens[behind].text in evidence.language.relatives
    following = {each.segment for each in evidence.words if each.place > behind and relative}
    return {word.segment, *sorted(following)[:1]}


def _is_value(word: Word, statement: Statement) -> bool:
    if word.token.kind == "number":
        return True
    return word.token.capital and (statement.language.nouns_are_capital or not word.token.opens)


def _is_name_in(word: Word, evidence: Statement) -> bool:
    """Tell whether a word that begins the statement is a name, by how the evidence writes it."""
    return word.token.opens and any(
        alike(word, each) and each.token.capital and not each.token.opens for each in evidence.words
    )


def _rivals(value: Word, word: Word) -> bool:
    if alike(value, word):
        return False
    if value.token.kind == "number":
        return word.token.kind == "number" and _sort_of(value.token) == _sort_of(word.token)
    return word.token.capital and word.token.kind == "word"


def _sort_of(number: Token) -> tuple[str, bool, bool]:
    """Return what a number counts, and whether it is a date or year, or a time: others are no rivals of it."""
    is_date = len(number.readings) > 1 or (len(number.text) == 4 and number.text[:2] in _CENTURIES and not number.unit)
    return number.unit, is_date, ":" in number.text


def _stands_in(word: Word, evidence: Statement, segments: set[int]) -> bool:
    return any(alike(word, each) and segments & _segments_of(each, evidence) for each in evidence.words)


def is_replaced(statement: Statement, evidence: Statement) -> bool:
    """Tell whether between two words of the evidence another name or number has come in the place of its own."""
    told = _runs(evidence)
    same_voice = statement.is_passive == evidence.is_passive
    for left, run, right in _runs(statement):
        is_known = any(shares(one, evidence.words) for one in run)
        if not (left and right) and (is_known or not same_voice or not (left or right)):
            continue
        if right and is_verb(right.token, evidence.language) and _stands_without_verb(run, evidence):
            continue
        if any(_same_side(left, before) and any(shares(one, others) for one in run) for before, others, _ in told):
            continue
        there = [others for before, others, behind in told if _same_side(left, before) and _same_side(right, behind)]
        kinds = {other.token.kind for others in there for other in others}
        if kinds & {one.token.kind for one in run} and not any(shares(one, others) for one in run for others in there):
            return True
    return False


def _stands_without_verb(run: list[Word], evidence: Statement) -> bool:
    """Tell whether the words stand in a clause without a verb: "Lead melts at 327 degrees, tin at 232"."""
    homes = {each.segment for each in evidence.words if shares(each, run)}
    return not any(each.segment in homes and is_verb(each.token, evidence.language) for each in evidence.words)


def _same_side(one: Word | None, other: Word | None) -> bool:
    return one is other if one is None or other is None else alike(one, other)


def _runs(statement: Statement) -> list[tuple[Word | None, list[Word], Word | None]]:
    """Return each run of names or numbers with the words beside it; None: the sentence begins or ends there."""
    found, run = list[tuple[Word | None, list[Word], Word | None]](), list[Word]()
    words = statement.words
    for index, word in enumerate((*words, None)):
        goes_on = word is not None and _is_value(word, statement) and (not run or word.place == run[-1].place + 1)
        if run and not goes_on:
            first = index - len(run)
            found.append((words[first - 1] if first else None, run, word))
            run = []
        if word is not None and (goes_on or _is_value(word, statement)):
            run = [*run, word]
    return found


def _has_other_neighbour(value: Word, statement: Statement, evidence: Statement) -> bool:
    """Tell whether the word beside a number stands beside other numbers only."""
    if value.token.kind != "number" or len(evidence.numbers) < 2:
        return False
    return any(_beside_another(value, statement, evidence, step) for step in (-1, 1))


def _beside_another(value: Word, statement: Statement, evidence: Statement, step: int) -> bool:
    neighbour = _neighbour(statement, value, step)
    if neighbour is None:
        return False
    by_number = [(word, _neighbour(evidence, word, step)) for word in evidence.numbers]
    own = [one for word, one in by_number if alike(value, word)]
    others = [one for word, one in by_number if not alike(value, word)]
    is_gap = is_verb(neighbour.token, evidence.language) and not any(
        one and is_verb(one.token, evidence.language) for one in own
    )
    is_gap = (
        is_gap or not any(own) or any(word.place in evidence.wholes.values() for word, _ in by_number)
    )  # "the first has 212 pages, the second 260"
    is_beside_own = is_gap or any(one and alike(neighbour, one) for one in own)
    is_beside_others = any(one and alike(neighbour, one) for one in others)
    return is_beside_others and not is_beside_own


def _neighbour(statement: Statement, value: Word, step: int) -> Word | None:
    """Return the next word that says something in the same clause, to the left (-1) or to the right (1)."""
    place = statement.words.index(value) + step
    if not 0 <= place < len(statement.words):
        return None
    word = statement.words[place]
    near = abs(word.place - value.place) <= 3 and word.clause == value.clause
    return word if near else None
