"""Conversational query rewriting: a question that needs earlier ones is searched for with them; rules for English."""

from collections.abc import Sequence
from typing import Protocol

from events.fields import MAX_QUESTION
from functions.text.stop_words import IN_A_FOLLOW_UP, POINTING, POINTING_AT_THE_END
from functions.text.words import words_with_apostrophe

SHORT = 6  # words of a question that has no room to name what a word such as "it" stands for
ENOUGH = 2  # telling words before such a word in a longer one, for it to mean something in the same question
GOING_ON = ("and ", "but ", "or ", "so ", "also ", "what about ", "how about ", "what else ", "why not")


class Earlier(Protocol):
    """An earlier turn of the conversation."""

    @property
    def question(self) -> str:
        """What was asked."""


def rewritten(question: str, turns: Sequence[Earlier]) -> str:
    """Return the text to search for: the question, and then the earlier ones that it needs, if it needs any.

    Those are the newest one and, where that needs others too, the ones before it. The question comes first, for of a
    long text an embedding model reads the beginning. Answers are left out: a wrong one would lead the search astray.
    """
    text, last = question, question
    for turn in reversed(turns):
        if len(text) >= MAX_QUESTION or not needs_rewriting(last):
            break
        text, last = f"{text} {turn.question}", turn.question
    return text[:MAX_QUESTION]


def needs_rewriting(question: str) -> bool:
    """Tell whether a question says what it is about only by what was said before it.

    It does when it begins like one more of the same ("And in France?"), has no telling word of its own ("Why?"), or
    points back by a word such as "they" with nothing in front of it in the question that this could mean.
    """
    words = words_with_apostrophe(question)
    lower = [word.lower() for word in words]
    if not set(lower) - IN_A_FOLLOW_UP:
        return True
    pointing = [number for number, word in enumerate(lower) if word in POINTING]
    if len(words) <= SHORT:
        return bool(pointing) or lower[-1] in POINTING_AT_THE_END or question.lower().lstrip().startswith(GOING_ON)
    return bool(pointing) and _nothing_to_mean(words[: pointing[0]])


def _nothing_to_mean(words: Sequence[str]) -> bool:
    """Tell whether there is neither a name nor enough telling words among these, which begin a question."""
    telling = [word for word in words if word.lower() not in IN_A_FOLLOW_UP]
    return len(telling) < ENOUGH and not any(word[0].isupper() for word in words[1:])
