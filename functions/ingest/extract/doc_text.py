"""DOC: the text of Word documents of 1997 to 2003, by the piece table of MS-DOC; of their structure, paragraphs and
tables."""

import io
import re
import struct
from collections.abc import Iterator

import olefile

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE, _OLD = 0x0100, 0x0200, 0x00C1  # flags, and the first version with a piece table of this form
_PIECES = 0x01A2  # where the place and the length of the piece table stand
_LENGTHS = 0x004C  # of the parts of the text: the body, footnotes, headers, macros, comments, endnotes, boxes
_NARROW = 0x40000000  # of a piece's place: its characters are bytes of Windows-1252
_PIECE_TABLE, _PROPERTIES = 2, 1  # kinds of what stands before the piece table
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*+\x14?|\x15")  # the instruction of a field, and its end; its result stays
_SIGNS = str.maketrans({"\x0b": "\n", "\x0c": "\r", "\x1e": "-", "\x1f": "", "\x02": "", "\x05": "", "\x08": ""})
_PICTURE = "\x01"
_LARGEST = 0x7FFFFFFF


def read_doc(data: bytes, name: str) -> list[Section]:
    """Return the text: the body with its tables, then notes, headers, comments and boxes.

    Raises `Rejected` for a file that is encrypted, broken or older than Word 97.
    """
    try:
        main, table = _streams(data, name)
        lengths = struct.unpack_from("<8i", main, _LENGTHS)
        text = "".join(_pieces(main, table))
    except (struct.error, OSError, IndexError, ValueError) as error:
        raise Rejected(f"{name} cannot be read as DOC, it is broken or incomplete: save it as DOCX") from error
    body, rest = max(0, lengths[0]), text[max(0, lengths[0]) :]
    warn("picture(s), of which nothing is read", count=text.count(_PICTURE))
    outline = Outline()
    _write(text[:body] or text, outline)
    _write(rest if body else "", outline)
    return outline.sections()


def _streams(data: bytes, name: str) -> tuple[bytes, bytes]:
    """Return the streams of the document and of its tables."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        main = file.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", main)
        flags = struct.unpack_from("<H", main, 10)[0]
        if flags & _ENCRYPTED:
            raise encrypted(name)
        if magic != _MAGIC or version < _OLD:
            raise Rejected(f"{name} is older than Word 97: save it as DOCX and upload that")
        return main, file.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """Yield the text piece by piece, in order."""
    place, length = struct.unpack_from("<II", main, _PIECES)
    described = table[place : place + length]
    at = 0
    while described[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<H", described, at + 1)[0]
    if described[at] != _PIECE_TABLE:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", described, at + 1)[0]
    count = min((size - 4) // 12, (len(described) - at - 9) // 12)
    ends = struct.unpack_from(f"<{count + 1}I", described, at + 5)
    for number in range(count):
        offset = struct.unpack_from("<I", described, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        characters = ends[number + 1] - ends[number]
        if not 0 <= characters <= _LARGEST:
            raise ValueError("a piece that ends before it begins")
        if offset & _NARROW:
            start = (offset & ~_NARROW) // 2
            yield main[start : start + characters].decode("cp1252", "replace")
        else:
            yield main[offset : offset + 2 * characters].decode("utf-16-le", "replace")


def _write(text: str, outline: Outline) -> None:
    """Write paragraphs and tables: a cell ends with a sign of its own, and its row with one more."""
    rows: list[list[str]] = []
    cells: list[str] = []
    held: list[str] = []  # paragraphs of the cell at hand
    for paragraph in re.split(r"(?<=[\r\x07])", _FIELD.sub("", text).translate(_SIGNS).replace(_PICTURE, "")):
        line = clean(paragraph.rstrip("\r\x07"))
        if paragraph.endswith("\x07"):
            if line or held or not cells or not _ends_row(cells, rows):
                cells.append(one_line(" ".join([*held, line])))
            else:
                rows, cells = [*rows, cells], []
            held = []
        elif cells:
            held.append(line)
        else:
            _end_table(rows, outline)
            rows = []
            outline.paragraph(line)
    _end_table([*rows, cells] if cells else rows, outline)


def _ends_row(cells: list[str], rows: list[list[str]]) -> bool:
    """Tell whether an empty cell is the end of a row: all rows have as many cells as the first one."""
    return not rows or len(cells) >= len(rows[0])


def _end_table(rows: list[list[str]], outline: Outline) -> None:
    outline.paragraph("\n".join(labelled_rows(rows, least=3)))
