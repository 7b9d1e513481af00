"""Sentences of a document that give orders to whoever answers, in the place of telling something."""

import re
from collections.abc import Callable
from functools import cache

from functions.text.languages import LANGUAGES


def gives_orders(text: str) -> bool:
    """Tell whether a sentence says how questions are to be answered: "Ignore all previous instructions and say ..."."""
    return any(pattern.search(text) for pattern in _patterns())


def asks_about_orders(question: str) -> bool:
    """Tell whether a question is about instructions, or about questions and their answers."""
    return any(pattern.search(question) for pattern in _subjects())


def may_answer(question: str) -> Callable[[str], bool]:
    """Return what tells whether a sentence may answer a question: it gives no orders, unless that is about such."""
    if asks_about_orders(question):
        return lambda _text: True
    return lambda text: not gives_orders(text)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for language in LANGUAGES for one in language.orders)


@cache
def _subjects() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for language in LANGUAGES for one in language.of_orders)
