"""Conversational query rewriting: a question that needs earlier ones becomes one that stands alone, by rules.

What it points at by a word ("it") is put in that word's place; what it only names ("And for the Golf?") takes the place
of its like in the question before. Where neither can be done, both are searched for.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from events.fields import MAX_QUESTION
from functions.conversation.antecedents import Said, with_antecedents
from functions.conversation.phrases import tokens_of
from functions.conversation.pointing import SHORT, points_back
from functions.conversation.substitution import substituted
from functions.text.follow_up_words import LANGUAGES, OPENERS, TELLING_NOTHING, language_of
from functions.text.superlatives import superlative_in

_OF_THEM = re.compile(r"\b(?:of (?:them|these|those)|davon|von (?:ihnen|denen))\b", re.IGNORECASE)
LONG = 80  # words of two questions, of which one is no follow-up of a few words then


class Earlier(Protocol):
    """An earlier turn of the conversation."""

    @property
    def question(self) -> str:
        """What was asked."""

    @property
    def answer(self) -> str:
        """What was answered."""


def rewritten(question: str, turns: Sequence[Earlier]) -> str:
    """Return the text to search for: the question as it would be asked without the earlier ones.

    Each turn is read with the ones before it. Of answers only names are taken, where the question asked for one ("Who
    wrote it?", "Where does she live?"): a wrong answer would lead the search astray.
    """
    said = Said("", "")
    for turn in turns:
        said = Said(_alone(turn.question, said), turn.answer)
    return _alone(question, said)[:MAX_QUESTION]


def standing_alone(question: str, rewritten: str) -> str:
    """Return what an answer is judged by: the rewritten question, unless that only searches for two at once."""
    return question if not rewritten or rewritten.startswith(question) else rewritten


def needs_rewriting(question: str) -> bool:
    """Tell whether a question says what it is about only by what was said before it.

    It does when it begins like one more of the same ("And in France?") or with no verb ("For the Golf?"), has no
    telling word of its own ("Why?"), or points back by a word such as "they" with nothing in front of it in the
    question that this could mean.
    """
    tokens = tokens_of(question)
    if all(token.lower in TELLING_NOTHING for token in tokens):
        return True
    if _opener(question) and (len(tokens) <= SHORT or not _stands_alone(question)):
        return not _stands_alone(_without_opener(question))
    return points_back(tokens) or _only_names(question)


def _alone(question: str, said: Said) -> str:
    """Return the question so that it stands alone, by what was said before it."""
    if not said.question or not needs_rewriting(question):
        return question
    found = _put_in_place(_without_opener(question), said)
    return found[:1].upper() + found[1:] or f"{question} {said.question}"[:MAX_QUESTION]


def _put_in_place(rest: str, said: Said) -> str:
    """Return the question with what it leans on in its place, or "" where that cannot be told, as of a long text."""
    both = tokens_of(f"{rest[:MAX_QUESTION]} {said.question}")
    if len(both) > LONG:
        return ""
    words = language_of([token.lower for token in both])
    if _OF_THEM.search(rest) and superlative_in(rest.rstrip(" ?!.")):
        return ""  # of those that the question before chose
    if points_back(tokens_of(rest)):
        return with_antecedents(rest, said, words)
    return substituted(f" {rest}", said.question, words)


def _opener(question: str) -> str:
    """Return the words by which the question goes on from the one before, or ""."""
    begun = question.lower().lstrip()
    return next((one for one in OPENERS if begun.startswith((f"{one} ", f"{one}, "))), "")


def _without_opener(question: str) -> str:
    rest = question.strip()
    while opener := _opener(rest):
        rest = rest[len(opener) :].lstrip(" ,")
    return rest


def _stands_alone(rest: str) -> bool:
    """Tell whether what comes behind "and" is a question of its own: it asks, has a verb, and names something."""
    end = superlative_in(rest.rstrip(" ?!."))  # "which is the lightest" names nothing
    tokens = tokens_of(rest.replace(end.word, " ", 1) if end else rest)
    lower = [token.lower for token in tokens]
    asks = any(lower[:1] and lower[0] in words.asking | words.auxiliaries for words in LANGUAGES.values())
    verb = any(word in words.auxiliaries | words.verbs for words in LANGUAGES.values() for word in lower)
    return asks and verb and not points_back(tokens) and not all(word in TELLING_NOTHING for word in lower)


def _only_names(question: str) -> bool:
    """Tell whether a short question begins with a preposition and has no verb: "For the Golf?"."""
    lower = [token.lower for token in tokens_of(question)]
    words = language_of(lower)
    short = len(lower) <= SHORT and question.rstrip().endswith("?")
    return (
        short and lower[0] in words.prepositions and not set(lower) & (words.auxiliaries | words.verbs | words.asking)
    )
