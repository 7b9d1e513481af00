"""Numbers as people write them in tables, with their units."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from functions.text.stock import is_none_left
from functions.text.units import unit_of

_FIGURE = re.compile(
    r"(?P<before>(?:[€$£¥]|US\$|[A-Z]{3}|S?Fr\.?)?)\s?"
    r"(?P<number>[-+\u2212]?\d[\d.,'\u2019\u00a0\u202f ]*?)(?:,-|\.-)?\s?"
    r"(?P<after>[^\W\d_][^\d|]{0,19}|[%€$£°][^\d|]{0,9})?"
)
_PLAIN = str.maketrans({"'": "", "\u2019": "", "\u00a0": "", "\u202f": "", " ": "", "\u2212": "-"})
_SAME_UNIT = {"us$": "$", "fr.": "chf", "sfr": "chf", "sfr.": "chf", "fr": "chf"}


class Figure(NamedTuple):
    """A number with its unit, "" for none."""

    value: Decimal
    unit: str


class Column(NamedTuple):
    """The numbers of a column, None where a cell holds no number, and how they are written."""

    figures: tuple[Figure | None, ...]
    decimal_mark: str
    decimals: int
    grouped: bool  # with marks between thousands
    unit_as_written: tuple[str, str]  # before and behind the number

    def written(self, value: Decimal) -> str:
        """Return a number as this column writes them."""
        text = f"{value:,.{self.decimals}f}" if self.grouped else f"{value:.{self.decimals}f}"
        if self.decimal_mark == ",":
            text = text.translate(str.maketrans(",.", ".,"))
        before, behind = self.unit_as_written
        return f"{before}{' ' if before.isalpha() else ''}{text}{' ' if behind not in ('', '%') else ''}{behind}"


def read_column(cells: Sequence[str], likely: str = "") -> Column | None:
    """Return the numbers of a column; None where none is a number, or where a mark could mean either of two things.

    "1.234" alone is more than a thousand in one country and little more than one in another; another cell of the
    column may tell which, or else the mark that parts decimals in other columns, if it is given as the likely one.
    """
    found = [_FIGURE.fullmatch("0" if is_none_left(cell) else cell.strip()) for cell in cells]
    numbers = [_number(one) for one in found]
    mark = _decimal_mark(numbers, likely)
    if mark is None or not any(numbers):
        return None
    other = "," if mark == "." else "."
    figures, decimals = list[Figure | None](), 0
    for one, number in zip(found, numbers, strict=True):
        plain = number.replace(other, "").replace(mark, ".")
        if not one or plain.count(".") > 1:
            figures.append(None)
            continue
        decimals = max(decimals, len(plain.partition(".")[2]))
        figures.append(Figure(Decimal(plain.rstrip(".")), _unit(one)))
    first = next(one for one in found if one)
    units = ((first["before"] or "").strip(), (first["after"] or "").strip())
    return Column(tuple(figures), mark, decimals, any(other in number for number in numbers), units)


def told_mark(cells: Sequence[str]) -> str:
    """Return the mark that surely parts the decimals of these numbers; "" where they do not tell."""
    told = {_told_by(_number(found)) for cell in cells if (found := _FIGURE.fullmatch(cell.strip()))} - {"", "?"}
    return told.pop() if len(told) == 1 else ""


def _number(found: re.Match[str] | None) -> str:
    return re.sub(r"['\u2019\u00a0\u202f ]", "", found["number"]).replace("\u2212", "-") if found else ""


def _unit(found: re.Match[str]) -> str:
    unit = ((found["before"] or "") + (found["after"] or "")).strip().lower()
    return _SAME_UNIT.get(unit) or unit_of(unit) or unit


def _decimal_mark(numbers: Sequence[str], likely: str) -> str | None:
    """Return which mark parts the decimals; None where the numbers do not tell, or contradict each other."""
    told = {mark for number in numbers if (mark := _told_by(number))}
    sure = told - {"?"}
    if len(sure) == 1:
        return sure.pop()
    return (likely or None) if told == {"?"} else None if told else "."


def _told_by(number: str) -> str:
    """Return the mark that parts this number's decimals: "" where it has no mark, "?" where it may be either one.

    "1,234" alone is read as English.
    """
    last = max(",.", key=number.rfind)
    if last not in number:
        return ""
    other = "," if last == "." else "."
    before, _, behind = number.rpartition(last)
    if other in before:
        return last
    if last in before or (last == "," and len(behind) == 3 and before.strip("+-") != "0"):
        return other
    return last if len(behind) != 3 or before.strip("+-") == "0" or len(before.strip("+-")) > 3 else "?"
