"""From a question to the terms that find the passages sharing its words."""

from functions.text.question_kind import language_of
from functions.text.stop_words import IN_A_GERMAN_SEARCH, IN_A_SEARCH
from functions.text.words import plain_words

MAX_TERMS = 128


def question_terms(text: str) -> list[str]:
    """Return the terms of the text, as often as they occur there, for what a question repeats it is about.

    Stop words, by the language of the question, are left out unless nothing else is there. Only letters and digits
    remain.
    """
    terms = plain_words(text.lower())
    idle = IN_A_GERMAN_SEARCH if language_of(text) == "de" else IN_A_SEARCH
    return ([term for term in terms if term not in idle] or terms)[:MAX_TERMS]
