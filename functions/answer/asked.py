"""What a question asks for: whether something is so, which of two, or a fact; and whether a yes or no fits evidence."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import dropwhile

from functions.answer.agreement import contradicts, holds_number
from functions.answer.evidence import Evidence
from functions.answer.hours import is_open
from functions.answer.limits import is_within
from functions.answer.polarity import is_denied
from functions.text.languages import ENGLISH, GERMAN, Language
from functions.text.records import labelled_cells
from functions.text.scripts import MARKS
from functions.text.statement import Statement, Word, is_verb, statement_of
from functions.text.words import plain_words

HELD = 0.75  # of the question's words that stand in the evidence where a yes or no is right
_CLAUSE_END = re.compile(r"[.!?,:;]\s|\s[-\u2013\u2014]\s")
_NONE = frozenset(("0", "-", "\u2013", "no", "none", "nein", "keine", "keiner", "keins"))
_ENDS = ",.;:!\u2013\u2014\u060c\u061b\u0964-"
_LEAD = re.compile(rf"\s*((?:[^\W\d_]++[{MARKS}]*+)++)(?!\w)\s*[{_ENDS}]*\s*")


class Asked:
    """A question, as far as answers are judged by it."""

    def __init__(self, question: str, language: Language) -> None:
        self.language = language
        self.statement = statement_of(question, language)
        words = [word.lower() for word in plain_words(question)]
        self.wants_fact = bool(words) and not _opens_with_a_verb(question, language)
        self.is_choice = any(word in language.alternatives for word in words)

    @cached_property
    def is_yes_or_no(self) -> bool:
        """Tell whether it asks whether something is so: the last clause of it that asks begins with a verb."""
        return not self.wants_fact and bool(self.statement.tokens)

    @property
    def is_judged(self) -> bool:
        """Tell whether a sentence can answer it that says something else: a "no", or the other of two."""
        return self.is_yes_or_no or self.is_choice

    def answered_by(self, short: Statement) -> Statement:
        """Return a short answer in the place of "who" or "what": "Who hired Bob?", "Carla" says "Carla hired Bob"."""
        first, *rest = self.statement.text.split() or [""]
        if first.lower() not in self.language.subjects or not rest or rest[0].lower() in self.language.auxiliaries:
            return short
        return statement_of(f"{short.text.strip(' .')} {' '.join(rest)}", self.language)

    def lead(self, text: str) -> tuple[bool | None, str]:
        """Return the yes or no that a text begins with, if one, and the rest."""
        found = _LEAD.match(text)
        said = self.language.answers.get(found[1].lower()) if found else None
        if found is None or said is None or not _stands_alone(found):
            return None, text
        return said, text[found.end() :]

    def compared_with(self, evidence: Evidence) -> bool | None:
        """Return the yes or no that comparing a number or an hour of the question with the evidence makes certain."""
        within = is_within(self.statement, evidence)
        return is_open(self.statement, evidence) if within is None else within

    def fits(self, said: bool, evidence: Evidence, rest: Statement | None) -> bool:
        """Tell whether a yes or no is what the evidence says; `rest` is the statement behind it."""
        if not self.is_yes_or_no or self.is_choice:
            return False
        compared = self.compared_with(evidence)
        return self._fits_words(said, evidence, rest) if compared is None else said is compared

    def _fits_words(self, said: bool, evidence: Evidence, rest: Statement | None) -> bool:
        words = [word for word in self.statement.words if word.token.text not in self.language.frames]
        held = [word for word in words if word.token.kind != "number" and evidence.holds(word.token)]
        numbers = [word for word in words if word.token.kind == "number"]
        others = [word for word in numbers if not holds_number(evidence.whole, word.token)]
        if said and (not self._holds_verbs(words, evidence) or self._is_none(evidence)):
            return False
        turned_words = is_denied(self.statement, evidence.statement)
        if not turned_words and len(held) < HELD * (len(words) - len(numbers)):
            return False
        if others:
            return not said and rest is not None and bool(rest.numbers) and not turned_words
        if turned_words:
            return not said
        quantified = self.statement.quantifiers <= evidence.whole.quantifiers
        return said and quantified and not contradicts(self.statement, evidence.statement)

    def _is_none(self, evidence: Evidence) -> bool:
        """Tell whether a row says "none" in a column that is asked about: a stock of 0 is not in stock."""
        labels = [label for label, value in labelled_cells(evidence.statement.text) if value.strip().lower() in _NONE]
        return any(
            self.statement.holds(word.token) for one in labels for word in statement_of(one, self.language).words
        )

    def _holds_verbs(self, words: Sequence[Word], evidence: Evidence) -> bool:
        """Tell whether the evidence has what is said to be done: to clean is not to put, wherever it is done."""
        return all(evidence.holds(word.token) for word in words if is_verb(word.token, self.language))


def _opens_with_a_verb(question: str, language: Language) -> bool:
    """Tell whether the last clause that asks begins as a yes-or-no question does: "It leaks. Is it safe?"

    What begins with neither a verb nor a word that asks, such as "the price of the Alder", asks for a fact.
    """
    known = language if language.openings else ENGLISH
    is_asked = known.asks_by_tone and question.rstrip().endswith(("?", "\u061f"))
    verbs = known.auxiliaries | known.openings
    clauses = [plain_words(part.lower()) for part in _CLAUSE_END.split(question)]
    asking = language.asking or ENGLISH.asking | GERMAN.asking
    for words in reversed([[*_without(words, language.joints - asking)] for words in clauses]):
        if not asking.isdisjoint(words[:2]) or not known.asking_within.isdisjoint(words[1:]):
            return False
        if not verbs.isdisjoint(words[:1]) or not known.behind_verbs.isdisjoint(words[1:2]):
            return True
        if not known.permits.isdisjoint(words[-1:]):  # "Dogs allowed?"
            return True
        if is_asked and words and asking.isdisjoint(words):
            return True
    return False


def _without(words: Sequence[str], joints: Set[str]) -> Iterator[str]:
    return dropwhile(lambda word: word in joints, words)


def _stands_alone(lead: re.Match[str]) -> bool:
    """Tell whether a mark or the end follows the word, as in "No, ..." and not in "No dogs"."""
    return lead.end() == len(lead.string) or any(one in _ENDS for one in lead[0])
