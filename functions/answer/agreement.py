"""Whether one sentence or row says what a statement says: pure rules, by words, numbers, negation and order."""

from collections.abc import Iterable, Sequence

from functions.answer.cells import is_of_another_cell
from functions.text.statement import Statement, Word, is_verb, turned
from functions.text.tokens import Token, same_number
from functions.text.units import unit_of


_CENTURIES = frozenset(str(century) for century in range(10, 21))
FULL = 2  # words that a full clause has beside an answer
NEAR = 3  # words beside a "than" or "before" that it compares


def contradicts(statement: Statement, evidence: Statement, asked: Sequence[Word] = ()) -> bool:
    """Tell whether the evidence says something else in the same words; `asked` are those that a short one leaves out."""
    if [token.text for token in statement.tokens] == [token.text for token in evidence.tokens]:
        return False
    return (
        is_denied(statement, evidence)
        or _says_contrary(statement, evidence)
        or _says_contrary(evidence, statement)
        or _rests_on_exception(statement, evidence)
        or any(_is_bound(word, statement, evidence) for word in statement.numbers)
        or _is_replaced(statement, evidence)
        or any(_belongs_elsewhere(word, statement, evidence, asked) for word in statement.words)
        or (bool(asked) and _is_of_another_clause(statement, evidence, asked))
        or (bool(asked) and _is_of_another_number(statement, evidence, asked))
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
    shared = [sum(any(_alike(word, other) for other in clause) for word in said) for clause in clauses]
    if not shared or not max(shared):
        return False
    best = [clause for clause, count in zip(clauses, shared, strict=True) if count == max(shared)]
    return all(_conflict(said, clause) for clause in best) or _conflict(said, told)


def _conflict(said: list[Word], told: Iterable[Word]) -> bool:
    """Tell whether a word is denied on one side alone, and none is on both."""
    others, differ, agree = list(told), False, False
    for word in said:
        same = [other for other in others if _alike(word, other)]
        differ |= bool(same) and all(other.denied != word.denied for other in same)
        agree |= word.denied and not word.narrow and any(other.denied and not other.narrow for other in same)
    return differ and not agree


def _alike(word: Word, other: Word) -> bool:
    one, two = word.token, other.token
    if one.kind == "number" or two.kind == "number":
        return one.kind == two.kind and same_number(one, two)
    return one.stem == two.stem or bool(one.prefix and one.prefix == two.prefix and not (one.capital and not one.opens))


def _says_contrary(one: Statement, two: Statement) -> bool:
    """Tell whether one says "before" where the other says only "after"."""
    for left, right in one.language.contraries:
        if (one.said & left and not two.said & left and two.said & right and not one.said & right) or (
            one.said & right and not two.said & right and two.said & left and not one.said & left
        ):
            return True
    return False


def _is_bound(number: Word, statement: Statement, evidence: Statement) -> bool:
    """Tell whether the evidence says only "below" or "more than" this number, and the statement does not."""
    bounds = [evidence.bounds.get(word.place) for word in evidence.numbers if _alike(number, word)]
    return all(bounds) and statement.bounds.get(number.place) not in bounds


def _rests_on_exception(statement: Statement, evidence: Statement) -> bool:
    """Tell whether a word stands only behind the evidence's "except", which the statement does not say."""
    exceptions = evidence.language.exceptions
    clauses = {evidence.clauses[place] for place, token in enumerate(evidence.tokens) if token.text in exceptions}
    if not clauses or statement.said & exceptions:
        return False
    found = [[each.clause in clauses for each in evidence.words if _alike(word, each)] for word in statement.words]
    return any(places and all(places) for places in found)


def _is_of_another_clause(statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether a short answer stands in a full clause, and all that is asked for in others."""
    homes = {each.segment for word in statement.words for each in evidence.words if _alike(word, each)}
    clauses = [{each.segment for each in evidence.words if _alike(word, each)} for word in asked]
    known = [places for places in clauses if places]
    unsaid = [each for each in evidence.words if each.segment in homes and not _shares(each, [*statement.words])]
    return bool(homes and known) and not any(places & homes for places in known) and len(unsaid) >= FULL


def _is_of_another_number(statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether a number stands beside another one than the question's: "4 in 2021, 5 in 2022"."""
    theirs = [word for word in evidence.numbers if any(_alike(one, word) for one in asked)]
    ours = [word for word in evidence.numbers if any(_alike(one, word) for one in statement.numbers)]
    for step in (1, -1):
        beside = [_neighbour(evidence, word, step) for word in ours]
        known = [one for one in beside if one and one.token.kind == "number"]
        backwards = [_neighbour(evidence, word, -step) for word in theirs]
        taken = [one for one in backwards if one and one.token.kind == "number"]
        if known and taken and not any(_shares(one, theirs) for one in known):
            return not any(_shares(one, ours) for one in taken)
    return False


def _belongs_elsewhere(value: Word, statement: Statement, evidence: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether the evidence says of another value what the statement says of this one.

    A value is a number or a name; it belongs to the words of its clause or cell. Of "built in 1998 and closed in 2011"
    no statement says "built in 2011".
    """
    if not _is_value(value, statement):
        return False
    homes = {segment for word in evidence.words if _alike(value, word) for segment in _segments_of(word, evidence)}
    if not homes:
        return False
    rivals = {word.segment for word in evidence.words if _rivals(value, word)} - homes
    own = [word for word in evidence.words if word.segment in homes and not _alike(value, word)]
    beside = [word for word in statement.words if word.segment == value.segment and word is not value]
    if value.token.kind == "number":
        beside += asked
    away = [word for word in beside if _stands_in(word, evidence, rivals)]
    away = [word for word in away if not _stands_in(word, evidence, homes)]
    unsaid = [word for word in own if not _shares(word, beside)]
    if not any(is_verb(word.token, evidence.language) for word in own):  # "the north opens at 6, the south at 8"
        away = [word for word in away if not is_verb(word.token, evidence.language)]
    if own and own[0] not in unsaid:  # a clause without a subject of its own has that of the first one
        away = [word for word in away if not _shares(word, [*evidence.subject])]
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


def _rivals(value: Word, word: Word) -> bool:
    if _alike(value, word):
        return False
    if value.token.kind == "number":
        return word.token.kind == "number" and _sort_of(value.token) == _sort_of(word.token)
    return word.token.capital and word.token.kind == "word"


def _sort_of(number: Token) -> tuple[str, bool, bool]:
    """Return what a number counts, and whether it is a date or year, or a time: others are no rivals of it."""
    is_date = len(number.readings) > 1 or (len(number.text) == 4 and number.text[:2] in _CENTURIES and not number.unit)  # noqa: PLR2004
    return number.unit, is_date, ":" in number.text


def _stands_in(word: Word, evidence: Statement, segments: set[int]) -> bool:
    return any(_alike(word, each) and segments & _segments_of(each, evidence) for each in evidence.words)


def _is_replaced(statement: Statement, evidence: Statement) -> bool:
    """Tell whether between two words of the evidence another name or number has come in the place of its own."""
    told = _runs(evidence)
    same_voice = statement.is_passive == evidence.is_passive
    for left, run, right in _runs(statement):
        if not (left and right) and not (same_voice and (left or right)):
            continue
        if any(_same_side(left, before) and any(_shares(one, others) for one in run) for before, others, _ in told):
            continue
        there = [others for before, others, behind in told if _same_side(left, before) and _same_side(right, behind)]
        kinds = {other.token.kind for others in there for other in others}
        if kinds & {one.token.kind for one in run} and not any(_shares(one, others) for one in run for others in there):
            return True
    return False


def _same_side(one: Word | None, other: Word | None) -> bool:
    return one is other if one is None or other is None else _alike(one, other)


def _runs(statement: Statement) -> list[tuple[Word | None, list[Word], Word | None]]:
    """Return each run of names or numbers with the words beside it; None: the sentence begins or ends there."""
    found, run = list[tuple[Word | None, list[Word], Word | None]](), list[Word]()
    words = statement.words
    for index, word in enumerate((*words, None)):
        if word is not None and _is_value(word, statement):
            run.append(word)
        elif run:
            first = index - len(run)
            found.append((words[first - 1] if first else None, run, word))
            run = []
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
    own = [one for word, one in by_number if _alike(value, word)]
    others = [one for word, one in by_number if not _alike(value, word)]
    is_gap = is_verb(neighbour.token, evidence.language) and not any(
        one and is_verb(one.token, evidence.language) for one in own
    )
    is_beside_own = is_gap or any(one and _alike(neighbour, one) for one in own)
    is_beside_others = any(one and _alike(neighbour, one) for one in others)
    return is_beside_others and not is_beside_own


def _neighbour(statement: Statement, value: Word, step: int) -> Word | None:
    """Return the next word that says something in the same clause, to the left (-1) or to the right (1)."""
    place = statement.words.index(value) + step
    if not 0 <= place < len(statement.words):
        return None
    word = statement.words[place]
    near = abs(word.place - value.place) <= 3 and word.clause == value.clause
    return word if near else None


def is_exchanged(statement: Statement, evidence: Statement) -> bool:
    """Tell whether what stands before and behind a verb or a "than" has changed places, and the voice has not."""
    places = {id(word): [each.place for each in evidence.words if _alike(word, each)] for word in statement.words}
    known = [word for word in statement.words if len(places[id(word)]) == 1]
    for left, verb, right in zip(known, known[1:], known[2:], strict=False):
        first, middle, last = (places[id(word)][0] for word in (left, verb, right))
        if not _is_verb(verb, statement) or not (first < middle < last or last < middle < first):
            continue
        is_passive = _names_agent(statement, verb.place, right.place)
        was_passive = _names_agent(evidence, middle, max(first, last))
        if (is_passive == was_passive and last < middle) or (
            is_passive != was_passive and first < middle and _acts(left, right)
        ):
            return True
    return any(_changed_around(name, statement, evidence) for name in statement.language.relations)


def _names_agent(statement: Statement, verb: int, behind: int) -> bool:
    """Tell whether "by" or its like stands between a verb and what follows."""
    return any(token.text in statement.language.agents for token in statement.tokens[verb:behind])


def _acts(left: Word, right: Word) -> bool:
    return left.token.kind == right.token.kind == "word"


def _is_verb(word: Word, statement: Statement) -> bool:
    """Tell whether a word is likely a verb: in small letters, with a verb's ending, behind no article or preposition."""
    token = word.token
    before = statement.tokens[word.place - 1].text if word.place else ""
    if token.capital or token.kind != "word" or before in _BEFORE_NOUNS:
        return False
    return (
        statement.language.nouns_are_capital
        or token.text.endswith(("s", "ed"))
        or token.text in statement.language.forms
    )


_BEFORE_NOUNS = frozenset({"the", "a", "an", "of", "in", "its", "his", "her", "their", "s", "this", "that", "no", "by"})


def _changed_around(relation: str, statement: Statement, evidence: Statement) -> bool:
    """Tell whether "A before B" has become "B before A"."""
    said, told = _sides(relation, statement), _sides(relation, evidence)
    if not said or not told:
        return False
    (left, right), (before, behind) = said, told
    to_left = [word for word in left if _shares(word, behind) and not _shares(word, before)]
    to_right = [word for word in right if _shares(word, before) and not _shares(word, behind)]
    return bool(to_left and to_right)


def _sides(relation: str, statement: Statement) -> tuple[list[Word], list[Word]] | None:
    places = [place for place, token in enumerate(statement.tokens) if token.text == relation]
    if len(places) != 1:
        return None
    left = [word for word in statement.words if word.place < places[0]]
    return left[-NEAR:], [word for word in statement.words if word.place > places[0]][:NEAR]


def _shares(word: Word, others: list[Word]) -> bool:
    return any(_alike(word, other) for other in others)
