"""Rows, items and headings that belong together, out of a document's text."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

from functions.answer.direct.reading import Reading, Stretch
from functions.text.figures import read_column

Cells = tuple[tuple[str, str], ...]  # label and value; without a label where the table has none
SEPARATOR = " > "  # between headings
_BAR = " | "
_LABEL = re.compile(r"([^:|]{1,80}): +(.*)", re.DOTALL)
_RULE = re.compile(r"[-:=\s]{2,}")  # below the head of a table
_ITEM = re.compile(r"([ \t]*)(?:[-*+•‣▪●◦–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \t]+(?=\S)")


_CODE = re.compile(r"([ \t]*)(?:[A-Z]{1,5}[- ]?\d{1,5}[A-Za-z]?|\d{3,5})[ \t]*[:=\u2013\u2014-]?[ \t]+(?=\S)")
_LONGEST_TITLE = 60  # characters of a line without a full stop that is the title of what follows


class Item(NamedTuple):
    """A row, an item of a list or a heading, verbatim."""

    text: str
    start: int  # in the extracted text; of a heading, of what stands under it
    stretch: Stretch
    cells: Cells = ()

    def value(self, label: str) -> str:
        """Return what stands in a column."""
        return next((value for name, value in self.cells if name == label), "")


class Group(NamedTuple):
    """A table, a list, or the headings under one heading."""

    kind: Literal["rows", "items", "headings"]
    heading: str  # the path
    lead: str  # the line before it
    labels: tuple[str, ...]  # of the columns, in order
    items: tuple[Item, ...]
    title: str = ""  # of a list in a text without headings


class _Line(NamedTuple):
    text: str
    start: int
    cells: Cells
    indent: int  # of a list's item; -1: none


def groups_in(reading: Reading) -> list[Group]:
    """Return every table, list and sequence of headings of a document, each with at least two members."""
    found = [group for stretch in reading.stretches for group in _groups(stretch)]
    return [group for group in [*found, *_of_several(found), *_headings(reading)] if len(group.items) > 1]


def _of_several(groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the rows of tables with the same columns, such as two sheets, as one; not where a thing is in both."""
    alike: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        if group.kind == "rows" and group.labels:
            alike.setdefault(group.labels, []).append(group)
    for labels, parts in alike.items():
        items = tuple(item for part in parts for item in part.items)
        if len(parts) > 1 and len({item.value(labels[0]) for item in items}) == len(items):
            paths = zip(*(part.heading.split(SEPARATOR) for part in parts), strict=False)
            above = [titles[0] for titles in takewhile(lambda titles: len(set(titles)) == 1, paths)]
            yield Group("rows", SEPARATOR.join(above), "", labels, items)


def cells_of(line: str) -> Cells:
    """Return the cells of a row as ingest writes them, "Name: Ann | Age: 31" or "Ann | 31"; nothing for other text."""
    bare = line.strip().removeprefix("| ").removesuffix(" |")
    parts = [part.strip() for part in bare.split(_BAR)]
    return tuple((found[1], found[2]) if (found := _LABEL.fullmatch(part)) else ("", part) for part in parts)


def _groups(stretch: Stretch) -> Iterator[Group]:
    lead, title = "", ""
    tables: dict[tuple[str, ...], list[Group]] = {}
    for kind, lines in groupby(_lines(stretch), key=_kind):
        run = list(lines)
        if kind == "rows":
            table = _table(stretch, lead, run)
            tables.setdefault(table.labels if any(table.labels) else (str(run[0].start),), []).append(table)
        elif kind == "items":
            yield _list(stretch, lead, run)._replace(title=title)
        lead = run[-1].text if kind == "text" else ""
        title = (
            next((line.text.strip() for line in reversed(run) if _is_title(line)), title) if kind == "text" else title
        )
    for parts in tables.values():  # a table goes on behind a line between its rows
        yield parts[0]._replace(items=tuple(item for part in parts for item in part.items))


