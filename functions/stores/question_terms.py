"""From a question to the terms that find the passages sharing its words."""

import re

MAX_TERMS = 128
_TERM = re.compile(r"[^\W_]+")
# The stop words of Lucene's EnglishAnalyzer, and the words that make a sentence a question.
_UNTELLING = """
    a an and are as at be but by for if in into is it no not of on or such that the their then there these they this
    to was will with what which who whom whose when where why how do does did has have had were
"""
_STOP_WORDS = frozenset(_UNTELLING.split())


def question_terms(text: str) -> list[str]:
    """Return the terms of the text, as often as they occur there, for what a question repeats it is about.

    Stop words are left out unless nothing else is there. Only letters and digits remain.
    """
    terms = _TERM.findall(text.lower())
    return ([term for term in terms if term not in _STOP_WORDS] or terms)[:MAX_TERMS]
