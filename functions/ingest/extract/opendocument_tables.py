"""The rows of tables in OpenDocument's XML."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.opendocument_objects import Objects
from functions.ingest.extract.opendocument_styles import Styles, number_of
from functions.ingest.extract.opendocument_words import Aside, comment, words
from functions.ingest.extract.safe_xml import attribute, child, local

_WIDEST = 1_000  # columns that a repeated value is written in; empty ones are repeated to the sheet's edge
_WRAPPERS = ("table-rows", "table-header-rows", "table-row-group")
_VALUES = ("string-value", "date-value", "time-value", "boolean-value", "value")


class Context:
    """What all parts of a document share."""

    def __init__(self, styles: Styles, objects: Objects, allowance: Allowance) -> None:
        self.styles, self.objects, self.allowance = styles, objects, allowance


def lines_of(table: etree._Element, context: Context, comments: list[str], *, place: str, least: int) -> list[str]:
    """Return a line for each row; the comments in its cells are added to `comments`."""
    marked = child(table, "table-header-rows") is not None
    return list(labelled_rows(_rows(table, context, comments, place), least=2 if marked else least))


def _rows(table: etree._Element, context: Context, comments: list[str], place: str) -> Iterator[list[str]]:
    """Yield the rows; one that is said to be repeated comes once, for it says nothing new.

    A cell over several rows says its text in each of them that holds anything else.
    """
    open_: dict[int, tuple[int, str]] = {}  # by column: how many rows are still covered, and the text
    for row in _within(table):
        values, begun = list[str](), dict[int, tuple[int, str]]()
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            text = _cell(cell, context, comments, place)
            times = min(number_of(cell, "number-columns-repeated", 1), _WIDEST)
            rows = number_of(cell, "number-rows-spanned", 1)
            if rows > 1 and text:
                begun[len(values)] = rows - 1, text
            context.allowance.take(len(text) * times)
            values += [text] * times
        if any(values):
            for column, (_, text) in open_.items():
                if column < len(values) and not values[column]:
                    context.allowance.take(len(text))
                    values[column] = text
        open_ = {column: (left - 1, text) for column, (left, text) in open_.items() if left > 1} | begun
        yield values


def _within(table: etree._Element) -> Iterator[etree._Element]:
    for inner in table:
        if local(inner) == "table-row":
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from _within(inner)


def _cell(cell: etree._Element, context: Context, comments: list[str], place: str) -> str:
    """Return the texts in a cell; the rows of a table inside of it are parted by semicolons."""
    texts, aside = [], Aside(comments=[], frames=[])
    for block in cell:
        kind = local(block)
        if kind == "annotation":
            aside.comments += filter(None, [comment(block, context.styles)])
        elif kind in ("table", "sub-table"):
            lines = lines_of(block, context, aside.comments, place=place, least=3)
            texts.append("; ".join(line.replace(" | ", ", ") for line in lines))
        else:
            texts.append(words(block, context.styles, aside))
            if kind == "frame":
                aside.frames.append(block)
    texts += [context.objects.text(frame, place) for frame in aside.frames]
    comments += aside.comments
    return " ".join(filter(None, texts)) or _value(cell, place)


def _value(cell: etree._Element, place: str) -> str:
    """Return the value of a cell that shows none; else its formula, of which no result is stored."""
    value = next(filter(None, (attribute(cell, kind) for kind in _VALUES)), "")
    formula = attribute(cell, "formula")
    if formula and not value and not attribute(cell, "value-type"):
        warn("formula(s) without a stored result", place)
        return one_line(formula.partition(":")[2] or formula)
    return value
