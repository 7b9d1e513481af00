"""Bytes into text, whatever encoding they are in."""

import codecs

from events.errors import Rejected
from functions.ingest.extract.charset_guess import guessed_codec, seven_bit_codec, wide_codec
from functions.ingest.extract.charsets import looks_like_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's mark does, so it is tried first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024  # bytes that are looked at
_NEVER_TYPED = bytes(set(range(1, 32)) - set(b"\b\t\n\v\f\r\x0e\x0f\x1a\x1b"))  # control characters that no text holds
_LONG_NULL = b"\xc0\x80"  # how Java writes NUL
_MOST_NULLS = 10  # one of so many bytes: more are binary data, or wide characters


def decode(data: bytes, name: str, charset: str = "") -> str:
    """Return the bytes as text: by their byte order mark, as UTF-8, as `charset` (the sender's word), or by a guess.

    `charset` is a codec, as `codec_of` gives it. NULs go. Raises `Rejected` (422) for binary data.
    """
    marked = encoding_of_mark(data)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    wide = wide_codec(data) if _may_be_wide(data) else ""
    if wide:
        return data.decode(wide, "replace").removeprefix("\ufeff")
    if looks_binary(data):
        raise Rejected(f"{name} holds binary data and not text: if it is text, save it as UTF-8 and upload it again")
    return _decoded(data.replace(b"\0", b"").replace(_LONG_NULL, b""), charset)


def _decoded(data: bytes, charset: str) -> str:
    seven_bits = charset if looks_like_utf8(charset) else seven_bit_codec(data)
    for codec in (seven_bits, "utf-8"):
        text = _strictly(data, codec)
        if text is not None:
            return text
    text = _with_surrogates(data)
    if text is None and charset:
        text = _nearly(data, charset)
    if text is None:
        text = _damaged_utf8(data)
    return data.decode(guessed_codec(data), "replace") if text is None else text


def encoding_of_mark(data: bytes) -> str:
    """Return the encoding that a byte order mark at the start of the bytes names, or ""."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _may_be_wide(data: bytes) -> bool:
    """Tell whether the bytes may be UTF-16 or UTF-32: half of a plain text's are NULs then, or it is not UTF-8."""
    sample = data[:_SAMPLE]
    nulls = sample.count(0)
    return nulls * _MOST_NULLS > len(sample) or looks_binary(data) or (nulls > 0 and not _is_utf8(data))


def looks_binary(data: bytes) -> bool:
    """Tell whether the bytes, which have no byte order mark, hold what no text holds; a few NULs are in many."""
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _NEVER_TYPED)) > len(sample) // 50:
        return True
    return sample.count(0) * _MOST_NULLS > len(sample) and not _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.utf_8_decode(data[:_SAMPLE].replace(_LONG_NULL, b""), "strict", len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_surrogates(data: bytes) -> str | None:
    """Return UTF-8 in which characters are written as two halves, or a half alone; None when it is no such text."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _nearly(data: bytes, charset: str) -> str | None:
    """Return the text in the set that its sender names, with marks for a few bytes that are not in it, or None."""
    text = data.decode(charset, "replace")
    return text if text.count("\ufffd") * 50 <= len(text) else None


def _damaged_utf8(data: bytes) -> str | None:
    """Return UTF-8 in which a few bytes are broken with marks in their place, or None when it is no such text."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken * 10 <= beyond_ascii - broken else None
