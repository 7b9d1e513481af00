"""Bytes out of base64 that came from outside."""

import base64
import binascii

from events.errors import Rejected


def base64_bytes(text: str, what: str, item: int = 1) -> bytes:
    """Return the bytes; raise `Rejected` unless it is base64 of whole items of so many bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Rejected(f"{what} is not base64: {error}") from error
    if len(data) % item:
        raise Rejected(f"{what} holds {len(data)} bytes, which are not whole numbers of {item} bytes each")
    return data
