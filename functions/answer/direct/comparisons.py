"""Conditions on a number or a date in a question: "more than 4 seats", "between 40 and 100 €", "after May 2026"."""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from functions.text.dates import MONTH
from functions.text.superlatives import comparatives_than

Holds = Callable[[Any, Any], bool]
_PHRASES: dict[str, Holds] = {
    "more than": operator.gt, "over": operator.gt, "above": operator.gt, "less than": operator.lt,
    "fewer than": operator.lt, "under": operator.lt, "below": operator.lt, "at least": operator.ge,
    "not less than": operator.ge, "no less than": operator.ge, "at most": operator.le, "up to": operator.le,
    "no more than": operator.le, "not more than": operator.le, "exactly": operator.eq,
    "mehr als": operator.gt, "über": operator.gt, "weniger als": operator.lt, "unter": operator.lt,
    "mindestens": operator.ge, "nicht weniger als": operator.ge, "höchstens": operator.le, "maximal": operator.le,
    "bis zu": operator.le, "nicht mehr als": operator.le, "genau": operator.eq,
}  # fmt: skip
_COMPARATIVES = {f"{word} {than}": meant for word, meant in comparatives_than().items() for than in ("than", "als")}
_OF_DATES: dict[str, Holds] = {
    "after": operator.gt, "later than": operator.gt, "before": operator.lt, "earlier than": operator.lt,
    "since": operator.ge, "until": operator.le, "nach": operator.gt, "später als": operator.gt, "vor": operator.lt,
    "früher als": operator.lt, "seit": operator.ge, "ab": operator.ge, "bis": operator.le,
}  # fmt: skip
_OR_SO: dict[str, Holds] = {
    "more": operator.ge, "longer": operator.ge, "later": operator.ge, "less": operator.le, "fewer": operator.le,
    "earlier": operator.le, "mehr": operator.ge, "später": operator.ge, "weniger": operator.le, "früher": operator.le,
}  # fmt: skip
_IN = r"in|in the year|im jahr|im|on|am|vom"
_MONTHS = "jan feb mar mär apr may mai jun jul aug sep oct okt nov dec dez".replace(" ", "|")
_DAY = (
    rf"(?:\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}}|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?(?:{_MONTHS})[^\W\d_]{{0,7}}\.?,?\s+\d{{4}}|[12]\d{{3}})(?![\d.,]*\d)"
)
_WHEN = rf"(?:{_DAY}|{MONTH}\b(?!\s+\d))"
_NUMBER, _BEHIND = r"[€$£]?\d[\d.,]*", r"(?P<behind>\s*[€$£%]|\s+[^\W\d_]+)?"


def _any(words: dict[str, Any]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<between>between|from|zwischen|von)\s+(?P<one>{_WHEN}|{_NUMBER})(?:\s*[€$£%]|\s+[^\W\d_]+)?\s+"
        rf"(?:and|to|und|bis)\s+(?P<other>{_WHEN}|{_NUMBER}){_BEHIND}",
        rf"\b(?P<phrase>{_any(_PHRASES)})\s+(?P<one>{_NUMBER}){_BEHIND}",
        rf"\b(?P<than>{_any(_COMPARATIVES)})\s+(?P<one>{_NUMBER}){_BEHIND}",
        rf"(?P<one>{_NUMBER}){_BEHIND}\s+(?:or|oder)\s+(?P<or_so>{_any(_OR_SO)})\b",
        rf"\b(?P<when>{_any(_OF_DATES)})\s+(?:the year |dem jahr )?(?P<one>{_WHEN})",
        rf"\b(?P<within>{_IN})\s+(?P<one>{_WHEN})",
    )
)


_AGAINST = re.compile(
    rf"\b(?P<phrase>{_any(_PHRASES | _COMPARATIVES)})\s+(?:(?:the|its|their|dem|den|der|das|die|ihrem|seinem)\s+)?"
    r"(?P<words>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})",
    re.IGNORECASE,
)


class Against(NamedTuple):
    """A condition on two columns: "the stock is below the minimum stock"."""

    phrase: str
    start: int
    holds: Holds
    words: str  # which may begin with the other column's name


def against_in(question: str) -> Against | None:
    """Return the condition on two columns that a question may hold."""
    found = _AGAINST.search(question)
    if not found:
        return None
    phrase = found["phrase"].lower()
    holds = _PHRASES.get(phrase) or (operator.gt if _COMPARATIVES[phrase][0] else operator.lt)
    return Against(found["phrase"], found.start(), holds, found["words"])


class Comparison(NamedTuple):
    """One such condition."""

    text: str  # as it stands in the question
    start: int
    bounds: tuple[tuple[Holds, str], ...]  # two of "between"
    behind: str  # the word behind the number: a column, a unit or something else
    columns: tuple[str, ...] = ()  # that it is about: of "heavier than"
    is_of_dates: bool = False
    is_certain: bool = True  # false: the text may also be a part of a name, "in 2026"


def comparisons_in(question: str) -> list[Comparison]:
    """Return the conditions on numbers and dates, in order."""
    found: list[Comparison] = []
    for form in _FORMS:
        for one in form.finditer(question):
            if not any(one.start() < at.start + len(at.text) and at.start < one.end() for at in found):
                found.append(_read(one))
    return sorted(found, key=lambda comparison: comparison.start)


def _read(found: re.Match[str]) -> Comparison:
    parts = found.groupdict()
    bounds = tuple((holds, _bare(number)) for holds, number in _bounds(parts))
    columns: tuple[str, ...] = ()
    if parts.get("than"):
        columns = _COMPARATIVES[parts["than"].lower()][1]
    behind = (parts.get("behind") or "").strip()
    of_dates = bool(parts.get("when") or parts.get("within"))
    return Comparison(found[0], found.start(), bounds, behind, columns, of_dates, not parts.get("within"))


def _bounds(parts: dict[str, str]) -> Iterator[tuple[Holds, str]]:
    if parts.get("between"):
        yield operator.ge, parts["one"]
        yield operator.le, parts["other"]
    elif parts.get("than"):
        yield operator.gt if _COMPARATIVES[parts["than"].lower()][0] else operator.lt, parts["one"]
    elif parts.get("within"):
        yield operator.eq, parts["one"]
    else:
        words = ("phrase", _PHRASES), ("or_so", _OR_SO), ("when", _OF_DATES)
        yield next((table[parts[name].lower()], parts["one"]) for name, table in words if parts.get(name))


def _bare(number: str) -> str:
    return number.strip(".,€$£ ")
