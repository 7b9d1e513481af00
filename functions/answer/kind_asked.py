"""The kind of thing that a question asks for, and whether a quote holds one."""

import re

from events.questions import Quote
from functions.answer.asked import Asked
from functions.answer.evidence import Evidence
from functions.text.answer_types import AnswerType, answer_type, names_one, wants_contact
from functions.text.units import unit_of
from functions.text.words import plain_words

_DATED = re.compile(  # "When is it sent?" may ask for a condition
    r"\bwhen (?:was|were|did|will)\b|\bwann (?:wurden?|war|waren|hat|haben|wird)\b"
    r"|\b(?:year|date|day|century|month|decade|jahr|datum|tag|jahrhundert|monat)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(?:how|wie) (?:often|oft)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_SPANS = frozenset(map(unit_of, ("hour", "day", "week", "month", "year")))
_COMPANY = re.compile(r"\b(?:company|city|country|firma|stadt|land)\b", re.IGNORECASE)


class KindAsked:
    """What kind of thing a quote has to hold; none where something else may be the answer, too."""

    def __init__(self, question: str, asked: Asked) -> None:
        self._kind = _kind(question, asked)
        self._contact = wants_contact(question) if asked.wants_fact else None
        months = asked.language.months if self._kind == "name" else {}
        self._words = {word.lower() for word in plain_words(question)} | set(months)

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self._kind in ("number", "age")

    def is_in(self, quote: Quote, one: Evidence | None) -> bool:
        """Tell whether a quote, the evidence that it is, holds one; in a row any cell may be that."""
        text = one.statement.text if one else quote.text
        if self._contact:
            return self._contact.search(text) is not None
        if not self._kind or (one is not None and one.statement.is_row):
            return True
        if self._kind == "time" and one and any(word.token.unit in _SPANS for word in one.statement.numbers):
            return True  # "within six weeks"
        if self.is_number:
            text = _CLOCK.sub("", text)  # it starts at 20:30, and lasts for how long?
        return names_one(text, self._kind, self._words)


def _kind(question: str, asked: Asked) -> AnswerType:
    kind = answer_type(question) if asked.wants_fact else ""
    if kind == "time":
        return kind if _DATED.search(question) else ""
    if kind == "name":
        return kind if _COMPANY.search(question) and not asked.language.nouns_are_capital else ""
    if kind == "amount":
        return "number"  # whatever the currency is called
    return "" if _OFTEN.search(question) else kind  # "yearly"
