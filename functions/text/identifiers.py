"""Identifiers: names of single things that hold digits, such as E-4711, ISO 9001, 10.0.0.17 and C7."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST = 8  # identifiers of one question
STRONG_DIGITS = 3  # from here on nothing else is meant by it: E-4711, but not Q3
_TOKEN = re.compile(r"(?<![A-Za-z0-9.,])[A-Za-z0-9]+(?:[-\u2010-\u2013_./:][A-Za-z0-9]+)*(?![A-Za-z0-9])")
_STANDARD = re.compile(r"(?<![A-Za-z0-9])(?!(?:AD|BC|CE|BCE|AM|PM)\b)[A-Z]{2,5} \d{2,6}(?![A-Za-z0-9])")  # ISO 9001
_RUN = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d]+")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_QUANTITY = re.compile(r"[\d.,:/\-\u2010-\u2013]*\d(?:-?[a-z]+)*(?:-[A-Z][a-z]+)*")  # 12.5, 10:30, 1990s, 19th-century
_ABOUT_A_YEAR = re.compile(rf"[A-Za-z][a-z]{{2,}}-(?:{_YEAR.pattern})s?")  # mid-1990s, but not HM-1022
_OF_A_YEAR = re.compile(rf"(?:{_YEAR.pattern})[-/](?!(?:{_YEAR.pattern})\Z)\d{{3,6}}")  # invoice 2024-117
_MONTH = r"(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)"
_DATE = re.compile(rf"\d{{1,2}}{_MONTH}\d{{2,4}}|\d{{4}}{_MONTH}\d{{1,2}}")
_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,5}){2,}")
_NUMBER = re.compile(r"\d{5,}")
_RANGE = (
    r"\s{0,2}(?:[-\u2010-\u2014\u2026]|\.{2,3}|to|through|thru|bis|hasta|al?|\u00e0|\u0434\u043e|\u81f3|\u5230)\s{0,2}"
)


class Identifier(NamedTuple):
    """One identifier, what it is found by, and what others of its kind are found by: E-4711 is one of E-4713's."""

    text: str
    itself: re.Pattern[str]
    alike: re.Pattern[str]
    between: re.Pattern[str]
    digits: str

    @property
    def strong(self) -> bool:
        """Whether it can hardly be put in other words: a standard, a code, an address; but not Q3 or MP3."""
        return len(self.digits) >= STRONG_DIGITS

    def is_in(self, text: str) -> bool:
        """Tell whether the text holds it, however it is parted, or a range of which it is one: E-4710 to E-4719."""
        return self.itself.search(text) is not None or any(self._within(found) for found in self.between.finditer(text))

    def has_others_in(self, text: str) -> bool:
        """Tell whether the text holds others of its kind."""
        return self.alike.search(text) is not None

    def _within(self, found: re.Match[str]) -> bool:
        first, last = ("".join(filter(str.isdigit, part)) for part in found.groups())
        return len(first) == len(self.digits) and int(first) <= int(self.digits) <= int(last)


def identifiers(text: str) -> list[Identifier]:
    """Return the identifiers in the text, in order; numbers, dates, times and quantities are none."""
    found = dict.fromkeys([*_STANDARD.findall(text), *_tokens(text)])
    return [_identifier(one) for one in found][:MOST]


def _tokens(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(text):
        if _names(found[0]) or (found[0].isdigit() and text[: found.start()].endswith("#")):
            yield found[0]


def _names(token: str) -> bool:
    if _NUMBER.fullmatch(token):
        return True
    if _DOTTED.fullmatch(token):
        return _DATE.fullmatch(token) is None
    if _OF_A_YEAR.fullmatch(token):
        return True
    return any(map(str.isdigit, token)) and not (_QUANTITY.fullmatch(token) or _ABOUT_A_YEAR.fullmatch(token))


def _identifier(text: str) -> Identifier:
    runs = _RUN.findall(text)
    digits = "".join(filter(str.isdigit, text))
    exact = _spelt(runs, digits, any_number=False)
    kind = _spelt(runs, digits, any_number=True)
    return Identifier(
        text,
        _bounded(exact),
        _bounded(rf"(?!{exact}(?![A-Za-z0-9])){kind}") if _has_letters(text) else _NOTHING,
        _bounded(rf"({kind}){_RANGE}({kind}|\d{{1,12}})") if _has_letters(text) else _NOTHING,
        digits,
    )


_NOTHING = re.compile(r"(?!)")


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?<!\d[.]){pattern}(?![A-Za-z0-9]|\.\d)", re.IGNORECASE)


def _spelt(runs: list[str], digits: str, *, any_number: bool) -> str:
    """Return a pattern of these runs of letters and digits, whether a hyphen, a blank or nothing stands between."""
    letters = max((len(run) for run in runs if run.isalpha()), default=0)
    gap = r"[-\u2010-\u2013_/ ]?" if letters > 1 or len(digits) >= STRONG_DIGITS else r"[-\u2010-\u2013_/]?"
    pattern, before = "", ""
    for run in runs:
        if not run.isalnum():
            pattern += re.escape(run) if run in (".", ":") else gap
        else:
            pattern += (gap if before.isalnum() else "") + (r"\d{1,12}" if any_number and run.isdigit() else run)
        before = run
    return pattern
