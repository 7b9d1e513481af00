"""JSON is decoded in one strict way: what other readers would disagree about is refused with 400."""

from typing import Any

import pytest

from events.errors import Rejected
from events.strict_json import MAX_DEPTH, load

REFUSED = {
    "nothing": b"",
    "not a number": b'{"a": NaN}',
    "infinity": b"[-Infinity]",
    "a number that no double holds": b'{"a": 2e400}',
    "a whole number of 65 bits": b"18446744073709551616",
    "a whole number above 63 bits": b'{"a": [9223372036854775808]}',
    "one below": b"-9223372036854775809",
    "one of 6,000 digits": b'{"a":' + b"7" * 6000 + b"}",
    "half a surrogate pair": b'{"a": "\\udbff"}',
    "its other half": b'["\\udfff."]',
    "a surrogate in UTF-8": b'"\xed\xb0\x80"',
    "Latin-1": b'{"a": "\xe9"}',
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-16 without a mark": '{"a": 1}'.encode("utf-16-be"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "a level too deep": b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    "objects without end": b'{"a":' * 50_000,
    "lists nested in a field": b'{"a":' + b"[" * 900 + b"]" * 900 + b"}",
    "a second value": b'{"a": 1} {"b": 2}',
    "a comma too many": b"[1,]",
    "a comment": b"[1] // one",
    "a line break in a text": b'"a\nb"',
    "NUL": b"\0",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_readers_disagree_about_is_refused(text: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        load(text)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"9223372036854775807", 2**63 - 1),
        (b"-9223372036854775808", -(2**63)),
        (b"[1e2, 123456789012345678901234567890.5]", [100.0, 1.2345678901234568e29]),
        (b'"123456789012345678901234567890"', "123456789012345678901234567890"),
        (b'"\\"[[[[\\\\"', '"[[[[\\'),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b" null\n", None),
    ],
)
def test_what_every_reader_takes_is_taken(text: bytes, value: Any) -> None:
    assert load(text) == value


def test_as_many_levels_as_are_allowed_are_taken() -> None:
    assert load(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) is not None


def test_brackets_in_texts_are_no_levels() -> None:
    assert load(b'"' + b"[{" * 500 + b'"') == "[{" * 500


def test_what_is_wrong_is_said_of_what_it_is_wrong_with() -> None:
    with pytest.raises(Rejected, match="the metadata begins with a byte order mark"):
        load(b"\xef\xbb\xbf{}", "the metadata")
