"""The compiled map replaces, as llama.cpp walks it, just the characters that it was made of."""

import struct

import pytest

from model.charsmap import charsmap

FAR = {chr(code): f"<{code}>" for code in range(0x3300, 0x3400)} | {chr(code): "" for code in range(0x1F600, 0x1F640)}
REPLACED = {"\t": " ", "\u00bd": "1\u20442", "\u0958": "\u0915\u093c", "\x01": "", "\u0915": "k", **FAR}


def replaced(compiled: bytes, text: str) -> tuple[str, int] | None:
    """Return what the beginning of a text is replaced by, and how many of its bytes are, as llama.cpp does."""
    (size,) = struct.unpack_from("<I", compiled)
    units, replacements = struct.unpack_from(f"<{size // 4}I", compiled, 4), compiled[4 + size :]
    found, index = None, _base(units[0])
    for length, byte in enumerate(text.encode(), 1):
        index ^= byte
        if units[index] & (1 << 31 | 0xFF) != byte:
            break
        has_value, index = units[index] >> 8 & 1, index ^ _base(units[index])
        if has_value:
            start = units[index] & ~(1 << 31)
            found = replacements[start : replacements.index(b"\0", start)].decode(), length
    return found


def _base(unit: int) -> int:
    return (unit >> 10) << ((unit & 1 << 9) >> 6)


@pytest.fixture(scope="module")
def compiled() -> bytes:
    return charsmap(REPLACED)


def test_every_character_of_the_map_is_replaced_whole(compiled: bytes) -> None:
    assert {text: replaced(compiled, text) for text in REPLACED} == {
        text: (replacement, len(text.encode())) for text, replacement in REPLACED.items()
    }


def test_no_other_character_is_replaced(compiled: bytes) -> None:
    others = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000 and chr(code) not in REPLACED]
    assert [text for text in others if replaced(compiled, text)] == []


def test_the_longest_text_of_the_map_is_replaced() -> None:
    assert replaced(charsmap({"a": "1", "ab": "2"}), "abc") == ("2", 2)
    assert replaced(charsmap({"a": "1", "ab": "2"}), "ac") == ("1", 1)


def test_an_empty_map_replaces_nothing() -> None:
    assert replaced(charsmap({}), "a") is None
