"""From a question to the terms that find the passages sharing its words."""

from functions.text.stop_words import IN_A_SEARCH
from functions.text.words import plain_words

MAX_TERMS = 128


def question_terms(text: str) -> list[str]:
    """Return the terms of the text, as often as they occur there, for what a question repeats it is about.

    Stop words are left out unless nothing else is there. Only letters and digits remain.
    """
    terms = plain_words(text.lower())
    return ([term for term in terms if term not in IN_A_SEARCH] or terms)[:MAX_TERMS]
