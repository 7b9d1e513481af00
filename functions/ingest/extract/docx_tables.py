"""The rows of a table in a Word document, whose cells may span columns and rows."""

from collections.abc import Callable, Iterator

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.safe_xml import attribute, child, local

_WRAPPERS = ("sdt", "sdtContent", "customXml", "ins", "smartTag")
_WIDEST = 1_000  # columns that a cell may span
_DIGITS = 5


def rows_of(
    table: etree._Element, text_of: Callable[[etree._Element], str], allowance: Allowance
) -> Iterator[list[str]]:
    """Yield the rows; a cell over several rows says its text in each of them, one over several columns in the first."""
    above: dict[int, str] = {}
    for row in within(table, "tr"):
        if child(row, "trPr/del") is not None:
            continue
        values = [""] * _count(child(row, "trPr/gridBefore"), 0)
        merged: dict[int, str] = {}
        for cell in within(row, "tc"):
            mark = child(cell, "tcPr/vMerge")
            goes_on = mark is not None and attribute(mark, "val") in ("", "continue")
            text = above.get(len(values), "") if goes_on else text_of(cell)
            if mark is not None:
                merged[len(values)] = text
            allowance.take(len(text) if goes_on else 0)
            values += [text, *[""] * (_count(child(cell, "tcPr/gridSpan"), 1) - 1)]
        above = merged
        yield values


def only_cells(table: etree._Element) -> list[etree._Element] | None:
    """Return the cells of a table of one column, which frames what is in it, or None for any other."""
    rows = [list(within(row, "tc")) for row in within(table, "tr") if child(row, "trPr/del") is None]
    return [cell for row in rows for cell in row] if all(len(row) <= 1 for row in rows) else None


def within(parent: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield the elements of a kind in an element, and in the wrappers around some of them."""
    for inner in parent:
        if local(inner) == kind:
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from within(inner, kind)


def _count(element: etree._Element | None, otherwise: int) -> int:
    value = attribute(element, "val")
    return min(int(value), _WIDEST) if value.isdecimal() and len(value) < _DIGITS else otherwise
