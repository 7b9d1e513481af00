"""Tables for the terminal."""

import sys
from collections.abc import Iterable, Sequence

from cli.terminal.visible_text import visible

LONGEST = 60  # characters of a cell: names have up to 512, and reasons as many; --json has all of them
WIDE = 1000  # columns where there is no terminal, so that nothing is cut


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their columns; text from outside does nothing to a terminal, and long text is cut."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only here, so that commands without a table start faster
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)


def _cell(value: object) -> str:
    text = visible(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
