"""Whole numbers out of headers, queries and attributes, which may hold anything."""

import re

_DIGITS = re.compile(r"[0-9]{1,18}")


def whole_number(text: str, least: int = 0, most: int = 10**18 - 1) -> int | None:
    """Return the number that a text of ASCII digits is, or None where it is none from `least` to `most`."""
    number = int(text) if _DIGITS.fullmatch(text) else -1
    return number if least <= number <= most else None