def _lines(stretch: Stretch) -> list[_Line]:
    """Return the lines that are not blank; a single column's row is one where its neighbour has the same label."""
    plain = []
    start = 0
    for line in stretch.text.split("\n"):
        if line.strip():
            plain.append((line, stretch.start + start))
        start += len(line) + 1
    codes = [_CODE.match(line) for line, _ in plain]
    labels = [found[1] if (found := _LABEL.fullmatch(line.strip())) else "" for line, _ in plain]
    lines = []
    for number, (line, place) in enumerate(plain):
        item = _ITEM.match(line) or (
            codes[number] if any(codes[max(number - 1, 0) : number] + codes[number + 1 : number + 2]) else None
        )
        alike = labels[number] and labels[number] in (labels[number - 1 : number] + labels[number + 1 : number + 2])
        row = _BAR in line or (alike and not item)
        indent = len(item[1].expandtabs(4)) if item and not row else -1
        lines.append(_Line(line, place, cells_of(line) if row else (), indent))
    return lines


def _is_title(line: _Line) -> bool:
    return len(line.text.strip()) <= _LONGEST_TITLE and line.text.rstrip()[-1:] not in ".!?:;,"


def _kind(line: _Line) -> str:
    continued = line.text[:1] in " \t" and not line.cells  # of an item, on a line of its own
    return "rows" if line.cells else "items" if line.indent >= 0 or continued else "text"


def _table(stretch: Stretch, lead: str, lines: Sequence[_Line]) -> Group:
    counted = Counter(label for line in lines for label, _ in line.cells if label)
    labels = tuple(label for label, count in counted.items() if count > 1 or len(lines) == 1)
    if sum(counted.values()) * 2 < sum(len(line.cells) for line in lines):
        labels = ()
    if not labels:
        labels, lines = _headed(lines)
    items = tuple(Item(line.text.strip(), _place(line), stretch, line.cells) for line in lines)
    return Group("rows", stretch.heading, lead, labels, items)


def _headed(lines: Sequence[_Line]) -> tuple[tuple[str, ...], Sequence[_Line]]:
    """Return the names in a first row that is a head, and the rows beneath with them as labels.

    It is one where a rule is drawn below it, or where a column that it names without a figure holds figures only.
    """
    ruled = len(lines) > 1 and all(_RULE.fullmatch(value) for _, value in lines[1].cells)
    rows = [line for line in lines if not all(_RULE.fullmatch(value) for _, value in line.cells)]
    names = tuple(value for _, value in rows[0].cells) if rows else ()
    alike = [line for line in rows[1:] if len(line.cells) == len(names)]
    if len(set(names)) < max(len(names), 2) or len(alike) * 2 <= len(rows[1:]) or any(map(_has_digit, names)):
        return (), rows
    columns = [[line.cells[place][1] for line in alike] for place in range(len(names))]
    if not ruled and not (len(alike) > 1 and any(read_column(column) for column in columns)):
        return (), rows
    labelled = [
        line._replace(cells=tuple((name, value) for name, (_, value) in zip(names, line.cells, strict=True)))
        if len(line.cells) == len(names)
        else line
        for line in rows[1:]
    ]
    return names, labelled


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _list(stretch: Stretch, lead: str, lines: Sequence[_Line]) -> Group:
    """Return the items of the first level; what is indented below one is not another."""
    level = min((line.indent for line in lines if line.indent >= 0), default=0)
    items = tuple(
        Item(line.text.strip(), _place(line), stretch) for line in lines if 0 <= line.indent <= level + 1
    )  # a nested list is indented by two at least
    return Group("items", stretch.heading, lead, (), items)


def _place(line: _Line) -> int:
    return line.start + len(line.text) - len(line.text.lstrip())


def _headings(reading: Reading) -> Iterator[Group]:
    """Yield for each heading those right below it, and those of the document's highest level."""
    below: dict[str, dict[str, Item]] = {}
    for stretch in reading.stretches:
        path = stretch.heading.split(SEPARATOR) if stretch.heading else []
        for depth, title in enumerate(path):
            above = SEPARATOR.join(path[:depth])
            below.setdefault(above, {}).setdefault(title, Item(title, stretch.start, stretch))
    for above, titles in below.items():
        yield Group("headings", above, "", (), tuple(titles.values()))
