"""The paragraphs and tables of shapes (DrawingML), as they are on slides, in charts, diagrams and sheets."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.math_text import formula
from functions.ingest.extract.numerals import capital_letters, letters, roman, small_roman
from functions.ingest.extract.safe_xml import attribute, child, local
from functions.ingest.extract.superscript import raised

_KINDS = {
    "alphaLc": letters,
    "alphaUc": capital_letters,
    "romanLc": small_roman,
    "romanUc": roman,
}
_MARKS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "{} -"}
_OF_EVERY_SLIDE = ("slidenum", "datetime")
_LEVELS, _DIGITS = 9, 6


def paragraphs_in(body: etree._Element) -> list[str]:
    """Return the paragraphs in the text of a shape that are not empty, each in a line, with their automatic numbers."""
    lines, counts = [], dict[int, int]()
    for paragraph in body.iter("{*}p"):
        line = one_line(clean("".join(_runs(paragraph))))
        if line:
            label = _label(child(paragraph, "pPr"), counts)
            lines.append(f"{label} {line}" if label else line)
    return lines


def table_lines(table: etree._Element) -> list[str]:
    """Return a line for each row; a cell over several rows says its text in each of them."""
    marked = attribute(child(table, "tblPr"), "firstRow") in ("1", "true")
    return list(labelled_rows(_rows(table), least=2 if marked else 3))


def _rows(table: etree._Element) -> Iterator[list[str]]:
    above: dict[int, str] = {}
    for row in table.iterchildren("{*}tr"):
        values = []
        for column, cell in enumerate(row.iterchildren("{*}tc")):
            text = " ".join(paragraphs_in(cell))
            if attribute(cell, "vMerge") in ("1", "true"):
                text = above.get(column, "")
            values.append("" if attribute(cell, "hMerge") in ("1", "true") else text)
        above = dict(enumerate(values))
        yield values


def _runs(paragraph: etree._Element) -> Iterator[str]:
    before = ""
    for inner in paragraph:
        kind = local(inner)
        text = ""
        if kind == "r" or (kind == "fld" and not attribute(inner, "type").startswith(_OF_EVERY_SLIDE)):
            text = "".join(one.text or "" for one in inner.iterchildren("{*}t"))
            is_raised = attribute(child(inner, "rPr"), "baseline").rstrip("%").isdecimal()  # below the line: negative
            text = raised(text, before) if is_raised and attribute(child(inner, "rPr"), "baseline") != "0" else text
        elif kind in ("br", "tab"):
            text = " "
        elif kind == "t":
            text = inner.text or ""
        elif kind == "m":
            text = formula(inner)
        elif kind == "AlternateContent":
            choice = child(inner, "Choice")
            text = "" if choice is None else "".join(_runs(choice))
        before = text or before
        yield text


def _label(properties: etree._Element | None, counts: dict[int, int]) -> str:
    """Count a paragraph, and return its number; "" where it has none, which ends the count on its level."""
    level = attribute(properties, "lvl")
    depth = min(int(level), _LEVELS) if level.isdecimal() and len(level) < _DIGITS else 0
    for deeper in [one for one in counts if one > depth]:
        del counts[deeper]
    automatic = child(properties, "buAutoNum")
    if automatic is None:
        counts.pop(depth, None)
        return ""
    start, kind = attribute(automatic, "startAt"), attribute(automatic, "type")
    first = int(start) if start.isdecimal() and len(start) < _DIGITS else 1
    counts[depth] = counts[depth] + 1 if depth in counts else first
    written = next((write for name, write in _KINDS.items() if kind.startswith(name)), str)(counts[depth])
    return next((form for name, form in _MARKS.items() if kind.endswith(name)), "{}.").format(written)
