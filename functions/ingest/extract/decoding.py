"""Bytes into text, whatever encoding they are in."""

import codecs
import re
from typing import TYPE_CHECKING

from events.errors import Rejected

if TYPE_CHECKING:
    from charset_normalizer.models import CharsetMatch

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's mark does, so it is tried first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r cp932 euc_jp gb18030 big5 cp949"
_WESTERN = re.compile(
    rb"(?:[\x00-\x7f]++"
    rb"|(?<![\x80-\xff])[\x80\x84\x85\x91-\x97\xa3\xa7\xa9\xae\xb0-\xb3\xb5\xbc-\xbe\xd7](?![\x80-\xff])"
    rb"|(?<=[A-Za-z])[\xc4\xd6\xdc\xdf\xe4\xe9\xf6\xfc](?![\x80-\xff])"
    rb"|(?<![\x80-\xff])[\xc4\xd6\xdc\xe4\xe9\xf6\xfc](?=[A-Za-z]))*+"
)  # plain letters with a sign now and then, or with an umlaut beside them: too little for a guess, and of cp1252
_SAMPLE = 64 * 1024  # bytes that the guess is made from
_NEVER_TYPED = bytes(set(range(32)) - set(b"\b\t\n\v\f\r\x1b"))  # control characters that no text holds


def decode(data: bytes, name: str, charset: str = "") -> str:
    """Return the bytes as text: by their byte order mark, as UTF-8, as `charset` (the file's own word), or by a guess.

    Raises `Rejected` (422) for binary data and for an encoding that cannot be told.
    """
    marked = encoding_of_mark(data)
    if marked:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    _refuse_binary(data, name)
    for encoding in ("utf-8", charset):
        text = _strictly(data, encoding)
        if text is not None:
            return text
    return _damaged_utf8(data) or _western(data) or _guessed(data, name)


def encoding_of_mark(data: bytes) -> str:
    """Return the encoding that a byte order mark at the start of the bytes names, or ""."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def looks_binary(data: bytes) -> bool:
    """Tell whether the bytes, which have no byte order mark, hold what no text holds."""
    sample = data[:_SAMPLE]
    return b"\0" in data or len(sample) - len(sample.translate(None, _NEVER_TYPED)) > len(sample) // 50


def _refuse_binary(data: bytes, name: str) -> None:
    if looks_binary(data):
        raise Rejected(f"{name} holds binary data and not text: if it is text, save it as UTF-8 and upload it again")


def _strictly(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """Return UTF-8 in which a few bytes are broken with marks in their place, or None when it is no such text."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if broken * 10 <= beyond_ascii - broken else None


def _western(data: bytes) -> str | None:
    """Return a text in plain letters with a few signs of cp1252, such as a pound or a degree, or None for others."""
    return data.decode("cp1252") if _WESTERN.fullmatch(data) else None


def _guessed(data: bytes, name: str) -> str:
    """Return the text as charset-normalizer guesses it; of near guesses the Western one, the most common, wins."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - for the rare file that needs it: a cold start pays for it

    whole_lines = data.rfind(b"\n", 0, _SAMPLE) if len(data) > _SAMPLE else -1
    matches = from_bytes(data[: whole_lines if whole_lines > 0 else _SAMPLE], cp_isolation=_GUESSES.split())
    best = matches.best()
    for match in matches:
        if best and match.encoding == "cp1252" and _near(match, best):
            best = match
    text = _strictly(data, best.encoding) if best else None
    if text is None:
        raise Rejected(f"the encoding of {name} cannot be told: save it as UTF-8 and upload it again")
    return text


def _near(guess: "CharsetMatch", best: "CharsetMatch") -> bool:
    """Tell whether a guess is about as good as the best: as free of odd characters, as much like a language."""
    return guess.chaos < best.chaos + 0.1 and guess.coherence > best.coherence - 0.1
