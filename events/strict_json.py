"""JSON from outside, decoded in one strict way: what one reader would take and another refuse is refused here.

Refused are NaN and Infinity, numbers that no double holds, whole numbers of more than 64 bits with their sign, more
than `MAX_DEPTH` levels, halves of surrogate pairs, anything but UTF-8, a byte order mark, and anything after the value.
Of a name that an object has twice, the last value counts.
"""

import re
from typing import Any, TypeVar

import msgspec

from events.errors import Rejected

T = TypeVar("T")
MAX_DEPTH = 100  # levels of arrays and objects
MAX_WHOLE = 2**63 - 1
MIN_WHOLE = -(2**63)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_LONG_WHOLE = re.compile(rb"(?<![\d.eE+-])-?\d{19,}+(?![\d.eE])")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ALL_SQUARE = bytes.maketrans(b"{}", b"[]")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def load(data: bytes | str, what: str = "the data") -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a JSON text; raise `Rejected` (400), which says what is wrong with `what`."""
    try:
        text = data.encode() if isinstance(data, str) else data
        if text.startswith(_MARKS):
            raise Rejected(f"{what} begins with a byte order mark: send JSON in UTF-8 without one", status=400)
        value = msgspec.json.decode(text)
    except UnicodeError as error:
        raise Rejected(f"{what} is not UTF-8: {error}", status=400) from error
    except RecursionError as error:
        raise _too_deep(what) from error
    except msgspec.MsgspecError as error:
        raise Rejected(f"{what} is not JSON: {_plainly(str(error))}", status=400) from error
    _check_bounds(text, what)
    return value


def load_as(data: bytes | str, type_: type[T], what: str = "the data") -> T:
    """Return the value as this type; raise `Rejected` (400), and msgspec's `ValidationError` where it does not fit."""
    return msgspec.convert(load(data, what), type_)


def _check_bounds(text: bytes, what: str) -> None:
    """Check what the decoder lets pass, in well-formed JSON; in a few passes of C over any length."""
    bare = _STRING.sub(b"", text)
    brackets = bare.translate(_ALL_SQUARE, _NOT_BRACKETS)
    for _ in range(MAX_DEPTH):
        if not brackets:
            break
        brackets = brackets.replace(b"[]", b"")  # the innermost level of each
    if brackets:
        raise _too_deep(what)
    if any(not MIN_WHOLE <= int(digits[:21]) <= MAX_WHOLE for digits in _LONG_WHOLE.findall(bare)):
        raise Rejected(f"{what} has a whole number of more than 64 bits: send it as a text", status=400)


def _too_deep(what: str) -> Rejected:
    return Rejected(f"{what} is nested more than {MAX_DEPTH} levels deep: send flatter JSON", status=400)


def _plainly(message: str) -> str:
    """Return msgspec's message, which says of half a surrogate pair and of a cut text the same."""
    if message == "Input data was truncated":
        return "it is cut off, or an escape such as \\ud800 is half a pair"
    return message
