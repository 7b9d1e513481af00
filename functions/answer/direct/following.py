"""What a question asks for that goes on from the one before it: "And which is the lightest?", "How many are there?"."""

import re

from functions.text.question_kind import Asked, asked_for
from functions.text.question_patterns import FOLLOWING_AVERAGE, FOLLOWING_COUNT, FOLLOWING_LIST, FOLLOWING_SUM
from functions.text.superlatives import superlative_in

_KINDS = (
    (FOLLOWING_COUNT, "count"),
    (FOLLOWING_LIST, "list"),
    (FOLLOWING_AVERAGE, "average"),
    (FOLLOWING_SUM, "sum"),
)
_OF_ROWS = frozenset(("list", "count", "sum", "average", "extreme"))
_SHORT = 6  # words of a question that only names another end: "and which is the lightest"


def asked_after(question: str, rewritten: str) -> Asked:
    """Return what a question asks for; `rewritten` is what is searched for, "" for the question itself.

    Where that is two questions, one behind the other, the second is the earlier one.
    """
    if not rewritten.startswith(question):
        return asked_for(rewritten or question)
    alone, before = asked_for(question), asked_for(rewritten[len(question) :])
    if before.kind not in _OF_ROWS:
        return alone
    text = question.strip(" ?!.")
    for forms, kind in _KINDS:
        if any(re.fullmatch(form, text, re.IGNORECASE) for form in forms):
            return Asked(kind, _subject(before))  # type: ignore[arg-type]
    end = superlative_in(text)
    if end and len(text.split()) <= _SHORT:
        return Asked("extreme", f"{_subject(before)} {end.word}", superlative=end)
    return alone


def _subject(before: Asked) -> str:
    """Return what an earlier question was about, without what it asked of it."""
    return before.subject.replace(before.superlative.word, " ", 1) if before.superlative else before.subject
