"""What stands over and around the cells of a sheet of Excel 97 to 2003: boxes with text, charts, printed headers.

By the records of [MS-XLS], each a kind and a length of two bytes and its data.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.xlsx_remarks import printed_line

_BEGIN, _END, _SHEET, _CONTINUE, _OBJECT, _TEXT = 0x0809, 0x000A, 0x0085, 0x003C, 0x005D, 0x01B6
_LABEL = 0x100D  # of a chart: its title, or the name of a row of values
_PRINTED = (0x0014, 0x0015)  # above and below every page
_CHART = 0x0020  # of what a substream is
_PICTURE, _COMMENT = 8, 25  # of what an object is


class _Record(NamedTuple):
    kind: int
    data: bytes


def texts_of_sheets(stream: bytes, base: int) -> Iterator[list[str]]:
    """Yield the texts of each worksheet, in order; `base` is where the workbook begins in its stream."""
    for record in _records(stream, base):
        if record.kind == _SHEET and len(record.data) > 6 and record.data[5] == 0:
            place = base + int.from_bytes(record.data[:4], "little")
            title = one_line(clean(_string(record.data[6], record.data[7:])))
            yield list(dict.fromkeys(filter(None, _texts(stream, place, f"sheet {title}"))))


def _texts(stream: bytes, place: int, sheet: str) -> Iterator[str]:
    kind = length = 0  # of the object at hand, and of its text that is to come
    for record in _records(stream, place):
        if record.kind == _OBJECT and len(record.data) >= 6:
            kind = int.from_bytes(record.data[4:6], "little")
            warn("picture(s) without a description", sheet, int(kind == _PICTURE))
        elif record.kind == _BEGIN and record.data[2:4] == _CHART.to_bytes(2, "little"):
            warn("chart(s), of which the titles and names are read", sheet)
        elif record.kind == _TEXT and len(record.data) >= 12:
            length = 0 if kind == _COMMENT else int.from_bytes(record.data[10:12], "little")
        elif record.kind == _CONTINUE and length:
            yield one_line(clean(_string(length, record.data)))
            length = 0
        elif record.kind == _LABEL and len(record.data) > 4:
            yield one_line(clean(_string(record.data[2], record.data[3:])))
        elif record.kind in _PRINTED and len(record.data) > 3:
            yield printed_line(_string(int.from_bytes(record.data[:2], "little"), record.data[2:]))


def _records(stream: bytes, place: int) -> Iterator[_Record]:
    """Yield the records from one that begins a substream up to the one that ends it, with the substreams in it."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield _Record(kind, stream[place + 4 : place + 4 + length])
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        place += 4 + length


def _string(length: int, data: bytes) -> str:
    """Return a string of so many characters behind a byte that says whether each takes two bytes."""
    wide = data[:1] == b"\x01"
    return data[1 : 1 + 2 * length].decode("utf-16-le", "replace") if wide else data[1 : 1 + length].decode("latin-1")
