"""Words that ask for the first or last of many, or of two, with the columns that they are about, by language."""

import re
from typing import NamedTuple

from functions.text.columns import AGE, DATE, HEIGHT, LENGTH, PRICE, SPEED, VALUE, WEIGHT


class Superlative(NamedTuple):
    """One of them, as it stands in the question."""

    word: str
    highest: bool
    columns: tuple[str, ...] = ()  # none: whichever the question names
    wanted: int = 1  # so many are asked for: "the three cheapest"
    of_two: bool = False  # "which is cheaper": asked of two only


_Words = dict[str, tuple[bool, tuple[str, ...]]]
_WORDS: _Words = {
    "least expensive": (False, PRICE), "most expensive": (True, PRICE), "cheapest": (False, PRICE),
    "least valuable": (False, VALUE), "most valuable": (True, VALUE),
    "dearest": (True, PRICE), "most recent": (True, DATE), "newest": (True, DATE), "latest": (True, DATE),
    "earliest": (False, DATE), "youngest": (False, AGE), "oldest": (True, AGE), "heaviest": (True, WEIGHT),
    "lightest": (False, WEIGHT), "longest": (True, LENGTH), "shortest": (False, LENGTH), "tallest": (True, HEIGHT),
    "fastest": (True, SPEED), "slowest": (False, SPEED), "largest": (True, ()), "biggest": (True, ()),
    "greatest": (True, ()), "highest": (True, ()), "most": (True, ()), "maximum": (True, ()), "smallest": (False, ()),
    "lowest": (False, ()), "fewest": (False, ()), "least": (False, ()), "minimum": (False, ()),
    "wertvollst": (True, VALUE),
    "billigst": (False, PRICE), "günstigst": (False, PRICE), "preiswertest": (False, PRICE), "teuerst": (True, PRICE),
    "neuest": (True, DATE), "neust": (True, DATE), "aktuellst": (True, DATE), "frühest": (False, DATE),
    "spätest": (True, DATE), "jüngst": (False, AGE), "ältest": (True, AGE), "schwerst": (True, WEIGHT),
    "leichtest": (False, WEIGHT), "längst": (True, LENGTH), "kürzest": (False, LENGTH), "schnellst": (True, SPEED),
    "langsamst": (False, SPEED), "größt": (True, ()), "höchst": (True, ()), "meist": (True, ()),
    "kleinst": (False, ()), "niedrigst": (False, ()), "wenigst": (False, ()),
}  # fmt: skip
_OF_TWO: _Words = {
    "less valuable": (False, VALUE), "more valuable": (True, VALUE), "wertvoller": (True, VALUE),
    "less expensive": (False, PRICE), "more expensive": (True, PRICE), "cheaper": (False, PRICE),
    "dearer": (True, PRICE), "more recent": (True, DATE), "newer": (True, DATE), "later": (True, DATE),
    "earlier": (False, DATE), "sooner": (False, DATE), "first": (False, DATE), "last": (True, DATE),
    "younger": (False, AGE), "older": (True, AGE), "heavier": (True, WEIGHT), "lighter": (False, WEIGHT),
    "longer": (True, LENGTH), "shorter": (False, LENGTH), "taller": (True, HEIGHT), "faster": (True, SPEED),
    "slower": (False, SPEED), "larger": (True, ()), "bigger": (True, ()), "greater": (True, ()), "higher": (True, ()),
    "more": (True, ()), "smaller": (False, ()), "lower": (False, ()), "fewer": (False, ()), "less": (False, ()),
    "billiger": (False, PRICE), "günstiger": (False, PRICE), "preiswerter": (False, PRICE), "teurer": (True, PRICE),
    "neuer": (True, DATE), "früher": (False, DATE), "eher": (False, DATE), "später": (True, DATE),
    "zuerst": (False, DATE), "zuletzt": (True, DATE), "jünger": (False, AGE), "älter": (True, AGE),
    "schwerer": (True, WEIGHT), "leichter": (False, WEIGHT), "länger": (True, LENGTH), "kürzer": (False, LENGTH),
    "schneller": (True, SPEED), "langsamer": (False, SPEED), "größer": (True, ()), "höher": (True, ()),
    "mehr": (True, ()), "kleiner": (False, ()), "niedriger": (False, ()), "weniger": (False, ()),
}  # fmt: skip
_AT_THE_END = frozenset(("first", "last", "zuerst", "zuletzt"))
_COUNTS = {word: count for count, words in enumerate(("two zwei", "three drei", "four vier", "five fünf"), 2)
           for word in words.split()}  # fmt: skip
_COUNT = rf"(?:\b(?P<count>{'|'.join(_COUNTS)}|[2-9]|10)\s+)?"
_ANY = re.compile(
    rf"(?<!\bat )(?:{_COUNT})\b(?:am )?(?P<stem>{'|'.join(_WORDS)})(?:e[nrsm]?)?\b", re.IGNORECASE
)  # fmt: skip
COMPARATIVES = rf"(?:{'|'.join(_OF_TWO)})(?:en|e)?"  # as a pattern
_ANY_OF_TWO = re.compile(
    rf"(?<!\bor )(?<!\boder )\b(?P<stem>{'|'.join(_OF_TWO)})(?:en|e)?\b(?! (?:than|als)\b)", re.IGNORECASE
)
_WHEN = re.compile(rf"(?:when|wann)\b.*?(?<!the )\b(?P<word>{'|'.join(_AT_THE_END)})\b", re.IGNORECASE)
_LAST_WORD = re.compile(rf"\b(?:{'|'.join(_AT_THE_END)})$", re.IGNORECASE)


def superlative_in(text: str) -> Superlative | None:
    """Return the one superlative of a question; None for none, and for more than one.

    "First" and "last" are one at its end, "which was built last", where they are no part of a name.
    """
    found = list(_ANY.finditer(text))
    if not found and (last := _LAST_WORD.search(text)):
        return Superlative(last[0], *_OF_TWO[last[0].lower()])
    if len(found) != 1:
        return None
    count = found[0]["count"] or "1"
    highest, columns = _WORDS[found[0]["stem"].lower()]
    return Superlative(found[0][0], highest, columns, _COUNTS.get(count.lower()) or int(count))


def comparative_in(text: str) -> Superlative | None:
    """Return the one comparative of a question without "than", such as "cheaper"; None for none or for several."""
    found = list(_ANY_OF_TWO.finditer(text))
    if len(found) != 1:
        return None
    highest, columns = _OF_TWO[found[0]["stem"].lower()]
    return Superlative(found[0][0], highest, columns, of_two=True)


def end_when(text: str) -> Superlative | None:
    """Return whether the first or last time of something is asked for: "When was it last cleaned?"; None if neither."""
    found = _WHEN.match(text)
    return Superlative(found["word"], *_OF_TWO[found["word"].lower()]) if found else None


def is_at_the_end(found: Superlative) -> bool:
    """Tell whether a word asks for the first or last only at the end of a question, "built last", not "last name"."""
    return found.word.lower() in _AT_THE_END


def comparatives_than() -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Return the comparatives that "than" may follow, each with whether more is meant, and its columns."""
    return {word: meant for word, meant in _OF_TWO.items() if word not in _AT_THE_END}
