"""Whether something is open at the hour that a question names: "at 7 pm on Friday" against "Fri 8:00-18:00"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from functions.answer.evidence import Evidence
from functions.answer.things import Vocabulary
from functions.text.language import Language
from functions.text.statement import Statement
from functions.text.words import plain_words

_HOUR = (
    r"(?P<h{0}>\d{{1,2}})(?:[:.](?P<m{0}>\d\d))?\s?"
    r"(?P<s{0}>[ap]\.?m\b\.?|uhr\b|o'clock\b|h\b)?(?![\d.,:]*\d)"
)
_FIRST = r"(?<![\d.,:/-])" + _HOUR.format(1)
_TO = r"\s*(?:-|\u2013|\u2014|to|till|until|bis|and|und)\s*"
_RANGE = re.compile(_FIRST + _TO + _HOUR.format(2), re.IGNORECASE)
_CLOCK = re.compile(_FIRST, re.IGNORECASE)
_NOON = 12
SHORT = 5  # letters of an abbreviated day at most


class Hours(NamedTuple):
    """From when to when, in minutes of the day, on which days; no days: on any."""

    days: frozenset[int]
    start: int
    end: int


def hour_asked(question: str) -> int | None:
    """Return the hour that a question names, in minutes of the day; None for none, and for several."""
    found = [minutes for one in _CLOCK.finditer(question) if (minutes := _minutes(one, "1", one["s1"])) is not None]
    return found[0] if len(found) == 1 else None


def days_in(text: str, language: Language) -> frozenset[int]:
    """Return the days of the week that a text names, from 0 for Monday."""
    return frozenset(day for _, _, days in _days(text, language) for day in days)


def hours_in(text: str, language: Language) -> list[Hours]:
    """Return the hours of a line, each with the days that stand before them."""
    found, days, last = list[Hours](), frozenset[int](), 0
    for hours in _RANGE.finditer(text):
        named = days_in(text[last : hours.start()], language)
        days, last = named or days, hours.end()
        suffix = hours["s2"] or hours["s1"]
        ends = _minutes(hours, "1", hours["s1"] or suffix), _minutes(hours, "2", suffix)
        if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            found.append(Hours(days, ends[0], ends[1]))
    return found


def hours_asked(question: Statement, one: Evidence, near: str = "") -> list[Hours]:
    """Return the hours that a sentence or row names for the day that a question asks about; none without an hour, and
    where it, and the text near it, is of something else."""
    if hour_asked(question.text) is None or not _is_about(question, one, near):
        return []
    days = days_in(question.text, question.language)
    return [each for each in hours_in(one.statement.text, one.statement.language) if days <= each.days]


def is_open(question: Statement, one: Evidence) -> bool | None:
    """Tell whether a question is answered by yes, or by no; None where the hours do not make that certain."""
    minutes, found = hour_asked(question.text), hours_asked(question, one)
    is_plain = (
        bool(question.said & question.language.presence) and not one.statement.said & one.statement.language.exceptions
    )
    is_daily = any(each.days for each in found) and not days_in(question.text, question.language)
    if minutes is None or not found or not is_plain or is_daily:
        return None
    return any(each.start <= minutes < each.end for each in found)


def _is_about(question: Statement, one: Evidence, near: str) -> bool:
    names, language = Vocabulary([one], [near], question.language).names, question.language
    silent = language.presence | language.clock | language.weekdays.keys() | language.frames
    return all(
        names(word.token) for word in question.words if word.token.kind == "word" and word.token.text not in silent
    )


def _minutes(found: re.Match[str], number: str, suffix: str | None) -> int | None:
    """Return the minutes of the day; None for a number that is no hour of a clock."""
    hour, minute = int(found[f"h{number}"]), int(found[f"m{number}"] or 0)
    half = (suffix or "").lower().replace(".", "")
    is_clock = bool(half) or ":" in found[0]
    if not is_clock or hour > 24 or minute > 59 or (half in {"am", "pm"} and hour > _NOON):
        return None
    return (hour % _NOON + (_NOON if half == "pm" else 0) if half in {"am", "pm"} else hour) * 60 + minute


def _days(text: str, language: Language) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield the days that a text names with their places; "Monday to Friday" are five."""
    found = [(one.start(), one.end(), language.weekdays[one[1].lower()]) for one in _names(language).finditer(text)]
    for place, (start, end, day) in enumerate(found):
        before = text[found[place - 1][1] : start].strip() if place else ""
        first = found[place - 1][2] if before.lower() in language.spans - language.joints | {"-", "\u2013"} else day
        yield start, end, frozenset(range(first, day + 1))
    for name in plain_words(text.lower()):
        yield 0, 0, language.day_groups.get(name, frozenset())


@cache
def _names(language: Language) -> re.Pattern[str]:
    """Return a pattern of the names; a short one has a capital letter, for "so" and "sat" are words."""
    long, short = (
        [one for one in language.weekdays if len(one) > SHORT],
        [one for one in language.weekdays if len(one) <= SHORT],
    )
    names = "|".join([f"(?i:{'|'.join(long)})", *(one.title() for one in short)])
    return re.compile(rf"(?<!\w)({names})s?(?!\w)")
