"""JSON as people write it: with comments, commas too many, single quotes, bare names, numbers that JSON has not."""

import json
import re
from collections.abc import Iterator
from typing import Any

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]++|\\(?s:.))*+")'
    r"|(?P<quoted>'(?:[^'\\]++|\\(?s:.))*+')"
    r"|(?P<idle>\s++|//[^\n]*+|\#[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"
    r"|(?P<number>[-+]?(?:\d|\.\d)[\w.]*+(?:(?<=[eE])[-+]\d++)?)"
    r"|(?P<name>[-+]?[^\W\d][\w$.-]*+)"
    r"|(?P<mark>[{}\[\],:])"
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][-+]?\d++)?")
_WORDS = {"true": "true", "True": "true", "false": "false", "False": "false", "null": "null", "None": "null"}
_ESCAPE = re.compile(r'\\(?:x([0-9a-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|(["\\/bfnrtu])|((?s:.)))|"')

Pairs = list[tuple[str, Any]]


class NotJson(ValueError):
    """Not even leniently is this JSON."""


def decode_json(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what a JSON text holds, numbers as they are written; of a key that comes again, all values.

    Raises `NotJson`.
    """
    try:
        return _strictly(text)
    except ValueError:
        pass
    try:
        return _strictly("".join(_tokens(text)))
    except ValueError as error:
        raise NotJson(str(error)) from error


def decode_several(text: str) -> list[Any]:
    """Return the values of a text that holds several, one after another; raise `NotJson` for other texts."""
    values, place = [], 0
    while place < len(text):
        if text[place].isspace() or text[place] in "\x1e,":
            place += 1
            continue
        try:
            value, place = _DECODER.raw_decode(text, place)
        except ValueError as error:
            raise NotJson(str(error)) from error
        values.append(value)
    return values


def _strictly(text: str) -> Any:  # noqa: ANN401
    return _DECODER.decode(text)


def _object(pairs: Pairs) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        several: dict[str, list[Any]] = {}
        for key, value in pairs:
            several.setdefault(key, []).append(value)
        return {key: values if len(values) > 1 else values[0] for key, values in several.items()}
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=str, strict=False)


def _tokens(text: str) -> Iterator[str]:
    """Yield the text's tokens in strict JSON, without the commas that nothing follows."""
    place, comma = 0, ""
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise NotJson(f"unexpected {text[place]!r} at character {place}")
        place = match.end()
        if match["idle"]:
            continue
        if match["mark"] == ",":
            comma = ","
            continue
        if match["mark"] not in ("}", "]"):
            yield comma
        comma = ""
        yield _strict(match)


def _strict(match: re.Match[str]) -> str:
    token = match[0]
    if match["text"] or match["quoted"]:
        return '"' + _ESCAPE.sub(_escaped, token[1:-1]) + '"'
    if match["mark"] or _NUMBER.fullmatch(token):
        return token
    return _WORDS.get(token) or json.dumps(token)


def _escaped(match: re.Match[str]) -> str:
    """Return an escape, or a quotation mark, as strict JSON has it."""
    if match[0] == '"':
        return '\\"'
    if match[1]:
        return f"\\u00{match[1]}"
    return "" if match[2] else match[0] if match[3] else match[4]
