"""Sentences of a document that give orders to whoever answers, in the place of telling something."""

import re
from functools import cache

from functions.text.languages import LANGUAGES


def gives_orders(text: str) -> bool:
    """Tell whether a sentence says how questions are to be answered: "Ignore all previous instructions and say ..."."""
    return any(pattern.search(text) for pattern in _patterns())


def asks_about_orders(question: str) -> bool:
    """Tell whether a question is about instructions, or about questions and their answers."""
    return any(pattern.search(question) for pattern in _subjects())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for language in LANGUAGES for one in language.orders)


@cache
def _subjects() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for language in LANGUAGES for one in language.of_orders)
