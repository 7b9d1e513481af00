"""Which cell of a row a statement takes its value from, and which one it names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from functions.text.statement import Statement, Word, shares
from functions.text.units import unit_of

NAMED = 3  # cells of a row that has more than a name and one value


@dataclass(slots=True)
class _Cell:
    label: list[Word] = field(default_factory=list)
    value: list[Word] = field(default_factory=list)


def is_of_another_cell(statement: Statement, row: Statement, asked: Sequence[Word]) -> bool:
    """Tell whether a statement gives the value of a cell for that of another one, or names none of several.

    `asked` are the words of the question that a short statement leaves out.
    """
    cells = [cell for cell in _cells(row) if cell.label and cell.value]
    if len(cells) < NAMED:
        return False
    named = [cell for cell in cells if _is_named(cell, statement, asked)]
    used = _used(cells, statement)
    keys = [cell for cell in used if all(shares(word, asked) for word in cell.value)] if asked else []
    values = [cell for cell in used if cell not in keys and cell is not cells[0]]
    if any(cell in named for cell in values):
        return any(cell not in named and _holds_number(cell) for cell in values) and len(named) > len(values)
    return bool(values) and (bool([cell for cell in named if cell not in used]) or not _is_only_number(values, cells))


def _used(cells: list[_Cell], statement: Statement) -> list[_Cell]:
    """Return the cells whose values stand in the statement, without one of which another says more: "open door"."""
    found = [
        (cell, {place for place, word in enumerate(statement.words) if shares(word, cell.value)}) for cell in cells
    ]
    return [cell for cell, places in found if places and not any(places < others for _, others in found)]


def _is_only_number(values: list[_Cell], cells: list[_Cell]) -> bool:
    return len(values) == 1 and [cell for cell in cells if _holds_number(cell)] == values


def _is_named(cell: _Cell, statement: Statement, asked: Sequence[Word]) -> bool:
    units = {unit_of(word.token.text) for word in cell.label} - {""}
    return any(shares(word, (*statement.words, *asked)) for word in cell.label) or any(
        word.token.unit in units for word in statement.numbers
    )


def _holds_number(cell: _Cell) -> bool:
    return any(word.token.kind == "number" for word in cell.value)


def _cells(row: Statement) -> list[_Cell]:
    """Return the cells; what stands before a colon is the label."""
    colons: dict[int, int] = {}
    for place, token in enumerate(row.tokens):
        if token.text == ":":
            colons.setdefault(row.clauses[place], place)
    cells: dict[int, _Cell] = {}
    for word in row.words:
        cell = cells.setdefault(word.clause, _Cell())
        is_label = word.place < colons.get(word.clause, -1)
        (cell.label if is_label else cell.value).append(word)
    return list(cells.values())
