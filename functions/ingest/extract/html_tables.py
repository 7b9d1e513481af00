"""What the elements of an HTML table say of it: whether it holds data, whether it has a head, what a cell covers."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from functions.ingest.extract.cleaning import one_line

_NO_DATA = ("table", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


def holds_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only lays out the page, which holds headings, code, or other tables."""
    return not any(inner is not table for inner in table.iter(*_NO_DATA))


def has_head(table: etree._Element) -> bool:
    """Tell whether the first row names the columns: it is marked so, or it alone is all in bold."""
    rows = list(islice(table.iter("tr"), 2))
    cells = [list(row.iterchildren("td", "th")) for row in rows]
    if not cells or not cells[0]:
        return False
    above = rows[0].getparent()
    if (above is not None and above.tag == "thead") or all(cell.tag == "th" for cell in cells[0]):
        return True
    return _is_bold(cells[0]) and not _is_bold(cells[-1])


def span_of(cell: etree._Element, key: str) -> int:
    """Return how many rows or columns a cell covers, by its `rowspan` or `colspan`; 0 for all that follow."""
    given = cell.get(key, "1").strip()
    return int(given) if re.fullmatch(r"\d{1,5}", given) else 1


def _is_bold(cells: Sequence[etree._Element]) -> bool:
    """Tell whether all words of a row are set in bold or stand in cells of heads; its corner may be empty."""
    return all(map(_is_head, cells)) and sum(bool(_words(cell)) for cell in cells) > 1


def _is_head(cell: etree._Element) -> bool:
    return cell.tag == "th" or one_line(" ".join(map(_words, cell.iter("b", "strong")))) == _words(cell)


def _words(element: etree._Element) -> str:
    return one_line("".join(element.itertext()))
