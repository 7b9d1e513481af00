"""Whether two things have changed places: who did it and to whom, before and after, faster and slower."""

from functions.text.statement import Statement, Word, alike, shares

NEAR = 3  # words beside a "than" or "before" that it compares
_BEFORE_NOUNS = frozenset({"the", "a", "an", "of", "in", "its", "his", "her", "their", "s", "this", "that", "no", "by"})


def is_exchanged(statement: Statement, evidence: Statement) -> bool:
    """Tell whether what stands before and behind a verb or a "than" has changed places, and the voice has not."""
    places = {id(word): [each.place for each in evidence.words if alike(word, each)] for word in statement.words}
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
    """Tell whether a word is likely a verb: small, with a verb's ending, behind no article or preposition."""
    token = word.token
    before = statement.tokens[word.place - 1].text if word.place else ""
    if token.capital or token.kind != "word" or before in _BEFORE_NOUNS:
        return False
    return (
        statement.language.nouns_are_capital
        or token.text.endswith(("s", "ed"))
        or token.text in statement.language.forms
    )


def _changed_around(relation: str, statement: Statement, evidence: Statement) -> bool:
    """Tell whether "A before B" has become "B before A"."""
    said, told = _sides(relation, statement), _sides(relation, evidence)
    if not said or not told:
        return False
    (left, right), (before, behind) = said, told
    to_left = [word for word in left if shares(word, behind) and not shares(word, before)]
    to_right = [word for word in right if shares(word, before) and not shares(word, behind)]
    return bool(to_left and to_right)


def _sides(relation: str, statement: Statement) -> tuple[list[Word], list[Word]] | None:
    places = [place for place, token in enumerate(statement.tokens) if token.text == relation]
    if len(places) != 1:
        return None
    left = [word for word in statement.words if word.place < places[0]]
    return left[-NEAR:], [word for word in statement.words if word.place > places[0]][:NEAR]
