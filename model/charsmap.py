"""What characters are replaced by before a text becomes tokens, in the form that SentencePiece compiles it to.

That is a trie over UTF-8 as a double array (Aoe 1989, in the units of the library Darts-clone), its length in bytes
before it and behind it the replacements, each ended by a zero. llama.cpp and SentencePiece read this form.
"""

import struct
from collections.abc import Mapping
from itertools import count

import numpy as np

Node = dict[int, "Node | int"]  # by the next byte; by 0, which no text has, where its replacement begins

_IS_VALUE, _HAS_VALUE = 1 << 31, 1 << 8
_FAR, _NEAR = 1 << 9, 1 << 21  # an offset is shifted by 8 more bits where it is not below that
_BLOCK = 256
_OPEN = 4 * _BLOCK  # the last units, among which room is looked for: before them there is little


def charsmap(replaced: Mapping[str, str]) -> bytes:
    """Return the map of these characters (or texts) to what each of them is replaced by, "" for nothing."""
    starts: dict[str, int] = {}
    replacements = bytearray()
    root: Node = {}
    for text, replacement in sorted(replaced.items()):
        if replacement not in starts:
            starts[replacement] = len(replacements)
            replacements += replacement.encode() + b"\0"
        _insert(root, text.encode(), starts[replacement])
    units = _DoubleArray(root).units()
    return struct.pack("<I", len(units)) + units + bytes(replacements)


def _insert(root: Node, key: bytes, value: int) -> None:
    node = root
    for byte in key:
        child = node.setdefault(byte, {})
        assert not isinstance(child, int)  # noqa: S101 - only the byte 0 holds one
        node = child
    node[0] = value


class _DoubleArray:
    """A trie in one array: a node's child by a byte stands at the node's base, with the bits of the byte flipped."""

    def __init__(self, root: Node) -> None:
        self._units = {0: 0}
        self._bases: set[int] = set()  # each is one node's: a unit tells its byte alone, not whose child it is
        self._last = 1
        self._place(root, 0)

    def units(self) -> bytes:
        """Return the array, whole blocks of 256 units of 32 bits."""
        array = np.zeros(-(-(max(self._units) + 1) // _BLOCK) * _BLOCK, "<u4")
        for index, unit in self._units.items():
            array[index] = unit
        return array.tobytes()

    def _place(self, node: Node, index: int) -> None:
        base = next(base for base in count(max(1, self._last - _OPEN)) if self._fits(base, index, node))
        self._bases.add(base)
        offset = base ^ index
        self._units[index] |= (offset << 10 if offset < _NEAR else offset << 2 | _FAR) | (
            _HAS_VALUE if 0 in node else 0
        )
        for byte, child in node.items():
            self._units[base ^ byte] = _IS_VALUE | child if isinstance(child, int) else byte
        self._last = max([self._last, *(base ^ byte for byte in node)])
        for byte, child in node.items():
            if not isinstance(child, int):
                self._place(child, base ^ byte)

    def _fits(self, base: int, index: int, node: Node) -> bool:
        offset = base ^ index
        is_written = offset < _NEAR or offset % _BLOCK == 0
        return is_written and base not in self._bases and all(base ^ byte not in self._units for byte in node)
