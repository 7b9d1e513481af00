"""What readers of other markup turn it into: rows of tables as Markdown writes them, words without their marks."""

import re
from collections.abc import Iterable


def row_of(cells: Iterable[str]) -> str:
    """Return a row; a bar in a cell is marked as none between cells."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def rule_below(columns: int) -> str:
    """Return the line below a table's head."""
    return "|---" * columns + "|"


def between_marks(match: re.Match[str]) -> str:
    """Return what stands between two marks: the one group that was found."""
    return next((str(part) for part in match.groups() if part), "")
