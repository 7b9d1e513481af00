"""Text from outside made fit for a terminal, which would obey what is hidden in it."""

import re

LINES = "\n\t"  # what a text of several lines may keep

# Controls (C0, DEL, C1), what turns the direction of writing, Unicode's own ends of lines, and halves of characters.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: object, kept: str = "") -> str:
    r"""Return the text with each control in it as its escape, such as `\x1b` or `\u202e`, but for those in `kept`."""
    return _UNSAFE.sub(lambda found: found[0] if found[0] in kept else _escape(found[0]), str(text))


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
