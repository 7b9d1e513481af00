"""What is raised above the line: an exponent keeps a mark, since without one it would be a digit of its base."""

import re

_BASE = re.compile(r"(?:\d|\)|(?<![^\W_])[^\W\d_])\Z")  # of a power: a digit, a bracket or a single letter
_EXPONENT = re.compile(r"[-+\u2212]?(?:\d{1,4}|[a-z])(?:[-+\u2212]\d)?")


def raised(text: str, before: str) -> str:
    """Return raised text as it stands in a line behind `before`: "^2" for a power, else the text itself."""
    bare = text.strip()
    return f"^{bare}" if _EXPONENT.fullmatch(bare) and _BASE.search(before) else text
