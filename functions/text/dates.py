"""Dates as people write them, to be compared: English and German."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Iterator

Day = tuple[int, int, int]  # year, month and day; 0 for what is not said

_MONTHS = dict(
    zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True),
    mrz=3, mär=3, mai=5, okt=10, dez=12,
)  # fmt: skip
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember)"
)  # the name of one, as a pattern
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d_]{3,10})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})")
_ANYWHERE = re.compile(
    r"(?<![\w.-])(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?\s[^\W\d_]{3,10}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,10}\.?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?\d{4}|(?:19|20)\d\d)(?![\w-])"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def days_in(text: str) -> Iterator[tuple[Day, int, int]]:
    """Yield each date in a text with its place, also a year alone."""
    for found in _ANYWHERE.finditer(text):
        if day := read_day(found[0]):
            yield day, found.start(), found.end()
        elif year := _YEAR.search(found[0]):  # "since 2019", "model 2024"
            yield (int(year[0]), 0, 0), found.start() + year.start(), found.start() + year.end()


def written_day(day: Day) -> str:
    """Return a date as 2026-01-31, as far as it is said."""
    return "-".join(f"{part:02}" for part in day if part)


def read_day(text: str) -> Day | None:
    """Return the date that a text is; None for other texts, and for 3/4/2026, which two countries read differently."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _POINTS.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _DAY_FIRST.fullmatch(text):
        return _day(found[3], str(_MONTHS.get(found[2].lower()[:3], 99)), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(found[3], str(_MONTHS.get(found[1].lower()[:3], 99)), found[2])
    return None


def read_month(text: str) -> int:
    """Return the number of the month that a text is the name of, without a year; 0 for other texts."""
    return _MONTHS.get(text.strip().lower()[:3], 0) if re.fullmatch(MONTH, text.strip(), re.IGNORECASE) else 0


def _day(year: str, month: str | None, day: str | None) -> Day | None:
    found = int(year), int(month or 0), int(day or 0)
    return found if 1000 <= found[0] <= 2999 and found[1] <= 12 and found[2] <= 31 else None
