"""RTF as Outlook compresses it, by MS-OXRTFCP."""

import struct

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_SIZE = 4096  # bytes that may be referred to
_HEAD = 16
_MOST = 64 * 2**20


def decompressed(data: bytes) -> bytes:
    """Return the RTF, or what comes of it before a fault."""
    if len(data) < _HEAD:
        return b""
    size, mark = struct.unpack_from("<I4s", data, 4)
    if mark == b"MELA":
        return data[_HEAD : _HEAD + size]
    window = _Window()
    place = _HEAD
    while place < len(data) and len(window.written) < min(size, _MOST):
        control = data[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if not window.repeat(int.from_bytes(data[place : place + 2], "big")):
                    return bytes(window.written[:size])
                place += 2
            else:
                window.write(data[place : place + 1])
                place += 1
    return bytes(window.written[:size])


class _Window:
    """The last bytes that were written, to which the next may refer."""

    def __init__(self) -> None:
        self.written = bytearray()
        self._bytes = bytearray(_DICTIONARY.ljust(_SIZE, b" "))
        self._place = len(_DICTIONARY)

    def write(self, data: bytes) -> None:
        for byte in data:
            self._bytes[self._place % _SIZE] = byte
            self._place += 1
            self.written.append(byte)

    def repeat(self, reference: int) -> bool:
        """Write what stands at a place again; tell whether it was no mark of the end."""
        offset, length = reference >> 4, (reference & 15) + 2
        if offset == self._place % _SIZE:
            return False
        for step in range(length):
            self.write(bytes([self._bytes[(offset + step) % _SIZE]]))
        return True
