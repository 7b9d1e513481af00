"""PPT: the text of presentations of 1997 to 2003, by the records of MS-PPT: each slide's outline, then its shapes."""

import io
import struct
from collections.abc import Iterator

import olefile

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.section import Section

_SLIDE, _NOTES, _TEXTS, _PERSIST = 0x03EE, 0x03F0, 0x0FF0, 0x03F3
_HEADER, _CHARS, _BYTES = 0x0F9F, 0x0FA0, 0x0FA8
_TITLES = (0, 6)  # kinds of text
_CONTAINER = 0xF  # the version of a record that holds others
_ENCRYPTED = 0x2F14  # the kind of the record that says how
_DEEPEST = 64
Record = tuple[int, int, bytes]  # its kind, its instance, and what it holds


def read_ppt(data: bytes, name: str) -> list[Section]:
    """Return a section for each slide with text; `page` is its number.

    Raises `Rejected` for a file that is encrypted or broken.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            stream = file.openstream("PowerPoint Document").read()
    except (OSError, ValueError) as error:
        raise Rejected(f"{name} cannot be read as PPT, it is broken or incomplete: save it as PPTX") from error
    if any(kind == _ENCRYPTED for kind, _, _ in records(stream)):
        raise encrypted(name)
    return slides_of(stream)


def slides_of(stream: bytes) -> list[Section]:
    """Return the slides that the records of a presentation hold."""
    outlines: list[list[tuple[bool, str]]] = []
    for kind, instance, inside in _within(stream, _TEXTS):
        if kind == _TEXTS and instance == 0:
            outlines += _outlines(inside)
    drawn = [_texts(inside) for kind, _, inside in records(stream) if kind == _SLIDE]
    if len(drawn) < len(outlines):
        drawn += [[] for _ in range(len(outlines) - len(drawn))]
    outlines += [[] for _ in range(len(drawn) - len(outlines))]
    notes = [_texts(inside) for kind, _, inside in records(stream) if kind == _NOTES]
    sections = [_section(number, *both) for number, both in enumerate(zip(outlines, drawn, strict=True), 1)]
    spoken = [text for texts in notes for _, text in texts]
    last = [Section(text="\n\n".join(dict.fromkeys(spoken)), page=None, heading="")] if spoken else []
    return [section for section in [*sections, *last] if section.text]


def records(data: bytes) -> Iterator[Record]:
    """Yield the records that stand one after the other; one that is cut off ends them."""
    place = 0
    while place + 8 <= len(data):
        version, kind, length = struct.unpack_from("<HHI", data, place)
        yield kind, version >> 4, data[place + 8 : place + 8 + length]
        place += 8 + length


def _within(data: bytes, wanted: int, depth: int = 0) -> Iterator[Record]:
    """Yield the records of a kind, and the text records, in those that hold others."""
    place = 0
    while place + 8 <= len(data) and depth < _DEEPEST:
        version, kind, length = struct.unpack_from("<HHI", data, place)
        inside = data[place + 8 : place + 8 + length]
        place += 8 + length
        if kind == wanted or kind in (_HEADER, _CHARS, _BYTES):
            yield kind, version >> 4, inside
        elif version & _CONTAINER == _CONTAINER:
            yield from _within(inside, wanted, depth + 1)


def _outlines(data: bytes) -> Iterator[list[tuple[bool, str]]]:
    """Yield the texts of each slide in the outline."""
    texts: list[Record] = []
    begun = False
    for record in records(data):
        if record[0] == _PERSIST:
            if begun:
                yield _decoded(texts)
            begun, texts = True, []
        else:
            texts.append(record)
    if begun:
        yield _decoded(texts)


def _texts(data: bytes) -> list[tuple[bool, str]]:
    return _decoded(list(_within(data, _CHARS)))


def _decoded(found: list[Record]) -> list[tuple[bool, str]]:
    """Return the texts among records, and whether each is a title."""
    texts, is_title = [], False
    for kind, _, inside in found:
        if kind == _HEADER:
            is_title = len(inside) >= 4 and struct.unpack_from("<I", inside)[0] in _TITLES
        elif kind in (_CHARS, _BYTES):
            text = inside.decode("utf-16-le" if kind == _CHARS else "latin-1", "replace")
            texts.append((is_title, clean(text.replace("\x0b", " ").replace("\r", "\n")).strip("\n")))
    return [(title, text) for title, text in texts if text.strip(" *\n")]  # a star stands for a number or a date


def _section(number: int, outline: list[tuple[bool, str]], drawn: list[tuple[bool, str]]) -> Section:
    texts = list(dict.fromkeys([*outline, *drawn]))
    title = next((one_line(text) for is_title, text in texts if is_title), "")[:LONGEST_HEADING]
    told = [text for is_title, text in texts if not (is_title and one_line(text) == title)]
    return Section(text="\n\n".join(dict.fromkeys(told)) or title, page=number, heading=title)
