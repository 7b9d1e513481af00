"""JSON and JSON Lines: values with their names, a record together, the keys of the upper levels as headings."""

from typing import Any

from functions.ingest.extract.cleaning import clean, paragraphs_of
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.lenient_json import NotJson, decode_json, decode_several
from functions.ingest.extract.notebook_text import is_notebook, notebook_sections
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.plain_text import text_sections
from functions.ingest.extract.section import Section

_HEADINGS = 3  # levels of keys that become headings
_LONGEST_PATH = 400  # characters of keys in front of each value; a longer path is a line of its own, once


def read_json(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of a JSON file, of a notebook by its cells, or of what is no JSON as plain text."""
    text = decode(data, name, charset)
    try:
        values = _values(text)
    except NotJson as error:
        warn(f"this is no valid JSON ({error}), and is read as plain text")
        return text_sections(text)
    if len(values) == 1 and is_notebook(values[0]):
        return notebook_sections(values[0])
    outline = Outline()
    for value in values:
        _write(value, outline, 1)
    return outline.sections()


def read_json_lines(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return one section with a paragraph for each line's record; what is JSON in no line is read as `read_json` does.

    A line that is no JSON is left out, with a warning.
    """
    outline, lines = Outline(), [line for line in decode(data, name, charset).split("\n") if line.strip(" \t\r\x1e")]
    left_out = []
    for number, line in enumerate(lines, 1):
        try:
            _record(decode_json(line.strip(" \t\r\x1e")), outline)
        except NotJson:
            left_out.append(number)
    if len(left_out) * 2 > len(lines):
        return read_json(data, name, charset)
    for number in left_out:
        warn("line(s) without JSON, left out", f"line {number}")
    return outline.sections()


def _values(text: str) -> list[Any]:
    try:
        return [decode_json(text)]
    except NotJson:
        return decode_several(text)


def _write(value: Any, outline: Outline, level: int) -> None:  # noqa: ANN401
    """Write an object's plain values as a record, its containers under their keys; a list's members one by one."""
    if isinstance(value, dict) and level <= _HEADINGS:
        _record({key: inner for key, inner in value.items() if _is_plain(inner)}, outline)
        for key, inner in value.items():
            if not _is_plain(inner):
                outline.heading(level, key.strip())
                _write(inner, outline, level + 1)
    elif isinstance(value, list) and not _is_plain(value):
        for inner in value:
            _record(inner, outline)
    else:
        _record(value, outline)


def _record(value: Any, outline: Outline) -> None:  # noqa: ANN401
    outline.paragraph("\n".join(paragraphs_of(clean("\n".join(_lines(value))))))


def _lines(value: Any) -> list[str]:  # noqa: ANN401
    """Return "path: value" for each plain value inside, with the path in dots."""
    lines: list[str] = []
    _add_lines(value, "", lines)
    return lines


def _add_lines(value: Any, path: str, lines: list[str]) -> None:  # noqa: ANN401
    if len(path) > _LONGEST_PATH:
        lines.append(path)
        path = ""
    if _is_plain(value):
        text = _plain(value)
        if text:
            lines.append(f"{path}: {text}" if path else text)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _add_lines(inner, f"{path}.{key}" if path else key, lines)
    else:
        for inner in value:
            _add_lines(inner, path, lines)


def _is_plain(value: Any) -> bool:  # noqa: ANN401
    return not any(isinstance(inner, (dict, list)) for inner in (value if isinstance(value, list) else [value]))


def _plain(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()
