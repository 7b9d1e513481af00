"""Writes the smallest workbook of Excel 97, its records without a container, for tests."""

import struct
from collections.abc import Sequence

Cell = str | float | bool | None
Sheets = dict[str, list[list[Cell]]]


def record(kind: int, data: bytes) -> bytes:
    """Return one record."""
    return struct.pack("<HH", kind, len(data)) + data


def text(said: str, length: str = "H") -> bytes:
    """Return a string behind its length."""
    return struct.pack(f"<{length}B", len(said), 1) + said.encode("utf-16-le")


def xls(
    sheets: Sheets,
    more: bytes = b"",
    *,
    formats: Sequence[str] = (),
    hidden: Sequence[str] = (),
    since_1904: bool = False,
) -> bytes:
    """Return a workbook of these sheets by their names; the first one ends with `more` records.

    The numbers of the column n are in the n-th of the formats, those of all others are shown as they are.
    """
    own = b"".join(record(0x041E, struct.pack("<H", 164 + at) + text(one)) for at, one in enumerate(formats))
    looks = b"".join(record(0x00E0, struct.pack("<HH16x", 0, kind)) for kind in (0, *range(164, 164 + len(formats))))
    head = _begin(5) + record(0x0022, struct.pack("<H", since_1904)) + own + looks
    bodies = [
        _begin(0x10) + _cells(rows, len(formats)) + (b"" if number else more) + record(0x000A, b"")
        for number, rows in enumerate(sheets.values())
    ]
    place = len(head) + sum(4 + 6 + len(text(name, "B")) for name in sheets) + 4
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        bounds += record(0x0085, struct.pack("<IBB", place, name in hidden, 0) + text(name, "B"))
        place += len(body)
    return head + bounds + record(0x000A, b"") + b"".join(bodies)


def comment(row: int, column: int, said: str, author: str) -> bytes:
    """Return the records of a comment on a cell."""
    return _box(25, said) + record(0x001C, struct.pack("<4H", row, column, 0, 1) + text(author))


def box(said: str) -> bytes:
    """Return the records of a box with text over the cells."""
    return _box(6, said)


def chart(title: str) -> bytes:
    """Return the records of a chart."""
    return _begin(0x20) + record(0x100D, b"\0\0" + text(title, "B")) + record(0x000A, b"")


def merged(first: int, last: int, column: int) -> bytes:
    """Return the record of a cell that is merged over rows."""
    return record(0x00E5, struct.pack("<5H", 1, first, last, column, column))


def _begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHH8x", 0x0600, kind, 0, 0))


def _box(kind: int, said: str) -> bytes:
    thing = record(0x005D, struct.pack("<HHHHH12x", 0x15, 18, kind, 1, 0) + b"\0" * 4)
    words = record(0x01B6, struct.pack("<10xHHH", len(said), 0, 0))
    return thing + words + record(0x003C, b"\x01" + said.encode("utf-16-le"))


def _cells(rows: Sequence[Sequence[Cell]], formats: int) -> bytes:
    written = b""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, column + 1 if column < formats else 0)
            if isinstance(cell, bool):
                written += record(0x0205, place + struct.pack("<BB", cell, 0))
            elif isinstance(cell, str):
                written += record(0x0204, place + text(cell))
            elif cell is not None:
                written += record(0x0203, place + struct.pack("<d", cell))
    return written
