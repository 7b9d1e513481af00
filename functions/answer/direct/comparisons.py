"""Conditions on a number in a question: "more than 4 seats", "under 100 €"."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

Holds = Callable[[Decimal, Decimal], bool]
_PHRASES: dict[str, Holds] = {
    "more than": Decimal.__gt__, "greater than": Decimal.__gt__, "larger than": Decimal.__gt__,
    "longer than": Decimal.__gt__, "older than": Decimal.__gt__, "heavier than": Decimal.__gt__,
    "over": Decimal.__gt__, "above": Decimal.__gt__, "less than": Decimal.__lt__, "fewer than": Decimal.__lt__,
    "smaller than": Decimal.__lt__, "shorter than": Decimal.__lt__, "younger than": Decimal.__lt__,
    "lighter than": Decimal.__lt__, "cheaper than": Decimal.__lt__, "under": Decimal.__lt__, "below": Decimal.__lt__,
    "at least": Decimal.__ge__, "at most": Decimal.__le__, "up to": Decimal.__le__, "exactly": Decimal.__eq__,
    "mehr als": Decimal.__gt__, "größer als": Decimal.__gt__, "länger als": Decimal.__gt__,
    "älter als": Decimal.__gt__, "schwerer als": Decimal.__gt__, "über": Decimal.__gt__,
    "weniger als": Decimal.__lt__, "kleiner als": Decimal.__lt__, "kürzer als": Decimal.__lt__,
    "jünger als": Decimal.__lt__, "leichter als": Decimal.__lt__, "billiger als": Decimal.__lt__,
    "unter": Decimal.__lt__, "mindestens": Decimal.__ge__, "höchstens": Decimal.__le__, "bis zu": Decimal.__le__,
    "genau": Decimal.__eq__,
}  # fmt: skip
_FORM = re.compile(
    rf"\b(?P<phrase>{'|'.join(_PHRASES)})\s+(?P<number>[€$£]?\d[\d.,]*)(?P<behind>\s*[€$£%]|\s+[^\W\d_]+)?",
    re.IGNORECASE,
)


class Comparison(NamedTuple):
    """One such condition."""

    text: str  # as it stands in the question
    holds: Holds
    number: str
    behind: str  # the word behind the number: a column, a unit or something else


def comparisons_in(question: str) -> list[Comparison]:
    """Return the conditions on numbers, in order."""
    return [
        Comparison(one[0], _PHRASES[one["phrase"].lower()], one["number"].strip(".,€$£"), (one["behind"] or "").strip())
        for one in _FORM.finditer(question)
    ]
